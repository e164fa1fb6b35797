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
        var cdnPort = new Option<int>("--cdn-port") { Description = "Port of the CDN, where large files come from; 0 lets the system choose", DefaultValueFactory = _ => 0, HelpName = "P" };
        var rules = new Option<string?>("--rules") { Description = "A JSON file: tokens, datasets, quotas, faults", HelpName = "FILE" };
        var record = new Option<string?>("--record") { Description = "Append every request to this file as JSON Lines, tokens included", HelpName = "FILE" };
        var serve = new Command("serve", "A local, offline stand-in for the hub over a folder.\n\nExample: sluice hub serve samples/hub --port 5090");
        serve.Arguments.Add(folder);
        foreach (var option in (Option[])[port, cdnPort, rules, record])
            serve.Options.Add(option);
        Call.Handle(serve, async (call, cancel) =>
        {
            foreach (var one in new[] { port, cdnPort })
            {
                if (call.Get(one) is < 0 or > 65535)
                    throw new Records.CorrectTheCallException($"{one.Name} {call.Get(one)} is no port. Expected 0 to 65535.");
            }
            var (its, faults) = call.Get(rules) is { } file ? RulesFile.Read(file) : (new HubRules(), []);
            var options = new HubServerOptions { Port = call.Get(port), CdnPort = call.Get(cdnPort), Rules = its, Faults = faults, RecordFile = call.Get(record) };
            await using var hub = await HubServer.StartAsync(call.Get(folder)!, options, cancel);
            call.Terminal.WriteLine($"Hub over {Path.GetFullPath(call.Get(folder)!)} at {hub.Endpoint.ToString().TrimEnd('/')}");
            call.Terminal.Say($"Large files come from {hub.CdnEndpoint.ToString().TrimEnd('/')}. Use the hub with --endpoint, or HF_ENDPOINT. Stop with Ctrl-C.");
            try
            {
                await hub.WaitAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // Being stopped is how it ends.
            }
            return 0;
        });
        var verb = new Command("hub", "The stand-in hub.\n\nExample: sluice hub serve samples/hub");
        verb.Subcommands.Add(serve);
        return verb;
    }
}
