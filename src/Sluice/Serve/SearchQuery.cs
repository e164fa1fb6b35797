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
    const int MostTerms = 64;

    /// <exception cref="CorrectTheCallException">Nothing to search for.</exception>
    public static string ToFts(string query)
    {
        var (with, without) = TermsOf(query);
        var expression = string.Join(" AND ", with);
        return without.Count == 0 ? expression : $"({expression}) NOT ({string.Join(" OR ", without)})";
    }

    /// <summary>What holds where any of the words occurs: for marking them where a text is not at hand that has the others.</summary>
    public static string AnyOf(string query) => string.Join(" OR ", TermsOf(query).With);

    static (List<string> With, List<string> Without) TermsOf(string query)
    {
        var with = new List<string>();
        var without = new List<string>();
        // A control character is no text, and a NUL would end the expression early.
        query = string.Concat(query.Select(c => char.IsControl(c) ? ' ' : c));
        foreach (Match match in Term().Matches(query))
        {
            var text = match.Groups["phrase"].Success ? match.Groups["phrase"].Value : match.Groups["word"].Value;
            var isPrefix = !match.Groups["phrase"].Success && text.EndsWith('*');
            if (!text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
                continue;
            if (with.Count + without.Count == MostTerms)
                throw new CorrectTheCallException($"A query may have {MostTerms} words. Leave some out.");
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
        return (with, without);
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
