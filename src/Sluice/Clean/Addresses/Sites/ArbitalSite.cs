namespace Sluice.Clean.Addresses.Sites;

/// <summary>Arbital's pages by their alias, there or as GreaterWrong shows them.</summary>
public sealed class ArbitalSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host is not ("arbital.com" or "arbital.greaterwrong.com") || address.Segments is not ["p", var alias, ..] || alias.Contains('%'))
            return false;
        // Comments are pages below a page.
        var fragment = address.Fragment.StartsWith("subpage-", StringComparison.Ordinal) ? address.Fragment : "";
        alias = alias.ToLowerInvariant();
        if (fragment.Length == 0)
            keys.Add("arbital:" + alias);
        address.Become("arbital.com", "/p/" + alias);
        address.Fragment = fragment;
        return true;
    }
}
