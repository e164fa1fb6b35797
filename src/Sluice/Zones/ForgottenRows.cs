using System.Security.Cryptography;
using System.Text;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Tells the rows of one source that were forgotten: by an id that upstream gave them, by an address that is theirs alone,
/// or by the marker that stands where such a row stood. Asked of rows as upstream sends them.
/// </summary>
public sealed class ForgottenRows
{
    const string HashPrefix = "sha256:";

    // Shorter ids are words that may stand anywhere.
    const int TellingId = 8;

    static readonly byte[] Field = "forgotten"u8.ToArray();

    readonly Dictionary<string, Tombstone> _byDocument = new(StringComparer.Ordinal);
    readonly Dictionary<string, Tombstone> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<string, Tombstone> _byAddress = new(StringComparer.Ordinal);
    readonly Func<string, string?> _addressOf;
    readonly List<(byte[] Sign, Tombstone Tombstone)> _signs;
    readonly bool _asksHashes;

    /// <param name="addressOf">The canonical form of a URL, or null.</param>
    public ForgottenRows(IEnumerable<Tombstone> tombstones, string source, Func<string, string?> addressOf)
    {
        _addressOf = addressOf;
        foreach (var tombstone in tombstones.Where(tombstone => tombstone.Source == source))
        {
            _byDocument[tombstone.Id] = tombstone;
            foreach (var id in tombstone.UpstreamIds)
                _byId.TryAdd(id, tombstone);
            foreach (var sha256 in tombstone.UrlSha256)
                _byAddress.TryAdd(sha256, tombstone);
        }
        _signs = [.. _byId.Where(pair => pair.Key.Length >= TellingId).Select(pair => (new JsonLineBuilder().String(pair.Key).Bytes.ToArray(), pair.Value))];
        _asksHashes = _byId.Keys.Any(id => id.StartsWith(HashPrefix, StringComparison.Ordinal));
    }

    public static ForgottenRows None { get; } = new([], "", _ => null);

    public bool IsEmpty => _byDocument.Count == 0;

    /// <summary>What upstream calls them, and called them.</summary>
    public IEnumerable<string> Ids => _byId.Keys;

    /// <summary>The tombstone of a row, or of the row that its marker stands for; null for any other row.</summary>
    public Tombstone? Of(RecordLine row) => IsEmpty ? null : MarkedBy(row) ?? StillThere(row);

    /// <summary>The tombstone of a row that is there in full.</summary>
    public Tombstone? StillThere(RecordLine row)
    {
        if (IsEmpty)
            return null;
        if ((_asksHashes ? KeyOf(row) : row.GetString("id"u8)) is { } id && _byId.TryGetValue(id, out var known))
            return known;
        if (_byAddress.Count > 0 && row.GetString("url"u8) is { } url)
            foreach (var sha256 in AddressesOf(url, _addressOf))
                if (_byAddress.TryGetValue(sha256, out known))
                    return known;
        return null;
    }

    /// <summary>The tombstone of a record whose id, as a JSON string, stands in a line that cannot be read as one.</summary>
    public Tombstone? NamedIn(ReadOnlySpan<byte> malformed)
    {
        foreach (var (sign, tombstone) in _signs)
            if (malformed.IndexOf(sign) >= 0)
                return tombstone;
        return null;
    }

    // Upstream may write such an object itself: without a tombstone it is a row like any other.
    Tombstone? MarkedBy(RecordLine row) =>
        row.FieldCount == 1 && row.NameOf(0).SequenceEqual(Field) && row.GetString(Field) is { } id ? _byDocument.GetValueOrDefault(id) : null;

    /// <summary>What a row as sent goes by: its id, or its hash if it has none that can be used.</summary>
    public static string KeyOf(RecordLine row) =>
        row.GetString("id"u8) is { Length: > 0 } id ? id : HashPrefix + Convert.ToHexStringLower(SHA256.HashData(row.Bytes));

    /// <summary>SHA-256 of an address without its outer space, and of its canonical form if it has another; none of an empty one.</summary>
    public static IEnumerable<string> AddressesOf(string url, Func<string, string?> addressOf)
    {
        var trimmed = url.Trim();
        if (trimmed.Length == 0)
            yield break;
        yield return HashOf(trimmed);
        if (addressOf(url) is { } canonical && canonical != trimmed)
            yield return HashOf(canonical);
    }

    static string HashOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)));

    /// <summary>
    /// What stands in a forgotten row's place, in exactly as many bytes: <c>{"forgotten":"&lt;document id&gt;"}</c> and
    /// spaces. Where that is too long there are spaces alone, which is a blank line.
    /// </summary>
    public static byte[] MarkerOf(Tombstone tombstone, int length)
    {
        var marker = new byte[length];
        marker.AsSpan().Fill((byte)' ');
        var json = new JsonLineBuilder().BeginObject().Name(Field).String(tombstone.Id).EndObject();
        if (json.Bytes.Length <= length)
            json.Bytes.CopyTo(marker);
        return marker;
    }

    /// <summary>The same for a record that goes over several lines: line ends stay where they are, and the marker stands on the first line that has room for it.</summary>
    public static byte[] MarkerOf(Tombstone tombstone, ReadOnlySpan<byte> record)
    {
        var marker = new byte[record.Length];
        var isSet = false;
        for (var at = 0; at < record.Length;)
        {
            var length = record[at..].IndexOf((byte)'\n') is var lf and >= 0 ? lf : record.Length - at;
            var line = isSet ? Enumerable.Repeat((byte)' ', length).ToArray() : MarkerOf(tombstone, length);
            isSet |= IsMarker(line);
            line.CopyTo(marker.AsSpan(at));
            at += length;
            if (at < record.Length)
                marker[at++] = (byte)'\n';
        }
        return marker;
    }

    /// <summary>Whether bytes of a file look like a marker.</summary>
    public static bool IsMarker(ReadOnlySpan<byte> bytes) => bytes.StartsWith("{\"forgotten\":\""u8);
}
