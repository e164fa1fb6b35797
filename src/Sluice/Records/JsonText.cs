using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Records;

/// <summary>
/// JSON string bodies (the bytes between the quotes) to text and back. Lone surrogates pass through both ways: they
/// are legal escapes in JSON and upstream sends them.
/// </summary>
public static class JsonText
{
    public static string Decode(ReadOnlySpan<byte> body)
    {
        if (!body.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(body);
        var rented = ArrayPool<char>.Shared.Rent(body.Length);
        var text = new string(rented, 0, Decode(body, rented));
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Decodes into <paramref name="chars"/>, which must be at least as long as the body; returns the UTF-16 length.</summary>
    public static int Decode(ReadOnlySpan<byte> body, Span<char> chars) => Decode(body, chars, out _);

    /// <summary>
    /// Decodes as much as fits, never splitting an escape or a UTF-8 sequence, and says how many bytes it took.
    /// </summary>
    public static int Decode(ReadOnlySpan<byte> body, Span<char> chars, out int consumed)
    {
        int read = 0, written = 0;
        while (read < body.Length && written < chars.Length)
        {
            if (body[read] == (byte)'\\')
            {
                chars[written++] = Unescape(body[read..], out var length);
                read += length;
                continue;
            }
            var run = body[read..];
            var stop = run.IndexOf((byte)'\\');
            if (stop >= 0)
                run = run[..stop];
            var status = Utf8.ToUtf16(run, chars[written..], out var bytes, out var units);
            read += bytes;
            written += units;
            if (status == OperationStatus.DestinationTooSmall)
                break;
        }
        consumed = read;
        return written;
    }

    /// <summary>
    /// Decodes into UTF-8, which is never longer than the body; a lone surrogate becomes U+FFFD. Returns the length.
    /// </summary>
    public static int DecodeUtf8(ReadOnlySpan<byte> body, Span<byte> utf8)
    {
        int read = 0, written = 0;
        while (read < body.Length)
        {
            var stop = body[read..].IndexOf((byte)'\\');
            var run = stop < 0 ? body[read..] : body.Slice(read, stop);
            run.CopyTo(utf8[written..]);
            written += run.Length;
            read += run.Length;
            if (stop < 0)
                break;
            var unit = Unescape(body[read..], out var length);
            read += length;
            var rune = Rune.ReplacementChar;
            if (!char.IsSurrogate(unit))
                rune = new Rune(unit);
            else if (char.IsHighSurrogate(unit) && body[read..].StartsWith("\\u"u8) && Unescape(body[read..], out length) is var low && char.IsLowSurrogate(low))
                (rune, read) = (new Rune(unit, low), read + length);
            written += rune.EncodeToUtf8(utf8[written..]);
        }
        return written;
    }

    static char Unescape(ReadOnlySpan<byte> escape, out int length)
    {
        length = 2;
        switch (escape[1])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                length = 6;
                return (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return (char)escape[1];
        }
    }

    /// <summary>Unicode scalar values in a body, a lone surrogate counting as one; stops counting at <paramref name="enough"/>.</summary>
    public static int CountScalars(ReadOnlySpan<byte> body, int enough = int.MaxValue)
    {
        var count = 0;
        var i = 0;
        while (i < body.Length && count < enough)
        {
            var stop = body[i..].IndexOf((byte)'\\');
            var run = stop < 0 ? body[i..] : body.Slice(i, stop);
            foreach (var b in run)
                if ((b & 0xC0) != 0x80)
                    count++;
            i += run.Length;
            if (stop < 0)
                break;
            var unit = Unescape(body[i..], out var length);
            i += length;
            count++;
            // A surrogate pair written as two escapes is one scalar value.
            if (char.IsHighSurrogate(unit) && i + 1 < body.Length && body[i] == (byte)'\\' && body[i + 1] == (byte)'u'
                && char.IsLowSurrogate(Unescape(body[i..], out length)))
                i += length;
        }
        return count;
    }

    /// <summary>Unicode scalar values in text, a lone surrogate counting as one.</summary>
    public static int CountScalars(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        return count;
    }

    /// <summary>Whether a field name as sent, escapes and all, is <paramref name="name"/>.</summary>
    public static bool NameEquals(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> name) =>
        sent.Contains((byte)'\\')
            ? string.Equals(Decode(sent), Encoding.UTF8.GetString(name), StringComparison.Ordinal)
            : sent.SequenceEqual(name);

    /// <summary>Writes text as a JSON string with quotes, escaping only <c>"</c>, <c>\</c>, control characters and lone surrogates.</summary>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        to.Write("\""u8);
        while (!text.IsEmpty)
        {
            var chunk = text[..Math.Min(text.Length, 16 * 1024)];
            var buffer = to.GetSpan(chunk.Length * 3);
            var status = Utf8.FromUtf16(chunk, buffer, out var units, out var bytes, replaceInvalidSequences: false, isFinalBlock: false);
            WriteEscaped(to, buffer[..bytes], bytes);
            text = text[units..];
            if (status == OperationStatus.InvalidData || (units == 0 && !text.IsEmpty))
            {
                to.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:x4}")));
                text = text[1..];
            }
        }
        to.Write("\""u8);
    }

    static void WriteEscaped(IBufferWriter<byte> to, Span<byte> inPlace, int length)
    {
        // The bytes already lie in the writer's buffer; the common case has nothing to escape and only advances.
        if (JsonScanner.NextStop(inPlace, 0) < 0)
        {
            to.Advance(length);
            return;
        }
        var copy = ArrayPool<byte>.Shared.Rent(length);
        inPlace.CopyTo(copy);
        WriteUtf8(to, copy.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(copy);
    }

    static void WriteUtf8(IBufferWriter<byte> to, ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            var stop = JsonScanner.NextStop(utf8, 0);
            if (stop < 0)
            {
                to.Write(utf8);
                return;
            }
            to.Write(utf8[..stop]);
            switch (utf8[stop])
            {
                case (byte)'"': to.Write("\\\""u8); break;
                case (byte)'\\': to.Write("\\\\"u8); break;
                case (byte)'\n': to.Write("\\n"u8); break;
                case (byte)'\r': to.Write("\\r"u8); break;
                case (byte)'\t': to.Write("\\t"u8); break;
                case (byte)'\b': to.Write("\\b"u8); break;
                case (byte)'\f': to.Write("\\f"u8); break;
                default:
                    to.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{utf8[stop]:x4}")));
                    break;
            }
            utf8 = utf8[(stop + 1)..];
        }
    }
}
