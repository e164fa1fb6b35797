using System.Security.Cryptography;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// Compares what upstream holds now with the last complete dump, by id and content hash and nothing else: no clock, no
/// publication date. The five counts are disjoint and count ids.
/// </summary>
public sealed class Delta(SnapshotIndex before)
{
    readonly SnapshotIndex _now = new();
    readonly Dictionary<UInt128, (DropReason Reason, bool Spoilt)> _droppedNow = [];
    readonly byte[] _sha256 = new byte[32];

    public long Added { get; private set; }

    public long Reappeared { get; private set; }

    public long Changed { get; private set; }

    public long Removed { get; private set; }

    public long Unchanged { get; private set; }

    /// <summary>The hash of the row last kept.</summary>
    public ReadOnlySpan<byte> RowSha256 => _sha256;

    /// <summary>Notes a kept row; gives the id that it goes by, which is its hash if it has none of its own.</summary>
    public string Keep(RecordLine line)
    {
        SHA256.HashData(line.Bytes, _sha256);
        var id = IdOf(line) ?? "sha256:" + Convert.ToHexStringLower(_sha256);
        _now.Add(SnapshotIndex.KeyOf(id), _sha256);
        return id;
    }

    /// <summary>Notes a dropped row: an id of the last snapshot that is dropped now was edited out of the filter.</summary>
    /// <param name="spoilt">True if the selection of the last snapshot would drop the row as well.</param>
    public void Drop(string? id, DropReason reason, bool spoilt = false)
    {
        if (id is not null && SnapshotIndex.KeyOf(id) is var key && before.Holds(key))
            _droppedNow.TryAdd(key, (reason, spoilt));
    }

    /// <summary>True for an id that the last snapshot held.</summary>
    public bool Held(string? id) => id is not null && before.Holds(SnapshotIndex.KeyOf(id));

    /// <summary>True for an id whose first dropped row no selection since the last snapshot would have kept.</summary>
    public bool WasSpoilt(string id) => _droppedNow.TryGetValue(SnapshotIndex.KeyOf(id), out var dropped) && dropped.Spoilt;

    /// <summary>A usable id is a string that is not empty.</summary>
    public static string? IdOf(RecordLine line) => line.GetString("id"u8) is { Length: > 0 } id ? id : null;

    /// <summary>Counts, once every row has been seen.</summary>
    public void Compare()
    {
        foreach (var id in _now.Ids)
        {
            if (!before.Holds(id))
                _ = before.WasThereOnce(id) ? Reappeared++ : Added++;
            else if (_now.SameRows(id, before))
                Unchanged++;
            else
                Changed++;
        }
        Removed = before.Ids.LongCount(id => !_now.Holds(id));
    }

    public bool IsEmpty => Added + Reappeared + Changed + Removed == 0;

    /// <summary>True for a row of an id that is new, back, or different.</summary>
    public bool Differs(RecordLine line)
    {
        if (IdOf(line) is { } id)
            return !_now.SameRows(SnapshotIndex.KeyOf(id), before);
        SHA256.HashData(line.Bytes, _sha256);
        return !_now.SameRows(SnapshotIndex.KeyOf("sha256:" + Convert.ToHexStringLower(_sha256)), before);
    }

    /// <summary>True the first time that a removed id is asked for; it may have had several rows. Counting must be over.</summary>
    public bool TellOnce(string id) => before.Forget(SnapshotIndex.KeyOf(id));

    /// <summary>Null for an id that is still there; else why it is not.</summary>
    public string? WhyRemoved(string id)
    {
        var key = SnapshotIndex.KeyOf(id);
        if (_now.Holds(key))
            return null;
        return _droppedNow.TryGetValue(key, out var dropped) ? dropped.Reason.Name() : "gone_upstream";
    }
}
