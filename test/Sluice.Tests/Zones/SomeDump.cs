using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>Dumps made by hand in a real lake, for tests that need one in a certain state.</summary>
static class SomeDump
{
    public const string Source = "alignment_research";

    public static DumpMetadata Metadata(string status = "complete", string type = "full", DataFile? data = null, IReadOnlyList<Shard>? shards = null, IReadOnlyList<DumpFile>? files = null) => new()
    {
        ExtractionDate = "2026-01-31T02:00:00Z",
        SourceName = "Some source",
        SourceUrl = "https://example.org",
        ExtractionMethod = "hub_download",
        ExtractorVersion = "0",
        RecordCount = data?.Lines ?? 0,
        ExtractionType = type,
        LastExtractionDate = null,
        FiltersApplied = new FiltersApplied("any to any", null, null, 0),
        ExtractionStatus = status,
        ExtractionNotes = "",
        FieldsExtracted = [],
        HuggingfaceDatasetVersion = "main",
        Attribution = "Some people",
        Citation = "Some paper",
        License = "MIT",
        RateLimitInfo = new RateLimitInfo(false, 0, 0),
        ExtractionStatistics = new ExtractionStatistics(0, 0, 0, 0, "", "", 0),
        Source = Source,
        Revision = new string('c', 40),
        Baseline = null,
        SelectionHash = "",
        Counts = new DumpCounts(0, 0, [], 0, 0, 0, 0, 0, 0),
        Collections = [],
        Data = data ?? new DataFile("", 0, 0),
        Tree = [], Files = files ?? [],
        Shards = shards ?? [],
    };

    /// <summary>Commits a dump of these raw lines, all in one shard.</summary>
    public static Dump Commit(Lake lake, string name, IEnumerable<string> lines, string status = "complete", string type = "full", IEnumerable<string>? removed = null)
    {
        lake.Create();
        var text = string.Concat(lines.Select(line => line + "\n"));
        using var folder = AtomicFolder.Begin(lake.FolderOf(Zone.Raw, Source, name));
        File.WriteAllText(folder.File("data.jsonl"), text);
        File.WriteAllText(folder.File("removed.jsonl"), string.Concat((removed ?? []).Select(id => $$"""{"id":"{{id}}","why":"gone_upstream"}""" + "\n")));
        File.WriteAllText(folder.File("dropped.jsonl"), "");
        var sha256 = Checksums.OfFile(folder.File("data.jsonl"));
        var (bytes, count) = (Some.Bytes(text).Length, text.Count(c => c == '\n'));
        var shards = count == 0 ? Array.Empty<Shard>() : [new Shard("lesswrong.jsonl", 1, count, 0, bytes, sha256)];
        File.WriteAllText(folder.File(DumpMetadata.FileName), ReceiptJson.Write(Metadata(status, type, new DataFile(sha256, bytes, count), shards)));
        folder.Commit();
        return new Dump(lake, Source, name);
    }

    /// <summary>Puts a dump's lines into a later zone, without a stage.</summary>
    public static void Admit(Lake lake, Zone zone, string name, IEnumerable<string> lines)
    {
        using var folder = AtomicFolder.Begin(lake.FolderOf(zone, Source, name));
        File.WriteAllText(folder.File("data.jsonl"), string.Concat(lines.Select(line => line + "\n")));
        folder.Commit();
    }
}
