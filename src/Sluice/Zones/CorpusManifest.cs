namespace Sluice.Zones;

/// <summary>The receipt of a corpus stage, beside its data. Nothing here tells when the work was done.</summary>
public sealed record CorpusManifest
{
    public const string FileName = "manifest.json";
    public const string DataName = "data.jsonl";

    public int Format { get; init; } = 1;
    public required string Stage { get; init; }
    public required int Version { get; init; }

    /// <summary>Of stage, version, configuration and all inputs; the folder's name.</summary>
    public required string InputsHash { get; init; }

    /// <summary>Records that were read; a corpus stage keeps all of them.</summary>
    public required long Records { get; init; }

    public required DataFile Output { get; init; }

    /// <summary>What the stage counted, by name.</summary>
    public required SortedDictionary<string, long> Counts { get; init; }

    /// <summary>By finding code.</summary>
    public required SortedDictionary<string, long> Findings { get; init; }

    /// <summary>The findings in full, a sentence each.</summary>
    public required IReadOnlyList<string> Told { get; init; }

    public static CorpusManifest? ReadFrom(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? ReceiptJson.Read<CorpusManifest>(path) : null;
    }
}
