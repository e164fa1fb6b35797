using System.Buffers;

namespace Sluice.Validate;

/// <summary>
/// Takes the addresses out of a cell that a person filled: separated by white space, commas, semicolons or bars, with words
/// around them. An address that only lacks its scheme gets <c>https</c>, and a DOI or an arXiv id the address that it stands
/// for; what is none is left where it stands.
/// </summary>
static class LinkCell
{
    const string Openers = "(<[{\"'\u201C\u2018\u00AB";

    // All that Unicode calls white space, and what has no width at all.
    const string Spaces = " \t\r\n\v\f\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF";

    static readonly SearchValues<char> Space = SearchValues.Create(Spaces);
    static readonly SearchValues<char> OfHosts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    /// <summary>The addresses in their order, each once.</summary>
    /// <param name="repaired">Whether one of them was not written out whole: without a scheme, or as an id.</param>
    public static List<string> Read(ReadOnlySpan<char> cell, out bool repaired)
    {
        var links = new List<string>();
        repaired = false;
        cell = cell.Trim(Spaces);
        var (isAlone, isArxiv) = (cell.IndexOfAny(Space) < 0, false);
        while (!cell.IsEmpty)
        {
            var end = cell.IndexOfAny(Space) is var space and >= 0 ? space : cell.Length;
            var word = cell[..end];
            cell = cell[end..].TrimStart(Spaces);
            var mayBeId = isAlone || isArxiv;
            isArxiv = word.Equals("arxiv:", StringComparison.OrdinalIgnoreCase);
            while (!word.IsEmpty)
            {
                var part = word[..EndOfPart(word)];
                word = word[Math.Min(word.Length, part.Length + 1)..];
                if (AddressIn(part, isAlone, mayBeId, ref repaired) is { } link && !links.Contains(link, StringComparer.Ordinal))
                    links.Add(link);
            }
        }
        return links;
    }

    // These also stand in addresses: one parts two only where another address begins behind it.
    static int EndOfPart(ReadOnlySpan<char> word)
    {
        for (var at = 1; at < word.Length - 1; at++)
            if (word[at] is ',' or ';' or '|' && BeginsAddress(word[(at + 1)..]))
                return at;
        return word.Length;
    }

    static bool BeginsAddress(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(Openers);
        return HasScheme(text) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    static bool HasScheme(ReadOnlySpan<char> text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    static string? AddressIn(ReadOnlySpan<char> part, bool isAlone, bool mayBeId, ref bool repaired)
    {
        part = part.TrimStart(Openers);
        // A bracket that closes nothing belongs to the words around, like the full stop of a sentence.
        while (part.Length > 0 && (part[^1] is '.' or ',' or ';' or '|' or '>' or '"' or '\'' or '\u201D' or '\u2019' or '\u00BB'
            || (part[^1] == ')' && part.Count('(') < part.Count(')')) || (part[^1] == ']' && part.Count('[') < part.Count(']'))))
            part = part[..^1];
        // "[paper](https://…", "code:https://…": words before it, and not the address of an archive.
        if (!HasScheme(part) && part.IndexOf("http", StringComparison.OrdinalIgnoreCase) is var at and > 0 && HasScheme(part[at..]) && (part[at - 1] is ':' or '=' || Openers.Contains(part[at - 1], StringComparison.Ordinal)))
            return AddressIn(part[at..], isAlone, mayBeId: false, ref repaired);
        if (HasScheme(part))
            return WithScheme(part, ref repaired);
        if (AddressOfId(part, mayBeId) is { } ofId)
        {
            repaired = true;
            return ofId;
        }
        if (part.StartsWith("//", StringComparison.Ordinal))
            part = part[2..];
        if (!LooksLikeHost(part, isAlone))
            return null;
        var whole = $"https://{part}";
        if (!IsAddress(whole))
            return null;
        repaired = true;
        return whole;
    }

    static string? WithScheme(ReadOnlySpan<char> part, ref bool repaired)
    {
        if (!IsAddress(part))
            return null;
        var scheme = part[..part.IndexOf(':')];
        if (!scheme.ContainsAnyInRange('A', 'Z'))
            return part.ToString();
        repaired = true;
        return $"{scheme.ToString().ToLowerInvariant()}{part[scheme.Length..]}";
    }

    // A number alone could be anything; behind "arXiv:", or as all that the cell says, it is an id.
    static string? AddressOfId(ReadOnlySpan<char> part, bool mayBeId)
    {
        if (part.StartsWith("doi:", StringComparison.OrdinalIgnoreCase))
            part = part["doi:".Length..];
        if (part.StartsWith("10.", StringComparison.Ordinal) && part.IndexOf('/') is var slash and >= 7 and <= 12 && slash + 1 < part.Length && !part[3..slash].ContainsAnyExceptInRange('0', '9'))
            return $"https://doi.org/{part}";
        return (mayBeId || part.StartsWith("arxiv:", StringComparison.OrdinalIgnoreCase)) && ArxivId.Bare(part, out var id) ? $"https://arxiv.org/abs/{id.Text}" : null;
    }

    // A name with a dot and a top level of letters, and a sign that an address is meant: www, a path, or nothing beside it.
    static bool LooksLikeHost(ReadOnlySpan<char> part, bool isAlone)
    {
        var slash = part.IndexOf('/');
        var host = slash < 0 ? part : part[..slash];
        var dot = host.LastIndexOf('.');
        return dot > 0 && host.Length - dot > 2 && !host.ContainsAnyExcept(OfHosts) && host[(dot + 1)..].ContainsAnyExceptInRange('a', 'z') is false
            && (slash > 0 || isAlone || host.StartsWith("www.", StringComparison.OrdinalIgnoreCase));
    }

    static bool IsAddress(ReadOnlySpan<char> text) => Uri.TryCreate(text.ToString(), UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Length > 0;
}
