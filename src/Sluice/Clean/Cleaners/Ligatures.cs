using System.Buffers;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// The ligatures of PDF text become letters: <c>ﬁ</c> is two of them. Where the ligature was lost, it comes back only if
/// that is proven: by TeX's own code for it inside a word, or, where only a placeholder or a code that may also be a line
/// end is left, by one single reading of the word that stands elsewhere in the same text.
/// </summary>
public sealed class Ligatures : ICleaner
{
    static readonly string[] Letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    // TeX's first fonts have ff, fi, fl, ffi and ffl at 11 to 15; 13 is a line end here and tells nothing.
    static readonly string?[] InTeX = ["ff", "fi", null, "ffi", "ffl"];

    static readonly SearchValues<char> Marks = SearchValues.Create("\u000B\u000C\u000E\u000F\uF001\uF002\uFB00\uFB01\uFB02\uFB03\uFB04\uFB05\uFB06\uFFFD");

    public string Name => "ligatures@1";

    public bool ChangesLetters => true;

    public Dirt Signs => Dirt.Ligature;

    public bool LooksAt(string field) => field is not ("url" or "doi");

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        var words = new WordsOfText();
        for (var at = 0; chars[at..].IndexOfAny(Marks) is var step && step >= 0; at++)
        {
            at += step;
            if (LettersOf(chars, at, words) is { } letters && !text.Protects(at, Protected.Fence | Protected.Backticks))
                text.Replace(at, 1, letters);
        }
    }

    static string? LettersOf(ReadOnlySpan<char> text, int at, WordsOfText words)
    {
        var c = text[at];
        if (c is >= '\uFB00' and <= '\uFB06')
            return Letters[c - '\uFB00'];
        var isInside = at > 0 && at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1]) && char.IsAsciiLetter(text[at - 1]);
        if (c >= ' ')
            return isInside ? Proven(text, at, Letters.AsSpan(0, 5), words) : null;
        // Form feed and line tabulation are also line ends.
        return !isInside || !char.IsAsciiLetterLower(text[at - 1]) || InTeX[c - '\u000B'] is not { } letters ? null
            : c is '\f' or '\v' ? Proven(text, at, [letters], words) : letters;
    }

    static string? Proven(ReadOnlySpan<char> text, int at, ReadOnlySpan<string> readings, WordsOfText words)
    {
        var before = text[Words.StartOf(text, at)..at];
        var after = text[(at + 1)..Words.EndOf(text, at + 1)];
        string? proven = null;
        foreach (var letters in readings)
            if (words.Occurs(text, string.Concat(before, letters, after)))
            {
                if (proven is not null)
                    return null;
                proven = letters;
            }
        return proven;
    }
}
