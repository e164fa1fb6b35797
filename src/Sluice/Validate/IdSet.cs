using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sluice.Zones;

namespace Sluice.Validate;

/// <summary>
/// The ids met so far, 16 bytes each. Upstream's are hashes already (32 hexadecimal digits) or short; only others are
/// hashed, with a library that takes 5 MB. Three sets, so that no id of one form can be taken for one of another.
/// </summary>
sealed class IdSet
{
    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    readonly HashSet<UInt128> _hex = [], _short = [], _hashed = [];

    public bool Contains(string id) => SetOf(id, out var key).Contains(key);

    /// <summary>False if it is there already.</summary>
    public bool Add(string id) => SetOf(id, out var key).Add(key);

    HashSet<UInt128> SetOf(string id, out UInt128 key)
    {
        if (id.Length == 32 && !id.AsSpan().ContainsAnyExcept(HexDigits))
        {
            key = UInt128.Parse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return _hex;
        }
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (id.Length < bytes.Length && Ascii.FromUtf16(id, bytes[1..], out _) == OperationStatus.Done)
        {
            bytes[0] = (byte)id.Length;
            key = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            return _short;
        }
        key = SnapshotIndex.KeyOf(id);
        return _hashed;
    }
}
