using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Server;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice serve</c></summary>
static class ServeVerb
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen (default http://127.0.0.1:5080)", HelpName = "URL" };
        var verb = new Command("serve", "REST and dashboard over the current release.\n\nExample: sluice serve --urls http://127.0.0.1:8080");
        var serveAll = new Option<bool>("--serve-all") { Description = "Also show texts that may not be handed on: only at a loopback address, only to this machine" };
        verb.Options.Add(urls);
        verb.Options.Add(serveAll);
        Call.Handle(verb, (call, cancel) =>
        {
            call.Take(urls, "urls");
            call.Take(serveAll, "serve_all");
            return ServeAsync(call, call.Lake.MustExist(), call.Settings["urls"], call.Settings.IsOn("serve_all"), cancel);
        });
        return verb;
    }

    /// <summary>Serves until Ctrl-C.</summary>
    public static async Task<int> ServeAsync(Call call, Lake lake, string urls, bool serveAll, CancellationToken cancel)
    {
        if (urls.Split(';').Any(url => !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            throw new CorrectTheCallException($"--urls '{urls}' is no address. Give one like http://127.0.0.1:5080.");
        using var logs = Logging.Create(call.Terminal, lake: null);
        await using var app = ServerHost.Build(lake, urls, logs, serveAll);
        // Before anybody can see any of it.
        if (serveAll)
            call.Terminal.Warn(Overrides.Told(new Catalog(lake, servesAll: true)));
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException or FormatException)
        {
            throw new CheckTheMachineException($"{urls} cannot be served: {e.Message} Choose another address with --urls (`demo`: --port).", e);
        }
        call.Terminal.Say($"Serving {lake.Root} at {string.Join(", ", app.Urls)}. Stop with Ctrl-C.");
        try
        {
            await app.WaitForShutdownAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Being stopped is how it ends.
        }
        return 0;
    }
}
