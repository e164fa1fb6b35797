using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Server.Dashboard;
using Sluice.Server.Rest;
using Sluice.Zones;

namespace Sluice.Server;

/// <summary>One host, several doors over the current release: pages and REST. It only reads.</summary>
public static class ServerHost
{
    // No inline script or style, nothing from elsewhere: what a record brings cannot run.
    const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="serveAll">Also show what the release does not hand on; then whoever is not on this machine is refused.</param>
    /// <exception cref="CorrectTheCallException">All is to be shown, at an address that others can reach.</exception>
    public static WebApplication Build(Lake lake, string urls, ILoggerProvider? log = null, bool serveAll = false)
    {
        if (serveAll)
            Loopback.MustBe(urls);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.AddProvider(log);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(lake).AddSingleton(new Catalog(lake, serveAll)).AddSingleton<Search>().AddSingleton<Timeline>().AddSingleton<Duplicates>();
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorComponents();
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Sluice";
            document.Info.Version = typeof(ServerHost).Assembly.GetName().Version?.ToString(3);
            return Task.CompletedTask;
        }));
        builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        var app = builder.Build();
        app.Use((http, next) =>
        {
            // On starting, since an error answer clears what was set before.
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                return Task.CompletedTask;
            });
            return next(http);
        });
        if (serveAll)
            app.Use(Loopback.OnlyAsync);
        app.UseExceptionHandler(errors => errors.Run(AnswerAsync));
        app.MapOpenApi();
        app.MapRest();
        app.MapDashboard();
        return app;
    }

    // A caller's mistake is 400, a lake without a release is 503, anything else is ours.
    static Task AnswerAsync(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var hasRelease = http.RequestServices.GetRequiredService<Lake>().CurrentRelease is not null;
        var (status, detail) = error switch
        {
            CorrectTheCallException call => (hasRelease ? 400 : 503, call.Message),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            StopException stop => (503, stop.Message),
            _ => (500, "The server failed; its log says why."),
        };
        return Results.Problem(detail, statusCode: status).ExecuteAsync(http);
    }
}
