using System.CommandLine;
using Sluice.Server.HubStandIn;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice hub serve DIR</c></summary>
static class HubVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Holds <org>/<dataset>/*.jsonl" };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 lets the system choose", DefaultValueFactory = _ => 5090, HelpName = "P" };
        var serve = new Command("serve", "A local, offline stand-in for the hub over a folder.\n\nExample: sluice hub serve samples/hub --port 5090");
        serve.Arguments.Add(folder);
        serve.Options.Add(port);
        Call.Handle(serve, async (call, cancel) =>
        {
            if (call.Get(port) is < 0 or > 65535)
                throw new Records.CorrectTheCallException($"--port {call.Get(port)} is no port. Expected 0 to 65535.");
            await using var hub = await HubServer.StartAsync(call.Get(folder)!, call.Get(port), cancel);
            call.Terminal.WriteLine($"Hub over {Path.GetFullPath(call.Get(folder)!)} at {hub.Endpoint.ToString().TrimEnd('/')}");
            call.Terminal.Say("Use it with --endpoint, or HF_ENDPOINT. Stop with Ctrl-C.");
            await hub.WaitAsync(cancel);
            cancel.ThrowIfCancellationRequested();
            return 0;
        });
        var verb = new Command("hub", "The stand-in hub.\n\nExample: sluice hub serve samples/hub");
        verb.Subcommands.Add(serve);
        return verb;
    }
}
