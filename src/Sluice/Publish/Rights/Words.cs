namespace Sluice.Publish.Rights;

/// <summary>A text in small-letter words: runs of letters and digits, a full stop between digits among them (<c>4.0</c>), commas, and addresses as one word.</summary>
static class Words
{
    /// <param name="starts">Where each word starts, if that is asked for.</param>
    public static List<string> Of(ReadOnlySpan<char> text, List<int>? starts = null)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var from = i;
            if (text[i..].StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text[i..].StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text[i..].StartsWith("creativecommons.org/", StringComparison.OrdinalIgnoreCase)
                || text[i..].StartsWith("www.", StringComparison.OrdinalIgnoreCase))
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not (')' or ']' or '>' or '<' or '"' or ','))
                    i++;
            else if (char.IsLetterOrDigit(text[i]))
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '.' && char.IsAsciiDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
                    i++;
            else if (text[i++] is not (',' or '©'))
                continue;
            words.Add(text[from..i].ToString().ToLowerInvariant());
            starts?.Add(from);
        }
        return words;
    }

    public static bool IsAddress(string word) => word.Contains('/', StringComparison.Ordinal);
}
