using Sluice.Clean.Addresses.Sites;

namespace Sluice.Clean.Addresses;

/// <summary>
/// One address for all that lead to the same page, and the keys that it carries. It is a name: that it can be fetched is
/// likely, and not promised. The canonical address of a canonical address is itself.
/// </summary>
public static class CanonicalAddress
{
    const int MostWrappings = 4;

    /// <summary>The first that knows an address has it.</summary>
    public static IReadOnlyList<ISite> Sites { get; } =
    [
        new ArxivSite(),
        new DoiResolver(),
        new ForumSite(),
        new YouTubeSite(),
        new StampySite(),
        new ArbitalSite(),
        new OpenReviewSite(),
        new MediumSite(),
        new SubstackSite(),
        new GoogleDocsSite(),
        new GitHubSite(),
        new TwitterSite(),
        new ProceedingsSite(),
        new PreprintServer(),
        new PublisherSite(),
    ];

    /// <summary>The canonical form, or null if <paramref name="url"/> is no http(s) address.</summary>
    /// <param name="keys">Takes the keys that the address carries, such as <c>arxiv:1905.10615</c>.</param>
    public static string? Of(string url, List<string> keys) => Of(url, keys, MostWrappings);

    static string? Of(string url, List<string> keys, int wrappings)
    {
        if (Address.Read(url) is not { } address)
            return null;
        if (wrappings > 0 && Wrapping.Inner(address) is { } inner && Of(inner, keys, wrappings - 1) is { } unwrapped)
            return unwrapped;
        foreach (var site in Sites)
            if (site.Knows(address, keys))
                break;
        address.Fragment = Fragments.Kept(address);
        return address.ToString();
    }
}
