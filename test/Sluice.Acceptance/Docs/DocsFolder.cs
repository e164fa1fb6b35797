using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Tests.Docs;

namespace Sluice.Acceptance.Docs;

/// <summary>
/// What the commands of a page find: a folder with a lake of three dumps, the samples and a few files of one's own, made
/// once and copied for each block; a stand-in hub; and a clock that stands. <c>CONTRIBUTING.md</c> tells writers of it.
/// </summary>
public sealed partial class DocsFolder : IAsyncDisposable
{
    const string First = "2026-01-31T02:00:00Z", Second = "2026-06-29T02:00:00Z", Third = "2026-07-06T02:00:00Z", Now = "2026-07-13T02:00:00Z";

    readonly Scratch _scratch;
    readonly Hub _hub;
    readonly string _held;

    DocsFolder(Scratch scratch, Hub hub, string held) => (_scratch, _hub, _held) = (scratch, hub, held);

    public static async Task<DocsFolder> PrepareAsync()
    {
        var scratch = new Scratch();
        var (hubFolder, folder) = (scratch.HubFolder, Path.Combine(scratch.Folder, "prepared"));
        Copy(Published.Samples, hubFolder);
        // Some of its collections are enough for the pages, and each command is the quicker for it.
        foreach (var name in new[] { "agentmodels", "aisafety.info", "arbital", "blogs", "eaforum", "special_docs", "youtube" })
            File.Delete(scratch.DatasetFile(name + ".jsonl"));
        Directory.CreateDirectory(folder);
        var hub = await Hub.StartAsync(hubFolder);
        async Task<Outcome> RunAsync(string at, params string[] flags) =>
            (await Published.RunAsync(folder, ["run", "alignment_research", "--quiet", "--json", .. flags], ("SOURCE_DATE_EPOCH", Epoch(at)), ("SLUICE_ENDPOINT", hub.Endpoint))).MustBe(0);

        await RunAsync(First);
        Say(scratch.DatasetFile("arxiv.jsonl"), "2026-06-01", "On alignment by review", "ten");
        await RunAsync(Second, "--mode", "full");
        Say(scratch.DatasetFile("arxiv.jsonl"), "2026-07-01", "On safety by review", "eleven");
        var held = (string)(await RunAsync(Third, "--hold")).Json["review"]!["release"]!;

        foreach (var (link, target) in new[] { ("samples", "samples"), ("schemas", "schemas"), ("deploy", "deploy"), ("templates", "templates") })
            if (Directory.Exists(Path.Combine(Published.Repository, target)))
                Directory.CreateSymbolicLink(Path.Combine(folder, link), Path.Combine(Published.Repository, target));
        File.WriteAllLines(Path.Combine(folder, "my-records.jsonl"), File.ReadLines(Path.Combine(Published.Samples, "StampyAI", "alignment-research-dataset", "agisf.jsonl")));
        File.Copy(Path.Combine(Published.Repository, "schemas", "alignment_research_v1.json"), Path.Combine(folder, "my-schema.json"));
        File.WriteAllText(Path.Combine(folder, "mended.json"), Mended());
        Copy(Path.Combine(Published.Repository, "samples", "web"), Path.Combine(folder, "web"));
        var bin = Directory.CreateDirectory(Path.Combine(scratch.Folder, "bin")).FullName;
        foreach (var name in new[] { "sluice", "dotnet" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Docs", name + ".sh"), Path.Combine(bin, name));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(bin, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        return new DocsFolder(scratch, hub, held);
    }

    static string Epoch(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    static void Say(string file, string date, string title, string id) =>
        File.AppendAllText(file, Scratch.Record(id, title, date: date + "T00:00:00Z") + "\n");

    // The shipped entry, with one more form of dates: what a person would save after a look at the drift.
    static string Mended()
    {
        using var registry = JsonDocument.Parse(File.ReadAllText(Path.Combine(Published.Repository, "schemas", "sources.json")));
        var entry = System.Text.Json.Nodes.JsonNode.Parse(registry.RootElement.GetProperty("sources").EnumerateArray().First(source => source.GetProperty("id").GetString() == "alignment_research").GetRawText())!;
        foreach (var collection in entry["collections"]!.AsArray())
            (collection!["date_formats"] ??= new System.Text.Json.Nodes.JsonArray()).AsArray().Add("MMMM YYYY");
        return "{\"sources\": [" + entry.ToJsonString() + "]}";
    }

    /// <summary>A folder of its own for a block, or for several that go on from each other.</summary>
    public string Fresh()
    {
        var folder = Path.Combine(_scratch.Folder, Guid.NewGuid().ToString("N"));
        Copy(Path.Combine(_scratch.Folder, "prepared"), folder);
        return folder;
    }

    // `cp` keeps links and is quick.
    static void Copy(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", "--reflink=auto", from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    /// <summary>Runs a block in a folder. Null if it did what it should; else what came of it.</summary>
    internal async Task<(string? Failure, string Output)> RunAsync(DocBlock block, string folder)
    {
        var exit = block.Mark("exit") ?? "0";
        var (calls, started) = (folder + ".calls", folder + ".started");
        File.Delete(calls);
        using var web = (block.Mark("needs") ?? "").Contains("web", StringComparison.Ordinal) ? new DocsWeb(Path.Combine(folder, "web")) : null;
        var text = OnFreePorts(block.Text.Replace("0f3c9a1b2d4e", _held, StringComparison.Ordinal), web, out var urls);
        var start = block.Language == "python" ? new ProcessStartInfo("python3", ["-"]) : new ProcessStartInfo("bash", ["-eo", "pipefail", "-s"]);
        (start.WorkingDirectory, start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, false, true, true, true);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SLUICE_", StringComparison.Ordinal) || name.StartsWith("HF_", StringComparison.Ordinal) || name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in new[]
        {
            ("PATH", Path.Combine(_scratch.Folder, "bin") + ":" + Environment.GetEnvironmentVariable("PATH")), ("HOME", folder), ("TMPDIR", _scratch.Folder),
            ("DOCS_DOTNET", RealDotnet()), ("DOCS_PROGRAM", Published.File), ("DOCS_CALLS", calls), ("DOCS_STARTED", started), ("DOCS_EXIT", exit),
            ("SOURCE_DATE_EPOCH", Epoch(Now)), ("SLUICE_ENDPOINT", web?.Address ?? _hub.Endpoint), ("SLUICE_URLS", urls), ("NO_COLOR", "1"),
        })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(block.Language == "python" ? text : "exec 2>&1\n" + text + "\n");
        process.StandardInput.Close();
        var failure = await EndedAsync(process) ? process.ExitCode == 0 ? null : $"exit {process.ExitCode}" : "did not end within two minutes";
        foreach (var pid in File.Exists(started) ? File.ReadAllLines(started) : [])
            Stop(int.Parse(pid, CultureInfo.InvariantCulture));
        File.Delete(started);
        var said = string.Concat(await output);
        var codes = File.Exists(calls) ? File.ReadAllLines(calls) : [];
        failure ??= codes.FirstOrDefault(call => !call.StartsWith("0 ", StringComparison.Ordinal) && !call.StartsWith(exit + " ", StringComparison.Ordinal)) is { } other ? $"a call ended with another code: {other}"
            : exit != "0" && !codes.Any(call => call.StartsWith(exit + " ", StringComparison.Ordinal)) ? $"no call ended with {exit}" : null;
        return (failure is null ? null : $"{failure}\n{text}\n--\n{said}", said);
    }

    static async Task<bool> EndedAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }

    static void Stop(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    static string RealDotnet() => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    /// <summary>
    /// Addresses of the pages are the same everywhere, but tests run side by side: each port becomes a free one. 5090 is the
    /// hub, unless the block starts its own; 8000 is the web server of a block that needs one; and at 5080 a server is
    /// started first, unless the block does that itself.
    /// </summary>
    string OnFreePorts(string text, DocsWeb? web, out string urls)
    {
        var free = new Dictionary<string, string>(StringComparer.Ordinal) { ["5080"] = FreePort() };
        if (!text.Contains("hub serve", StringComparison.Ordinal))
            free["5090"] = _hub.Endpoint[(_hub.Endpoint.LastIndexOf(':') + 1)..];
        if (web is not null)
            free["8000"] = web.Port;
        urls = "http://127.0.0.1:" + free["5080"];
        var starts = ServesItself().IsMatch(text);
        var mapped = Ports().Replace(text, match => match.Groups[1].Value + (free.TryGetValue(match.Groups[2].Value, out var port) ? port : free[match.Groups[2].Value] = FreePort()));
        return starts || !text.Contains("127.0.0.1:5080", StringComparison.Ordinal) ? mapped
            : mapped.StartsWith("import ", StringComparison.Ordinal) ? "import subprocess; subprocess.run(['sluice', 'serve'], check=True, stdout=subprocess.DEVNULL)\n" + mapped
            : "sluice serve >/dev/null\n" + mapped;
    }

    internal static string FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _scratch.Dispose();
    }

    [GeneratedRegex(@"((?:127\.0\.0\.1|localhost):|--port )(\d{4,5})\b")]
    private static partial Regex Ports();

    [GeneratedRegex(@"(?m)(sluice|Sluice\.Cli\.dll|--) (serve|demo)\b")]
    private static partial Regex ServesItself();
}
