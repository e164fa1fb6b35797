using System.Globalization;
using System.Text.Json;

namespace Sluice.Zones;

/// <summary>
/// One run's try at a source, as the ledger tells it. What it counts for is said by those who ask: the schedule wants a
/// release, the lookout a source that can be read.
/// </summary>
/// <param name="At">When the run began.</param>
/// <param name="Status">Of its own report: complete, unchanged, partial or failed; failed without one.</param>
/// <param name="Gate">The gate that stopped it; null if none did.</param>
/// <param name="ExitCode">Of a run that something stopped at this source, or at none of them; else null.</param>
/// <param name="LastModified">Of what was read: the newest date that upstream tells of a file; null if it tells none.</param>
/// <param name="Reached">False if the run was stopped before it came to this source.</param>
public sealed record LedgerTry(string Run, string Source, DateTimeOffset At, string Status, string? Gate, int? ExitCode, string? Because, DateTimeOffset? LastModified, bool Reached)
{
    // As a shell tells of Ctrl-C.
    public const int StoppedByHand = 130;

    const string RunForm = "yyyy-MM-dd_HHmmss";

    // Clocks are set right by seconds all the time.
    static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>When it came to its end, if the ledger says so; else when it began.</summary>
    public DateTimeOffset Ended { get; init; } = At;

    /// <summary>Nothing was to come after the extraction: no release was made of it.</summary>
    public bool IsExtractAlone { get; init; }

    /// <summary>The start of a run by its name; null if that is no name of one.</summary>
    public static DateTimeOffset? StartOf(string run) =>
        run.Length >= RunForm.Length && DateTimeOffset.TryParseExact(run.AsSpan(0, RunForm.Length), RunForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>What is of the future was done under a clock that went wrong, and is as if it had never been.</summary>
    public static bool IsOfTheFuture(DateTimeOffset at, DateTimeOffset now) => at > now + Slack;

    /// <summary>The tries that an entry tells of, a source once. Samples and validations alone are none.</summary>
    public static IEnumerable<LedgerTry> Of(string run, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || StartOf(run) is not { } at)
            yield break;
        var list = Items(entry, "sources");
        var alone = list is null || Text(entry, "verb") == "extract";
        int? exit = entry.TryGetProperty("exit_code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var exitCode) ? exitCode : null;
        var (stopped, because) = (Text(entry, "source"), Text(entry, "because"));
        var ended = Text(entry, "ended") is { } end && InstantOf(end) is { } known ? known : at;
        // At none: before the first source, or when it published.
        var ofAll = stopped is null ? exit : null;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var report in list ?? [entry])
            // Only an extraction has counts.
            if (Text(report, "source") is { } source && report.TryGetProperty("counts", out _) && Text(report, "status") is "complete" or "unchanged" or "partial" or "failed" && told.Add(source))
                yield return new LedgerTry(run, source, at, Text(report, "status")!, Text(report, "gate"), ofAll, ofAll is null ? Text(report, "because") : because, NewestOf(report), Reached: true) { IsExtractAlone = alone, Ended = ended };
        if (exit is null)
            yield break;
        if (stopped is not null && told.Add(stopped))
            yield return new LedgerTry(run, stopped, at, "failed", null, exit, because, null, Reached: true) { IsExtractAlone = alone, Ended = ended };
        // What somebody stopped before its time was not tried.
        foreach (var source in (Items(entry, "asked") ?? []).Where(asked => asked.ValueKind == JsonValueKind.String).Select(asked => asked.GetString()!).Where(source => (stopped is null || exit != StoppedByHand) && told.Add(source)))
            yield return new LedgerTry(run, source, at, "failed", null, ofAll, because, null, Reached: false) { IsExtractAlone = alone, Ended = ended };
    }

    static DateTimeOffset? NewestOf(JsonElement report)
    {
        DateTimeOffset? newest = null;
        foreach (var file in Items(report, "files") ?? [])
            if (Text(file, "last_modified") is { } text && InstantOf(text) is { } at && (newest is null || at > newest))
                newest = at;
        return newest;
    }

    static List<JsonElement>? Items(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : null;

    /// <summary>An RFC 3339 instant; null if it is none.</summary>
    internal static DateTimeOffset? InstantOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    internal static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
