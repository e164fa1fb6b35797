using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>What stands before an <c>at</c>: a name, a quoted name, or a group of names.</summary>
/// <param name="Start">Where it begins in the folded stretch.</param>
/// <param name="NameStart">Where the name next to the <c>at</c> begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsGroup">More than one name, or one in braces.</param>
/// <param name="HasGap">Space stands between it and the <c>at</c>.</param>
/// <param name="IsWeak">So written that only a well-known domain makes an address of it.</param>
internal readonly record struct EmailLocal(int Start, int NameStart, int End, bool IsGroup, bool HasGap, bool IsWeak)
{
    const int LongestName = 200, LongestGroup = 400, LongestQuoted = 64;

    static readonly SearchValues<char> Brackets = SearchValues.Create("{}()[]<>@");

    /// <summary>Reads it leftwards from an <c>at</c>; null if none is there.</summary>
    public static EmailLocal? Read(ReadOnlySpan<char> text, AtToken at, EmailForms forms)
    {
        var end = Gaps.Left(text, at.Start);
        if (end == 0)
            return null;
        var hasGap = end < at.Start;
        if (text[end - 1] is '}' or ')' or ']' or '>')
            return Group(text, end, hasGap, forms);
        if (text[end - 1] == '"')
            return hasGap && at.Kind == AtKind.Sign ? null : Quoted(text, end, hasGap, forms);
        var start = Name(text, end);
        if (start == end || (start > 0 && text[start - 1] == '@'))
            return null;
        return new EmailLocal(Spelled(text, start, at, forms), start, end, false, hasGap, false);
    }

    /// <summary>Begins with a letter or digit and has two characters at least, as one that was cut must.</summary>
    public bool IsFirm(ReadOnlySpan<char> text)
    {
        if (IsGroup)
            return true;
        var name = text[NameStart..End].TrimStart('_');
        return name.Length >= 2 && char.IsLetterOrDigit(name[0]);
    }

    static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '-' or '\'' or '’' || TopLevels.IsMark(c);

    // Where the run of a name's characters begins, without dots, hyphens and quotes at its front.
    static int Name(ReadOnlySpan<char> text, int end)
    {
        var start = end;
        var holds = false;
        while (start > 0 && end - start < LongestName && IsOfName(text[start - 1]))
            holds |= char.IsLetterOrDigit(text[--start]);
        while (start < end && text[start] is '.' or '-' or '\'' or '’')
            start++;
        return holds && text[end - 1] is not ('\'' or '’') ? start : end;
    }

    // jane [dot] roe [at] …: the name goes on before a spelled dot.
    static int Spelled(ReadOnlySpan<char> text, int start, AtToken at, EmailForms forms)
    {
        for (var parts = 0; parts < 4 && forms.HasFlag(EmailForms.SpelledDot); parts++)
        {
            var end = Gaps.Left(text, start);
            var before = end;
            if (end > 2 && text[end - 1] is ']' or ')' or '}' or '>' && text[Math.Max(0, end - 10)..end].LastIndexOfAny("[({<") is var open && open >= 0)
            {
                var opening = Math.Max(0, end - 10) + open;
                before = AtToken.Bracketed(text, opening, ".", "dot", "period", "point") == end ? opening : end;
            }
            else if (end < start && at.Kind != AtKind.Sign && end > 4 && text[(end - 3)..end].Equals("dot", StringComparison.OrdinalIgnoreCase) && Gaps.IsSpace(text[end - 4]))
                before = end - 3;
            else if (end < start && end > 2 && text[end - 1] == '.' && Gaps.IsSpace(text[end - 2]) && at.Start > 0 && Gaps.IsSpace(text[at.Start - 1]))
                before = end - 1;
            if (before == end)
                return start;
            var nameEnd = Gaps.Left(text, before);
            var name = Name(text, nameEnd);
            if (name == nameEnd)
                return start;
            start = name;
        }
        return start;
    }

    static EmailLocal? Quoted(ReadOnlySpan<char> text, int end, bool hasGap, EmailForms forms)
    {
        if (!forms.HasFlag(EmailForms.Quoted))
            return null;
        var from = Math.Max(0, end - 1 - LongestQuoted);
        var open = text[from..(end - 1)].LastIndexOfAny('"', '\n', '@');
        if (open < 0 || text[from + open] != '"' || from + open + 2 >= end)
            return null;
        return new EmailLocal(from + open, from + open + 1, end, false, hasGap, false);
    }

    static EmailLocal? Group(ReadOnlySpan<char> text, int end, bool hasGap, EmailForms forms)
    {
        if (!forms.HasFlag(EmailForms.Group))
            return null;
        var opening = text[end - 1] switch { '}' => '{', ')' => '(', ']' => '[', _ => '<' };
        var from = Math.Max(0, end - 1 - LongestGroup);
        var open = text[from..(end - 1)].LastIndexOfAny(Brackets);
        if (open < 0 || text[from + open] != opening)
            return null;
        var start = from + open;
        int names = 0, separators = 0, words = 0;
        var inside = text[(start + 1)..(end - 1)];
        for (var i = 0; i < inside.Length;)
        {
            var c = inside[i];
            if (char.IsLetterOrDigit(c))
            {
                names++;
                words = i > 0 && Gaps.IsSpace(inside[i - 1]) && i > 1 && (char.IsLetterOrDigit(inside[Math.Max(0, inside[..i].LastIndexOfAnyExcept(" \n"))])) ? words + 1 : words;
                while (i < inside.Length && IsOfName(inside[i]))
                    i++;
                continue;
            }
            if (c is ',' or ';' or '|' or '/')
                separators++;
            else if (!Gaps.IsSpace(c) && c is not ('.' or '…' or '&' or '_' or '+' or '-' or '*' or '\\'))
                return null;
            i++;
        }
        var isBrace = opening == '{';
        if (names == 0 || (!isBrace && words > 0) || (words > 0 && separators == 0))
            return null;
        var isMany = names > 1 && separators > 0;
        return new EmailLocal(start, start + 1, end - 1, isBrace || isMany, hasGap, !isMany && !isBrace);
    }
}
