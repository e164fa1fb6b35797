namespace Sluice.Clean.Addresses.Sites;

/// <summary>GitHub: owners and repositories in any case are the same, and a repository's front page is its key.</summary>
public sealed class GitHubSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host != "github.com")
            return false;
        address.Drop("tab");
        var segments = address.Segments;
        if (segments.Length < 2 || segments[0].Contains('%') || segments[1].Contains('%'))
            return true;
        segments[0] = segments[0].ToLowerInvariant();
        segments[1] = segments[1].ToLowerInvariant();
        while (segments.Length == 2 && segments[1].Length > 4 && segments[1].EndsWith(".git", StringComparison.Ordinal))
            segments[1] = segments[1][..^4];
        address.Path = "/" + string.Join('/', segments);
        if (segments.Length == 2 && address.Parameters.Count == 0 && Fragments.Kept(address).Length == 0)
            keys.Add($"github:{segments[0]}/{segments[1]}");
        return true;
    }
}
