namespace Sluice.Publish.Rights;

/// <summary>A text in small-letter words: runs of letters and digits, a full stop between digits among them (<c>4.0</c>), commas, and addresses as one word.</summary>
static class Words
{
    /// <summary>What <c>by</c> is where it is a part of a licence's name: behind <c>CC</c>, beside a hyphen, or in capitals behind <c>Commons</c>.</summary>
    public const string By = "BY";

    /// <param name="starts">Where each word starts, if that is asked for.</param>
    public static List<string> Of(ReadOnlySpan<char> text, List<int>? starts = null)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var from = i;
            if (BeginsAddress(text[i..]))
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not (')' or ']' or '>' or '<' or '"' or ','))
                    i++;
            else if (char.IsLetterOrDigit(text[i]))
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '.' && char.IsAsciiDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
                    i++;
            else if (text[i++] is not (',' or '©'))
                continue;
            var word = text[from..i].ToString().ToLowerInvariant();
            words.Add(word == "by" && IsElement(text, from, words.Count == 0 ? "" : words[^1]) ? By : word);
            starts?.Add(from);
        }
        return words;
    }

    static bool BeginsAddress(ReadOnlySpan<char> text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("creativecommons.org/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    static bool IsElement(ReadOnlySpan<char> text, int at, string before) =>
        before == "cc" || at > 0 && IsHyphen(text[at - 1]) || at + 2 < text.Length && IsHyphen(text[at + 2]) || before == "commons" && text[at] == 'B' && text[at + 1] == 'Y';

    static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013';

    public static bool IsAddress(string word) => word.Contains('/', StringComparison.Ordinal);
}
