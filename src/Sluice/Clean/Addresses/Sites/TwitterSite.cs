namespace Sluice.Clean.Addresses.Sites;

/// <summary>A post on Twitter or X, there or as Nitter shows it, by its number; whose it is follows from that.</summary>
public sealed class TwitterSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host is not ("twitter.com" or "x.com") && !address.Host.StartsWith("nitter.", StringComparison.Ordinal))
            return false;
        if (address.Segments is not [var user, "status" or "statuses", var number, ..] || !user.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || number.Length is < 1 or > 20 || !number.All(char.IsAsciiDigit))
            return false;
        keys.Add("twitter:" + number);
        address.Become("twitter.com", $"/{user.ToLowerInvariant()}/status/{number}");
        return true;
    }
}
