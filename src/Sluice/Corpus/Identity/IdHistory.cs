using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Identity;

/// <summary>
/// The ids of one source, dump by dump. An id that is new in a dump is another name of one that has gone if exactly one
/// of each has the same canonical address, or, of those that went in that dump, the same text. An id that comes back takes
/// its document id back: what had it meanwhile goes by its own.
/// </summary>
sealed class IdHistory(string source)
{
    // Fewer bytes of text are anybody's.
    const int TellingText = 200;

    sealed class Entry
    {
        public required string Id { get; init; }
        public UInt128 Address { get; set; }
        public UInt128 Text { get; set; }
        public bool IsLive { get; set; }
        public bool IsSeen { get; set; }
        public bool IsNew { get; set; }
        public bool WentNow { get; set; }

        /// <summary>Its first id, where that is another.</summary>
        public Entry? First { get; set; }
        public string Since { get; set; } = "";
        public string By { get; set; } = "";
    }

    readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    string _dump = "";
    bool _isFull;

    public void Begin(string dump, bool isFull)
    {
        (_dump, _isFull) = (dump, isFull);
        foreach (var entry in _entries.Values)
            (entry.IsSeen, entry.IsNew, entry.WentNow) = (false, false, false);
    }

    /// <summary>A kept row; of several with one id the first counts.</summary>
    public void Take(string id, string address, ReadOnlySpan<byte> text)
    {
        if (!_entries.TryGetValue(id, out var entry))
            _entries[id] = entry = new Entry { Id = id, IsNew = true };
        if (entry.IsSeen)
            return;
        if (!entry.IsLive && !entry.IsNew)
            Reclaim(entry);
        (entry.IsSeen, entry.IsLive) = (true, true);
        entry.Address = address.Length == 0 ? UInt128.Zero : HashOf(Encoding.UTF8.GetBytes(address));
        entry.Text = text.Length < TellingText ? UInt128.Zero : HashOf(text);
    }

    public void Remove(string id)
    {
        if (_entries.TryGetValue(id, out var entry) && entry is { IsLive: true, IsSeen: false })
            (entry.IsLive, entry.WentNow) = (false, true);
    }

    public void End()
    {
        if (_isFull)
            foreach (var entry in _entries.Values.Where(entry => entry is { IsLive: true, IsSeen: false }))
                (entry.IsLive, entry.WentNow) = (false, true);
        Match(entry => entry.Address, entry => !entry.IsLive, "address");
        Match(entry => entry.Text, entry => entry.WentNow, "text");
    }

    void Match(Func<Entry, UInt128> key, Func<Entry, bool> mayBeIt, string by)
    {
        var taken = _entries.Values.Where(entry => entry is { IsLive: true, First: not null }).Select(entry => entry.First!.Id).ToHashSet(StringComparer.Ordinal);
        var gone = _entries.Values.Where(entry => mayBeIt(entry) && !taken.Contains((entry.First ?? entry).Id) && key(entry) != UInt128.Zero).ToLookup(key);
        foreach (var now in _entries.Values.Where(entry => entry is { IsNew: true, IsLive: true, First: null } && key(entry) != UInt128.Zero).ToLookup(key))
            if (now.Count() == 1 && gone[now.Key].Select(entry => entry.First ?? entry).Distinct().ToList() is [var first])
                (now.Single().First, now.Single().Since, now.Single().By) = (first, _dump, by);
    }

    // Also where it was itself another name before: then that name is its own again, unless somebody has it.
    void Reclaim(Entry entry)
    {
        foreach (var other in _entries.Values.Where(other => other != entry && other.IsLive && other.First == (entry.First ?? entry)))
            if (entry.First is null)
                other.First = null;
            else
            {
                entry.First = null;
                break;
            }
    }

    public IEnumerable<Alias> Aliases() => _entries.Values.Where(entry => entry is { IsLive: true, First: not null })
        .Select(entry => new Alias(new DocumentId(source, entry.First!.Id).ToString(), entry.Id, entry.Since, entry.By));

    static UInt128 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
