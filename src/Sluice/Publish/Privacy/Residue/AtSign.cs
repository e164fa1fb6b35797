namespace Sluice.Publish.Privacy.Residue;

enum AtForm
{
    /// <summary>The sign itself, in any code.</summary>
    Sign,

    /// <summary><c>[at]</c>, <c>(at)</c>, <c>[@]</c> …</summary>
    Bracketed,

    /// <summary><c>_at_</c>, <c>-at-</c>.</summary>
    Joined,

    /// <summary>The bare word.</summary>
    Word,
}

/// <summary>What stands for an at: its form, and where it begins and ends, spaces around it included.</summary>
readonly record struct AtSign(AtForm Form, int Start, int End, bool IsSpaced)
{
    static readonly string[] Codes = ["%40", "%2540", "\\u0040", "\\x40", "&#64;", "&#x40;", "&#X40;", "&#064;", "&commat;"];

    public static bool TryRead(ReadOnlySpan<char> text, int at, out AtSign sign)
    {
        sign = default;
        switch (text[at])
        {
            // TeX may set it as mathematics, or escape it.
            case '@' or '＠':
                var isMath = at > 0 && text[at - 1] == '$' && at + 1 < text.Length && text[at + 1] == '$';
                var isEscaped = !isMath && at > 0 && text[at - 1] == '\\';
                sign = Widened(text, AtForm.Sign, at - (isMath || isEscaped ? 1 : 0), at + (isMath ? 2 : 1));
                return true;
            case '%' or '&' or '\\':
                foreach (var code in Codes)
                    if (text[at..].StartsWith(code, StringComparison.Ordinal))
                    {
                        sign = Widened(text, AtForm.Sign, at, at + code.Length);
                        return true;
                    }
                return false;
        }
        if (at + 1 >= text.Length || text[at + 1] is not ('t' or 'T') || at == 0)
            return false;
        var end = at + 2;
        if (Spaces.Before(text, at) is var open and > 0 && IsOpening(text[open - 1]))
        {
            var tail = text[end..].TrimStart(" -");
            if (tail.StartsWith("sign", StringComparison.OrdinalIgnoreCase))
                end = text.Length - tail.Length + 4;
            if (Spaces.After(text, end) is var close && close < text.Length && IsClosing(text[close]))
            {
                sign = Widened(text, AtForm.Bracketed, open - 1, close + 1);
                return true;
            }
            return false;
        }
        var (before, after) = (text[at - 1], end < text.Length ? text[end] : '\0');
        if (before == after && before is '_' or '-')
            sign = new AtSign(AtForm.Joined, at - 1, end + 1, false);
        else if (char.IsWhiteSpace(before) && char.IsWhiteSpace(after))
            sign = new AtSign(AtForm.Word, Spaces.Before(text, at), Spaces.After(text, end), true);
        else
            return false;
        return sign.Start > 0 && sign.End < text.Length;
    }

    static AtSign Widened(ReadOnlySpan<char> text, AtForm form, int start, int end)
    {
        if (form == AtForm.Sign && Spaces.Before(text, start) is var open and > 0 && IsOpening(text[open - 1])
            && Spaces.After(text, end) is var close && close < text.Length && IsClosing(text[close]))
            (form, start, end) = (AtForm.Bracketed, open - 1, close + 1);
        var (from, to) = (Spaces.Before(text, start), Spaces.After(text, end));
        return new AtSign(form, from, to, text[from..start].ContainsAny(" \t\r\n\u00A0") || text[end..to].ContainsAny(" \t\r\n\u00A0"));
    }

    static bool IsOpening(char c) => c is '[' or '(' or '{' or '<';

    static bool IsClosing(char c) => c is ']' or ')' or '}' or '>';
}

/// <summary>White space and what cannot be seen.</summary>
static class Spaces
{
    const int Most = 4;

    public static bool IsUnseen(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD';

    public static int After(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < Most && (char.IsWhiteSpace(text[end]) || IsUnseen(text[end])))
            end++;
        return end;
    }

    public static int Before(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0 && at - start < Most && (char.IsWhiteSpace(text[start - 1]) || IsUnseen(text[start - 1])))
            start--;
        return start;
    }
}
