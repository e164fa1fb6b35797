using System.Text.Json.Serialization;

namespace Sluice.Zones;

/// <summary>
/// The rows of one upstream file inside a dump: a contiguous range of <c>data.jsonl</c>, the unit of work and retry.
/// Lines are 1-based, offsets are bytes from the start of the file.
/// </summary>
public sealed record Shard(string Key, long FirstLine, long Lines, long Offset, long Bytes, string Sha256);

/// <summary>A file as the folder that owns it vouches for it.</summary>
public sealed record DataFile(string Sha256, long Bytes, long Lines);

/// <summary>Records of one collection that a promotion read, and those of them that it kept.</summary>
public sealed record CollectionCount(long Read, long Kept);

/// <summary>
/// The receipt of a promotion. Its first five values decide whether the work has to be done again: they name the
/// stage, its version, its configuration and its input, and nothing here tells when the work was done.
/// </summary>
public sealed record Manifest
{
    public const string FileName = "manifest.json";

    /// <summary>Beside the data where the stage judges records: one finding a line, in the order of the rows.</summary>
    public const string FindingsName = "findings.jsonl";

    public int Format { get; init; } = 1;
    public required string Stage { get; init; }
    public required int Version { get; init; }
    public required string ConfigHash { get; init; }
    public required string InputSha256 { get; init; }
    public required DataFile Output { get; init; }
    public required long Read { get; init; }
    public required long Kept { get; init; }

    /// <summary>Rejected records by the code that each is counted under (its first error).</summary>
    public required SortedDictionary<string, long> Rejected { get; init; }

    /// <summary>All findings by code, warnings too; one record may have several.</summary>
    public required SortedDictionary<string, long> Findings { get; init; }
    public required IReadOnlyList<Shard> Shards { get; init; }

    /// <summary>Of a replay: rows of the other parts that an earlier row with the same id now stands before. Null if none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RowPlace>? Displaced { get; init; }

    /// <summary>True of a replay of rows that Extract could not date: it counts only in the newest dump, where every such row is judged anew.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Late { get; init; }

    /// <summary>The file of findings; null for a stage that judges nothing, and in a receipt from before there was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DataFile? FindingsFile { get; init; }

    /// <summary>By upstream's <c>source</c>, empty for records without one; null where <see cref="FindingsFile"/> is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, CollectionCount>? Collections { get; init; }

    /// <summary>True if this receipt is for that very work, so that it need not be done again.</summary>
    public bool IsFor(string stage, int version, string configHash, string inputSha256) =>
        Stage == stage && Version == version && ConfigHash == configHash && InputSha256 == inputSha256;

    public static Manifest? ReadFrom(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? ReceiptJson.Read<Manifest>(path) : null;
    }
}
