namespace Sluice.Clean.Addresses;

/// <summary>
/// A site, or a family of them, whose addresses are known: many lead to one page, and a part of them is its id. One
/// file, one line in <see cref="CanonicalAddress.Sites"/>, one test.
/// </summary>
public interface ISite
{
    /// <summary>
    /// If the address is a page of this site that it knows, brings it into the site's one form, adds the page's keys,
    /// and is true; what it brings into that form, it knows again. Else leaves it alone.
    /// </summary>
    bool Knows(Address address, List<string> keys);
}
