using System.Buffers;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>What stands left of an at: one name, or several in brackets.</summary>
readonly record struct LocalPart(int Start, int End, bool IsGroup, bool IsHandle, bool IsUserInfo)
{
    static readonly SearchValues<char> Marks = SearchValues.Create("._+0123456789");

    const int LongestGroup = 300, LongestName = 80;

    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Measures = Set("recall precision hits hit ndcg pass map mrr top acc accuracy p r f1 maj best rank");

    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CommonWords = Set(
        "a an the look looks looking looked we i you he she it they arrived arrive available is me us him her them work works working worked out not am are was were be been and or but " +
        "meet met stop start point points aim aimed good bad best better worse up down in on here there only just all both one two each year live lives staff student students researcher researchers " +
        "professor people team scientist engineer fellow director present currently based located held more less than that this these those talk talks speak spoke glance first last least most times time");

    static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        new HashSet<string>(words.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool IsEmpty => Start == End;

    public static LocalPart Before(ReadOnlySpan<char> text, AtSign sign)
    {
        var end = sign.Start;
        if (end == 0)
            return default;
        if (OpeningOf(text[end - 1]) is var opening and not '\0' && Group(text, end, opening) is { IsEmpty: false } group)
            return group with { IsUserInfo = IsUserInfoAt(text, group.Start) };
        var start = end;
        while (start > 0 && end - start < LongestName && (IsOfName(text[start - 1]) || Spaces.IsUnseen(text[start - 1])))
            start--;
        // Signs in front are the sentence's, not the name's.
        while (start < end && !char.IsLetterOrDigit(text[start]))
            start++;
        if (start == end)
            return default;
        var before = start > 0 ? text[start - 1] : ' ';
        var isUserInfo = before == '/' && start > 1 && text[start - 2] == '/' || (before == ':' && IsUserInfoAt(text, start));
        return new LocalPart(start, end, false, before is '@' or '＠', isUserInfo);
    }

    static bool IsUserInfoAt(ReadOnlySpan<char> text, int start) =>
        text[Math.Max(0, start - 60)..start].LastIndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 && !text[Math.Max(0, start - 60)..start][(scheme + 3)..].ContainsAny(" \n/");

    static char OpeningOf(char closing) => closing switch { '}' => '{', ']' => '[', ')' => '(', '>' => '<', '"' => '"', '”' => '“', _ => '\0' };

    static LocalPart Group(ReadOnlySpan<char> text, int end, char opening)
    {
        // {{jane, john}} and jane, john}, of which the beginning was cut.
        if (end > 1 && opening == '{' && text[end - 2] == '}')
            return Group(text, end - 1, opening) is { IsEmpty: false } inner ? inner with { Start = inner.Start > 0 && text[inner.Start - 1] == '{' ? inner.Start - 1 : inner.Start, End = end } : default;
        var from = Math.Max(0, end - 1 - LongestGroup);
        var open = text[from..(end - 1)].LastIndexOf(opening);
        if (open < 0)
            return opening == '{' && Names(text, end - 1) is var first && first < end - 1 ? new LocalPart(first, end, true, false, false) : default;
        var start = from + open;
        var inside = text[(start + 1)..(end - 1)];
        var (letters, separators) = (0, 0);
        foreach (var c in inside)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            separators += c is ',' or ';' or '|' or '/' ? 1 : 0;
            if (!(IsOfName(c) || c is ',' or ';' or '|' or '/' or '\\' || char.IsWhiteSpace(c) || Spaces.IsUnseen(c)))
                return default;
        }
        // One name in brackets is an argument, except in braces and quotation marks.
        if (letters == 0 || (separators == 0 && opening is not ('{' or '"' or '“')))
            return default;
        return new LocalPart(start > 0 && text[start - 1] == '\\' ? start - 1 : start, end, true, false, false);
    }

    static int Names(ReadOnlySpan<char> text, int end)
    {
        var start = end;
        while (start > 0 && end - start < LongestName && (IsOfName(text[start - 1]) || text[start - 1] is ',' or ' '))
            start--;
        while (start < end && !char.IsLetterOrDigit(text[start]))
            start++;
        return text[start..end].Contains(',') ? start : end;
    }

    static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '%' or '\'' or '*' or '!' or '#' or '~' or '=' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    public bool IsMeasure(ReadOnlySpan<char> text) => !IsGroup && (Measures.Contains(text[Start..End]) || Measures.Contains(text[Start..End][(text[Start..End].LastIndexOf('-') + 1)..]));

    public bool IsCommonWord(ReadOnlySpan<char> text) => !IsGroup && CommonWords.Contains(text[Start..End]);

    /// <summary>Whether so much of it is there that a cut domain does not matter.</summary>
    public bool IsTelling(ReadOnlySpan<char> text) => IsGroup || (End - Start >= 2 && char.IsLetterOrDigit(text[Start]) && text[Start..End].ContainsAnyInRange('A', 'z'));

    /// <summary>Whether it holds what names in prose and code do not.</summary>
    public bool HasMark(ReadOnlySpan<char> text) => text[Start..End].ContainsAny(Marks);
}
