using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Conformance;
using Sluice.Sources;

namespace Sluice.Server.SourceStandIns;

/// <summary>A web server with one file at the path of the source's address: entity tags, ranges, and what goes wrong on purpose.</summary>
sealed class FileServer : IStandIn
{
    readonly string _path;
    readonly TimeProvider _clock;
    readonly Lock _gate = new();
    readonly List<StandInRequest> _requests = [];
    WebApplication _app = null!;
    byte[] _content = [];
    Weather _weather;
    int _spoilt;

    FileServer(string path, TimeProvider clock) => (_path, _clock) = (path, clock);

    public static async Task<FileServer> StartAsync(SourceEntry source, TimeProvider clock, CancellationToken cancel)
    {
        var server = new FileServer(Uri.TryCreate(source.Url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : "/", clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        server._app = builder.Build();
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancel);
        return server;
    }

    public Uri? Endpoint => new(_app.Urls.First());

    public string? Folder => null;

    public Weather Weather
    {
        get => _weather;
        set
        {
            lock (_gate)
                (_weather, _spoilt) = (value, 0);
        }
    }

    public IReadOnlyList<StandInRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public void Write(string file, byte[] content)
    {
        lock (_gate)
            _content = content;
    }

    async Task AnswerAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        byte[] content;
        int index;
        bool spoil;
        lock (_gate)
        {
            content = _content;
            index = _requests.Count;
            _requests.Add(new StandInRequest(_clock.GetUtcNow(), request.Path + request.QueryString, 0, request.Headers.Range.Count > 0, request.Headers.Authorization.Count > 0));
            spoil = _weather switch
            {
                Weather.Busy or Weather.Cut => _spoilt++ < 1,
                Weather.Limited => _spoilt++ < 2,
                Weather.AlwaysCut or Weather.Html or Weather.RedirectLoop or Weather.Outage => true,
                _ => false,
            };
        }
        // Before the first byte goes: who has the answer must find it here.
        response.OnStarting(() =>
        {
            lock (_gate)
                _requests[index] = _requests[index] with { Status = response.StatusCode };
            return Task.CompletedTask;
        });
        if (!spoil || !await SpoilAsync(http, content))
            await SendAsync(http, content);
    }

    async Task<bool> SpoilAsync(HttpContext http, byte[] content)
    {
        var response = http.Response;
        switch (_weather)
        {
            case Weather.Busy or Weather.Limited or Weather.Outage:
                response.StatusCode = _weather == Weather.Limited ? 429 : 503;
                if (_weather != Weather.Outage)
                    response.Headers.RetryAfter = IStandIn.Pause.ToString(CultureInfo.InvariantCulture);
                return true;
            case Weather.Html:
                response.ContentType = "text/html; charset=utf-8";
                await response.WriteAsync("<!doctype html><html><head><title>Log in</title></head><body>Please log in.</body></html>");
                return true;
            case Weather.RedirectLoop:
                response.Redirect(http.Request.Path + http.Request.QueryString);
                return true;
            case Weather.Cut or Weather.AlwaysCut when http.Request.Headers.Range.Count == 0 || _weather == Weather.AlwaysCut:
                response.Headers.ETag = TagOf(content);
                response.ContentType = "text/csv";
                response.ContentLength = content.Length;
                await response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
                await response.Body.FlushAsync();
                // What was sent must have come before the connection is gone.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                http.Abort();
                return true;
            default:
                return false;
        }
    }

    async Task SendAsync(HttpContext http, byte[] content)
    {
        var (request, response) = (http.Request, http.Response);
        if (request.Path != _path)
        {
            response.StatusCode = 404;
            return;
        }
        var tag = TagOf(content);
        (response.Headers.ETag, response.ContentType) = (tag, "text/csv");
        if (request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = 304;
            return;
        }
        var from = 0;
        if (request.GetTypedHeaders().Range is { Unit.Value: "bytes", Ranges: { Count: 1 } ranges } && ranges.Single() is { From: { } start, To: null } && start < content.Length
            && (request.Headers.IfRange.Count == 0 || request.Headers.IfRange == tag))
        {
            from = (int)start;
            response.StatusCode = 206;
            response.Headers.ContentRange = FormattableString.Invariant($"bytes {from}-{content.Length - 1}/{content.Length}");
        }
        response.ContentLength = content.Length - from;
        await response.Body.WriteAsync(content.AsMemory(from));
    }

    static string TagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
