using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>Where in a text an address could be, found without reading it character by character.</summary>
internal static class EmailAnchors
{
    // What follows "at" closely enough that the first spelled dot still belongs to it.
    const int LongestLabel = 72;

    static readonly SearchValues<char> Signs = SearchValues.Create("@＠﹫（［\u00AD\u034F\u061C\u180E\uFEFF\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064");

    static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "%40", "&#64", "&#064", "&#0064", "&#x40", "&#x0040", "&commat", "&#91", "&lbrack", "&lsqb", "&lpar", "(at", "[at", "{at", "<at", "( at", "[ at", "{ at", "< at",
            "_at_", "-at-", "dot", "period", "point",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The next sign with something on both sides that an address could have there; the text's length if there is none.</summary>
    public static int NextSign(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length && text[at..].IndexOfAny(Signs) is var step && step >= 0; at++)
        {
            at += step;
            if (FoldedText.IsInvisible(text[at]) ? IsInsideWord(text, at) : IsBetween(text, at))
                return at;
        }
        return text.Length;
    }

    /// <summary>The next code or word; words for a dot count where an "at" stands shortly before them.</summary>
    public static int NextWord(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length && text[at..].IndexOfAny(Words) is var step && step >= 0; at++)
        {
            at += step;
            if ((text[at] | 0x20) is not ('d' or 'p') || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && HasAt(text[Math.Max(0, at - LongestLabel)..at])))
                return at;
        }
        return text.Length;
    }

    // "<@words@>" and "/@handle" are passed over.
    static bool IsBetween(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is '（' or '［')
            return true;
        var before = at;
        while (before > 0 && at - before < 8 && (Gaps.IsSpace(text[before - 1]) || FoldedText.IsInvisible(text[before - 1])))
            before--;
        if (before == 0)
            return false;
        var last = text[before - 1];
        if (!(char.IsLetterOrDigit(last) || last is '}' or ')' or ']' or '>' or '"' or '.' or '_' or '+' or '-' or ';' or '(' or '[' or '{' or '<' || (last > '\u007F' && last != '…')))
            return false;
        var behind = at + 1;
        while (behind < text.Length && behind - at < 8 && (Gaps.IsSpace(text[behind]) || FoldedText.IsInvisible(text[behind]) || text[behind] == '\\'))
            behind++;
        if (behind == text.Length)
            return true;
        var next = text[behind];
        var isOpen = last is '(' or '[' or '{' or '<';
        return isOpen ? next is ')' or ']' or '}' or '>' : char.IsLetterOrDigit(next) || next is '[' or '(' or '{' or '<' or '.' or '&' or '%' || next > '\u007F';
    }

    // A mark that nobody sees hides an anchor only inside of one.
    static bool IsInsideWord(ReadOnlySpan<char> text, int at)
    {
        var behind = at;
        while (behind < text.Length && behind - at < 8 && FoldedText.IsInvisible(text[behind]))
            behind++;
        if (at == 0 || behind == text.Length)
            return false;
        return ((char)(text[at - 1] | 0x20), (char)(text[behind] | 0x20)) is ('(' or '{' or '<' or '-', 'a') or ('a', 't') or ('d', 'o') or ('o', 't') or ('t', ')' or '}' or '>');
    }

    static bool HasAt(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf("at", StringComparison.OrdinalIgnoreCase) is var step && step >= 0;)
        {
            at += step + 2;
            if ((at == 2 || !char.IsLetterOrDigit(text[at - 3])) && (at == text.Length || !char.IsLetterOrDigit(text[at])))
                return true;
        }
        return false;
    }
}
