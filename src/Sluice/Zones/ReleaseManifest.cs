using System.Text.Json.Serialization;

namespace Sluice.Zones;

/// <summary>What a release holds: <c>MANIFEST.json</c>. Nothing in it tells when or where it was published; dates are those of its dumps.</summary>
public sealed record ReleaseManifest
{
    public const string FileName = "MANIFEST.json";
    public const string Documents = "documents.jsonl";
    public const string SearchIndex = "search.sqlite";
    public const string ChecksumList = "SHA256SUMS";

    /// <summary>What is not handed on: texts without a basis, redacted like all else. An exported release is without that folder.</summary>
    public const string LocalFolder = "local";
    public const string LocalTexts = "local/texts.jsonl";

    public int Format { get; init; } = 1;
    public required string Release { get; init; }
    public required int PublishVersion { get; init; }

    /// <summary>The newest extraction date among its dumps.</summary>
    public required string AsOf { get; init; }

    /// <summary>How many records.</summary>
    public required long DocumentCount { get; init; }

    /// <summary>How many works: records that are copies of one work count as one. 0 in a release made before works were counted.</summary>
    public long WorkCount { get; init; }

    /// <summary>Copies, by their relation to the record that stands for the work; with <see cref="WorkCount"/> they make <see cref="DocumentCount"/>.</summary>
    public SortedDictionary<string, long> ByRelation { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Works of their own that are related to another one, by relation.</summary>
    public SortedDictionary<string, long> RelatedByRelation { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many documents have their text in the release, by <c>served</c>, <c>withheld</c> and <c>unknown</c>; the three make <see cref="DocumentCount"/>.</summary>
    public SortedDictionary<string, long> Text { get; init; } = new(StringComparer.Ordinal);
    public required SortedDictionary<string, long> ByCollection { get; init; }
    public required SortedDictionary<string, long> ByYear { get; init; }
    public required SortedDictionary<string, long> ByTier { get; init; }
    public required SortedDictionary<string, DataFile> Files { get; init; }
    public required IReadOnlyList<ReleaseSource> Sources { get; init; }
}

/// <summary>A source of a release, as of its newest dump.</summary>
public sealed record ReleaseSource(string Id, string Title, string Dataset, string SourceUrl, string Revision, string License, string Attribution, string Citation);

/// <summary>From upstream's files to the release, receipt by receipt: <c>LINEAGE.json</c>.</summary>
public sealed record ReleaseLineage(string Release, IReadOnlyList<DumpLineage> Dumps)
{
    public const string FileName = "LINEAGE.json";
}

public sealed record DumpLineage(
    string Source, string Dump, string Dataset, string Revision, string ExtractionDate, string SelectionHash,
    IReadOnlyList<DumpFile> Files, DataFile Raw, IReadOnlyList<StageLineage> Stages);

public sealed record StageLineage(string Stage, int Version, string ConfigHash, string InputSha256, string OutputSha256, long Read, long Kept, SortedDictionary<string, long> Rejected)
{
    /// <summary><c>replays/1</c> …, where a replay of the quarantine came this way; null for the dump itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Replay { get; init; }
}
