using System.Buffers;

namespace Sluice.Validate;

/// <summary>
/// Takes the addresses out of a cell that a person filled: separated by white space, commas or semicolons, with words
/// around them. An address that only lacks its scheme gets <c>https</c>; what is no address is left where it stands.
/// </summary>
static class LinkCell
{
    static readonly SearchValues<char> Space = SearchValues.Create(" \t\r\n\u00A0");
    static readonly SearchValues<char> OfHosts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    /// <summary>The addresses in their order, each once.</summary>
    /// <param name="repaired">Whether one of them lacked its scheme.</param>
    public static List<string> Read(ReadOnlySpan<char> cell, out bool repaired)
    {
        var links = new List<string>();
        repaired = false;
        cell = cell.Trim();
        var isAlone = cell.IndexOfAny(Space) < 0;
        while (!cell.IsEmpty)
        {
            var end = cell.IndexOfAny(Space) is var space and >= 0 ? space : cell.Length;
            var word = cell[..end];
            cell = cell[end..].TrimStart();
            while (!word.IsEmpty)
            {
                var part = word[..EndOfPart(word)];
                word = word[Math.Min(word.Length, part.Length + 1)..];
                if (AddressIn(part, isAlone, ref repaired) is { } link && !links.Contains(link, StringComparer.Ordinal))
                    links.Add(link);
            }
        }
        return links;
    }

    // Commas and semicolons also stand in addresses: one parts two only where another address begins behind it.
    static int EndOfPart(ReadOnlySpan<char> word)
    {
        for (var at = 1; at < word.Length - 1; at++)
            if (word[at] is ',' or ';' && BeginsAddress(word[(at + 1)..]))
                return at;
        return word.Length;
    }

    static bool BeginsAddress(ReadOnlySpan<char> text) => HasScheme(text) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    static bool HasScheme(ReadOnlySpan<char> text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    static string? AddressIn(ReadOnlySpan<char> part, bool isAlone, ref bool repaired)
    {
        part = part.TrimStart("(<[{\"'");
        // A bracket that closes nothing belongs to the words around, like the full stop of a sentence.
        while (part.Length > 0 && (part[^1] is '.' or ',' or ';' or '>' or '"' or '\'' || (part[^1] == ')' && part.Count('(') < part.Count(')')) || (part[^1] == ']' && part.Count('[') < part.Count(']'))))
            part = part[..^1];
        if (HasScheme(part))
            return IsAddress(part) ? part.ToString() : null;
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
