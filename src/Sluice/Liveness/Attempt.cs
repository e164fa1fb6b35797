using System.Globalization;
using System.Text.Json;

namespace Sluice.Liveness;

/// <summary>How a try at a source ended.</summary>
public enum Outcome
{
    /// <summary>Upstream was read, and what it had is in the lake or was there already.</summary>
    Succeeded,

    /// <summary>Upstream could not be read, or not all of it; or this machine was in the way.</summary>
    Failed,

    /// <summary>The shrink guard stopped it.</summary>
    Shrunk,

    /// <summary>Another gate stopped it.</summary>
    Gated,

    /// <summary>The run was stopped by another source before it came to this one.</summary>
    NotReached,
}

/// <summary>A try at a source, as the ledger tells it.</summary>
/// <param name="At">The run's start.</param>
/// <param name="LastModified">Of what was read: the newest date that upstream tells of a file; null if it tells none.</param>
public sealed record Attempt(string Run, DateTimeOffset At, Outcome Outcome, string Because, int? ExitCode = null, DateTimeOffset? LastModified = null)
{
    const string RunForm = "yyyy-MM-dd_HHmmss";

    /// <summary>The start of a run by its name; null if that is no name of one.</summary>
    public static DateTimeOffset? StartOf(string run) =>
        run.Length >= RunForm.Length && DateTimeOffset.TryParseExact(run.AsSpan(0, RunForm.Length), RunForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The tries that a ledger entry tells of, by source. Samples, a validation alone, and what a person stopped are none.</summary>
    public static IEnumerable<(string Source, Attempt Attempt)> Of(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "run") is not { } run || StartOf(run) is not { } at)
            yield break;
        var reports = entry.TryGetProperty("sources", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [entry];
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var report in reports)
            // Only an extraction has counts.
            if (report.ValueKind == JsonValueKind.Object && Text(report, "source") is { } source && report.TryGetProperty("counts", out _) && told.Add(source) && OutcomeOf(report) is { } outcome)
                yield return (source, new Attempt(run, at, outcome, Text(report, "because") ?? "", null, NewestOf(report)));
        if (Text(entry, "status") != "failed" || !entry.TryGetProperty("exit_code", out var code) || !code.TryGetInt32(out var exitCode) || exitCode == 130)
            yield break;
        if (Text(entry, "source") is { } stopped && told.Add(stopped))
            yield return (stopped, new Attempt(run, at, exitCode == 1 ? Outcome.Gated : Outcome.Failed, Text(entry, "because") ?? "", exitCode));
        if (entry.TryGetProperty("asked", out var asked) && asked.ValueKind == JsonValueKind.Array)
            foreach (var name in asked.EnumerateArray().Select(item => item.GetString()).OfType<string>().Where(told.Add))
                yield return (name, new Attempt(run, at, Outcome.NotReached, Text(entry, "because") ?? "", exitCode));
    }

    static Outcome? OutcomeOf(JsonElement report) => (Text(report, "status"), Text(report, "gate")) switch
    {
        ("complete" or "unchanged", _) => Outcome.Succeeded,
        // The source itself came all the way; that its release was refused is the lake's matter.
        ("failed", "publish") => Outcome.Succeeded,
        ("failed", "shrink") => Outcome.Shrunk,
        ("failed", _) => Outcome.Gated,
        ("partial", _) => Outcome.Failed,
        _ => null,
    };

    static DateTimeOffset? NewestOf(JsonElement report)
    {
        DateTimeOffset? newest = null;
        if (report.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array)
            foreach (var file in files.EnumerateArray())
                if (Text(file, "last_modified") is { } text && InstantOf(text) is { } at && (newest is null || at > newest))
                    newest = at;
        return newest;
    }

    /// <summary>An RFC 3339 instant; null if it is none.</summary>
    internal static DateTimeOffset? InstantOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    internal static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
