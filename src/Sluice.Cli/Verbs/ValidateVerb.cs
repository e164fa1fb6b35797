using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Validate.Reports;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice validate DUMP</c>: a dump or a source of the lake is also promoted; a bare file is only checked.</summary>
static class ValidateVerb
{
    public static Command Create()
    {
        var target = new Argument<string>("DUMP") { Description = "A dump's name or folder, a source (its latest dump), or a JSON Lines file", Arity = ArgumentArity.ZeroOrOne };
        var flags = new ValidateFlags();
        var registry = new Option<string>("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };
        var report = new Option<string>("--report") { Description = "Write every finding to FILE (.json, .md or .html)", HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and report, promote nothing" };
        var selfTest = new Option<bool>("--self-test") { Description = "Put known defects into valid records and tell which check catches which (default: the shipped samples)" };
        var verb = new Command("validate", "Checks every record and reports every finding.\n\nExample: sluice validate alignment_research --report findings.json");
        verb.Arguments.Add(target);
        flags.AddTo(verb);
        verb.Options.Add(registry);
        verb.Options.Add(report);
        verb.Options.Add(dryRun);
        verb.Options.Add(selfTest);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(registry, "registry");
            var options = flags.Read(call) with { AsOf = call.Clock.GetUtcNow() };
            var flow = new Flow(call.Registry(), options);
            if (call.Get(selfTest))
                return await SelfTestTables.RunAsync(call, new Flow(flow.Registry, options with { Ascii = true }), call.Get(target), cancel);
            var path = call.Get(target) ?? throw new CorrectTheCallException("validate needs a DUMP: a dump's name or folder, a source, or a JSON Lines file.");
            var began = call.Clock.GetTimestamp();
            var isFile = File.Exists(path);
            var dump = isFile ? null : Dump.Find(call.Lake.MustExist(), path);
            var source = dump?.Source ?? "alignment_research";
            using var findings = call.Get(report) is { } reportPath ? FindingReport.To(reportPath, isFile ? path : null) : null;
            var summary = await CheckAsync(call, flow, source, dump, path, findings, cancel);
            var json = Json(call, dump, path, options.Schema ?? flow.Registry.Source(source).Schema, summary, call.Clock.GetElapsedTime(began).TotalSeconds);
            if (findings is not null)
                await findings.FinishAsync(json, summary, source, dump is null ? Path.GetFileName(path) : $"{dump.Source}/{dump.Name}",
                    dump is null ? null : ReleaseReports.TreeOf(flow.Registry.Source(source), dump), cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(json);
            else
                Write(call.Terminal, dump is null ? path : $"{dump.Source}/{dump.Name}", summary);
            if (dump is not null && !call.Get(dryRun))
            {
                using var held = LakeLock.Take(call.Lake);
                Erasure.MustBeDone(call.Lake);
                await flow.ValidateAsync(call.StartRun(dryRun: false), dump, cancel);
                call.Terminal.EndProgress();
            }
            return ExitCode(summary, options.Threshold);
        });
        return verb;
    }

    static int ExitCode(CheckSummary summary, Threshold threshold)
    {
        if (threshold.Stops(summary.Read, summary.Invalid, summary.Findings) is not { } stop)
            return summary.Invalid == 0 || threshold.MaxInvalid is not null ? 0 : 1;
        Console.Error.WriteLine("sluice: " + stop);
        return 1;
    }

    static async Task<CheckSummary> CheckAsync(Call call, Flow flow, string source, Dump? dump, string path, FindingReport? report, CancellationToken cancel)
    {
        var check = new FileCheck(flow.Validator(source));
        Action<Finding, Site>? sink = report is null ? null : report.Add;
        if (dump is null)
        {
            using var bare = new LineReader(File.OpenRead(path), Path.GetFileName(path), hashed: false);
            return await check.RunAsync(bare, null, sink, cancel);
        }
        using var reader = new LineReader(File.OpenRead(dump.Data), dump.Data, hashed: false) { Longest = LineReader.LongestOfOurs };
        using var upstream = new UpstreamLines(call.Lake, dump);
        return await check.RunAsync(reader, (line, _) =>
        {
            var place = UpstreamLines.PlaceOf(line);
            return place with { ByteOffset = upstream.OffsetOf(place) };
        }, sink, cancel);
    }

    static JsonObject Json(Call call, Dump? dump, string path, string schema, CheckSummary summary, double seconds) => new()
    {
        ["dump"] = dump is null ? path : call.Lake.Relative(dump.Folder),
        ["schema"] = schema,
        ["read"] = summary.Read,
        ["valid"] = summary.Valid,
        ["invalid"] = summary.Invalid,
        ["warnings"] = summary.Warnings,
        ["findings"] = new JsonObject(summary.Findings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
        ["seconds"] = Math.Round(seconds, 3),
    };

    static void Write(Terminal terminal, string what, CheckSummary summary)
    {
        terminal.WriteLine($"{what}: {summary.Read} read, {summary.Valid} valid, {summary.Invalid} invalid, {summary.Warnings} warnings.");
        if (summary.Findings.Count > 0)
            terminal.WriteTable(["finding", "# count", "meaning"], summary.Findings.Select(pair => (IReadOnlyList<string>)
                [pair.Key, ReportTables.Number(pair.Value), FindingCode.All.FirstOrDefault(code => code.Code == pair.Key)?.Meaning ?? ""]));
    }
}
