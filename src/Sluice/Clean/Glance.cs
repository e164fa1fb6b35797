using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Sluice.Clean;

/// <summary>
/// One look at a JSON string's bytes, undecoded: which signs of dirt they show. It may see a sign too many, never one
/// too few, so that a text without any is left as it stands.
/// </summary>
static class Glance
{
    public static Dirt At(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return Dirt.Any;
        var dirt = Dirt.Any | Ends(body);
        var (at, end, feeds, feedsEnd, isLead) = (0, -1, 0, -1, false);
        while ((at = NextStop(body, at)) < body.Length)
        {
            var scalar = Read(body[at..], out var length);
            if (scalar >= 0x80)
            {
                dirt |= Of(scalar) | (isLead && end == at ? Dirt.Misread : Dirt.None);
                isLead = scalar is >= 0xC2 and <= 0xF4;
                end = at + length;
            }
            else
            {
                if (scalar == '\n' && length == 2)
                {
                    feeds = feedsEnd >= 0 && IsBlank(body[feedsEnd..at]) ? feeds + 1 : 1;
                    feedsEnd = at + 2;
                    if (feeds == 3)
                        dirt |= Dirt.BlankLines;
                    if (at > 1 && body[at - 1] == '-' && at + 2 < body.Length && IsLower(body[at + 2]) && IsLower(body[at - 2]))
                        dirt |= Dirt.Hyphen;
                }
                else if (length == 6)
                {
                    // A plain character written as an escape: rare enough to decode the text for it.
                    return Dirt.All;
                }
                else
                {
                    dirt |= scalar == '&' ? OfAmpersand(body[at..]) : OfAscii(scalar, at + length < body.Length ? body[at + length] : (byte)0);
                }
            }
            at += length;
        }
        return dirt;
    }

    // The next backslash, ampersand, less-than sign, DEL or byte beyond ASCII, or the end. As in JsonScanner: a call into the
    // general search costs more than the stride between two stops, and waits long to be compiled well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int NextStop(ReadOnlySpan<byte> body, int from)
    {
        var i = from;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var start = ref MemoryMarshal.GetReference(body);
            var (backslash, ampersand, less, delete) = (Vector256.Create((byte)'\\'), Vector256.Create((byte)'&'), Vector256.Create((byte)'<'), Vector256.Create((byte)0x7F));
            for (; i <= body.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                var bytes = Vector256.LoadUnsafe(ref start, (nuint)i);
                var stops = Vector256.Equals(bytes, backslash) | Vector256.Equals(bytes, ampersand) | Vector256.Equals(bytes, less) | Vector256.Equals(Vector256.Max(bytes, delete), bytes);
                if (stops != Vector256<byte>.Zero)
                    return i + System.Numerics.BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
            }
        }
        while (i < body.Length && body[i] is not ((byte)'\\' or (byte)'&' or (byte)'<' or >= 0x7F))
            i++;
        return i;
    }

    // The character that begins here; of an escape, what it stands for; half a pair stands for itself.
    static int Read(ReadOnlySpan<byte> body, out int length)
    {
        if (body[0] >= 0x80)
        {
            if (Rune.DecodeFromUtf8(body, out var rune, out length) == OperationStatus.Done)
                return rune.Value;
            return 0xFFFD;
        }
        length = body[0] == '\\' ? 2 : 1;
        if (length == 1)
            return body[0];
        switch (body[1])
        {
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'u':
                length = 6;
                return int.Parse(body.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return body[1];
        }
    }

    // The longest reference that is read has twelve characters.
    static Dirt OfAmpersand(ReadOnlySpan<byte> body) =>
        body.Length > 2 && (char.IsAsciiLetter((char)body[1]) || body[1] == '#') && body[..Math.Min(12, body.Length)].Contains((byte)';') ? Dirt.Entity : Dirt.None;

    static Dirt OfAscii(int c, byte next) => c switch
    {
        '<' => char.IsAsciiLetter((char)next) || next is (byte)'/' or (byte)'@' or (byte)'\\' ? Dirt.Tag : Dirt.None,
        '\r' => Dirt.LineEnd,
        '\f' => Dirt.Invisible | Dirt.Ligature,
        '\b' or 0x7F => Dirt.Invisible,
        _ => Dirt.None,
    };

    static Dirt Of(int scalar) => scalar switch
    {
        >= 0x2010 and <= 0x2027 => Dirt.None,
        < 0xA0 => Dirt.Invisible | Dirt.Misread,
        0xAD => Dirt.Invisible | Dirt.Hyphen,
        < 0x300 => Dirt.None,
        < 0x370 => Dirt.Form,
        0x374 or 0x37E or 0x387 => Dirt.Form,
        < 0x483 => Dirt.None,
        0x61C => Dirt.Invisible | Dirt.Form,
        >= 0x1E00 and <= 0x1EFF => Dirt.None,
        < 0x200B => Dirt.Form,
        <= 0x200F => Dirt.Invisible,
        0x2028 or 0x2029 or 0x202F => Dirt.None,
        >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F => Dirt.Invisible,
        < 0x20D0 => Dirt.None,
        < 0x2100 or 0x2126 or 0x212A or 0x212B or 0x2329 or 0x232A or 0x2ADC => Dirt.Form,
        < 0x2C00 => Dirt.None,
        < 0x3003 => Dirt.Form,
        < 0x302A or >= 0x4E00 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 => Dirt.None,
        >= 0xE000 and < 0xF001 or 0xFE0E or 0xFE0F => Dirt.None,
        0xF001 or 0xF002 or 0xFFFD or >= 0xFB00 and <= 0xFB06 => Dirt.Ligature,
        0xFEFF => Dirt.Invisible,
        >= 0xFF00 and < 0xFFF9 => Dirt.None,
        >= 0x1D400 and <= 0x1D7FF or >= 0x1F000 and <= 0x1FAFF => Dirt.None,
        _ => Dirt.Form,
    };

    static bool IsLower(byte b) => b >= 0x80 || char.IsAsciiLetterLower((char)b) || b == '\\';

    static bool IsBlank(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] is (byte)'t' or (byte)'f')
                i++;
            else if (line[i] is not (byte)' ' and < 0x80)
                return false;
        return true;
    }

    static Dirt Ends(ReadOnlySpan<byte> body)
    {
        var last = body.Length - 1;
        while (last > 0 && (body[last] & 0xC0) == 0x80)
            last--;
        var isClean = body[0] > ' ' && body[last] > ' ' && (body[0] != '\\' || body[1] == '"') && (body[^1] == '"' || body.Length < 2 || body[^2] != '\\')
            && !(body.Length >= 6 && body[^6] == '\\' && body[^5] == 'u') && !IsSpace(body) && !IsSpace(body[last..]);
        return isClean ? Dirt.None : Dirt.OuterSpace;
    }

    static bool IsSpace(ReadOnlySpan<byte> body) => body[0] >= 0x80 && Read(body, out _) is var scalar && scalar < 0xFFFF && char.IsWhiteSpace((char)scalar);
}
