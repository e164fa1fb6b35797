namespace Sluice.Clean.Addresses.Sites;

/// <summary>SSRN and Zenodo, whose numbers are a part of their DOIs, and bioRxiv and medRxiv, whose addresses hold one and a version.</summary>
public sealed class PreprintServer : ISite
{
    public bool Knows(Address address, List<string> keys) => address.Host switch
    {
        "ssrn.com" or "papers.ssrn.com" => IsSsrn(address, keys),
        "zenodo.org" => IsZenodo(address, keys),
        "biorxiv.org" or "medrxiv.org" => IsVersioned(address, keys),
        _ => false,
    };

    // /abstract=3446679, /sol3/papers.cfm?abstract_id=3446679
    static bool IsSsrn(Address address, List<string> keys)
    {
        var number = address.Path.StartsWith("/abstract=", StringComparison.Ordinal) ? address.Path[10..]
            : address.Path is "/sol3/papers.cfm" or "/sol3/Delivery.cfm" ? address["abstract_id"] ?? address["abstractid"] : null;
        if (number is not { Length: > 0 } || !number.All(char.IsAsciiDigit))
            return false;
        keys.Add("doi:10.2139/ssrn." + number);
        address.Become("ssrn.com", "/abstract=" + number);
        return true;
    }

    static bool IsZenodo(Address address, List<string> keys)
    {
        if (address.Segments is not ["record" or "records", { Length: > 0 } number, ..] || !number.All(char.IsAsciiDigit))
            return false;
        keys.Add("doi:10.5281/zenodo." + number);
        address.Become("zenodo.org", "/records/" + number);
        return true;
    }

    // /content/10.1101/2020.01.01.123456v2.full.pdf
    static bool IsVersioned(Address address, List<string> keys)
    {
        if (address.Segments is not ["content", var registrant, var suffix, ..])
            return false;
        var version = suffix.LastIndexOf('v');
        var end = version > 0 && version < suffix.Length - 1 && char.IsAsciiDigit(suffix[version + 1]) ? version : suffix.Length;
        if (Doi.OfPath($"{registrant}/{suffix[..end]}") is not { } doi || suffix[..end].Any(char.IsAsciiLetter))
            return false;
        keys.Add("doi:" + doi);
        address.Become(address.Host, "/content/" + doi);
        return true;
    }
}
