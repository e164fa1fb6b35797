namespace Sluice.Zones;

/// <summary>Where two files part, in terms that a person can look up.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Offset">0-based, in bytes from the start of the file.</param>
public sealed record FirstDifference(long Line, long Offset, string Found, string Expected)
{
    const int BlockSize = 1 << 17;

    /// <summary>Null if both hold the same bytes.</summary>
    public static FirstDifference? Between(Stream found, Stream expected)
    {
        var (one, other) = (new byte[BlockSize], new byte[BlockSize]);
        long line = 1, offset = 0;
        while (true)
        {
            var a = one.AsSpan(0, found.ReadAtLeast(one, BlockSize, throwOnEndOfStream: false));
            var b = other.AsSpan(0, expected.ReadAtLeast(other, BlockSize, throwOnEndOfStream: false));
            var same = a.CommonPrefixLength(b);
            line += a[..same].Count((byte)'\n');
            offset += same;
            if (same < a.Length || same < b.Length)
                return new FirstDifference(line, offset, Show(a, same), Show(b, same));
            if (a.Length < BlockSize)
                return null;
        }
    }

    static string Show(ReadOnlySpan<byte> bytes, int at) =>
        at == bytes.Length ? "the end of the file" : System.Text.Encoding.UTF8.GetString(bytes[at..Math.Min(at + 40, bytes.Length)]);
}
