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
    readonly record struct Entry(long Offset, int Length, int KeyStart, short KeyLength, short File);

    // An MD5 in hexadecimal, and a little.
    const int TypicalId = 36;

    readonly List<Entry> _entries = [];
    readonly List<(string Path, Dump Dump)> _files = [];
    byte[] _keys = new byte[4096];
    int _keysLength;

    public int Count => _entries.Count;

    /// <summary>Makes room for so many documents at once: growing by doubling would hold old and new side by side.</summary>
    public void Reserve(long documents)
    {
        _entries.Capacity = (int)documents;
        _keys = new byte[documents * TypicalId];
    }

    /// <param name="aliases">Records that upstream calls otherwise now keep their document id.</param>
    /// <param name="tombstones">Records that were forgotten are passed over.</param>
    public async Task AddAsync(Lake lake, string source, AliasTable aliases, Tombstones tombstones, CancellationToken cancel)
    {
        await foreach (var live in Snapshot.ReadAsync(lake, source, Zone.Enriched, cancel))
        {
            var document = aliases.DocumentIdOf(source, live.Line.GetString("id"u8)!);
            if (tombstones.All.Count > 0 && tombstones.Find(document.ToString()) is not null)
                continue;
            var id = document.UpstreamId;
            if (_files.Count == 0 || !ReferenceEquals(_files[^1].Path, live.Path))
                _files.Add((live.Path, live.Dump));
            var key = Encoding.UTF8.GetBytes(id);
            if (_keys.Length < _keysLength + key.Length)
                Array.Resize(ref _keys, Math.Max(_keys.Length + _keys.Length / 4, _keysLength + key.Length));
            key.CopyTo(_keys, _keysLength);
            _entries.Add(new Entry(live.Offset, live.Line.Memory.Length, _keysLength, checked((short)key.Length), checked((short)(_files.Count - 1))));
            _keysLength += key.Length;
        }
    }

    /// <summary>By source, then by the id at first admission, as bytes: the order of <c>source:id</c>, since no source's name holds a colon.</summary>
    public void Sort() => _entries.Sort((a, b) =>
        a.File != b.File && BySource(a, b) is var bySource and not 0 ? bySource : KeyOf(a).SequenceCompareTo(KeyOf(b)));

    int BySource(Entry a, Entry b) => string.CompareOrdinal(_files[a.File].Dump.Source + ":", _files[b.File].Dump.Source + ":");

    ReadOnlySpan<byte> KeyOf(Entry entry) => _keys.AsSpan(entry.KeyStart, entry.KeyLength);

    /// <summary>Whether a document is among them; they must be sorted.</summary>
    public bool Contains(DocumentId id)
    {
        var (source, key) = (id.Source + ":", Encoding.UTF8.GetBytes(id.UpstreamId));
        int low = 0, high = _entries.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_files[_entries[middle].File].Dump.Source + ":", source) is var bySource and not 0 ? bySource : KeyOf(_entries[middle]).SequenceCompareTo(key);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return false;
    }

    /// <summary>Reads the documents in order. The line is the same object each time.</summary>
    public IEnumerable<(DocumentId Id, Dump Dump, RecordLine Line)> Read()
    {
        var files = _files.Select(file => File.OpenHandle(file.Path)).ToList();
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
                while (read < entry.Length && RandomAccess.Read(files[entry.File], bytes.Span[read..], entry.Offset + read) is var n and > 0)
                    read += n;
                var (path, dump) = _files[entry.File];
                if (!line.Read(bytes, out var fault))
                    throw new GateFailedException($"{path} byte {entry.Offset + fault.Offset}: expected {fault.Expected}. Run `sluice verify {dump.Name}`.");
                yield return (new DocumentId(dump.Source, Encoding.UTF8.GetString(KeyOf(entry))), dump, line);
            }
        }
        finally
        {
            foreach (var file in files)
                file.Dispose();
        }
    }
}
