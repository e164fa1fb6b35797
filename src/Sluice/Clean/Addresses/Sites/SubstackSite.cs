namespace Sluice.Clean.Addresses.Sites;

/// <summary>Substack: a post on its newsletter's own host, without what tells who passed it on. A comment is a page of its own.</summary>
public sealed class SubstackSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (!address.Host.EndsWith(".substack.com", StringComparison.Ordinal))
            return false;
        if (address.Host == "open.substack.com" && address.Segments is ["pub", var newsletter, "p", var post, ..] && newsletter is not ("www" or "open") && newsletter.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            address.Host = newsletter.ToLowerInvariant() + ".substack.com";
            address.Path = "/p/" + post;
        }
        address.Drop("r", "s", "action", "publication_id", "post_id", "isFreemail", "showWelcomeOnShare", "showWelcome", "triedSigningIn", "token", "open");
        if (address.Segments is ["p", var slug, "comments"])
            address.Path = "/p/" + slug;
        return true;
    }
}
