namespace Sluice.Liveness;

/// <summary>Whether one thing is the matter with a source, or with the lake.</summary>
/// <param name="Source">Null for the lake as a whole.</param>
/// <param name="Code">One of <see cref="Records.FindingCode.OfLiveness"/>.</param>
/// <param name="Run">The run that it was seen by, which counts once however often it is looked at; null for what only the clock decides.</param>
public sealed record Verdict(string? Source, string Code, bool Holds, string? Run, string Found, string Expected)
{
    /// <summary>True if what was seen is this machine's doing, not upstream's.</summary>
    public bool OfMachine { get; init; }

    /// <summary>What was found, each by its name, where that can grow while it lasts: then more of it is news. Default none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
