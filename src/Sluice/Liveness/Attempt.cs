using Sluice.Zones;

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

/// <summary>A try at a source, as far as its being alive is concerned. An extraction alone is one too: upstream was read.</summary>
/// <param name="At">The run's start.</param>
/// <param name="LastModified">Of what was read: the newest date that upstream tells of a file; null if it tells none.</param>
public sealed record Attempt(string Run, DateTimeOffset At, Outcome Outcome, string Because, int? ExitCode = null, DateTimeOffset? LastModified = null)
{
    /// <summary>Null for what a person stopped.</summary>
    public static Attempt? Of(LedgerTry tried) =>
        OutcomeOf(tried) is { } outcome ? new Attempt(tried.Run, tried.At, outcome, tried.Because ?? "", tried.ExitCode, tried.LastModified) : null;

    static Outcome? OutcomeOf(LedgerTry tried) => (tried.Status, tried.Gate) switch
    {
        // A report of its own tells more than what stopped the run later.
        ("complete" or "unchanged", _) => Outcome.Succeeded,
        // The source itself came all the way; that its release was refused is the lake's matter.
        ("failed", "publish") => Outcome.Succeeded,
        ("failed", "shrink") => Outcome.Shrunk,
        ("partial", _) => Outcome.Failed,
        ("failed", not null) => Outcome.Gated,
        _ when tried.ExitCode == LedgerTry.StoppedByHand => null,
        _ when !tried.Reached => Outcome.NotReached,
        _ when tried.ExitCode is not (null or 1) => Outcome.Failed,
        _ => Outcome.Gated,
    };
}
