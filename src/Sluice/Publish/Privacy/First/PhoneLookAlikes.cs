namespace Sluice.Publish.Privacy.First;

/// <summary>Digits that are something else than a phone number, whatever stands before them.</summary>
internal static class PhoneLookAlikes
{
    const int LongestWord = 300;

    /// <summary>Whether the groups from <paramref name="first"/> to before <paramref name="last"/> are dates, identifiers, versions or numbers of other kinds.</summary>
    public static bool Is(ReadOnlySpan<char> text, in DigitChain chain, int first, int last)
    {
        var count = last - first;
        var (a, b) = (chain.LengthOf(first), count > 1 ? chain.LengthOf(first + 1) : 0);
        var dot = count > 1 && chain.Between(text, first + 1) is ".";
        if (chain.HasPlus && first == 0)
            return count == 2 && dot;
        var digits = text[chain[first].Start..chain[first].End];
        // arXiv's 2301.12345 and other decimals.
        if (count == 2 && dot)
            return true;
        // ISBN, and ORCID's four times four.
        if (count > 1 && (digits is "978" or "979") && Sum(chain, first, last) >= 10)
            return true;
        if (count is 3 or 4 && a == 4 && b == 4 && chain.LengthOf(first + 2) == 4 && DigitChain.IsHyphen(chain.Between(text, first + 1)[0]))
            return true;
        // 2020-01-02, 12.03.2021, 2019-2020, 2019 2020
        var c = count > 2 ? chain.LengthOf(first + 2) : 0;
        if (IsYear(digits) && ((count > 2 && b <= 2 && c <= 2) || (count > 1 && b == 4 && IsYear(text[chain[first + 1].Start..chain[first + 1].End]))))
            return true;
        if (count > 2 && a <= 2 && b <= 2 && c == 4 && IsYear(text[chain[first + 2].Start..chain[first + 2].End]))
            return true;
        return HasDate(text, chain, first, last) || IsDecimals(text, chain, first, last) || IsDotted(text, chain, first, last) || IsThousands(text, chain, first, last);
    }

    /// <summary>Whether the digits stand in a URL, a DOI or another word that goes on before or behind them.</summary>
    public static bool IsInWord(ReadOnlySpan<char> text, int start, int end)
    {
        if (end < text.Length)
        {
            var next = text[end];
            var goesOn = end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]);
            if (char.IsLetterOrDigit(next) || next is '_' or '@' or '%' || (goesOn && (DigitChain.IsHyphen(next) || next is '.' or '/' or ',' or ':' or '=')))
                return !IsExtension(text, end);
        }
        if (start == 0)
            return false;
        var before = text[start - 1];
        if (char.IsLetterOrDigit(before) || before is '_' or '/' or '#' or '@' or '$' or '€' or '£' or '\\' or '^' or '%' or '&')
            return true;
        if (start > 1 && (DigitChain.IsHyphen(before) || before is '.' or ',') && char.IsLetterOrDigit(text[start - 2]))
            return true;
        var from = start;
        while (from > 0 && start - from < LongestWord && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] is not ('<' or '>' or '"' or '[' or ']' or '|'))
            from--;
        var word = text[from..start];
        return word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || word.TrimStart('(').StartsWith("doi", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a label of another kind of number stands directly before.</summary>
    public static bool IsLabelled(ReadOnlySpan<char> before) =>
        Cues.HasWord(before[Math.Max(0, before.Length - 14)..], Others);

    static readonly System.Collections.Frozen.FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Others = TopLevels.Set("isbn issn orcid arxiv doi pmid pp pages patent version seed");

    static bool IsExtension(ReadOnlySpan<char> text, int end) =>
        text[end] is 'x' or 'X' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]) && (end + 7 >= text.Length || !char.IsLetterOrDigit(text[end + 7]));

    static bool IsYear(ReadOnlySpan<char> digits) => digits.Length == 4 && (digits.StartsWith("19") || digits.StartsWith("20"));

    static int Sum(in DigitChain chain, int first, int last)
    {
        var sum = 0;
        for (var i = first; i < last; i++)
            sum += chain.LengthOf(i);
        return sum;
    }

    // 12 2019-01-02: a date somewhere in it.
    static bool HasDate(ReadOnlySpan<char> text, in DigitChain chain, int first, int last)
    {
        for (var i = first; i + 2 < last; i++)
            if (IsYear(text[chain[i].Start..chain[i].End]) && chain.LengthOf(i + 1) == 2 && chain.LengthOf(i + 2) == 2 && DigitChain.IsHyphen(chain.Between(text, i + 1)[0]) && DigitChain.IsHyphen(chain.Between(text, i + 2)[0]))
                return true;
        return false;
    }

    // 12.5 13.5: short groups, dots in some places and spaces in others.
    static bool IsDecimals(ReadOnlySpan<char> text, in DigitChain chain, int first, int last)
    {
        var (dots, blanks, longest) = (0, 0, chain.LengthOf(first));
        for (var i = first + 1; i < last; i++)
        {
            var between = chain.Between(text, i);
            dots += between is "." ? 1 : 0;
            blanks += between.Length == 1 && DigitChain.IsBlank(between[0]) ? 1 : 0;
            longest = Math.Max(longest, chain.LengthOf(i));
        }
        return dots > 0 && blanks > 0 && longest <= 3;
    }

    // 192.168.100.200 and 1.2.3.4.5: dots only, and no group longer than three.
    static bool IsDotted(ReadOnlySpan<char> text, in DigitChain chain, int first, int last)
    {
        for (var i = first; i < last; i++)
            if (chain.LengthOf(i) > 3 || (i > first && chain.Between(text, i) is not "."))
                return false;
        return last - first > 3 || (last - first == 3 && chain.LengthOf(first) < 3);
    }

    // 12 345 000: groups of three behind a short one, the last of them noughts.
    static bool IsThousands(ReadOnlySpan<char> text, in DigitChain chain, int first, int last)
    {
        for (var i = first + 1; i < last; i++)
            if (chain.LengthOf(i) != 3 || chain.Between(text, i) is not (" " or "." or "\u00A0" or "\u2009" or "\u202F"))
                return false;
        return last - first > 1 && chain.LengthOf(first) <= 3 && text[chain[last - 1].Start] == '0' && text[chain[last - 1].Start..chain[last - 1].End] is "000";
    }
}
