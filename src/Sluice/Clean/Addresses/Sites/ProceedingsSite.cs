namespace Sluice.Clean.Addresses.Sites;

/// <summary>Papers of NeurIPS, PMLR and the ACL Anthology: abstract page and PDF are one.</summary>
public sealed class ProceedingsSite : ISite
{
    public bool Knows(Address address, List<string> keys) => address.Host switch
    {
        "papers.nips.cc" or "papers.neurips.cc" or "proceedings.neurips.cc" => IsNeurips(address, keys),
        "proceedings.mlr.press" or "jmlr.org" => IsPmlr(address, keys),
        "aclanthology.org" or "aclweb.org" => IsAcl(address, keys),
        _ => false,
    };

    // /paper/2020/hash/HASH-Abstract.html, /paper/2020/file/HASH-Paper.pdf, also with -Conference; supplements are no papers.
    static bool IsNeurips(Address address, List<string> keys)
    {
        var segments = address.Segments is ["paper_files", .. var below] ? below : address.Segments;
        if (segments is not ["paper", { Length: 4 } year, "hash" or "file", { Length: > 33 } file] || file[32] != '-' || !year.All(char.IsAsciiDigit) || !file[..32].All(char.IsAsciiHexDigitLower))
            return false;
        if (!file[33..].StartsWith("Abstract", StringComparison.Ordinal) && !file[33..].StartsWith("Paper", StringComparison.Ordinal))
            return false;
        keys.Add("neurips:" + file[..32]);
        address.Become("proceedings.neurips.cc", $"/paper/{year}/hash/{file[..32]}-Abstract.html");
        return true;
    }

    // /v97/name19a.html, /v97/name19a/name19a.pdf, /v97/name19a
    static bool IsPmlr(Address address, List<string> keys)
    {
        var segments = address.Segments is ["proceedings", "papers", .. var below] ? below : address.Segments;
        if (segments is not [{ Length: >= 2 } volume, var name, ..] || volume[0] != 'v' || !volume.AsSpan(1).Trim("0123456789").IsEmpty)
            return false;
        var paper = name.EndsWith(".html", StringComparison.Ordinal) || name.EndsWith(".pdf", StringComparison.Ordinal) ? name[..name.LastIndexOf('.')] : name;
        if (!paper.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !(segments.Length == 2 || (segments.Length == 3 && segments[2] == paper + ".pdf")) || (address.Host == "jmlr.org" && segments == address.Segments))
            return false;
        keys.Add($"pmlr:{volume}/{paper}");
        address.Become("proceedings.mlr.press", $"/{volume}/{paper}.html");
        return true;
    }

    static bool IsAcl(Address address, List<string> keys)
    {
        var segments = address.Segments is ["anthology", .. var below] ? below : address.Segments;
        if (segments is not [var file] || (address.Host == "aclweb.org" && address.Segments.Length == 1))
            return false;
        var id = file.EndsWith(".pdf", StringComparison.Ordinal) ? file[..^4] : file;
        if (!id.Any(char.IsAsciiDigit) || !id.Contains('-') || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
            return false;
        keys.Add("acl:" + id);
        address.Become("aclanthology.org", "/" + id);
        return true;
    }
}
