using System.CommandLine;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Server.HubStandIn;
using Sluice.Validate;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice demo</c>: from nothing to a served lake, offline.</summary>
static class DemoVerb
{
    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = "Port of the dashboard on 127.0.0.1 (default 5080)", HelpName = "P" };
        var noServe = new Option<bool>("--no-serve") { Description = "Stop after publishing" };
        var verb = new Command("demo", "From nothing to a served lake in one command, offline: a stand-in hub over the shipped samples, the whole flow into ./lake-demo, the dashboard.\n\nExample: sluice demo --port 8080");
        verb.Options.Add(port);
        verb.Options.Add(noServe);
        Call.Handle(verb, async (call, cancel) =>
        {
            if (call.Get(port) is < 0 or > 65535)
                throw new Records.CorrectTheCallException($"--port {call.Get(port)} is no port. Expected 0 to 65535.");
            var samples = Path.Combine(AppContext.BaseDirectory, "samples", "hub");
            await using (var hub = await HubServer.StartAsync(samples, 0, cancel))
            {
                call.Terminal.Say($"A hub over the shipped samples listens at {hub.Endpoint}; the lake is {call.Lake.Root}.");
                var options = new ExtractOptions { Hub = new HubOptions { Endpoint = hub.Endpoint } };
                var flow = new Flow(call.Registry(), new ValidateOptions()) { Workers = CorpusFlags.Workers(call) };
                var exitCode = await RunVerb.RunAsync(call, flow, ["alignment_research"], options, dryRun: false, cancel);
                if (exitCode != 0)
                    return exitCode;
            }
            var urls = call.Get(port) is { } given ? $"http://127.0.0.1:{given}" : call.Settings["urls"];
            return call.Get(noServe) ? 0 : await ServeVerb.ServeAsync(call, call.Lake, urls, call.Settings.IsOn("serve_all"), cancel);
        }, defaultLake: "./lake-demo");
        return verb;
    }
}
