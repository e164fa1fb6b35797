using System.Text;

namespace Sluice.Tests.Clean.Addresses;

/// <summary>Addresses of any kind, put together from the parts that the known sites look for.</summary>
static class SomeAddress
{
    static readonly string[] Hosts =
    [
        "example.org", "www.example.org", "WWW.Example.org:80", "a.b.example.org:8080", "arxiv.org", "ar5iv.org", "huggingface.co", "doi.org", "link.springer.com", "nature.com", "dl.acm.org",
        "onlinelibrary.wiley.com", "aeaweb.org", "journals.plos.org", "psycnet.apa.org", "frontiersin.org", "biorxiv.org", "zenodo.org", "ssrn.com", "lesswrong.com", "ea.greaterwrong.com", "alignmentforum.org",
        "youtube.com", "youtu.be", "aisafety.info", "arbital.com", "openreview.net", "medium.com", "ai-alignment.com", "x.substack.com", "open.substack.com", "docs.google.com", "drive.google.com", "github.com",
        "twitter.com", "nitter.cc", "proceedings.neurips.cc", "proceedings.mlr.press", "aclweb.org", "web.archive.org", "google.com", "gwern.net", "en.m.wikipedia.org", "x.blogspot.co.uk",
    ];

    static readonly string[] Parts =
    [
        "a", "B", "abs", "pdf", "1905.10615v2", "hep-th", "9901001", "10.5555", "10.48550", "arXiv.1905.10615", "doi", "full", "x.pdf", "index.html", "posts", "QknPz9JQTQpGdaWDp", "comment", "s", "p", "g",
        "watch", "embed", "oFJcvyxpGSo", "questions", "3119", "forum", "a-title-460d288cccf3", "pub", "comments", "document", "d", "1SnJe07u0oESoAT2BPdj", "e", "status", "17", "paper", "2020", "hash",
        "0123456789abcdef0123456789abcdef-Paper.pdf", "v97", "name19a", "name19a.pdf", "anthology", "P18-1001", "web", "2020id_", "https:", "http:", "example.org", "..", ".", "", "%2F", "%2e%2e", "%", "%4", "%c3%A9",
        "é", "articles", "content", "abstract=99", "citation.cfm", "url", "out", "index.php", "u", "0", "%3C", "<", "漢", "10.5555%2Fa%2F..%2Fb", "10.5555%2Findex.html", "10.1038", "s1-2", "W.git", "doiLanding", "article",
    ];

    static readonly string[] Names = ["utm_source", "ref", "id", "v", "list", "state", "commentId", "noteId", "source", "doid", "doi", "q", "url", "tab", "amp;a", "a", "p", "r", "abstract_id", "%61"];

    static readonly string[] Values = ["", "1", "a.example.org", "QknPz9JQTQpGdaWDp", "oFJcvyxpGSo", "3119_", "10.5555/x.1", "10.5555%2Fx%26y", "https%3A%2F%2Fwww.example.org%2F%3Fa%3D1", "3171221.3171267", "%", "é", "t.1", "a=b"];

    static readonly string[] Fragments = ["", "!", "!/a", "/a", "page=2", "298", "top", "comment-17", "QknPz9JQTQpGdaWDp", "fn1", ".x1", "a:~:text=b1", "gid=7", "utm_source=x", "a=1&utm_medium=b&c", "%", "é1", "subpage-a", "a#1"];

    public static string Of(Random random)
    {
        var url = new StringBuilder(Pick(random, ["https://", "http://", "HTTP://"])).Append(Pick(random, Hosts));
        for (var i = random.Next(7); i > 0; i--)
            url.Append('/').Append(Pick(random, Parts));
        if (random.Next(3) == 0)
            url.Append('/');
        var sign = '?';
        for (var i = random.Next(3); i > 0; i--, sign = '&')
            url.Append(sign).Append(Pick(random, Names)).Append(random.Next(8) == 0 ? "" : "=" + Pick(random, Values));
        return random.Next(3) == 0 ? url.Append('#').Append(Pick(random, Fragments)).ToString() : url.ToString();
    }

    static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
