using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>
/// A stretch of a text as its reader would take it: codes read, wide letters narrow, what cannot be seen left out, words
/// joined over line ends; and where each character stands in the text.
/// </summary>
internal ref struct FoldedText : IDisposable
{
    const int LongestCode = 12;

    static readonly (string Code, char Meaning)[] Codes =
    [
        ("&commat;", '@'), ("&period;", '.'), ("&nbsp;", ' '), ("&lt;", '<'), ("&gt;", '>'), ("&lbrace;", '{'), ("&lcub;", '{'),
        ("&rbrace;", '}'), ("&rcub;", '}'), ("&lsqb;", '['), ("&lbrack;", '['), ("&rsqb;", ']'), ("&rbrack;", ']'), ("&lpar;", '('),
        ("&rpar;", ')'), ("&lowbar;", '_'), ("&plus;", '+'), ("&comma;", ','), ("&hyphen;", '-'), ("&dash;", '-'), ("&quot;", '"'),
        ("&hellip;", '…'), ("%40", '@'), ("%2e", '.'), ("%2b", '+'), ("%5f", '_'), ("%2d", '-'), ("%5b", '['), ("%5d", ']'),
        ("%7b", '{'), ("%7d", '}'), ("%2c", ','), ("%20", ' '),
    ];

    char[] _chars;
    int[] _starts, _ends;

    FoldedText(int capacity)
    {
        _chars = ArrayPool<char>.Shared.Rent(capacity);
        _starts = ArrayPool<int>.Shared.Rent(capacity);
        _ends = ArrayPool<int>.Shared.Rent(capacity);
    }

    public int Length { get; private set; }

    /// <summary>Whether the text ends where the stretch ends.</summary>
    public bool IsLast { get; private init; }

    public readonly ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>Where in the text the character begins, in UTF-16 code units.</summary>
    public readonly int StartOf(int index) => _starts[index];

    /// <summary>Where in the text the character ends.</summary>
    public readonly int EndOf(int index) => _ends[index];

    public static FoldedText Of(ReadOnlySpan<char> text, int from, int to, EmailForms forms)
    {
        var folded = new FoldedText(to - from + 1) { IsLast = to == text.Length };
        for (var at = from; at < to;)
        {
            var length = 1;
            var c = text[at];
            if (c is < '\u0080' and not ('&' or '%' or '\\' or '-'))
            {
                folded.Add(c != '\n' && c <= ' ' ? ' ' : c, at, ++at);
                continue;
            }
            if (c is '&' or '%' && forms.HasFlag(EmailForms.Coded) && Decode(text[at..Math.Min(to, at + LongestCode)]) is { Length: > 0 } decoded)
                (c, length) = (decoded.Meaning, decoded.Length);
            else if (c == '\\' && forms.HasFlag(EmailForms.Escaped) && at + 1 < to && char.IsAscii(text[at + 1]) && (char.IsPunctuation(text[at + 1]) || char.IsSymbol(text[at + 1])))
                (c, length) = (text[at + 1], 2);
            else if (forms.HasFlag(EmailForms.FullWidth))
                c = Narrow(c);
            if (forms.HasFlag(EmailForms.Invisible) && IsInvisible(c))
            {
                at += length;
                continue;
            }
            if (forms.HasFlag(EmailForms.Hyphenated) && c is '-' or '\u2010' && folded.Length > 0 && char.IsLetterOrDigit(folded._chars[folded.Length - 1]) && JoinedFrom(text, at + length, to) is var next && next > 0)
            {
                at = next;
                continue;
            }
            folded.Add(c != '\n' && char.IsWhiteSpace(c) ? ' ' : c, at, at + length);
            at += length;
        }
        return folded;
    }

    /// <summary>What takes no room on a page: zero-width characters, soft hyphens, marks of direction and of variation.</summary>
    public static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or (>= '\uFE00' and <= '\uFE0F');

    public void Dispose()
    {
        if (_chars.Length == 0)
            return;
        ArrayPool<char>.Shared.Return(_chars);
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_ends);
        (_chars, _starts, _ends, Length) = ([], [], [], 0);
    }

    void Add(char c, int start, int end)
    {
        _chars[Length] = c;
        _starts[Length] = start;
        _ends[Length++] = end;
    }

    // Where the word goes on after a hyphen at a line's end; 0 if it does not.
    static int JoinedFrom(ReadOnlySpan<char> text, int at, int to)
    {
        var ends = 0;
        for (var limit = Math.Min(to, at + 12); at < limit; at++)
        {
            if (text[at] == '\n')
                ends++;
            else if (!char.IsWhiteSpace(text[at]))
                return ends == 1 && char.IsLetterOrDigit(text[at]) ? at : 0;
        }
        return 0;
    }

    static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\uFE6B' => '@',
        '\u3002' or '\uFF61' or '\uFE52' or '\u2024' => '.',
        '\u2010' or '\u2011' or '\uFE63' => '-',
        _ => c,
    };

    static (char Meaning, int Length) Decode(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("&#"))
            return Numeric(text);
        foreach (var (code, meaning) in Codes)
            if (text.StartsWith(code, StringComparison.OrdinalIgnoreCase))
                return (meaning, code.Length);
        return default;
    }

    // &#64; &#064; &#x40; with or without the semicolon, as browsers read them.
    static (char Meaning, int Length) Numeric(ReadOnlySpan<char> text)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        int at = isHex ? 3 : 2, value = 0, digits = 0;
        for (; at < text.Length && digits < 7 && (isHex ? char.IsAsciiHexDigit(text[at]) : char.IsAsciiDigit(text[at])); at++, digits++)
            value = value * (isHex ? 16 : 10) + (char.IsAsciiDigit(text[at]) ? text[at] - '0' : (text[at] | 0x20) - 'a' + 10);
        if (digits == 0 || value is < 0x20 or > 0xFFFF)
            return default;
        return ((char)value, at < text.Length && text[at] == ';' ? at + 1 : at);
    }
}
