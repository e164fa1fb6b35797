namespace Sluice.Pipeline;

/// <summary>The balance of one stage over one dump: <c>read = kept + Σ rejected</c>.</summary>
/// <param name="Skipped">True if the manifest was already there for this very work.</param>
public sealed record StageReport(
    string Stage, int Version, long Read, long Kept, SortedDictionary<string, long> Rejected,
    SortedDictionary<string, long> Findings, double Seconds, bool Skipped);
