namespace Sluice.Clean.Addresses.Sites;

/// <summary>doi.org: the DOI in lower case. One of arXiv's is the paper there.</summary>
public sealed class DoiResolver : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host is not ("doi.org" or "dx.doi.org") || Doi.OfPath(address.Path[1..]) is not { } doi)
            return false;
        keys.Add("doi:" + doi);
        if (Doi.ArxivIdOf(doi) is { } id)
        {
            keys.Add("arxiv:" + id);
            address.Become("arxiv.org", "/abs/" + id);
        }
        else
            address.Become("doi.org", "/" + Doi.ToPath(doi));
        return true;
    }
}
