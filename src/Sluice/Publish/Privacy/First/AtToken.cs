namespace Sluice.Publish.Privacy.First;

/// <summary>How an <c>at</c> is written.</summary>
internal enum AtKind
{
    /// <summary><c>@</c></summary>
    Sign,

    /// <summary><c>[at]</c>, <c>(@)</c>, <c>&lt;at sign&gt;</c></summary>
    Bracketed,

    /// <summary>The word alone.</summary>
    Bare,

    /// <summary><c>_at_</c> or <c>-at-</c></summary>
    Joined,
}

/// <summary>An <c>at</c> in a folded stretch, from its first character to behind its last.</summary>
/// <param name="Joiner">What joins it to both sides, where it is joined.</param>
internal readonly record struct AtToken(AtKind Kind, int Start, int End, char Joiner = '\0')
{
    /// <summary>The one that begins at <paramref name="at"/>, or null.</summary>
    public static AtToken? Read(ReadOnlySpan<char> text, int at, EmailForms forms)
    {
        switch (text[at])
        {
            case '@':
                return new AtToken(AtKind.Sign, at, at + 1);
            case '(' or '[' or '{' or '<' when forms.HasFlag(EmailForms.BracketedAt):
                var end = Bracketed(text, at, "@", "at");
                return end > 0 ? new AtToken(AtKind.Bracketed, at, end) : null;
            case 'a' or 'A' when at > 0 && at + 2 < text.Length && text[at + 1] is 't' or 'T':
                var (before, after) = (text[at - 1], text[at + 2]);
                if (before is '_' or '-' && before == after)
                    return forms.HasFlag(EmailForms.JoinedAt) ? new AtToken(AtKind.Joined, at - 1, at + 3, before) : null;
                return forms.HasFlag(EmailForms.BareAt) && Gaps.IsSpace(before) && Gaps.IsSpace(after) ? new AtToken(AtKind.Bare, at, at + 2) : null;
            default:
                return null;
        }
    }

    /// <summary>Behind the closing bracket of <c>[sign]</c> or <c>[word]</c>, with spaces inside or not; 0 if it is not there.</summary>
    public static int Bracketed(ReadOnlySpan<char> text, int at, string sign, params ReadOnlySpan<string> words)
    {
        if (at >= text.Length || text[at] is not ('(' or '[' or '{' or '<'))
            return 0;
        var closing = text[at] switch { '(' => ')', '[' => ']', '{' => '}', _ => '>' };
        var inside = Gaps.Right(text, at + 1);
        var end = text[inside..].StartsWith(sign) ? inside + sign.Length : 0;
        foreach (var word in words)
            if (end == 0 && text[inside..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                end = inside + word.Length;
        if (end == 0)
            return 0;
        end = Gaps.Right(text, end);
        if (text[end..].StartsWith("sign", StringComparison.OrdinalIgnoreCase))
            end = Gaps.Right(text, end + 4);
        return end < text.Length && text[end] == closing ? end + 1 : 0;
    }
}
