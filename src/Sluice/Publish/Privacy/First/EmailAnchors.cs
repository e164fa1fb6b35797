namespace Sluice.Publish.Privacy.First;

/// <summary>Where in a text an address could be: four searches that run abreast, each as fast as the machine searches.</summary>
internal ref struct EmailAnchors
{
    // How far behind "at" the first spelled dot may begin.
    const int LongestLabel = 72;

    static readonly string[] Codes = ["%40", "&#", "&commat", "&lbrack", "&lsqb", "&lpar", "&lbrace", "&lcub"];

    readonly ReadOnlySpan<char> _text;
    int _sign, _wide, _word, _code;

    public EmailAnchors(ReadOnlySpan<char> text)
    {
        _text = text;
        (_sign, _wide, _word, _code) = (-1, -1, -1, -1);
        MoveBehind(-1);
    }

    /// <summary>The next place; the text's length if there is none.</summary>
    public readonly int Next => Math.Min(Math.Min(_sign, _wide), Math.Min(_word, _code));

    public void MoveBehind(int at)
    {
        if (_sign <= at)
            _sign = NextSign(at + 1);
        if (_wide <= at)
            _wide = NextWide(at + 1);
        if (_word <= at)
            _word = NextWord(at + 1);
        if (_code <= at)
            _code = NextCode(at + 1);
    }

    readonly int NextSign(int at)
    {
        for (; at < _text.Length && _text[at..].IndexOf('@') is var step && step >= 0; at++)
        {
            at += step;
            if (IsBetween(_text, at))
                return at;
        }
        return _text.Length;
    }

    // Full-width signs and brackets, and marks that nobody sees.
    readonly int NextWide(int at)
    {
        for (; at < _text.Length && _text[at..].IndexOfAnyExceptInRange('\0', '\u007F') is var step && step >= 0; at++)
        {
            at += step;
            var c = _text[at];
            if (c is '＠' or '﹫' ? IsBetween(_text, at) : c is '（' or '［' or '｛' or '＜' || (FoldedText.IsInvisible(c) && IsInsideWord(_text, at)))
                return at;
        }
        return _text.Length;
    }

    // "at" in brackets, joined, or as a word with a word for a dot behind it.
    readonly int NextWord(int at)
    {
        for (; at + 1 < _text.Length && _text[at..].IndexOf("at", StringComparison.OrdinalIgnoreCase) is var step && step >= 0; at += 2)
        {
            at += step;
            if (at == 0 || at + 2 >= _text.Length)
                continue;
            var (before, behind) = (_text[at - 1], _text[at + 2]);
            if (before is '(' or '[' or '{' or '<' || (before is '_' or '-' && before == behind) || (Gaps.IsSpace(before) && _text[..at].TrimEnd() is [.., '(' or '[' or '{' or '<']))
                return at;
            if (Gaps.IsSpace(before) && Gaps.IsSpace(behind) && HasDot(_text[(at + 2)..Math.Min(_text.Length, at + LongestLabel)]))
                return at;
        }
        return _text.Length;
    }

    readonly int NextCode(int at)
    {
        for (; at < _text.Length && _text[at..].IndexOfAny('%', '&') is var step && step >= 0; at++)
        {
            at += step;
            foreach (var code in Codes)
                if (_text[at..].StartsWith(code, StringComparison.OrdinalIgnoreCase))
                    return at;
        }
        return _text.Length;
    }

    // "<@words@>" and "/@handle" are passed over.
    static bool IsBetween(ReadOnlySpan<char> text, int at)
    {
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

    static bool HasDot(ReadOnlySpan<char> text) =>
        text.Contains("dot", StringComparison.OrdinalIgnoreCase) || text.Contains("point", StringComparison.OrdinalIgnoreCase) || text.Contains("period", StringComparison.OrdinalIgnoreCase);
}
