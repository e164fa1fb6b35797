namespace Sluice.Clean.Addresses.Sites;

/// <summary>arXiv, its mirrors, and the sites that show its papers in another form. Its listings and searches are not papers.</summary>
public sealed class ArxivSite : ISite
{
    static readonly string[] Forms = ["abs", "pdf", "html", "format", "ps", "src", "e-print", "papers", "overview", "arxiv"];

    public bool Knows(Address address, List<string> keys)
    {
        if (!IsHost(address.Host) || address.Port.Length > 0)
            return false;
        var rest = address.Path[1..];
        var slash = rest.IndexOf('/');
        if (slash > 0 && Forms.Contains(rest[..slash], StringComparer.Ordinal))
            rest = rest[(slash + 1)..];
        else if (address.Host == "huggingface.co")
            return false;
        if (ArxivId.Read(rest) is not { } id)
            return false;
        address.Become("arxiv.org", "/abs/" + id);
        keys.Add("arxiv:" + id);
        return true;
    }

    static bool IsHost(string host) =>
        host is "arxiv.org" or "ar5iv.org" or "arxiv-vanity.com" or "alphaxiv.org" or "xxx.lanl.gov" or "scirate.com" or "huggingface.co"
        || host.EndsWith(".arxiv.org", StringComparison.Ordinal);
}
