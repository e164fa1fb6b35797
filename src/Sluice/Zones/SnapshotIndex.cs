using System.Security.Cryptography;
using System.Text;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// What a source held as of a dump, id by id, so that the next extraction compares contents and not clocks. On disk
/// (<c>snapshot.jsonl</c>) a line a kept row, in (file, line) order: <c>{id, file, sha256}</c>, then a line an id that
/// was there once and is gone. In memory 16 bytes for an id and 16 for its rows (ADR 0010).
/// </summary>
public sealed class SnapshotIndex
{
    public const string FileName = "snapshot.jsonl";

    // No rows (zero, which no chain of hashes comes to) stand for an id that was there once and is gone.
    readonly IdTable _rows = new();

    public static UInt128 KeyOf(ReadOnlySpan<char> id)
    {
        // A lone surrogate has no UTF-8: such ids go by their UTF-16, or two of them would be one.
        if (id.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            return First16(System.Runtime.InteropServices.MemoryMarshal.AsBytes(id));
        Span<byte> utf8 = id.Length <= 256 ? stackalloc byte[id.Length * 3] : new byte[id.Length * 3];
        return First16(utf8[..Encoding.UTF8.GetBytes(id, utf8)]);
    }

    static UInt128 First16(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Adds one more row to an id; order counts.</summary>
    public void Add(UInt128 id, ReadOnlySpan<byte> rowSha256)
    {
        Span<byte> chain = stackalloc byte[48];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(chain, _rows.TryGet(id, out var rows) ? rows : UInt128.Zero);
        rowSha256.CopyTo(chain[16..]);
        _rows.Set(id, First16(chain));
    }

    void AddGone(UInt128 id)
    {
        if (!_rows.TryGet(id, out _))
            _rows.Set(id, UInt128.Zero);
    }

    /// <summary>Takes an id's rows away, as if it were gone; false if it had none.</summary>
    public bool Forget(UInt128 id)
    {
        if (!Holds(id))
            return false;
        _rows.Set(id, UInt128.Zero);
        return true;
    }

    public bool Holds(UInt128 id) => _rows.TryGet(id, out var rows) && rows != UInt128.Zero;

    /// <summary>True for an id that an earlier snapshot held and this one does not.</summary>
    public bool WasThereOnce(UInt128 id) => _rows.TryGet(id, out var rows) && rows == UInt128.Zero;

    public bool SameRows(UInt128 id, SnapshotIndex other) =>
        _rows.TryGet(id, out var mine) && other._rows.TryGet(id, out var theirs) && mine == theirs;

    /// <summary>The ids that have rows, in no order.</summary>
    public IEnumerable<UInt128> Ids => _rows.Entries().Where(entry => entry.Rows != UInt128.Zero).Select(entry => entry.Id);

    public static async Task<SnapshotIndex> ReadAsync(Dump? dump, CancellationToken cancel)
    {
        var index = new SnapshotIndex();
        if (dump is null)
            return index;
        await foreach (var (id, _, sha256) in RowsAsync(dump, cancel))
            if (sha256 is null)
                index.AddGone(KeyOf(id));
            else
                index.Add(KeyOf(id), Convert.FromHexString(sha256));
        return index;
    }

    /// <summary>The rows of a dump's index file; a null hash marks an id that is gone.</summary>
    public static async IAsyncEnumerable<(string Id, string? File, string? Sha256)> RowsAsync(
        Dump dump, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var path = Path.Combine(dump.Folder, FileName);
        using var reader = new LineReader(ColdFile.Open(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
        {
            if (!line.Read(row.Bytes, out var fault) || line.GetString("id"u8) is not { } id)
                throw new GateFailedException($"{path} line {row.Place.Line} byte {fault.Offset}: expected {fault.Expected ?? "an id"}. Run `sluice verify {dump.Name}`.");
            yield return (id, line.GetString("file"u8), line.GetString("sha256"u8));
        }
    }
}
