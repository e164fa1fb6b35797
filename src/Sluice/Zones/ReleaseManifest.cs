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
    public const string LocalSearchIndex = "local/search.sqlite";

    public const string Attribution = "ATTRIBUTION.md";
    public const string Statement = "STATEMENT.md";
    public const string BibTeX = "citations.bib";
    public const string CslJson = "citations.csl.json";

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

    /// <summary>The same counts by what they come from, and what the privacy gate did. Null where it is not known: in a release from before that was counted, or one of which records were forgotten since.</summary>
    public ReleaseRights? Rights { get; init; }

    public required SortedDictionary<string, long> ByCollection { get; init; }
    public required SortedDictionary<string, long> ByYear { get; init; }
    public required SortedDictionary<string, long> ByTier { get; init; }
    public required SortedDictionary<string, DataFile> Files { get; init; }

    /// <summary><see cref="LocalTexts"/>; it is not among <see cref="Files"/>, since an exported release lacks it. Null in a release made before rights were told.</summary>
    public DataFile? Local { get; init; }

    /// <summary><see cref="LocalSearchIndex"/>, over all texts. Null where <see cref="SearchIndex"/> has them all, since each is served.</summary>
    public DataFile? LocalIndex { get; init; }

    public required IReadOnlyList<ReleaseSource> Sources { get; init; }

    /// <summary>What is not as this says: a file that is missing or has another length. The local files may be missing with their folder.</summary>
    public IEnumerable<(string Path, long Found, long Expected)> Differences(string folder)
    {
        (string, DataFile?)[] local = Directory.Exists(Path.Combine(folder, LocalFolder)) ? [(LocalTexts, Local), (LocalSearchIndex, LocalIndex)] : [];
        foreach (var (name, file) in Files.Select(file => (file.Key, (DataFile?)file.Value)).Concat(local))
            if (file is not null && new FileInfo(Path.Combine(folder, name)) is var there && (!there.Exists || there.Length != file.Bytes))
                yield return (there.FullName, there.Exists ? there.Length : 0, file.Bytes);
    }
}

/// <summary>Why texts are in a release or not. Each table of texts adds up to the release's documents.</summary>
public sealed record ReleaseRights
{
    /// <summary>By collection, then by <c>served</c>, <c>withheld</c>, <c>unknown</c>.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> TextByCollection { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By SPDX id or <c>NOASSERTION</c>, then as above.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> TextByLicense { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By who states the licence, <c>none</c> where nobody does; then as above.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> TextByBasis { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Documents without their text, by the reason; they are those that are withheld and those that are unknown.</summary>
    public SortedDictionary<string, long> NotServed { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Stretches that the privacy gate redacted, by class.</summary>
    public SortedDictionary<string, long> Redacted { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Documents in which something was redacted.</summary>
    public long RedactedDocuments { get; init; }

    /// <summary>Documents on which the detectors disagree.</summary>
    public long Disagreements { get; init; }

    /// <summary>Records that were forgotten: the lines of <c>tombstones.jsonl</c>.</summary>
    public long Forgotten { get; init; }
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
