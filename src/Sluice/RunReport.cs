using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Liveness;
using Sluice.Pipeline;
using Sluice.Zones;

namespace Sluice;

/// <summary>What a run did to one source.</summary>
public sealed record SourceReport(ExtractReport Extract, IReadOnlyList<StageReport> Stages, string? Release)
{
    /// <summary>The extraction's status; unchanged only if no later stage wrote anything new either.</summary>
    public ExtractStatus Status =>
        Failure is not null ? ExtractStatus.Failed
        : Extract.Status == ExtractStatus.Unchanged && Stages.Any(stage => !stage.Skipped && stage.Read > 0) ? ExtractStatus.Complete
        : Extract.Status;

    /// <summary>Why a gate stopped it, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Which gate that was: <c>shrink</c>, <c>threshold</c>, <c>check</c> or <c>publish</c>; null if none did.</summary>
    public string? Gate { get => field ?? (Extract.Status == ExtractStatus.Failed ? "shrink" : null); init; }

    /// <summary>What of the source as a whole is not as expected.</summary>
    public IReadOnlyList<Verdict> Findings { get; init; } = [];

    public JsonObject ToJson(string run) => new()
    {
        ["run"] = run,
        ["source"] = Extract.Source,
        ["revision"] = Extract.Revision,
        ["mode"] = Name(Extract.Mode.ToString()),
        ["status"] = Name(Status.ToString()),
        ["because"] = Failure ?? Extract.Because,
        ["files"] = new JsonArray([.. Extract.Files.Select(FileJson)]),
        ["counts"] = CountsJson(Extract.Counts),
        ["dump"] = Extract.Dump,
        ["stages"] = new JsonArray([.. Stages.GroupBy(stage => stage.Stage, StringComparer.Ordinal).Select(StageJson)]),
        ["gate"] = Gate,
        ["findings"] = new JsonArray([.. Findings.Select(finding => (JsonNode)new JsonObject { ["code"] = finding.Code, ["found"] = finding.Found, ["expected"] = finding.Expected })]),
        ["release"] = Release,
    };

    /// <summary>What <c>--explain</c> was told, a line a row.</summary>
    public JsonArray ExplainedJson() => new([.. Extract.Explained.Select(line => (JsonNode)JsonValue.Create(line))]);

    static JsonNode FileJson(DumpFile file) => new JsonObject
    {
        ["path"] = file.Path,
        ["bytes"] = file.Bytes,
        ["sha256"] = file.Sha256.Length == 0 ? null : file.Sha256,
        ["oid"] = file.Oid,
        ["last_modified"] = file.LastModified,
        ["status"] = file.Status,
        ["read"] = file.Read,
    };

    static JsonObject CountsJson(DumpCounts counts) => new()
    {
        ["read"] = counts.Read,
        ["kept"] = counts.Kept,
        ["dropped"] = CodesJson(counts.Dropped),
        ["blank"] = counts.Blank,
        ["added"] = counts.Added,
        ["reappeared"] = counts.Reappeared,
        ["changed"] = counts.Changed,
        ["removed"] = counts.Removed,
        ["unchanged"] = counts.Unchanged,
    };

    // The dumps of a chain add up to one balance a stage.
    internal static JsonNode StageJson(IGrouping<string, StageReport> stage)
    {
        var rejected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in stage.SelectMany(report => report.Rejected))
            rejected[code] = rejected.GetValueOrDefault(code) + count;
        var findings = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in stage.SelectMany(report => report.Findings))
            findings[code] = findings.GetValueOrDefault(code) + count;
        return new JsonObject
        {
            ["stage"] = stage.Key,
            ["version"] = stage.First().Version,
            ["read"] = stage.Sum(report => report.Read),
            ["kept"] = stage.Sum(report => report.Kept),
            ["rejected"] = CodesJson(rejected),
            ["findings"] = CodesJson(findings),
            ["seconds"] = Math.Round(stage.Sum(report => report.Seconds), 3),
            ["skipped"] = stage.All(report => report.Skipped),
        };
    }

    /// <summary>The ledger's entry for one stage over one dump, in the shape of a run of one source.</summary>
    internal static JsonObject OfStage(Run run, Dump dump, StageReport stage, string because, bool failed, JsonObject validation) => new()
    {
        ["run"] = run.Id,
        ["status"] = failed ? "failed" : "complete",
        ["because"] = because,
        ["sources"] = new JsonArray(new JsonObject
        {
            ["source"] = dump.Source,
            ["revision"] = dump.Metadata.Revision,
            ["status"] = failed ? "failed" : "complete",
            ["dump"] = run.Lake.Relative(dump.Folder),
            ["stages"] = new JsonArray(StageJson(new[] { stage }.GroupBy(report => report.Stage, StringComparer.Ordinal).First())),
        }),
        ["release"] = run.Lake.CurrentRelease,
        ["validation"] = validation,
    };

    internal static JsonObject CodesJson(SortedDictionary<string, long> codes) =>
        new(codes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));

    internal static string Name(string name) => name.ToLowerInvariant();
}

/// <summary>A release that did not become current, though it is what the lake holds now.</summary>
/// <param name="State"><see cref="ReleaseStanding.State"/>.</param>
/// <param name="Because">Why, and what to do.</param>
public sealed record Review(string Release, string State, string Because)
{
    public JsonObject ToJson() => new() { ["release"] = Release, ["state"] = State, ["because"] = Because };
}

/// <summary>What a run did: the worst status of its sources, and the release that is current after it.</summary>
public sealed record RunReport(string Run, IReadOnlyList<SourceReport> Sources, string? Release)
{
    /// <summary>The first of failed, partial, sample, complete, unchanged that any source has.</summary>
    public ExtractStatus Status => Sources.Count == 0 ? ExtractStatus.Unchanged : Sources.Min(source => source.Status);

    /// <summary>What the ledger says of the reports of what was validated anew: <c>report</c>, <c>files</c>, <c>sources</c>; null if nothing was.</summary>
    public JsonObject? Validation { get; init; }

    /// <summary>What did not become current, and why; null if nothing was kept from it.</summary>
    public Review? Review { get; init; }

    /// <summary>0, 1 for a tripped gate, 4 for a partial run.</summary>
    public int ExitCode => Status switch { ExtractStatus.Failed => 1, ExtractStatus.Partial => 4, _ => 0 };

    /// <summary>The contract's shape; with one source its fields also stand at the top.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["run"] = Run, ["status"] = SourceReport.Name(Status.ToString()) };
        if (Sources is [var only])
            foreach (var (name, value) in only.ToJson(Run))
                if (!json.ContainsKey(name) && name != "release")
                    json[name] = value?.DeepClone();
        json["sources"] = new JsonArray([.. Sources.Select(source => (JsonNode)source.ToJson(Run))]);
        json["release"] = Release;
        json["review"] = Review?.ToJson();
        json["validation"] = Validation?.DeepClone();
        return json;
    }
}
