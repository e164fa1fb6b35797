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

    readonly CollectionTally _collections = new();

    /// <summary>By upstream's <c>source</c>, empty for records without one.</summary>
    public SortedDictionary<string, CollectionCount> Collections() => _collections.ToCounts();

    /// <summary>Goes on from its counts.</summary>
    public void Restore(FinishedShard last)
    {
        Read = last.Read;
        foreach (var (code, count) in last.Rejected)
            Rejected[code] = count;
        foreach (var (code, count) in last.Findings)
            Findings[code] = count;
        _collections.Restore(last.Collections);
    }

    public void CountKept(RecordLine line) => _collections.Count(line, kept: true);

    public void CountLost(RecordLine line) => _collections.Count(line, kept: false);

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
        pending.Tally.CountLost(record.Line);
        var site = SiteOf(record);
        run.Log.LogDebug("{Source} {File} line {Line}: {Record} rejected, {Code}", source, site.Place.File, site.Place.Line, site.Id, findings[0].Code);
        if (!run.DryRun)
            await pending.RejectAsync(upstream?.LineAt(record.Place, record.Line) ?? UpstreamLines.AsSent(record.Line), site, findings);
    }

    public void Note(IRecord record, IReadOnlyList<Finding> findings)
    {
        pending.Tally.Count(findings);
        if (pending.KeepsFindings)
            pending.Note(SiteOf(record), findings);
    }

    Site SiteOf(IRecord record) => Site.Of(record.Place with { ByteOffset = upstream?.OffsetOf(record.Place) }, record.Line);
}
