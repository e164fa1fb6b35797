using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Liveness;

/// <summary>What the dumps of a source tell of it as a whole: receipts only, no record is read.</summary>
/// <param name="Newest">The newest complete dump.</param>
/// <param name="Records">Documents of the snapshot.</param>
/// <param name="Read">Rows that no filter leaves out, of the newest extraction.</param>
/// <param name="Kept">Of those, the rows that it kept.</param>
/// <param name="Rejected">Share of the snapshot's records that Validate rejects, 0 to 1; null if it has not judged the newest dump.</param>
/// <param name="Changed">When the content of upstream was last seen to have changed; null if it never was.</param>
/// <param name="First">When it was first read.</param>
/// <param name="HasUnknown">Whether any record of the snapshot's dumps was found to have what the registry does not know.</param>
public sealed record Holdings(Dump Newest, long Records, long Read, long Kept, double? Rejected, DateTimeOffset? Changed, DateTimeOffset? First, bool HasUnknown)
{
    static readonly string[] Unknown = ["source.unknown", "file.unknown", "field.unknown", "value.unknown"];

    /// <summary>Rows of the newest extraction whose dates it could not read, and that Validate admitted.</summary>
    public long Late { get; init; }

    /// <summary>Null for a source without a complete dump.</summary>
    public static Holdings? Of(Lake lake, string source)
    {
        var complete = Dump.All(lake, source).Where(dump => dump.Metadata.IsComplete).ToList();
        if (complete.Count == 0)
            return null;
        var counts = complete[^1].Metadata.Counts;
        var records = RecordsOf(counts);
        var filtered = DropReasons.All.Where(reason => !reason.IsDefective()).Sum(reason => counts.Dropped.GetValueOrDefault(reason.Name()));
        var chain = Dump.Chain(lake, source);
        return new Holdings(complete[^1], records, counts.Read - filtered, counts.Kept, RejectedShare(chain, records), LastChange(complete) ?? LastChange([.. Dump.Archived(lake, source).Where(dump => dump.Metadata.IsComplete), .. complete]),
            InstantOf(Dump.Archived(lake, source) is [var oldest, ..] ? oldest : complete[0]),
            chain.SelectMany(dump => DumpPart.Of(dump.FolderOf(Zone.Validated))).Any(part => Unknown.Any(code => part.Manifest.Findings.GetValueOrDefault(code) > 0)))
        {
            Late = DumpPart.Of(complete[^1].FolderOf(Zone.Validated)).Where(part => part.Manifest.Late).Sum(part => part.Manifest.Output.Lines),
        };
    }

    static long RecordsOf(DumpCounts counts) => counts.Added + counts.Reappeared + counts.Changed + counts.Unchanged;

    // A newer dump's rows stand before those of an older one: of each older dump counts the share that is still wanted to
    // make up the snapshot. Exact for one dump, and for one that all rows came in again.
    static double? RejectedShare(IReadOnlyList<Dump> chain, long records)
    {
        double rejected = 0, left = Math.Max(1, records), seen = 0;
        for (var i = chain.Count - 1; i >= 0 && left > 0; i--)
        {
            var parts = DumpPart.Of(chain[i].FolderOf(Zone.Validated));
            if (parts.Count == 0)
            {
                if (i == chain.Count - 1 && chain[i].Metadata.Data.Lines > 0)
                    return null;
                continue;
            }
            var read = parts[0].Manifest.Read;
            var kept = Math.Min(read, parts.Where(part => !part.Manifest.Late).Sum(part => part.Manifest.Kept));
            if (read == 0)
                continue;
            var counted = Math.Min(left, read);
            rejected += counted * (read - kept) / read;
            (left, seen) = (left - counted, seen + counted);
        }
        return seen == 0 ? 0 : rejected / seen;
    }

    // A dump that was compared with another under the same filters tells that upstream changed in between.
    static DateTimeOffset? LastChange(IReadOnlyList<Dump> dumps)
    {
        for (var i = dumps.Count - 1; i > 0; i--)
            if (dumps[i].Metadata is { Baseline: not null } now && now.SelectionHash == dumps[i - 1].Metadata.SelectionHash
                && now.Counts.Added + now.Counts.Reappeared + now.Counts.Changed + now.Counts.Removed > 0)
                return InstantOf(dumps[i]);
        return null;
    }

    static DateTimeOffset? InstantOf(Dump dump) => LedgerTry.InstantOf(dump.Metadata.ExtractionDate);

    /// <summary>Files that came or went without the registry: what upstream lists and the registry does not, and the other way round where it once was here.</summary>
    public IReadOnlyList<string> FileDrift(Lake lake, Sources.SourceEntry source)
    {
        var known = source.Collections.Select(collection => collection.File).ToHashSet(StringComparer.Ordinal);
        var listed = Newest.Metadata.Tree.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var before = Dump.Chain(lake, Newest.Source).SelectMany(dump => dump.Metadata.Tree).Select(file => file.Path).Where(known.Contains).ToHashSet(StringComparer.Ordinal);
        return [.. listed.Where(file => !known.Contains(file)).Order(StringComparer.Ordinal).Select(file => $"file {file}"),
            .. before.Where(file => !listed.Contains(file)).Order(StringComparer.Ordinal).Select(file => $"file gone {file}")];
    }
}
