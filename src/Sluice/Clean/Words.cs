namespace Sluice.Clean;

/// <summary>What a text itself proves about a word.</summary>
static class Words
{
    /// <summary>Whether the word stands somewhere in the text as a whole, in upper or lower case.</summary>
    public static bool Occurs(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        for (var at = 0; text[at..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is var step && step >= 0; at += step + 1)
        {
            var (before, after) = (at + step - 1, at + step + word.Length);
            if ((before < 0 || !char.IsLetter(text[before])) && (after == text.Length || !char.IsLetter(text[after])))
                return true;
        }
        return false;
    }

    /// <summary>Where the run of letters that ends before <paramref name="end"/> begins.</summary>
    public static int StartOf(ReadOnlySpan<char> text, int end)
    {
        while (end > 0 && char.IsLetter(text[end - 1]))
            end--;
        return end;
    }

    /// <summary>Where the run of letters that begins at <paramref name="start"/> ends.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsLetter(text[start]))
            start++;
        return start;
    }
}
