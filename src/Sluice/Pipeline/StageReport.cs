namespace Sluice.Pipeline;

/// <summary>The balance of one stage over one dump: <c>read = kept + Σ rejected</c>.</summary>
/// <param name="Skipped">True if the manifest was already there for this very work.</param>
public sealed record StageReport(
    string Stage, int Version, long Read, long Kept, SortedDictionary<string, long> Rejected,
    SortedDictionary<string, long> Findings, double Seconds, bool Skipped)
{
    /// <summary>The two together, as one balance.</summary>
    public StageReport With(StageReport other) => this with
    {
        Read = Read + other.Read,
        Kept = Kept + other.Kept,
        Rejected = Sum(Rejected, other.Rejected),
        Findings = Sum(Findings, other.Findings),
        Seconds = Seconds + other.Seconds,
        Skipped = Skipped && other.Skipped,
    };

    static SortedDictionary<string, long> Sum(SortedDictionary<string, long> one, SortedDictionary<string, long> other)
    {
        var sum = new SortedDictionary<string, long>(one, StringComparer.Ordinal);
        foreach (var (code, count) in other)
            sum[code] = sum.GetValueOrDefault(code) + count;
        return sum;
    }
}
