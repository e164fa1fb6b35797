using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>Reads the addresses at which those who publish licences have them. Another host's address names no licence, whatever its path.</summary>
static class LicenceAddress
{
    /// <param name="word">An address, with or without its scheme; signs that end a sentence may stand behind it.</param>
    /// <returns>Nothing where the host is none of those.</returns>
    public static LicenceStatement Read(string word)
    {
        var text = word.TrimEnd('.', ';', ':', '\'', '’', '”', '*', '_', '!');
        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || !address.IsDefaultPort)
            return default;
        var parts = address.AbsolutePath.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        var host = address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
        return (host, parts) switch
        {
            ("creativecommons.org", _) => CreativeCommons.ReadPath(parts),
            ("spdx.org", ["licenses", var id]) => ById(id, text),
            ("opensource.org", ["license" or "licenses", var id]) => ById(id, text),
            ("apache.org", ["licenses", var id]) when id.StartsWith("license-", StringComparison.Ordinal) => ById("apache-" + id["license-".Length..], text),
            ("gnu.org", ["licenses", .., var id]) => ById(id.StartsWith("fdl-", StringComparison.Ordinal) ? "g" + id : id, text),
            ("arxiv.org", ["licenses", ..]) => LicenceStatement.Denial("names arXiv's own licence, which lets arXiv distribute the text and nobody else"),
            _ => default,
        };
    }

    static LicenceStatement ById(string id, string address)
    {
        foreach (var ending in (ReadOnlySpan<string>)[".html", ".txt"])
            id = id.EndsWith(ending, StringComparison.Ordinal) ? id[..^ending.Length] : id;
        return SpdxLicence.Find(id) is { } spdx ? LicenceStatement.Of(spdx) : LicenceStatement.Unclear($"gives the address {address}, which is no licence that SPDX has an id for");
    }
}
