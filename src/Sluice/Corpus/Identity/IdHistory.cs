using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Identity;

/// <summary>
/// The ids of one source, dump by dump. An id that is new in a dump is another name of one that has gone if exactly one
/// of each has the same canonical address, or, of those that went in that dump, the same text; a summary is never the
/// work that it summarises. An id that comes back takes its document id back: what had it meanwhile goes by its own. Of
/// the ids that are there, no two have one document id.
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

        /// <summary>It was not there before this dump.</summary>
        public bool Came { get; set; }
        public bool Went { get; set; }

        /// <summary>It has been a record of its own in some dump, so that it can become another's name only if it was that before.</summary>
        public bool WasItself { get; set; }

        /// <summary>Whose document id it has; null for its own.</summary>
        public Entry? First { get; set; }

        /// <summary>Whose it had last.</summary>
        public Entry? Former { get; set; }
        public string Since { get; set; } = "";
        public string By { get; set; } = "";

        public Entry Root => First ?? this;
    }

    readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    string _dump = "";
    bool _isFull;

    public void Begin(string dump, bool isFull)
    {
        (_dump, _isFull) = (dump, isFull);
        foreach (var entry in _entries.Values)
            (entry.IsSeen, entry.Came, entry.Went) = (false, false, false);
    }

    /// <summary>A kept row; of several with one id the first counts.</summary>
    public void Take(string id, string address, ReadOnlySpan<byte> text, bool isSummary = false)
    {
        if (!_entries.TryGetValue(id, out var entry))
            _entries[id] = entry = new Entry { Id = id };
        if (entry.IsSeen)
            return;
        (entry.Came, entry.IsSeen, entry.IsLive) = (!entry.IsLive, true, true);
        entry.Address = address.Length == 0 ? UInt128.Zero : HashOf(Encoding.UTF8.GetBytes((isSummary ? "summary " : "") + address));
        entry.Text = text.Length < TellingText ? UInt128.Zero : HashOf(text) ^ (isSummary ? UInt128.One : UInt128.Zero);
    }

    public void Remove(string id)
    {
        if (_entries.TryGetValue(id, out var entry) && entry is { IsLive: true, IsSeen: false })
            (entry.IsLive, entry.Went) = (false, true);
    }

    public void End()
    {
        if (_isFull)
            foreach (var entry in _entries.Values.Where(entry => entry is { IsLive: true, IsSeen: false }))
                (entry.IsLive, entry.Went) = (false, true);
        // What has come back is itself again, and so is what had its document id.
        foreach (var entry in _entries.Values.Where(entry => entry.First is { IsLive: true } || (entry.Came && entry.First is not null)))
            (entry.Former, entry.First) = (entry.First, null);
        Match(entry => entry.Address, _ => true, "address");
        Match(entry => entry.Text, entry => entry.Went, "text");
        foreach (var entry in _entries.Values.Where(entry => entry is { IsLive: true, First: null }))
            entry.WasItself = true;
    }

    void Match(Func<Entry, UInt128> key, Func<Entry, bool> mayBeIt, string by)
    {
        // Whose document id is in use: its own by what is there, or another's.
        var taken = _entries.Values.Where(entry => entry.IsLive).Select(entry => entry.Root).ToHashSet();
        var gone = _entries.Values.Where(entry => !entry.IsLive && (entry.WasItself || entry.First is not null) && mayBeIt(entry) && !taken.Contains(entry.Root) && key(entry) != UInt128.Zero).ToLookup(key, entry => entry.Root);
        foreach (var came in _entries.Values.Where(entry => entry is { IsLive: true, Came: true, First: null } && key(entry) != UInt128.Zero).ToLookup(key))
            if (came.Count() == 1 && came.Single() is var now && gone[came.Key].Distinct().ToList() is [var first] && first != now && !taken.Contains(first) && (!now.WasItself || now.Former == first))
            {
                (now.First, now.Since, now.By) = (first, _dump, by);
                taken.Add(first);
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
