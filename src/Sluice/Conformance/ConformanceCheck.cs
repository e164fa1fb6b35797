namespace Sluice.Conformance;

/// <summary>What became of a check.</summary>
public enum Verdict
{
    Passed,
    Failed,

    /// <summary>The source has nothing that the check is about; its reason says what.</summary>
    NotApplicable,
}

/// <summary>What a check saw.</summary>
/// <param name="Found">If it failed, what was found; if it does not apply, why.</param>
/// <param name="Expected">If it failed, what must be.</param>
public sealed record Outcome(Verdict Verdict, string? Found = null, string? Expected = null)
{
    /// <summary>The check that this one only repeats, since nobody asked for that one; else null.</summary>
    public string? Cause { get; init; }

    /// <summary>The failed check because of which this one could not be tried; null if it was tried. What was not tried has not passed.</summary>
    public string? Follows { get; init; }

    public static readonly Outcome Passed = new(Verdict.Passed);

    public static Outcome Failed(string found, string expected) => new(Verdict.Failed, found, expected);

    public static Outcome NotApplicable(string because) => new(Verdict.NotApplicable, because);

    /// <summary>Passed if that holds.</summary>
    public static Outcome If(bool holds, string found, string expected) => holds ? Passed : Failed(found, expected);
}

/// <summary>A named check of the kit.</summary>
/// <param name="Name">In snake_case; a caller chooses by it.</param>
/// <param name="Means">What holds where it passes, a sentence.</param>
/// <param name="Remedy">What to do where it fails, a sentence.</param>
/// <param name="Look">Tries it on the bench. What it throws is a failure of the check, and not of the kit.</param>
public sealed record ConformanceCheck(string Name, string Means, string Remedy, Func<Bench, CancellationToken, Task<Outcome>> Look);

/// <summary>A check and what it saw.</summary>
public sealed record ConformanceResult(ConformanceCheck Check, Outcome Outcome);

/// <summary>All of them, in the kit's order, and what is left for a person.</summary>
/// <param name="Todo">What no check can decide, a sentence each.</param>
public sealed record ConformanceReport(string Source, IReadOnlyList<ConformanceResult> Results, IReadOnlyList<string> Todo)
{
    /// <summary>Of those that failed, how many could not be tried because another one failed.</summary>
    public int NotTried => Results.Count(result => result.Outcome.Follows is not null);

    public int Count(Verdict verdict) => Results.Count(result => result.Outcome.Verdict == verdict);

    /// <summary>1 if a check failed.</summary>
    public int ExitCode => Count(Verdict.Failed) > 0 ? 1 : 0;
}
