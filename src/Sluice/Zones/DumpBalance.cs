namespace Sluice.Zones;

/// <summary>
/// The balance of a dump in a record zone as its parts leave it: a replay judged what was rejected before it anew, and
/// what it displaced is rejected now. <c>read = kept + Σ rejected</c>.
/// </summary>
public sealed record DumpBalance(string Stage, int Version, long Read, long Kept, SortedDictionary<string, long> Rejected)
{
    /// <summary>By code, of what the dump's receipts count; a replay tells its findings in its own.</summary>
    public SortedDictionary<string, long> Findings { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Null if the dump has not come so far.</summary>
    public static DumpBalance? Of(string zoneFolder)
    {
        var parts = DumpPart.Of(zoneFolder);
        if (parts.Count == 0)
            return null;
        var rejected = new SortedDictionary<string, long>(parts[0].Manifest.Rejected, StringComparer.Ordinal);
        foreach (var part in parts.Skip(1).Where(part => part.Manifest is { Late: false, FindingsFile: not null }))
        {
            // Every replay by hand judges all that waits. Later zones have the same parts, and judge nothing.
            rejected = new(part.Manifest.Rejected, StringComparer.Ordinal);
            Add(rejected, "id.duplicate", part.Manifest.Displaced?.Count ?? 0);
        }
        foreach (var part in parts.Where(part => part.Manifest is { Late: true, FindingsFile: not null }))
        {
            foreach (var (code, count) in part.Manifest.Rejected)
                Add(rejected, code, count);
            Add(rejected, "id.duplicate", part.Manifest.Displaced?.Count ?? 0);
        }
        var kept = parts.Sum(part => part.Manifest.Output.Lines) - DumpPart.DisplacedIn(parts).Count;
        var findings = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in parts.Where(part => !part.IsReplay || part.Manifest.FindingsFile is null).SelectMany(part => part.Manifest.Findings))
            Add(findings, code, count);
        return new DumpBalance(parts[0].Manifest.Stage, parts[0].Manifest.Version, kept + rejected.Values.Sum(), kept, rejected) { Findings = findings };
    }

    static void Add(SortedDictionary<string, long> rejected, string code, long count)
    {
        if (count > 0)
            rejected[code] = rejected.GetValueOrDefault(code) + count;
    }
}
