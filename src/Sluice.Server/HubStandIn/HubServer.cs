using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Server.HubStandIn;

/// <summary>The stand-in hub as a server on loopback: <c>sluice hub serve</c>, <c>sluice demo</c>, and every test.</summary>
public sealed class HubServer : IAsyncDisposable
{
    readonly WebApplication _app;

    HubServer(WebApplication app, Uri endpoint) => (_app, Endpoint) = (app, endpoint);

    /// <summary>Where it listens: give it as <c>--endpoint</c>.</summary>
    public Uri Endpoint { get; }

    /// <param name="folder">Holds <c>&lt;org&gt;/&lt;dataset&gt;/*.jsonl</c>.</param>
    /// <param name="port">0 lets the system choose.</param>
    public static async Task<HubServer> StartAsync(string folder, int port, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
            throw new CorrectTheCallException($"There is no folder {Path.GetFullPath(folder)}. Give one that holds <org>/<dataset>/*.jsonl.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapHub(new HubFolder(folder));
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new CheckTheMachineException($"Port {port} cannot be opened: {e.Message} Choose another with --port.", e);
        }
        return new HubServer(app, new Uri(app.Urls.First()));
    }

    public Task WaitAsync(CancellationToken cancel) => _app.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
