using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>Words shortly before a number that say what it is.</summary>
internal static class Cues
{
    /// <summary>What stands before <paramref name="at"/>: at most <paramref name="most"/> characters.</summary>
    /// <param name="isLine">Of the same line; otherwise of the same paragraph.</param>
    public static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, int at, int most, bool isLine)
    {
        var from = Math.Max(0, at - most);
        // No half words.
        while (from > 0 && from < at && char.IsLetter(text[from]) && char.IsLetter(text[from - 1]))
            from++;
        var before = text[from..at];
        var end = isLine ? before.LastIndexOf('\n') : before.LastIndexOf("\n\n");
        return end < 0 ? before : before[(end + 1)..];
    }

    /// <summary>Whether one of the words is in it, as a whole word.</summary>
    public static bool HasWord(ReadOnlySpan<char> text, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }
            var start = at;
            while (at < text.Length && char.IsLetter(text[at]))
                at++;
            if (words.Contains(text[start..at]))
                return true;
        }
        return false;
    }

    /// <summary>Where the phrase begins as whole words, in any case and with single spaces or line ends; -1 if it is not there.</summary>
    public static int Phrase(ReadOnlySpan<char> text, ReadOnlySpan<char> phrase)
    {
        for (var from = 0; from + phrase.Length <= text.Length; from++)
        {
            if (from > 0 && char.IsLetterOrDigit(text[from - 1]) && char.IsLetterOrDigit(phrase[0]))
                continue;
            var i = 0;
            while (i < phrase.Length && (phrase[i] == ' ' ? char.IsWhiteSpace(text[from + i]) : char.ToLowerInvariant(text[from + i]) == phrase[i]))
                i++;
            var end = from + i;
            if (i == phrase.Length && (end == text.Length || !char.IsLetterOrDigit(text[end]) || !char.IsLetterOrDigit(phrase[^1])))
                return from;
        }
        return -1;
    }
}
