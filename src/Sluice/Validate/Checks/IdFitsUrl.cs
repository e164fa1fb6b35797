using System.Buffers;
using System.Text;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>id.url_mismatch</c> (a warning): the id is the MD5, in small hexadecimal, of what one of upstream's id schemes
/// hashes. Over the years these were the URL without punctuation (for newsletters with the <c>source</c> after it), the
/// URL as it is, the title and the URL, and the text or its first 1,000 characters. The text is hashed last.
/// </summary>
public sealed class IdFitsUrl : ICheck
{
    const int Excerpt = 1000;

    readonly TextBuffer _id = new();
    readonly TextBuffer _url = new();
    readonly TextBuffer _source = new();
    readonly TextBuffer _joined = new();

    public IReadOnlyList<string> Codes => ["id.url_mismatch"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGetString("id"u8, out var id) || !reading.Line.TryGetString("url"u8, out var url) || id.IsEmpty || url.IsEmpty)
            return;
        _id.Load(id);
        _url.Load(url);
        if (!Fits(reading))
            findings.Add(Finding.Warning("id.url_mismatch", "/id", _id.ToString(), "the MD5 of the URL, by a scheme that upstream uses or used"));
    }

    bool Fits(Reading reading)
    {
        var url = _url.Span;
        if (_id.Length != 32 || _id.Span.ContainsAnyExcept(Hexadecimal))
            return false;
        if (IsHash(Normal(url, "")) || IsHash(url))
            return true;
        _source.Load(reading.Line.TryGetString("source"u8, out var source) ? source : default);
        var name = _source.Span;
        var title = reading.Title;
        var text = reading.Text;
        return IsHash(Normal(url, name)) || IsHash(Joined(url, name))
            || IsHash(Joined(title, url)) || IsHash(Joined(url, title)) || IsHash(Normal(title, url)) || IsHash(Normal(url, title))
            || (!text.IsEmpty && (IsHash(text) || IsHash(text[..Head(text)])));
    }

    static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    ReadOnlySpan<char> Joined(ReadOnlySpan<char> first, ReadOnlySpan<char> then)
    {
        var room = _joined.Room(first.Length + then.Length);
        first.CopyTo(room);
        then.CopyTo(room[first.Length..]);
        _joined.SetLength(first.Length + then.Length);
        return _joined.Span;
    }

    // Upstream's own: re.sub('[^a-zA-Z0-9\s]', '', both).strip().lower(), with Python's idea of white space.
    ReadOnlySpan<char> Normal(ReadOnlySpan<char> first, ReadOnlySpan<char> then)
    {
        var room = _joined.Room(first.Length + then.Length);
        var length = Keep(first, room, 0);
        length = Keep(then, room, length);
        var start = 0;
        while (start < length && IsSpace(room[start]))
            start++;
        while (length > start && IsSpace(room[length - 1]))
            length--;
        _joined.SetLength(length);
        return _joined.Span[start..];
    }

    static int Keep(ReadOnlySpan<char> from, Span<char> to, int length)
    {
        foreach (var c in from)
            if (char.IsAsciiLetterOrDigit(c) || IsSpace(c))
                to[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        return length;
    }

    static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    // Where the first thousand characters end, a surrogate pair counting as one.
    static int Head(ReadOnlySpan<char> text)
    {
        var end = 0;
        for (var count = 0; count < Excerpt && end < text.Length; count++)
            end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length && char.IsLowSurrogate(text[end + 1]) ? 2 : 1;
        return end;
    }

    bool IsHash(ReadOnlySpan<char> of)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(of.Length));
        Span<byte> hash = stackalloc byte[Md5.Size];
        Md5.Hash(utf8.AsSpan(0, Encoding.UTF8.GetBytes(of, utf8)), hash);
        ArrayPool<byte>.Shared.Return(utf8);
        Span<char> hexadecimal = stackalloc char[32];
        Convert.TryToHexStringLower(hash, hexadecimal, out _);
        return _id.Span.SequenceEqual(hexadecimal);
    }
}
