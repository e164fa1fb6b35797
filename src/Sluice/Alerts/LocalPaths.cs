using System.Text;
using Sluice.Zones;

namespace Sluice.Alerts;

/// <summary>Takes this machine's folders out of a text that leaves it.</summary>
static class LocalPaths
{
    const string Quotes = "'\"`";

    /// <summary>The lake's folder becomes "the lake"; of every other absolute path its last name stays.</summary>
    public static string Shortened(string text, Lake lake)
    {
        var shortened = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            if (MayBegin(text, at))
            {
                var root = at + (text.AsSpan(at).StartsWith(lake.Root, StringComparison.Ordinal) ? lake.Root.Length : 0);
                if (root > at && (root == text.Length || Ends(text, root) || IsSeparator(text[root])))
                {
                    shortened.Append("the lake");
                    at = root;
                    continue;
                }
                end = IsOfHere(text, at) ? EndOf(text, at) : at;
            }
            if (end == at)
                shortened.Append(text[at++]);
            else
            {
                shortened.Append(LastName(text.AsSpan(at, end - at)));
                at = end;
            }
        }
        return shortened.ToString();
    }

    // Not within a word, an address or a relative path.
    static bool MayBegin(string text, int at) => at == 0 || char.IsWhiteSpace(text[at - 1]) || Quotes.Contains(text[at - 1]) || text[at - 1] is '(' or '[' or '<' or '=' or ',';

    // A pointer into a record also begins with a slash; only a path begins with what lies at this machine's root.
    static bool IsOfHere(string text, int at)
    {
        if (at + 2 < text.Length && char.IsAsciiLetter(text[at]) && text[at + 1] == ':' && text[at + 2] == '\\')
            return true;
        if (text[at] != '/')
            return false;
        var end = at + 1;
        while (end < text.Length && text[end] != '/' && !Ends(text, end))
            end++;
        return end > at + 1 && Path.Exists(text[at..end]);
    }

    // A path in quotes may have blanks in it.
    static int EndOf(string text, int at)
    {
        if (at > 0 && Quotes.Contains(text[at - 1]) && text.IndexOf(text[at - 1], at) is var quote && quote > at)
            return quote;
        var end = at + 1;
        while (end < text.Length && !Ends(text, end))
            end++;
        return end;
    }

    static bool Ends(string text, int at) => char.IsWhiteSpace(text[at]) || Quotes.Contains(text[at]) || text[at] is ')' or ']' or '>' or ',' or ';'
        || (text[at] is ':' or '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    static bool IsSeparator(char letter) => letter is '/' or '\\';

    static ReadOnlySpan<char> LastName(ReadOnlySpan<char> path)
    {
        var trimmed = path.TrimEnd("/\\");
        return trimmed[(trimmed.LastIndexOfAny('/', '\\') + 1)..];
    }
}
