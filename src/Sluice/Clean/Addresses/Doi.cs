using System.Text;
using Sluice.Records;

namespace Sluice.Clean.Addresses;

/// <summary>A DOI in one spelling: lower case, without resolver, label and what follows it in running text.</summary>
public static class Doi
{
    static readonly string[] Labels = ["https://", "http://", "www.", "dx.", "doi.org/", "doi:", "doi "];

    /// <summary>The DOI that is the whole text; null if it is none, or something else stands there too.</summary>
    public static string? Read(string text)
    {
        var rest = text.AsSpan().Trim();
        foreach (var label in Labels)
            if (rest.StartsWith(label, StringComparison.OrdinalIgnoreCase))
                rest = rest[label.Length..].TrimStart();
        rest = WithoutPunctuation(rest);
        if (!rest.StartsWith("10."))
            return null;
        var slash = rest.IndexOf('/');
        return slash > 0 && slash < rest.Length - 1 && DoiRegistrant.IsWellFormed(rest[3..slash]) && IsSuffix(rest[(slash + 1)..]) ? rest.ToString().ToLowerInvariant() : null;
    }

    /// <summary>The DOI that stands in the path of an address, escapes undone; else null.</summary>
    public static string? OfPath(string path) => AddressText.Unescaped(path) is { } text && !text.Any(char.IsWhiteSpace) ? Read(text) : null;

    /// <summary>The DOI as it stands in an address.</summary>
    public static string ToPath(string doi)
    {
        var path = new StringBuilder(AddressText.Normal(doi));
        return path.Replace("?", "%3F").Replace("#", "%23").ToString();
    }

    /// <summary>The arXiv id that a DOI of arXiv's names, or null.</summary>
    public static string? ArxivIdOf(string doi) => doi.StartsWith("10.48550/arxiv.", StringComparison.Ordinal) ? ArxivId.Read(doi.AsSpan(15)) : null;

    static ReadOnlySpan<char> WithoutPunctuation(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && (text[^1] is '.' or ',' or ';' or ':' or '/' or '"' or '\'' or '”' or '’'
            || (text[^1] == ')' && text.Count(')') > text.Count('(')) || (text[^1] == ']' && text.Count(']') > text.Count('[')) || (text[^1] == '>' && text.Count('>') > text.Count('<'))))
            text = text[..^1].TrimEnd();
        return text;
    }

    // A second DOI, an address, a tag or an escape behind it is junk; SICIs have pairs of angle brackets around a number.
    static bool IsSuffix(ReadOnlySpan<char> suffix)
    {
        for (var at = suffix.IndexOf('<'); at >= 0 && at + 1 < suffix.Length; at++)
            if (suffix[at] == '<' && (char.IsAsciiLetter(suffix[at + 1]) || suffix[at + 1] == '/'))
                return false;
        foreach (var c in suffix)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c is '"' or '\\' or '\uFFFD' or '\u200B' or '|' or '^' or '`' or '{' or '}')
                return false;
        foreach (var junk in new[] { "%", "://", "doi.org", "doi:", ",10.", ";10.", "/../", "/./" })
            if (suffix.Contains(junk, StringComparison.OrdinalIgnoreCase))
                return false;
        var last = suffix[(suffix.LastIndexOf('/') + 1)..].ToString();
        return suffix.Count('<') == suffix.Count('>') && suffix[0] != '.' && !Address.IndexPages.Contains(last, StringComparer.OrdinalIgnoreCase);
    }
}
