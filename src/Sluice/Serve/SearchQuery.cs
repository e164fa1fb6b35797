using System.Text;
using System.Text.RegularExpressions;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>
/// What people type, as an FTS5 expression: words (all must occur), "phrases", prefix*, -without, and title: author:
/// tag: text: in front of a word. Whatever else is typed is text, never syntax.
/// </summary>
public static partial class SearchQuery
{
    /// <exception cref="CorrectTheCallException">Nothing to search for.</exception>
    public static string ToFts(string query)
    {
        var with = new List<string>();
        var without = new List<string>();
        // A control character is no text, and a NUL would end the expression early.
        query = string.Concat(query.Select(c => char.IsControl(c) ? ' ' : c));
        foreach (Match match in Term().Matches(query))
        {
            var text = match.Groups["phrase"].Success ? match.Groups["phrase"].Value : match.Groups["word"].Value;
            var isPrefix = !match.Groups["phrase"].Success && text.EndsWith('*');
            if (!text.Any(char.IsLetterOrDigit))
                continue;
            var term = new StringBuilder();
            if (match.Groups["field"].Success)
                term.Append('{').Append(ColumnOf(match.Groups["field"].Value)).Append("} : ");
            term.Append('"').Append(text.TrimEnd('*').Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            if (isPrefix)
                term.Append('*');
            (match.Groups["not"].Success ? without : with).Add(term.ToString());
        }
        if (with.Count == 0)
            throw new CorrectTheCallException("There is nothing to search for. Give at least one word that must occur.");
        var expression = string.Join(" AND ", with);
        return without.Aggregate(expression, (current, term) => $"({current}) NOT {term}");
    }

    static string ColumnOf(string field) => field switch
    {
        "author" => "authors",
        "tag" => "tags",
        _ => field,
    };

    [GeneratedRegex("""(?<not>-)?(?:(?<field>title|author|tag|text):)?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]+))""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();
}
