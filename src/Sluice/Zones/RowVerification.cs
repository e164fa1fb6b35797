using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Holds a dump's rows against what its metadata says of them, apart from any checksum list: the Merkle root over their
/// hashes, and for a full dump its snapshot index row by row.
/// </summary>
public static class RowVerification
{
    public static IEnumerable<Difference> Of(Dump dump)
    {
        // What is missing or cannot be read differs already by its checksum.
        if (MetadataOf(dump) is not { } metadata || !ColdFile.Exists(dump.Data))
            return [];
        var index = Path.Combine(dump.Folder, SnapshotIndex.FileName);
        using var snapshot = metadata.ExtractionType == "full" && ColdFile.Exists(index) ? new IndexRows(dump) : null;
        var tree = new MerkleTree();
        var line = new RecordLine();
        using var reader = new LineReader(ColdFile.Open(dump.Data), dump.Data, hashed: false) { Longest = LineReader.LongestOfOurs };
        foreach (var row in reader.RowsAsync().ToBlockingEnumerable())
        {
            if (!line.Read(row.Bytes, out var fault))
                return [new Difference($"{dump.Data} line {row.Place.Line} byte {fault.Offset}", "no record", fault.Expected)];
            var sha256 = SHA256.HashData(UpstreamLines.AsSent(line).Span);
            tree.Add(sha256);
            if (snapshot?.DifferenceAt($"{dump.Data} line {row.Place.Line}", line, Convert.ToHexStringLower(sha256)) is { } difference)
                return [difference];
        }
        if (metadata.MerkleRoot is { } expected && tree.Root() is var found && found != expected)
            return [new Difference(dump.Data, $"rows of dump {dump.Name} whose Merkle root is {found}", $"{expected} (merkle_root in {DumpMetadata.FileName})")];
        return snapshot?.Rest(dump.Data) is { } rest ? [rest] : [];
    }

    static DumpMetadata? MetadataOf(Dump dump)
    {
        try
        {
            return dump.Metadata;
        }
        catch (GateFailedException)
        {
            return null;
        }
    }
}

/// <summary>The rows of a snapshot index, asked in step with those of the data file.</summary>
sealed class IndexRows(Dump dump) : IDisposable
{
    readonly IEnumerator<(string Id, string? File, string? Sha256)> _rows = SnapshotIndex.RowsAsync(dump).ToBlockingEnumerable().GetEnumerator();

    public Difference? DifferenceAt(string where, RecordLine line, string sha256)
    {
        var found = Describe(line.GetString("id"u8) is { Length: > 0 } id ? id : "sha256:" + sha256, UpstreamLines.PlaceOf(line).File, sha256);
        var expected = Next();
        return found == expected ? null : new Difference(where, found, $"{expected} (by {SnapshotIndex.FileName})");
    }

    /// <summary>A row of the index that no row of the data file stands for.</summary>
    public Difference? Rest(string data) =>
        Next() is var next && next == NoRow ? null : new Difference(data, "the end of the file", $"{next} (by {SnapshotIndex.FileName})");

    const string NoRow = "no further row";

    // Ids that are gone come last and have no hash.
    string Next()
    {
        try
        {
            return _rows.MoveNext() && _rows.Current is { Sha256: { } sha256 } row ? Describe(row.Id, row.File ?? "", sha256) : NoRow;
        }
        catch (GateFailedException e)
        {
            return e.Message;
        }
    }

    static string Describe(string id, string? file, string sha256) => $"row {id} of {file}, sha256 {sha256}";

    public void Dispose() => _rows.Dispose();
}
