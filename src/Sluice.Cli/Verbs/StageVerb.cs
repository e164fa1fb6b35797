using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary>What clean, enrich and publish have in common: a source (default all), a dry run, a balance printed.</summary>
static class StageVerb
{
    public static Command Create(string name, string description, Func<Call, Flow, Run, IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<StageReport>>> work, CleanFlags? flags = null, CorpusFlags? corpus = null, Option<bool>? hold = null)
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Sources (default: all that have a dump)", Arity = ArgumentArity.ZeroOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would happen, write nothing" };
        var verb = new Command(name, description);
        verb.Arguments.Add(sources);
        verb.Options.Add(dryRun);
        flags?.AddTo(verb);
        corpus?.AddTo(verb);
        if (hold is not null)
            verb.Options.Add(hold);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Lake.MustExist();
            var flow = new Flow(call.Registry(), new ValidateOptions(), flags?.Read(call)) { Workers = corpus?.Read(call) ?? CorpusFlags.Workers(call), Hold = hold is not null && call.Get(hold) };
            foreach (var source in call.Get(sources)!)
                flow.Registry.Source(source);
            var names = call.Get(sources) is { Length: > 0 } given ? given : call.Lake.Sources();
            using var held = call.Get(dryRun) ? null : LakeLock.Take(call.Lake);
            Erasure.MustBeDone(call.Lake);
            var run = call.StartRun(call.Get(dryRun));
            var reports = await work(call, flow, run, names, cancel);
            call.Terminal.EndProgress();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(Json(run, reports, publishes: hold is not null));
            else
                call.Terminal.WriteTable(["stage", "# read", "# kept", "not kept, and why"], reports.Select(report => (IReadOnlyList<string>)
                    [report.Stage, ReportTables.Number(report.Read), ReportTables.Number(report.Kept), report.Skipped ? "(done before)" : ReportTables.Codes(report.Rejected)]));
            return 0;
        });
        return verb;
    }

    /// <summary>One record stage over the dumps of the named sources' chains.</summary>
    public static async Task<IReadOnlyList<StageReport>> PromoteAsync(string stage, Flow flow, Run run, IReadOnlyList<string> sources, CancellationToken cancel)
    {
        var reports = new List<StageReport>();
        foreach (var source in sources)
            foreach (var dump in Dump.Chain(run.Lake, source))
                reports.Add(await flow.Promotions(source).First(promotion => promotion.Stage == stage).PromoteAsync(run, dump, cancel));
        return reports.Count > 0 ? reports : throw new CorrectTheCallException($"{run.Lake.Root} has no complete dump to {stage}. Run `sluice extract` first.");
    }

    static JsonObject Json(Run run, IReadOnlyList<StageReport> reports, bool publishes)
    {
        var json = new JsonObject { ["run"] = run.Id, ["stages"] = Json(reports) };
        if (publishes)
            (json["release"], json["held"]) = (run.Lake.CurrentRelease, new JsonArray([.. HeldReleases.Read(run.Lake).Where(id => Directory.Exists(run.Lake.Release(id))).Select(id => (JsonNode)id)]));
        return json;
    }

    public static JsonArray Json(IEnumerable<StageReport> reports) => new([.. reports.Select(report => (JsonNode)new JsonObject
    {
        ["stage"] = report.Stage,
        ["version"] = report.Version,
        ["read"] = report.Read,
        ["kept"] = report.Kept,
        ["rejected"] = new JsonObject(report.Rejected.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
        ["findings"] = new JsonObject(report.Findings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
        ["seconds"] = Math.Round(report.Seconds, 3),
        ["skipped"] = report.Skipped,
    })]);
}
