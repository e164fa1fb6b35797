using System.Text.Json;

namespace Sluice.Server.Dashboard;

/// <summary>What went into a stage and where all of it went: <c>read = kept + Σ lost</c>.</summary>
/// <param name="Loss">What a stage calls its losses: dropped or rejected.</param>
public sealed record StageBalance(string Stage, long Read, long Kept, string Loss, IReadOnlyList<KeyValuePair<string, long>> Lost, double? Seconds)
{
    public bool IsBalanced => Read == Kept + Lost.Sum(reason => reason.Value);
}

public sealed record SourceBalance(string? Source, string? Status, string? Revision, IReadOnlyList<StageBalance> Stages);

/// <summary>
/// A run's entry in the ledger, as far as a page shows it. The ledger keeps entries of older versions and of runs that
/// failed early, so any field may be missing.
/// </summary>
public sealed record RunBalance(string? Run, string? Status, string? Release, IReadOnlyList<SourceBalance> Sources)
{
    public static RunBalance? Of(JsonElement? ledger)
    {
        if (ledger is not { ValueKind: JsonValueKind.Object } run)
            return null;
        // A run of one source may also carry that source's fields at top level.
        var sources = Member(run, "sources") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [run];
        return new RunBalance(Text(run, "run"), Text(run, "status"), Text(run, "release"),
            [.. sources.Where(source => source.ValueKind == JsonValueKind.Object).Select(SourceOf)]);
    }

    static SourceBalance SourceOf(JsonElement source)
    {
        var stages = new List<StageBalance>();
        if (Member(source, "counts") is { ValueKind: JsonValueKind.Object } counts)
            stages.Add(new StageBalance("extract", Number(counts, "read"), Number(counts, "kept"), "dropped", Reasons(counts, "dropped"), null));
        if (Member(source, "stages") is { ValueKind: JsonValueKind.Array } list)
            stages.AddRange(list.EnumerateArray().Where(stage => stage.ValueKind == JsonValueKind.Object).Select(stage => new StageBalance(
                Text(stage, "stage") ?? "?", Number(stage, "read"), Number(stage, "kept"), "rejected", Reasons(stage, "rejected"), Seconds(stage))));
        return new SourceBalance(Text(source, "source"), Text(source, "status"), Text(source, "revision"), stages);
    }

    static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value : null;

    static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static long Number(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    static double? Seconds(JsonElement of) =>
        Member(of, "seconds") is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) ? value : null;

    static List<KeyValuePair<string, long>> Reasons(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Object } reasons
            ? [.. reasons.EnumerateObject().Select(reason => KeyValuePair.Create(reason.Name, Number(reasons, reason.Name))).Where(reason => reason.Value > 0)]
            : [];
}
