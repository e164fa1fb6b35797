using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>What stands behind an <c>at</c>.</summary>
/// <param name="End">Behind its last character in the folded stretch.</param>
/// <param name="IsKnown">Its last label is a well-known one.</param>
/// <param name="IsSpelled">One of its dots at least is spelled.</param>
internal readonly record struct EmailDomain(int End, bool IsKnown, bool IsSpelled)
{
    const int MostLabels = 10, LongestLabel = 63;

    static readonly SearchValues<char> OfLiteral = SearchValues.Create("0123456789.");

    enum Dot
    {
        None,
        Tight,
        Spaced,
        Bracketed,
        Word,
        Joined,
    }

    /// <summary>Reads the whole of it from <paramref name="from"/>; null if it is not whole, or none.</summary>
    public static EmailDomain? Read(ReadOnlySpan<char> text, int from, AtToken at, EmailForms forms)
    {
        if (from < text.Length && text[from] == '[')
            return Literal(text, from, forms);
        EmailDomain? found = null;
        var isSpelled = false;
        var word = default(ReadOnlySpan<char>);
        var (pos, dot) = (from, Dot.None);
        for (var labels = 0; labels < MostLabels; labels++)
        {
            var end = labels == 0 ? Hosts(text, pos) : pos;
            end = end == pos ? Label(text, pos, at.Joiner) : end;
            if (end == pos)
                break;
            var label = text[pos..end];
            if (at.Kind == AtKind.Bare && EmailWords.IsBehindAt(label))
                break;
            var (next, nextDot) = NextDot(text, end, at.Joiner, forms);
            if (dot != Dot.None && IsLast(text, label, end, dot, word, nextDot == Dot.Tight) && !IsVersion(text[from..pos], label))
                found = new EmailDomain(end, TopLevels.IsKnown(label), isSpelled);
            if (nextDot == Dot.None)
                break;
            isSpelled |= nextDot is Dot.Bracketed or Dot.Word or Dot.Joined;
            word = text[end..next];
            (pos, dot) = (next, nextDot);
        }
        return found;
    }

    /// <summary>Where what looks like the beginning of a domain ends, dots in all spellings included.</summary>
    public static int Part(ReadOnlySpan<char> text, int from, AtToken at, EmailForms forms)
    {
        var pos = from;
        for (var labels = 0; labels < MostLabels; labels++)
        {
            var end = Label(text, pos, at.Joiner);
            if (end == pos)
                return pos;
            var (next, dot) = NextDot(text, end, at.Joiner, forms);
            if (dot is not (Dot.Tight or Dot.Bracketed))
                return end < text.Length && text[end] == '.' && !text[end..].StartsWith("...") ? end + 1 : end;
            pos = next;
        }
        return pos;
    }

    // {cs,math}.example.edu: behind the braces; the same place if there are none.
    static int Hosts(ReadOnlySpan<char> text, int pos)
    {
        if (pos == text.Length || text[pos] != '{')
            return pos;
        var end = pos + 1;
        while (end < text.Length && end - pos < LongestLabel && (char.IsLetterOrDigit(text[end]) || text[end] is ',' or '|' or '.' or '-' or ' '))
            end++;
        return end < text.Length && text[end] == '}' && end > pos + 2 ? end + 1 : pos;
    }

    static int Label(ReadOnlySpan<char> text, int pos, char joiner)
    {
        var end = pos;
        while (end < text.Length && end - pos < LongestLabel && text[end] != joiner && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' || (end > pos && TopLevels.IsMark(text[end]))))
            end++;
        while (end > pos && text[end - 1] is '-' or '_')
            end--;
        return pos < text.Length && char.IsLetterOrDigit(text[pos]) ? end : pos;
    }

    // The dot behind a label and where the next label begins.
    static (int Next, Dot Dot) NextDot(ReadOnlySpan<char> text, int end, char joiner, EmailForms forms)
    {
        if (end + 1 < text.Length && text[end] == '.' && char.IsLetterOrDigit(text[end + 1]))
            return (end + 1, Dot.Tight);
        var spelled = forms.HasFlag(EmailForms.SpelledDot);
        if (joiner != '\0')
            return spelled && end + 5 < text.Length && text[end] == joiner && text[end + 4] == joiner && text[(end + 1)..(end + 4)].Equals("dot", StringComparison.OrdinalIgnoreCase) ? (end + 5, Dot.Joined) : default;
        var gap = Gaps.Right(text, end);
        if (gap == text.Length)
            return default;
        if (forms.HasFlag(EmailForms.Spaced) && text[gap] == '.' && Gaps.Right(text, gap + 1) is var behind && behind < text.Length && (gap > end || behind > gap + 1) && char.IsLetterOrDigit(text[behind]))
            return (behind, Dot.Spaced);
        if (!spelled)
            return default;
        if (AtToken.Bracketed(text, gap, ".", "dot", "period", "point") is var closed && closed > 0)
            return (Gaps.Right(text, closed), Dot.Bracketed);
        if (gap == end)
            return default;
        foreach (var word in (ReadOnlySpan<string>)["dot", "period", "point"])
            if (text[gap..].StartsWith(word, StringComparison.OrdinalIgnoreCase) && Gaps.Right(text, gap + word.Length) is var start && start > gap + word.Length)
                return (start, Dot.Word);
        return default;
    }

    // Whether a domain may end with the label, by the dot before it and by what follows.
    static bool IsLast(ReadOnlySpan<char> text, ReadOnlySpan<char> label, int end, Dot dot, ReadOnlySpan<char> dotText, bool goesOn)
    {
        var isKnown = TopLevels.IsKnown(label);
        if (!TopLevels.IsPlausible(label) || (goesOn && !isKnown))
            return false;
        switch (dot)
        {
            case Dot.Spaced:
                var isUpper = char.IsUpper(label[0]);
                // "…@example. In" is a sentence's end; "example .in" is none.
                return isKnown && (!isUpper || char.IsUpper(label[^1])) && (!TopLevels.IsWord(label) || !Gaps.IsSpace(dotText[^1]));
            case Dot.Word:
                var isProse = end + 1 < text.Length && text[end] == ' ' && char.IsLower(text[end + 1]);
                var isDot = dotText.Contains("dot", StringComparison.OrdinalIgnoreCase);
                return isKnown && (!TopLevels.IsWord(label) || (isDot && (!isProse || label is "me" or "us" or "be")));
            case Dot.Joined:
                return isKnown;
            default:
                return true;
        }
    }

    // 4.17.x, v1.13.dev: numbers before a tag. One number may be a provider's name (163).
    static bool IsVersion(ReadOnlySpan<char> before, ReadOnlySpan<char> label)
    {
        int numbers = 0, others = 0;
        foreach (var part in before.TrimEnd('.').Split('.'))
        {
            var piece = before[part];
            var digits = piece.Length > 1 && piece[0] is 'v' or 'V' ? piece[1..] : piece;
            if (digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9'))
                numbers += digits.Length == piece.Length ? 1 : 2;
            else
                others++;
        }
        return others == 0 && (numbers > 1 || (numbers == 1 && !TopLevels.IsKnown(label)));
    }

    static EmailDomain? Literal(ReadOnlySpan<char> text, int from, EmailForms forms)
    {
        if (!forms.HasFlag(EmailForms.Literal) || text[from..Math.Min(text.Length, from + 60)].IndexOf(']') is var length && length < 4)
            return null;
        var inside = text[(from + 1)..(from + length)];
        if (inside.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            return new EmailDomain(from + length + 1, true, false);
        return inside.Count('.') == 3 && !inside.ContainsAnyExcept(OfLiteral) ? new EmailDomain(from + length + 1, true, false) : null;
    }
}
