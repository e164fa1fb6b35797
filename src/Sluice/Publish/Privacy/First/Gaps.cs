namespace Sluice.Publish.Privacy.First;

/// <summary>Spaces inside an address: a few, with one line end among them at most.</summary>
internal static class Gaps
{
    const int Longest = 4;

    public static bool IsSpace(char c) => c is ' ' or '\n' or '\t' or '\r' or '\u00A0' || (c > '\u00A0' && char.IsWhiteSpace(c));

    /// <summary>Where the gap that begins at <paramref name="at"/> ends; <paramref name="at"/> itself if there is none.</summary>
    public static int Right(ReadOnlySpan<char> text, int at)
    {
        var lines = 0;
        var end = at;
        while (end < text.Length && end - at < Longest && IsSpace(text[end]) && (text[end] != '\n' || lines++ == 0))
            end++;
        return end;
    }

    /// <summary>Where the gap that ends at <paramref name="at"/> begins.</summary>
    public static int Left(ReadOnlySpan<char> text, int at)
    {
        var lines = 0;
        var start = at;
        while (start > 0 && at - start < Longest && IsSpace(text[start - 1]) && (text[start - 1] != '\n' || lines++ == 0))
            start--;
        return start;
    }

    /// <summary>Behind an ellipsis (<c>…</c>, <c>...</c>, <c>. . .</c>, <c>[…]</c>), with a space before it or not; 0 if there is none.</summary>
    public static int Ellipsis(ReadOnlySpan<char> text, int at)
    {
        var start = at < text.Length && text[at] == ' ' ? at + 1 : at;
        var isBracketed = start < text.Length && text[start] is '[' or '(';
        if (isBracketed)
            start++;
        var end = start < text.Length && text[start] == '…' ? start + 1 : text[start..].StartsWith("...") ? start + 3 : text[start..].StartsWith(". . .") ? start + 5 : 0;
        if (end == 0 || !isBracketed)
            return end;
        return end < text.Length && text[end] is ']' or ')' ? end + 1 : 0;
    }

    /// <summary>Whether nothing but space and what cannot be seen is left.</summary>
    public static bool IsEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (IsSpace(text[at]) || FoldedText.IsInvisible(text[at])))
            at++;
        return at == text.Length;
    }
}
