namespace Sluice.Validate.SelfTest;

/// <summary>What became of one mutation.</summary>
/// <param name="Missed">The ids of the records in which it was not noticed.</param>
/// <param name="CaughtBy">The checks that reported an expected code.</param>
public sealed record MutationResult(string Name, IReadOnlyList<string> Expected, int Injected, int Caught, IReadOnlyList<string> Missed, IReadOnlyList<string> CaughtBy);

/// <summary>One check, what it may report, and the mutations that it noticed.</summary>
/// <param name="IsOurs">False for a rule or a plug-in's check: what those look for, no mutation here can know.</param>
public sealed record CheckResult(string Check, IReadOnlyList<string> Codes, IReadOnlyList<string> CaughtBy, bool IsOurs);

/// <summary>A check, or a code that nobody reported, that no mutation trips. <paramref name="Code"/> is null for a check that declares none.</summary>
public sealed record Untripped(string? Check, string? Code);

/// <summary>What the self-test found.</summary>
/// <param name="Records">How many records were mutated.</param>
/// <param name="NotTried">Codes whose mutations need what none of these records has, such as an arXiv address.</param>
/// <param name="Exempt">Codes that cannot be reported here, each with the reason.</param>
public sealed record SelfTestReport(
    int Records, IReadOnlyList<MutationResult> Mutations, IReadOnlyList<CheckResult> Checks, IReadOnlyList<Untripped> Untripped,
    IReadOnlyList<string> NotTried, IReadOnlyDictionary<string, string> Exempt)
{
    /// <summary>The least share of injected defects that must be caught.</summary>
    public const double LeastShare = 0.95;

    public int Injected => Mutations.Sum(mutation => mutation.Injected);

    public int Caught => Mutations.Sum(mutation => mutation.Caught);

    /// <summary>Caught of injected, from 0 to 1; 0 if nothing could be injected.</summary>
    public double Share => Injected == 0 ? 0 : (double)Caught / Injected;

    public bool Passes => Share >= LeastShare && Untripped.Count == 0;
}
