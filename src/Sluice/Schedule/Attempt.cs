using Sluice.Zones;

namespace Sluice.Schedule;

/// <summary>What came of an attempt to refresh a source, as far as the schedule cares.</summary>
public enum AttemptOutcome
{
    /// <summary>It came to its end, with news or without.</summary>
    Succeeded,

    /// <summary>A gate stopped it: the same data trips it again, so the next turn is soon enough.</summary>
    Gated,

    /// <summary>Upstream or this machine was in the way, or some files did not come: worth another try soon.</summary>
    Hindered,

    /// <summary>Somebody stopped it: its turn is still to come.</summary>
    Stopped,
}

/// <summary>One run's try at a source.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="At">When it began.</param>
/// <param name="Status">As the ledger says: complete, unchanged, partial or failed.</param>
public sealed record Attempt(string Run, string Source, DateTimeOffset At, AttemptOutcome Outcome, string Status, string? Because)
{
    /// <summary>When it came to its end, where this process saw it or the ledger says so; else when it began.</summary>
    public DateTimeOffset Ended { get; init; } = At;

    /// <summary>Null for what answers no turn: an extraction alone makes no release, and a source that was not reached was not tried.</summary>
    public static Attempt? Of(LedgerTry tried) =>
        tried.IsExtractAlone ? null
        : tried.ExitCode is { } exitCode ? new Attempt(tried.Run, tried.Source, tried.At, OutcomeOf(exitCode), "failed", tried.Because) { Ended = tried.Ended }
        : tried.Reached ? new Attempt(tried.Run, tried.Source, tried.At, OutcomeOf(tried.Status), tried.Status, tried.Because) { Ended = tried.Ended }
        : null;

    static AttemptOutcome OutcomeOf(string status) => status switch
    {
        "complete" or "unchanged" => AttemptOutcome.Succeeded,
        "partial" => AttemptOutcome.Hindered,
        _ => AttemptOutcome.Gated,
    };

    public static AttemptOutcome OutcomeOf(int exitCode) => exitCode switch
    {
        0 => AttemptOutcome.Succeeded,
        3 or 4 or 5 => AttemptOutcome.Hindered,
        LedgerTry.StoppedByHand => AttemptOutcome.Stopped,
        _ => AttemptOutcome.Gated,
    };
}
