namespace Sluice.Clean.Addresses.Sites;

/// <summary>Medium and the publications that it hosts: a post by the hexadecimal id that ends its address, whoever's page it is on.</summary>
public sealed class MediumSite : ISite
{
    static readonly string[] Hosted = ["ai-alignment.com", "towardsdatascience.com", "betterprogramming.pub", "levelup.gitconnected.com", "uxdesign.cc", "becominghuman.ai", "chatbotslife.com"];

    public bool Knows(Address address, List<string> keys)
    {
        var isMediums = address.Host == "medium.com" || address.Host.EndsWith(".medium.com", StringComparison.Ordinal);
        if (!isMediums && !Hosted.Contains(address.Host, StringComparer.Ordinal))
            return false;
        var id = address.Segments switch
        {
            ["p", var alone] when isMediums => IsId(alone) ? alone : null,
            [.., var last] => last.LastIndexOf('-') is >= 0 and var dash && IsId(last[(dash + 1)..]) ? last[(dash + 1)..] : null,
            _ => null,
        };
        if (id is null)
        {
            if (isMediums)
                address.Drop("source", "sk", "gi");
            return isMediums;
        }
        keys.Add("medium:" + id);
        address.Become("medium.com", "/p/" + id);
        return true;
    }

    static bool IsId(string text) => text.Length is >= 9 and <= 12 && text.All(char.IsAsciiHexDigitLower) && text.Any(char.IsAsciiDigit);
}
