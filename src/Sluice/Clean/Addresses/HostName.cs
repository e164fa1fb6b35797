using System.Globalization;

namespace Sluice.Clean.Addresses;

/// <summary>A host in one spelling: ASCII, lower case, no final dot, no <c>www.</c>, and the full edition of a site that also has one for telephones.</summary>
static class HostName
{
    static readonly Dictionary<string, string> Editions = new(StringComparer.Ordinal)
    {
        ["m.youtube.com"] = "youtube.com",
        ["m.facebook.com"] = "facebook.com",
        ["mobile.facebook.com"] = "facebook.com",
        ["mobile.twitter.com"] = "twitter.com",
        ["m.twitter.com"] = "twitter.com",
        ["mobile.nytimes.com"] = "nytimes.com",
        ["m.medium.com"] = "medium.com",
        ["old.reddit.com"] = "reddit.com",
        ["m.reddit.com"] = "reddit.com",
        ["np.reddit.com"] = "reddit.com",
    };

    /// <summary>Null if it is no host's name.</summary>
    public static string? Read(ReadOnlySpan<char> text)
    {
        var host = text.ToString();
        if (!System.Text.Ascii.IsValid(host))
        {
            if (Encoded(host) is not { } ascii)
                return null;
            host = ascii;
        }
        host = host.ToLowerInvariant();
        if (host.StartsWith('['))
            return host.EndsWith(']') && host.Length > 3 && host[1..^1].All(c => char.IsAsciiHexDigit(c) || c is ':' or '.') ? host : null;
        if (host.EndsWith('.'))
            host = host[..^1];
        foreach (var label in host.Split('.'))
            if (label.Length is 0 or > 63 || !IsLabel(label))
                return null;
        // www.com is a site of its own.
        while (host.StartsWith("www.", StringComparison.Ordinal) && host.IndexOf('.', 4) > 0)
            host = host[4..];
        return Edition(host);
    }

    static string Edition(string host)
    {
        if (Editions.TryGetValue(host, out var full))
            return full;
        if (host.EndsWith(".m.wikipedia.org", StringComparison.Ordinal))
            return host[..^".m.wikipedia.org".Length] + ".wikipedia.org";
        // Blogger sends readers of other countries to other domains: name.blogspot.de, name.blogspot.co.uk.
        var blog = host.IndexOf(".blogspot.", StringComparison.Ordinal);
        return blog > 0 && host.Length - blog <= ".blogspot.com.au".Length ? host[..blog] + ".blogspot.com" : host;
    }

    static bool IsLabel(string label)
    {
        foreach (var c in label)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        return true;
    }

    static string? Encoded(string host)
    {
        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
