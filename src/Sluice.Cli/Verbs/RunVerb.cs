using System.CommandLine;
using Sluice.Extract;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice run [SOURCE…]</c></summary>
static class RunVerb
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Sources to refresh (default: all that are enabled in the registry)", Arity = ArgumentArity.ZeroOrMore };
        var extract = new ExtractFlags();
        var validate = new ValidateFlags();
        var clean = new CleanFlags();
        var corpus = new CorpusFlags();
        var hold = PublishVerb.Hold();
        var alerts = new AlertFlags();
        var verb = new Command("run", "The whole flow: extract, validate, clean, enrich, find duplicates, publish.\nA second run with nothing new does nothing and says so.\n\nExample: sluice run alignment_research --min-date 2022-01-01 --sources arxiv distill");
        verb.Arguments.Add(sources);
        extract.AddTo(verb);
        validate.AddTo(verb);
        clean.AddTo(verb);
        corpus.AddTo(verb);
        verb.Options.Add(hold);
        alerts.AddTo(verb);
        Call.Handle(verb, async (call, cancel) =>
        {
            var options = extract.Read(call);
            alerts.Read(call);
            var flow = new Flow(call.Registry(), validate.Read(call), clean.Read(call)) { Workers = corpus.Read(call), Hold = call.Get(hold) };
            var names = call.Get(sources) is { Length: > 0 } given ? given : [.. flow.Registry.Sources.Where(source => source.IsEnabled).Select(source => source.Id)];
            foreach (var name in names)
                options.Selection.Checked(flow.Registry.Source(name));
            return await RunAsync(call, flow, names, options, call.Get(extract.DryRun), cancel);
        });
        return verb;
    }

    /// <summary>Runs the flow under the lake's lock and prints the report. It looks without the lock: a receiver that is slow to answer must not keep other writers waiting.</summary>
    public static async Task<int> RunAsync(Call call, Flow flow, IReadOnlyList<string> sources, ExtractOptions options, bool dryRun, CancellationToken cancel)
    {
        using var held = dryRun ? null : LakeLock.Take(call.Lake);
        var run = call.StartRun(dryRun);
        RunReport report;
        try
        {
            report = await flow.RunAsync(run, sources, options, cancel);
        }
        catch (Records.StopException e)
        {
            held?.Dispose();
            call.Terminal.ReportFailure(call.Lake, run.Id, e);
            if (!dryRun)
                await AlertFlags.LookAfterRunAsync(call, flow.Registry, run, cancel);
            throw;
        }
        held?.Dispose();
        call.Terminal.EndProgress();
        if (call.Terminal.Json)
            call.Terminal.WriteJson(report.ToJson());
        else
            ReportTables.Write(call.Terminal, report);
        foreach (var source in report.Sources.Where(source => source.Status is ExtractStatus.Failed or ExtractStatus.Partial))
            await Console.Error.WriteLineAsync("sluice: " + (source.Failure ?? source.Extract.Because));
        if (!dryRun)
            await AlertFlags.LookAfterRunAsync(call, flow.Registry, run, cancel);
        return report.ExitCode;
    }
}
