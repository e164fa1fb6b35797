namespace Sluice.Clean.Addresses.Sites;

/// <summary>
/// Publishers whose addresses hold the DOI. The page stays at the publisher's; abstract, full text and PDF become one.
/// Some books' addresses hold the book's DOI for each chapter: those are left alone.
/// </summary>
public sealed class PublisherSite : ISite
{
    static readonly string[] Forms = ["abs", "pdf", "pdfdirect", "pdfplus", "full", "fullHtml", "full-xml", "epdf", "epub", "ref", "citedby", "figure", "suppl", "book", "abstract", "reader"];
    static readonly string[] Behind = ["/full", "/fulltext.html", "/full.html", "/pdf", "/abstract", "/summary"];
    static readonly string[] OfSpringer = ["article/", "chapter/", "book/", "content/pdf/", "protocol/", "referenceworkentry/", "epdf/"];

    public bool Knows(Address address, List<string> keys)
    {
        var doi = address.Host switch
        {
            "link.springer.com" => Springer(address),
            "nature.com" => Nature(address),
            "aeaweb.org" or "pubs.aeaweb.org" => ByParameter(address, "id"),
            "journals.plos.org" => ByParameter(address, "id"),
            "psycnet.apa.org" when address.Path == "/doiLanding" => ByParameter(address, "doi"),
            "dl.acm.org" or "portal.acm.org" when address.Path == "/citation.cfm" => AcmCitation(address),
            "frontiersin.org" => Below(address, "/articles/"),
            _ => null,
        } ?? BelowDoi(address);
        if (doi is not null)
            keys.Add("doi:" + doi);
        return doi is not null;
    }

    static string? Become(Address address, string folder, string? doi)
    {
        if (doi is not null)
            address.Become(address.Host, folder + Doi.ToPath(doi));
        return doi;
    }

    // /doi/10.…, /doi/abs/10.…, also below a journal's folder.
    static string? BelowDoi(Address address)
    {
        var at = address.Path.IndexOf("/doi/", StringComparison.Ordinal);
        if (at is < 0 or > 40)
            return null;
        var rest = address.Path[(at + 5)..];
        var slash = rest.IndexOf('/');
        if (slash > 0 && Forms.Contains(rest[..slash], StringComparer.Ordinal))
        {
            rest = rest[(slash + 1)..];
            rest = rest.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? rest[..^4] : rest;
        }
        return Become(address, address.Path[..(at + 5)], Doi.OfPath(WithoutForm(rest)));
    }

    static string? Below(Address address, string folder) =>
        address.Path.StartsWith(folder, StringComparison.Ordinal) ? Become(address, folder, Doi.OfPath(WithoutForm(address.Path[folder.Length..]))) : null;

    // Article, chapter and book are all found at /10.…
    static string? Springer(Address address)
    {
        var rest = address.Path[1..];
        var form = OfSpringer.FirstOrDefault(form => rest.StartsWith(form, StringComparison.Ordinal)) ?? "";
        rest = rest[form.Length..];
        if (form == "content/pdf/" && rest.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
            rest = rest[..^4];
        return Become(address, "/", Doi.OfPath(WithoutForm(rest)));
    }

    static string WithoutForm(string rest)
    {
        foreach (var form in Behind)
            while (rest.EndsWith(form, StringComparison.Ordinal) && rest.AsSpan().Count('/') > 1)
                rest = rest[..^form.Length];
        return rest;
    }

    static string? Nature(Address address)
    {
        if (address.Segments is not ["articles", .. var rest] || (rest is ["10.1038", var named] ? named : rest is [var alone] ? alone : null) is not { } id)
            return null;
        id = id.EndsWith(".pdf", StringComparison.Ordinal) ? id[..^4] : id;
        if (!id.Any(char.IsAsciiDigit) || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || Doi.Read("10.1038/" + id) is not { } doi)
            return null;
        address.Become(address.Host, "/articles/" + doi["10.1038/".Length..]);
        return doi;
    }

    static string? ByParameter(Address address, string name)
    {
        if (address[name] is not { } said || Doi.Read(said) is not { } doi)
            return null;
        address.Become(address.Host, address.Path, $"{name}={Doi.ToPath(doi).Replace("&", "%26", StringComparison.Ordinal)}");
        return doi;
    }

    // The number of the proceedings and that of the paper.
    static string? AcmCitation(Address address)
    {
        if ((address["doid"] ?? address["id"]) is not { } number || !number.Contains('.') || number.Any(c => !char.IsAsciiDigit(c) && c != '.') || Doi.Read("10.1145/" + number) is not { } doi)
            return null;
        address.Become("dl.acm.org", "/doi/" + doi);
        return doi;
    }
}
