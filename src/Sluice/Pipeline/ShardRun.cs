using Microsoft.Extensions.Logging;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Pipeline;

/// <summary>What a stage has counted over the shards of one dump so far.</summary>
public sealed class Tally
{
    public long Read { get; set; }

    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Findings { get; } = new(StringComparer.Ordinal);

    /// <summary>Goes on from these counts.</summary>
    public void Restore(long read, IReadOnlyDictionary<string, long> rejected, IReadOnlyDictionary<string, long> findings)
    {
        Read = read;
        foreach (var (code, count) in rejected)
            Rejected[code] = count;
        foreach (var (code, count) in findings)
            Findings[code] = count;
    }

    public void Count(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            Findings[finding.Code] = Findings.GetValueOrDefault(finding.Code) + 1;
    }

    public void CountRejected(IReadOnlyList<Finding> findings)
    {
        var code = findings.First(finding => finding.Severity == Severity.Error).Code;
        Rejected[code] = Rejected.GetValueOrDefault(code) + 1;
    }
}

/// <summary>A shard on its way through a stage: rejects go to the dump's quarantine, with upstream's own coordinates and bytes.</summary>
sealed class ShardRun(Run run, string source, string shard, PendingDump pending, UpstreamLines? upstream) : IShardRun
{
    public string Source => source;

    public string Shard => shard;

    public async ValueTask RejectAsync(IRecord record, IReadOnlyList<Finding> findings)
    {
        pending.Tally.Count(findings);
        pending.Tally.CountRejected(findings);
        var site = Site.Of(record.Place with { ByteOffset = upstream?.OffsetOf(record.Place) }, record.Line);
        run.Log.LogDebug("{Source} {File} line {Line}: {Record} rejected, {Code}", source, site.Place.File, site.Place.Line, site.Id, findings[0].Code);
        if (!run.DryRun)
            await pending.RejectAsync(upstream?.LineAt(record.Place, record.Line) ?? UpstreamLines.AsSent(record.Line), site, findings);
    }

    public void Note(IRecord record, IReadOnlyList<Finding> findings) => pending.Tally.Count(findings);
}
