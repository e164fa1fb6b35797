namespace Sluice.Clean.Addresses;

/// <summary>
/// Addresses that hold another one: the archived copy of a page, and links that count clicks. They stand for the page
/// inside; when an archived copy was made is in <c>url</c>.
/// </summary>
static class Wrapping
{
    /// <summary>The address inside, or null.</summary>
    public static string? Inner(Address address) => address.Host switch
    {
        "web.archive.org" => Archived(address),
        "google.com" when address.Path == "/url" => Http(address["q"] ?? address["url"]),
        "lesswrong.com" or "alignmentforum.org" or "forum.effectivealtruism.org" when address.Path == "/out" => Http(address["url"]),
        "l.facebook.com" when address.Path == "/l.php" => Http(address["u"]),
        _ => null,
    };

    // /web/20200101000000id_/https://…, where archives may have lost one of the slashes.
    static string? Archived(Address address)
    {
        var whole = address.ToString();
        const string Prefix = "https://web.archive.org/web/";
        if (!whole.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var slash = whole.IndexOf('/', Prefix.Length);
        if (slash < 0 || !IsMoment(whole.AsSpan(Prefix.Length, slash - Prefix.Length)))
            return null;
        var inner = whole[(slash + 1)..];
        foreach (var scheme in new[] { "http:/", "https:/" })
            if (inner.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return Http(scheme + "/" + inner[scheme.Length..].TrimStart('/'));
        var host = inner.Split('/', '?', '#')[0];
        return host.Contains('.') && !host.Contains(':') ? "https://" + inner : null;
    }

    static bool IsMoment(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits < 0 ? text.Length is >= 1 and <= 14 : digits > 0 && text[digits..].EndsWith("_") && !text[digits..^1].ContainsAnyExceptInRange('a', 'z');
    }

    static string? Http(string? inner) => inner is not null && Address.Read(inner) is { } address && address.Host.Contains('.') ? inner : null;
}
