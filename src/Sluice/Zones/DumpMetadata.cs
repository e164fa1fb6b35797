namespace Sluice.Zones;

/// <summary>An upstream file as a dump saw it.</summary>
/// <param name="Oid">The hub's content id: sha256 of an LFS file, git blob sha1 of another.</param>
/// <param name="LastModified">Upstream's own date of the file, or null if it does not tell.</param>
/// <param name="Status">In a dump <c>added</c>, <c>changed</c> or <c>unchanged</c> against its baseline; in a run's report <c>downloaded</c>, <c>cached</c>, <c>unchanged</c> or <c>failed</c>.</param>
public sealed record DumpFile(string Path, long Bytes, string Sha256, string Oid, string? LastModified, string Status, long Read)
{
    /// <summary>Of its bytes as upstream sent them, where rows of it were overwritten since; else null.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? OriginalSha256 { get; init; }
}

/// <summary>A file that was written anew without a record that was forgotten.</summary>
/// <param name="File"><c>data.jsonl</c> of the dump, or upstream's path.</param>
public sealed record ErasedFile(string File, string OldSha256, string NewSha256);

/// <summary>What forgetting changed in a dump.</summary>
/// <param name="Tombstones">The document ids that were forgotten.</param>
public sealed record DumpErasure(IReadOnlyList<string> Tombstones, IReadOnlyList<ErasedFile> Files);

/// <summary>A data file of a revision, as upstream lists it.</summary>
public sealed record TreeFile(string Path, long Bytes, string Oid, string? LastModified)
{
    /// <summary>The entity tag under which a web server gave these bytes, as sent; null where there is none.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    [System.Text.Json.Serialization.JsonPropertyName("etag")]
    public string? ETag { get; init; }
}

/// <summary>
/// <c>_metadata.json</c> of a raw dump: what extraction knew, under the keys that users of the predecessor know, with
/// true values, and what Sluice adds. Null means: not known when this was written.
/// </summary>
public sealed record DumpMetadata
{
    public const string FileName = "_metadata.json";

    public int Format { get; init; } = 1;
    public required string ExtractionDate { get; init; }
    public required string SourceName { get; init; }
    public required string SourceUrl { get; init; }
    public required string ExtractionMethod { get; init; }
    public required string ExtractorVersion { get; init; }
    public string DataFormat { get; init; } = "jsonl";
    public required long RecordCount { get; init; }

    /// <summary><c>full</c> or <c>delta</c>.</summary>
    public required string ExtractionType { get; init; }

    /// <summary>The extraction date of the dump that this one was compared with.</summary>
    public required string? LastExtractionDate { get; init; }
    public required FiltersApplied FiltersApplied { get; init; }

    /// <summary><c>complete</c>, <c>sample</c>, or <c>unchanged</c> (an empty delta that only moves the cursor).</summary>
    public required string ExtractionStatus { get; init; }
    public required string ExtractionNotes { get; init; }
    public required IReadOnlyList<string> FieldsExtracted { get; init; }
    public required string HuggingfaceDatasetVersion { get; init; }
    public required string Attribution { get; init; }
    public required string Citation { get; init; }
    public required string License { get; init; }
    public required RateLimitInfo RateLimitInfo { get; init; }
    public required ExtractionStatistics ExtractionStatistics { get; init; }
    public DataQuality DataQuality { get; init; } = new(null, null, null);

    public required string Source { get; init; }
    public required string Revision { get; init; }
    public required string? Baseline { get; init; }
    public required string SelectionHash { get; init; }
    public required DumpCounts Counts { get; init; }
    public required SortedDictionary<string, long> Collections { get; init; }
    public required DataFile Data { get; init; }

    /// <summary>The <see cref="MerkleTree"/> root over the hashes of the rows of <c>data.jsonl</c>, as sent and in order; null in a dump made before it was known.</summary>
    public string? MerkleRoot { get; init; }
    public required IReadOnlyList<DumpFile> Files { get; init; }

    /// <summary>Every data file of the revision, read by this selection or not: what an offline run may ask for.</summary>
    public required IReadOnlyList<TreeFile> Tree { get; init; }
    public required IReadOnlyList<Shard> Shards { get; init; }

    /// <summary>How the rows were made where upstream's files are no JSON Lines of its own; null where they are.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public Tables.TableTerms? Table { get; init; }

    /// <summary>What was forgotten since the dump was made, oldest first; null if nothing was.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DumpErasure>? Erasures { get; init; }

    /// <summary>True if later runs compare with this dump and stages promote it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsComplete => ExtractionStatus is "complete" or "unchanged";
}

/// <summary>The balance of an extraction: <c>read = kept + Σ dropped</c>, rows; the five others count ids.</summary>
public sealed record DumpCounts(
    long Read, long Kept, SortedDictionary<string, long> Dropped, long Blank,
    long Added, long Reappeared, long Changed, long Removed, long Unchanged);

public sealed record FiltersApplied(string DateRange, IReadOnlyList<string>? Sources, IReadOnlyList<string>? Keywords, int MinTextLength);

public sealed record RateLimitInfo(bool Authenticated, int RequestsMade, double TimeElapsedSeconds);

public sealed record ExtractionStatistics(
    long RecordsFetched, long Filtered, long Written, long ErrorsEncountered, string StartTime, string EndTime, double DurationSeconds);

/// <summary>What extraction does not know yet: later truth lives in the validated manifest, and <c>sluice show</c> joins the two.</summary>
public sealed record DataQuality(long? MissingRequiredFields, bool? AsciiComplianceChecked, bool? SchemaValidationPassed);
