using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>A document of the snapshot, and where its line stands in its dump's file. A view, valid until the next.</summary>
public sealed class LiveDocument
{
    public RecordLine Line { get; } = new();

    public required Dump Dump { get; set; }

    /// <summary>The file that its line stands in.</summary>
    public required string Path { get; set; }

    public long Offset { get; set; }
}

/// <summary>
/// A source's snapshot in a zone: the fold of its dumps. The newest dump that speaks of an id decides about it: with
/// its rows there, or with their absence (removed, or rejected on the way here).
/// </summary>
public static class Snapshot
{
    public static async IAsyncEnumerable<LiveDocument> ReadAsync(
        Lake lake, string source, Zone zone, [EnumeratorCancellation] CancellationToken cancel)
    {
        var decided = new HashSet<UInt128>();
        var chain = Dump.Chain(lake, source);
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var files = FilesOf(lake, chain[i], zone, isNewest: i == chain.Count - 1, out var displaced);
            foreach (var path in files)
            {
                var live = new LiveDocument { Dump = chain[i], Path = path };
                using var reader = new LineReader(File.OpenRead(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
                await foreach (var row in reader.RowsAsync(cancel))
                {
                    if (!live.Line.Read(row.Bytes, out var fault))
                        throw new GateFailedException($"{path} line {row.Place.Line} byte {fault.Offset}: expected {fault.Expected}. Run `sluice verify {chain[i].Name}`.");
                    live.Offset = row.Place.ByteOffset!.Value;
                    if ((decided.Count == 0 || !decided.Contains(SnapshotIndex.KeyOf(IdOf(live.Line)))) && (displaced.Count == 0 || !IsDisplaced(live.Line, displaced)))
                        yield return live;
                }
            }
            if (i == 0)
                yield break;
            await AddSpokenOfAsync(chain[i], decided, cancel);
            // Rows that only a replay admitted are in no raw file, and decide all the same.
            foreach (var path in files.Skip(1))
                await DecideAsync(path, decided, cancel);
        }
    }

    static IReadOnlyList<string> FilesOf(Lake lake, Dump dump, Zone zone, bool isNewest, out HashSet<RowPlace> displaced)
    {
        displaced = [];
        var folder = lake.FolderOf(zone, dump.Source, dump.Name);
        if (zone == Zone.Raw || !Directory.Exists(Path.Combine(folder, DumpPart.Replays)))
            return [Path.Combine(folder, "data.jsonl")];
        var parts = DumpPart.Of(folder).Where(part => isNewest || !part.Manifest.Late).ToList();
        displaced = DumpPart.DisplacedIn(parts);
        return [.. parts.Select(part => part.Data)];
    }

    static bool IsDisplaced(RecordLine line, HashSet<RowPlace> displaced) =>
        UpstreamLines.PlaceOf(line) is { File: { } file } place && displaced.Contains(new RowPlace(file, place.Line));

    /// <summary>Adds the keys of the ids that a live dump speaks of: those of its rows, and those that it knows to be gone.</summary>
    public static async Task AddSpokenOfAsync(Dump dump, HashSet<UInt128> ids, CancellationToken cancel)
    {
        await DecideAsync(dump.Data, ids, cancel);
        await DecideAsync(Path.Combine(dump.Folder, "removed.jsonl"), ids, cancel);
    }

    /// <summary>The key under which the fold knows a row of the raw zone.</summary>
    public static UInt128 KeyOf(RecordLine raw) => SnapshotIndex.KeyOf(IdOf(raw));

    // A raw row without a usable id goes by the hash of its line as sent.
    static string IdOf(RecordLine line) =>
        line.GetString("id"u8) is { Length: > 0 } id ? id : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(UpstreamLines.AsSent(line).Span));

    static async Task DecideAsync(string path, HashSet<UInt128> decided, CancellationToken cancel)
    {
        using var reader = new LineReader(File.OpenRead(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _))
                decided.Add(SnapshotIndex.KeyOf(IdOf(line)));
    }
}
