using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Pipeline;

/// <summary>
/// Counts records by collection, upstream's <c>source</c> as it was sent. Neighbours are mostly of one collection: its
/// name is decoded only where it changes.
/// </summary>
public sealed class CollectionTally
{
    readonly SortedDictionary<string, Tallied> _counts = new(StringComparer.Ordinal);
    byte[] _sent = [];
    Tallied? _current;

    public void Count(RecordLine line, bool kept)
    {
        if (!line.TryGetString("source"u8, out var sent))
            sent = default;
        if (_current is null || !sent.SequenceEqual(_sent))
            (_sent, _current) = (sent.ToArray(), Of(JsonText.Decode(sent)));
        _current.Read++;
        _current.Kept += kept ? 1 : 0;
    }

    /// <summary>Goes on from these counts.</summary>
    public void Restore(IReadOnlyDictionary<string, CollectionCount> counts)
    {
        foreach (var (name, count) in counts)
            (Of(name).Read, Of(name).Kept) = (count.Read, count.Kept);
    }

    /// <summary>By name; empty for records without a <c>source</c> that is a string.</summary>
    public SortedDictionary<string, CollectionCount> ToCounts()
    {
        var counts = new SortedDictionary<string, CollectionCount>(StringComparer.Ordinal);
        foreach (var (name, count) in _counts)
            counts[name] = new CollectionCount(count.Read, count.Kept);
        return counts;
    }

    Tallied Of(string name)
    {
        if (!_counts.TryGetValue(name, out var counts))
            _counts[name] = counts = new Tallied();
        return counts;
    }

    sealed class Tallied
    {
        public long Read { get; set; }

        public long Kept { get; set; }
    }
}
