using System.CommandLine;
using Sluice.Extract;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice extract SOURCE</c></summary>
static class ExtractVerb
{
    public static Command Create()
    {
        var source = new Argument<string>("SOURCE") { Description = "A source of the registry, for example alignment_research" };
        var flags = new ExtractFlags();
        var explain = new Option<string>("--explain") { Description = "Only tell which rule keeps or drops the rows with this id", HelpName = "ID" };
        var verb = new Command("extract", "From the hub to a new raw dump.\n\nExample: sluice extract alignment_research --sources arxiv --min-date 2021-01-01");
        verb.Arguments.Add(source);
        flags.AddTo(verb);
        verb.Options.Add(explain);
        Call.Handle(verb, async (call, cancel) =>
        {
            var options = flags.Read(call) with { Explain = call.Get(explain) };
            var flow = new Flow(call.Registry(), new Validate.ValidateOptions());
            options.Selection.Checked(flow.Registry.Source(call.Get(source)!));
            var dryRun = call.Get(flags.DryRun) || options.Explain is not null;
            using var held = dryRun ? null : LakeLock.Take(call.Lake);
            var run = call.StartRun(dryRun);
            SourceReport report;
            try
            {
                report = await flow.ExtractAsync(run, call.Get(source)!, options, cancel);
            }
            catch (Records.StopException e)
            {
                call.Terminal.ReportFailure(call.Lake, run.Id, e);
                throw;
            }
            var extracted = report.Extract;
            call.Terminal.EndProgress();
            if (options.Explain is { } unknown && extracted.Explained.Count == 0)
                throw new Records.CorrectTheCallException($"No row read has the id '{unknown}'. Ids are upstream's; check --sources.");
            if (call.Terminal.Json && options.Explain is { } wanted)
                call.Terminal.WriteJson(new System.Text.Json.Nodes.JsonObject { ["id"] = wanted, ["explained"] = report.ExplainedJson() });
            else if (call.Terminal.Json)
                call.Terminal.WriteJson(report.ToJson(run.Id));
            else if (options.Explain is not null)
                foreach (var line in extracted.Explained)
                    call.Terminal.WriteLine(line);
            else
                ReportTables.Write(call.Terminal, report);
            if (extracted.ExitCode != 0)
                await Console.Error.WriteLineAsync("sluice: " + extracted.Because);
            return extracted.ExitCode;
        });
        return verb;
    }
}
