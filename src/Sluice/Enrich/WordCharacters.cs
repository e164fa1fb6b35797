using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluice.Enrich;

/// <summary>
/// The predecessor's word character, Python's <c>\w</c>: letters and numbers of any kind and the underscore, no
/// combining marks, by code point.
/// </summary>
static class WordCharacters
{
    /// <summary>For each ASCII character whether it is one: most of the corpus is decided here.</summary>
    public static ReadOnlySpan<bool> Ascii => Table;

    static readonly bool[] Table = [.. Enumerable.Range(0, 128).Select(c => char.IsAsciiLetterOrDigit((char)c) || c == '_')];

    /// <summary>Whether the code point at <paramref name="at"/> is one, and how many UTF-16 units it takes.</summary>
    public static bool IsAt(ReadOnlySpan<char> text, int at, out int units)
    {
        var c = text[at];
        units = 1;
        if (c < 128)
            return Table[c];
        if (!char.IsSurrogate(c))
            return Is(CharUnicodeInfo.GetUnicodeCategory(c));
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out units) != OperationStatus.Done)
            return false;
        return Is(Rune.GetUnicodeCategory(rune));
    }

    static bool Is(UnicodeCategory category) =>
        category is <= UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Units of the run of word characters at <paramref name="at"/>; 0 if there is none.</summary>
    public static int RunAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && IsAt(text, end, out var units))
            end += units;
        return end - at;
    }
}
