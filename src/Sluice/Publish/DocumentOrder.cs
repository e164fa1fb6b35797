using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>
/// The documents of all snapshots sorted by document id, as places to read them from: about 60 bytes a document in
/// memory, whatever its text weighs.
/// </summary>
public sealed class DocumentOrder
{
    readonly record struct Entry(int KeyStart, int KeyLength, int Dump, long Offset, int Length);

    readonly List<Entry> _entries = [];
    readonly List<Dump> _dumps = [];
    byte[] _keys = new byte[4096];
    int _keysLength;

    public int Count => _entries.Count;

    public async Task AddAsync(Lake lake, string source, CancellationToken cancel)
    {
        await foreach (var live in Snapshot.ReadAsync(lake, source, Zone.Enriched, cancel))
        {
            var id = live.Line.GetString("id"u8)!;
            if (_dumps.Count == 0 || !ReferenceEquals(_dumps[^1], live.Dump))
                _dumps.Add(live.Dump);
            var key = Encoding.UTF8.GetBytes(new DocumentId(source, id).ToString());
            if (_keys.Length < _keysLength + key.Length)
                Array.Resize(ref _keys, Math.Max(_keys.Length * 2, _keysLength + key.Length));
            key.CopyTo(_keys, _keysLength);
            _entries.Add(new Entry(_keysLength, key.Length, _dumps.Count - 1, live.Offset, live.Line.Memory.Length));
            _keysLength += key.Length;
        }
    }

    public void Sort() => _entries.Sort((a, b) => KeyOf(a).SequenceCompareTo(KeyOf(b)));

    ReadOnlySpan<byte> KeyOf(Entry entry) => _keys.AsSpan(entry.KeyStart, entry.KeyLength);

    /// <summary>Reads the documents in order. The line is the same object each time.</summary>
    public IEnumerable<(DocumentId Id, Dump Dump, RecordLine Line)> Read(Lake lake)
    {
        var files = _dumps.Select(dump => File.OpenHandle(Path.Combine(lake.FolderOf(Zone.Enriched, dump.Source, dump.Name), "data.jsonl"))).ToList();
        var line = new RecordLine();
        var buffer = new byte[1 << 16];
        try
        {
            foreach (var entry in _entries)
            {
                if (buffer.Length < entry.Length)
                    buffer = new byte[Math.Max(entry.Length, buffer.Length * 2)];
                var bytes = buffer.AsMemory(0, entry.Length);
                var read = 0;
                while (read < entry.Length && RandomAccess.Read(files[entry.Dump], bytes.Span[read..], entry.Offset + read) is var n and > 0)
                    read += n;
                var dump = _dumps[entry.Dump];
                if (!line.Read(bytes, out var fault))
                    throw new GateFailedException($"{dump.Source}/{dump.Name} enriched data.jsonl byte {entry.Offset + fault.Offset}: expected {fault.Expected}. Run `sluice verify {dump.Name}`.");
                yield return (DocumentId.Parse(Encoding.UTF8.GetString(KeyOf(entry))), dump, line);
            }
        }
        finally
        {
            foreach (var file in files)
                file.Dispose();
        }
    }
}
