using System.Text.Json;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>A dump and how much of it reached each zone.</summary>
public sealed record DumpOverview(
    string Source, string Name, string Status, string Type, string ExtractionDate, string Revision,
    DumpCounts Counts, long RawRecords, IReadOnlyList<StageOverview> Stages);

public sealed record StageOverview(string Zone, string Stage, long Read, long Kept, SortedDictionary<string, long> Rejected, SortedDictionary<string, long> Findings);

public sealed record HeldOverview(string Release, string AsOf, long DocumentCount, long WorkCount);

/// <summary>What a lake holds, zone by zone, and the balance of its last run.</summary>
public sealed record Overview(string Root, string? Release, ReleaseManifest? Manifest, IReadOnlyList<DumpOverview> Dumps, JsonElement? LastRun)
{
    /// <summary>Releases that wait for a person's word, oldest first.</summary>
    public IReadOnlyList<HeldOverview> Held { get; init; } = [];

    public static Overview Of(Lake lake)
    {
        var release = lake.CurrentRelease;
        var manifest = release is null ? null : Path.Combine(lake.Release(release), ReleaseManifest.FileName);
        var dumps = lake.Sources().SelectMany(source => Dump.All(lake, source)).Select(dump => Of(lake, dump)).ToList();
        return new Overview(lake.Root, release, File.Exists(manifest) ? ReceiptJson.Read<ReleaseManifest>(manifest) : null, dumps, LastRunOf(lake))
        {
            Held = [.. HeldReleases.Read(lake).Select(id => Path.Combine(lake.Release(id), ReleaseManifest.FileName)).Where(File.Exists).Select(ReceiptJson.Read<ReleaseManifest>)
                .Select(held => new HeldOverview(held.Release, held.AsOf, held.DocumentCount, held.WorkCount))],
        };
    }

    static DumpOverview Of(Lake lake, Dump dump)
    {
        var metadata = dump.Metadata;
        var stages = new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched }
            .Select(zone => (Zone: zone, Balance: DumpBalance.Of(lake.FolderOf(zone, dump.Source, dump.Name))))
            .Where(pair => pair.Balance is not null)
            .Select(pair => new StageOverview(pair.Zone.Name(), pair.Balance!.Stage, pair.Balance.Read, pair.Balance.Kept, pair.Balance.Rejected, pair.Balance.Findings));
        return new DumpOverview(dump.Source, dump.Name, metadata.ExtractionStatus, metadata.ExtractionType, metadata.ExtractionDate, metadata.Revision,
            metadata.Counts, metadata.RecordCount, [.. stages]);
    }

    static JsonElement? LastRunOf(Lake lake)
    {
        if (!Directory.Exists(lake.Runs))
            return null;
        // Housekeeping after a run is not what anybody means by the last run.
        return Directory.EnumerateFiles(lake.Runs, "*.json").OrderByDescending(path => Dump.OrderOf(Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal)
            .Select(ReceiptJson.Read<JsonElement>).Where(entry => !entry.TryGetProperty("retained", out _)).Select(entry => (JsonElement?)entry).FirstOrDefault();
    }
}
