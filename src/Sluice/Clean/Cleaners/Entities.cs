using System.Buffers;
using System.Globalization;
using System.Net;
using Sluice.Records;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// HTML's character references become the characters they stand for, once: the names of HTML 4 and <c>&amp;apos;</c>,
/// decimal and hexadecimal numbers. What was escaped twice is unescaped twice where nobody can have meant the name
/// itself (<c>&amp;amp;eacute;</c>). A reference stays where its character would be read as markup, which also makes a
/// second pass find nothing: <c>&amp;lt;</c> before a letter, and everything behind <c>&amp;amp;</c> that stands for
/// <c>&lt;</c>, <c>&gt;</c> or <c>&amp;</c>.
/// </summary>
public sealed class Entities : ICleaner
{
    // The longest name of HTML 4 has eight letters; numbers may have leading zeros.
    const int Longest = 12;

    const Protected Untouched = Protected.Code | Protected.Math | Protected.Table;

    static readonly SearchValues<char> Markup = SearchValues.Create("`$\\*_~|");

    public string Name => "entities@1";

    public bool ChangesLetters => true;

    public Dirt Signs => Dirt.Entity;

    public bool LooksAt(string field) => field is not ("url" or "doi");

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        Span<char> decoded = stackalloc char[2];
        for (var at = 0; chars[at..].IndexOf('&') is var step && step >= 0;)
        {
            at += step;
            var length = ReadChain(chars[at..], out var scalar, out var ampersands);
            if (length == 0)
            {
                at++;
                continue;
            }
            var after = at + length < chars.Length ? chars[at + length] : ' ';
            if (!Stays(scalar, ampersands, after) && !text.Protects(at, Untouched))
                text.Replace(at, length, decoded[..new System.Text.Rune(scalar).EncodeToUtf16(decoded)]);
            at += length;
        }
    }

    static bool Stays(int scalar, int ampersands, char after) =>
        (scalar < 128 && Markup.Contains((char)scalar))
        || (scalar == '<' && (char.IsAsciiLetter(after) || after is '/' or '!' or '?' or '@'))
        || (scalar is '<' or '>' or '&' && ampersands > 0);

    // A reference, or one whose & was escaped again, however often: its length, or 0 if none begins here.
    static int ReadChain(ReadOnlySpan<char> text, out int scalar, out int ampersands)
    {
        var length = ReadOne(text, out scalar);
        ampersands = 0;
        while (length > 0 && scalar == '&' && ReadOne(string.Concat("&", text.Slice(length, Math.Min(Longest, text.Length - length))), out var inner) is var more && more > 0)
        {
            (scalar, ampersands) = (inner, ampersands + 1);
            length += more - 1;
        }
        return length;
    }

    static int ReadOne(ReadOnlySpan<char> text, out int scalar)
    {
        scalar = 0;
        var end = text[..Math.Min(text.Length, Longest)].IndexOf(';');
        if (end < 2)
            return 0;
        var name = text[1..end];
        scalar = name[0] == '#' ? Number(name[1..]) : Named(text[..(end + 1)]);
        return scalar > 0 ? end + 1 : 0;
    }

    // Numbers from 128 to 159 are meant as Windows-1252, as browsers read them; controls below and halves of pairs are none.
    static int Number(ReadOnlySpan<char> digits)
    {
        var isHex = digits is ['x' or 'X', ..];
        if (!int.TryParse(isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return 0;
        if (number is >= 128 and < 160)
            number = Windows1252.CharOf((byte)number);
        return number is >= 128 and not (>= 0xD800 and < 0xE000) and <= 0x10FFFF or >= 32 and < 127 or '\t' or '\n' ? number : 0;
    }

    static int Named(ReadOnlySpan<char> reference)
    {
        foreach (var c in reference[1..^1])
            if (!char.IsAsciiLetterOrDigit(c))
                return 0;
        var decoded = WebUtility.HtmlDecode(reference.ToString());
        return decoded.Length == 1 ? decoded[0] : 0;
    }
}
