using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sluice.Tests.Hub;

/// <summary>A server on loopback that answers whatever a test wants, and remembers what it was asked.</summary>
sealed class TinyServer : IAsyncDisposable
{
    readonly WebApplication _app;

    TinyServer(WebApplication app) => _app = app;

    public Uri Uri => new(_app.Urls.First());

    public List<(string Path, string? Authorization)> Asked { get; } = [];

    public static async Task<TinyServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new TinyServer(builder.Build());
        server._app.Run(http =>
        {
            lock (server.Asked)
                server.Asked.Add((http.Request.Path, http.Request.Headers.Authorization));
            return answer(http);
        });
        await server._app.StartAsync();
        return server;
    }

    public static Task Json(HttpContext http, string json)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }

    /// <summary>A hub with one file, whose content and promises the test makes.</summary>
    public static Task<TinyServer> HubAsync(string treeEntry, Func<HttpContext, Task> file) => StartAsync(http =>
        http.Request.Path.Value!.Contains("/revision/", StringComparison.Ordinal) ? Json(http, $$"""{"sha":"{{new string('c', 40)}}"}""")
        : http.Request.Path.Value.Contains("/tree/", StringComparison.Ordinal) ? Json(http, $"[{treeEntry}]")
        : file(http));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
