using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sluice.Zones;

/// <summary>The very work that a promotion does: the same work gives the same bytes.</summary>
public sealed record Work(string Stage, int Version, string ConfigHash, string InputSha256)
{
    /// <summary>The hash of a stage's configuration, as receipts have it.</summary>
    public static string HashOf(string configuration) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration)));
}

/// <summary>What was known when a shard was finished.</summary>
/// <param name="Output">What it gave, or null if none of its records was admitted.</param>
/// <param name="RejectBytes">Bytes that it added to the file of rejects, and their hash.</param>
/// <param name="FindingBytes">Bytes that it added to the file of findings, and their hash; none where the stage has no such file.</param>
/// <param name="Read">Records read, of this shard and all before it; so are the counts by code and by collection.</param>
public sealed record FinishedShard(
    Work Work, Shard Input, Shard? Output, long RejectBytes, string RejectSha256, long FindingBytes, string? FindingSha256,
    long Read, SortedDictionary<string, long> Rejected, SortedDictionary<string, long> Findings, SortedDictionary<string, CollectionCount> Collections);

/// <summary>
/// How far a promotion came: one line a finished shard, each under a seal of its own (<c>sha256␠␠json</c>). Nothing is
/// flushed to the disk here, since whoever goes on holds every byte against these hashes first.
/// </summary>
public static class FinishedShards
{
    static readonly JsonSerializerOptions OneLine = new(ReceiptJson.Options) { WriteIndented = false, NewLine = "\n" };

    public static void Append(string path, FinishedShard shard) => File.AppendAllText(path, Line(shard));

    public static void Write(string path, IEnumerable<FinishedShard> shards) => File.WriteAllText(path, string.Concat(shards.Select(Line)));

    /// <summary>The lines up to the first one that is cut short or was changed; none if there is no file.</summary>
    public static IReadOnlyList<FinishedShard> Read(string path)
    {
        var shards = new List<FinishedShard>();
        if (!File.Exists(path))
            return shards;
        foreach (var line in File.ReadAllText(path).Split('\n').SkipLast(1))
        {
            if (line.Length < 67 || line[..66] != Seal(line[66..]) || Parsed(line[66..]) is not { Collections: not null } shard)
                break;
            shards.Add(shard);
        }
        return shards;
    }

    // A line of another version of the program may be whole and yet of another shape.
    static FinishedShard? Parsed(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FinishedShard>(json, OneLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Line(FinishedShard shard)
    {
        var json = JsonSerializer.Serialize(shard, OneLine);
        return Seal(json) + json + "\n";
    }

    static string Seal(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))) + "  ";
}
