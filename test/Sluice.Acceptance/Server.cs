using System.Diagnostics;

namespace Sluice.Acceptance;

/// <summary>A lake made from a hub folder, and <c>sluice serve</c> over it as its own process.</summary>
public sealed class Server : IAsyncDisposable
{
    readonly Scratch _scratch;
    readonly Process _process;

    Server(Scratch scratch, Process process, string address)
    {
        (_scratch, _process) = (scratch, process);
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public string Address => Http.BaseAddress!.ToString().TrimEnd('/');

    public static async Task<Server> StartAsync(Scratch scratch, string hubFolder)
    {
        await using (var hub = await Hub.StartAsync(hubFolder))
            (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        var process = Published.Start(scratch.Folder, ["serve", "--urls", "http://127.0.0.1:0"]);
        var line = await process.StandardError.ReadLineAsync() ?? "";
        var at = line.IndexOf("http://", StringComparison.Ordinal);
        Assert.True(at >= 0, line);
        return new Server(scratch, process, line[at..line.IndexOf(". Stop", StringComparison.Ordinal)]);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _scratch.Dispose();
    }
}
