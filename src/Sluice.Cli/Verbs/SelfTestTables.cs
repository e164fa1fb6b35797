using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Validate.SelfTest;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice validate --self-test [DUMP|FILE]</c>: which defect is caught by which check.</summary>
static class SelfTestTables
{
    const int IdsShown = 3;

    /// <summary>Runs over a dump, a file, or the samples that travel with the program; 0 only if validation proves itself.</summary>
    public static async Task<int> RunAsync(Call call, Flow flow, string? target, CancellationToken cancel)
    {
        var dump = target is null || File.Exists(target) ? null : Dump.Find(call.Lake.MustExist(), target);
        var files = target is null ? Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "hub"), "*.jsonl", SearchOption.AllDirectories) : [dump?.Data ?? target];
        var report = await new SelfTestRun(() => flow.Validator(dump?.Source ?? "alignment_research"), call.Clock.GetUtcNow()).RunAsync(files, cancel);
        if (report.Records == 0)
            throw new CorrectTheCallException($"{target ?? "The samples"} holds no record without errors, so there is nothing to mutate. Give a file with some, or no file: then the shipped samples are taken.");
        if (call.Terminal.Json)
            call.Terminal.WriteJson(Json(report));
        else
            Write(call.Terminal, report);
        return report.Passes ? 0 : 1;
    }

    static JsonObject Json(SelfTestReport report) => new()
    {
        ["records"] = report.Records,
        ["injected"] = report.Injected,
        ["caught"] = report.Caught,
        ["share"] = Math.Round(report.Share, 4),
        ["mutations"] = new JsonArray([.. report.Mutations.Select(mutation => (JsonNode)new JsonObject
        {
            ["name"] = mutation.Name,
            ["expected"] = List(mutation.Expected),
            ["injected"] = mutation.Injected,
            ["caught"] = mutation.Caught,
            ["missed"] = List(mutation.Missed),
            ["caught_by"] = List(mutation.CaughtBy),
        })]),
        ["checks"] = new JsonArray([.. report.Checks.Select(check => (JsonNode)new JsonObject
        {
            ["check"] = check.Check,
            ["codes"] = List(check.Codes),
            ["caught_by"] = List(check.CaughtBy),
        })]),
        ["untripped"] = new JsonArray([.. report.Untripped.Select(untripped => (JsonNode)new JsonObject { ["check"] = untripped.Check, ["code"] = untripped.Code })]),
        ["not_tried"] = List(report.NotTried),
        ["exempt"] = new JsonObject(report.Exempt.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
    };

    static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    static void Write(Terminal terminal, SelfTestReport report)
    {
        terminal.WriteTable(["mutation", "expected", "# injected", "# caught", "caught by", "missed in"], report.Mutations.Select(mutation => (IReadOnlyList<string>)
        [
            mutation.Name, string.Join(" or ", mutation.Expected), ReportTables.Number(mutation.Injected), ReportTables.Number(mutation.Caught), string.Join(", ", mutation.CaughtBy),
            string.Join(", ", mutation.Missed.Take(IdsShown)) + (mutation.Missed.Count > IdsShown ? $" and {mutation.Missed.Count - IdsShown} more" : ""),
        ]));
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Records} records, {report.Mutations.Count} mutations: {report.Caught} of {report.Injected} defects caught, {report.Share:P2} (at least {SelfTestReport.LeastShare:P0} must be)."));
        if (report.NotTried.Count > 0)
            terminal.WriteLine($"Not tried, since no record here can have the defect: {string.Join(", ", report.NotTried)}.");
        foreach (var reason in report.Exempt.GroupBy(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal))
            terminal.WriteLine($"Exempt, {reason.Key}: {string.Join(", ", reason)}.");
        foreach (var untripped in report.Untripped)
            terminal.WriteLine($"No mutation trips {untripped.Code ?? "it at all"}{(untripped.Check is { } check ? $" of {check}" : ", which no check reports")}.");
    }
}
