using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Server.HubStandIn;

/// <summary>The stand-in hub as two servers on loopback, hub and CDN: <c>sluice hub serve</c>, <c>sluice demo</c>, and every test.</summary>
public sealed class HubServer : IAsyncDisposable
{
    readonly StandIn _hub;
    readonly CancellationTokenSource _stopping;
    readonly WebApplication _door;
    readonly WebApplication _cdnDoor;

    HubServer(StandIn hub, CancellationTokenSource stopping, WebApplication door, WebApplication cdnDoor)
    {
        (_hub, _stopping, _door, _cdnDoor) = (hub, stopping, door, cdnDoor);
        Endpoint = new Uri(door.Urls.First());
    }

    /// <summary>Where it listens: give it as <c>--endpoint</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Where large files come from. Only the hub's redirects know the way.</summary>
    public Uri CdnEndpoint => _hub.Cdn;

    /// <summary>The rules of the moment; others may be set while the server runs.</summary>
    public HubRules Rules
    {
        get => _hub.Rules;
        set => _hub.Rules = value;
    }

    /// <summary>What goes wrong on purpose.</summary>
    public FaultPlan Faults => _hub.Faults;

    /// <summary>The requests that came, oldest first: the last 100,000.</summary>
    public IReadOnlyList<RequestRecord> Requests => _hub.Log.All;

    /// <param name="folder">Holds <c>&lt;org&gt;/&lt;dataset&gt;/*.jsonl</c>.</param>
    /// <param name="port">0 lets the system choose.</param>
    public static Task<HubServer> StartAsync(string folder, int port, CancellationToken cancel) =>
        StartAsync(folder, new HubServerOptions { Port = port }, cancel);

    /// <param name="folder">Holds <c>&lt;org&gt;/&lt;dataset&gt;/*.jsonl</c>.</param>
    /// <exception cref="CorrectTheCallException">There is no such folder, or a fault that cannot be.</exception>
    /// <exception cref="CheckTheMachineException">A port cannot be opened, or the record file cannot be written.</exception>
    public static async Task<HubServer> StartAsync(string folder, HubServerOptions options, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
            throw new CorrectTheCallException($"There is no folder {Path.GetFullPath(folder)}. Give one that holds <org>/<dataset>/*.jsonl.");
        var hub = new StandIn(folder, options);
        foreach (var fault in options.Faults)
            hub.Faults.Add(fault);
        var stopping = new CancellationTokenSource();
        var cdn = new CdnEndpoints(hub);
        WebApplication? cdnDoor = null;
        try
        {
            cdnDoor = await OpenAsync(options.CdnPort, "--cdn-port", new Door(hub, Listener.Cdn, request => Task.FromResult(cdn.Read(request)), stopping.Token), cancel);
            hub.Cdn = new Uri(cdnDoor.Urls.First());
            var door = await OpenAsync(options.Port, "--port", new Door(hub, Listener.Hub, new HubEndpoints(hub).AnswerAsync, stopping.Token), cancel);
            return new HubServer(hub, stopping, door, cdnDoor);
        }
        catch (Exception)
        {
            if (cdnDoor is not null)
                await cdnDoor.DisposeAsync();
            hub.Log.Dispose();
            stopping.Dispose();
            throw;
        }
    }

    static async Task<WebApplication> OpenAsync(int port, string flag, Door door, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A slow caller is no reason to hang up: it may be the caller that is tested.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.Run(door.EnterAsync);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new CheckTheMachineException($"Port {port} cannot be opened: {e.Message} Choose another with {flag}.", e);
        }
        return app;
    }

    /// <summary>Waits until the process is told to stop, or <paramref name="cancel"/>.</summary>
    public Task WaitAsync(CancellationToken cancel) => _door.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _door.StopAsync();
        await _cdnDoor.StopAsync();
        await _door.DisposeAsync();
        await _cdnDoor.DisposeAsync();
        _hub.Log.Dispose();
        _stopping.Dispose();
    }
}
