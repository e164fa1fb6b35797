using Sluice.Clean.Addresses;

namespace Sluice.Tests.Clean.Addresses;

public sealed class CanonicalAddressTests
{
    static string? Canonical(string url) => CanonicalAddress.Of(url, []);

    static string[] Keys(string url)
    {
        var keys = new List<string>();
        CanonicalAddress.Of(url, keys);
        return [.. keys];
    }

    [Theory]
    [InlineData("http://www.Example.ORG", "https://example.org/")]
    [InlineData("https://example.org:443/a/", "https://example.org/a")]
    [InlineData("http://example.org:80/a", "https://example.org/a")]
    [InlineData("http://example.org:8080/a", "https://example.org:8080/a")]
    [InlineData("HTTPS://example.org./A", "https://example.org/A")]
    [InlineData("https://www.www.example.org/", "https://example.org/")]
    [InlineData("https://www.com/", "https://www.com/")]
    [InlineData("https://example.org/index.html", "https://example.org/")]
    [InlineData("https://example.org/a/Index.PHP/", "https://example.org/a")]
    [InlineData("https://example.org/default.aspx?x=1", "https://example.org/?x=1")]
    [InlineData("https://example.org/index.php/a/view/7", "https://example.org/index.php/a/view/7")]
    [InlineData("https://example.org/a/./b/../c", "https://example.org/a/c")]
    [InlineData("https://example.org/../../a", "https://example.org/a")]
    [InlineData("https://example.org/%7euser/%c3%a9/%2f", "https://example.org/~user/%C3%A9/%2F")]
    [InlineData("https://example.org/é", "https://example.org/%C3%A9")]
    [InlineData("https://example.org/100%", "https://example.org/100%25")]
    [InlineData("https://example.org/%%41", "https://example.org/%25A")]
    [InlineData("https://bücher.example/a", "https://xn--bcher-kva.example/a")]
    [InlineData("https://example.org/?utm_source=x&b=2&a=1&fbclid=9", "https://example.org/?b=2&a=1")]
    [InlineData("https://example.org/?a=1&amp;utm_source=x&amp;b=2", "https://example.org/?a=1&b=2")]
    [InlineData("https://example.org/?ref=some-blog.example.io", "https://example.org/")]
    [InlineData("https://example.org/?ref=v1.2", "https://example.org/?ref=v1.2")]
    [InlineData("https://example.org/?ref=hn&&", "https://example.org/")]
    [InlineData("https://example.org/a#introduction", "https://example.org/a")]
    [InlineData("https://example.org/a#fn12", "https://example.org/a")]
    [InlineData("https://example.org/a#:~:text=some%20words", "https://example.org/a")]
    [InlineData("https://example.org/a#utm_source=rss", "https://example.org/a")]
    [InlineData("https://example.org/#!/a", "https://example.org/#!/a")]
    [InlineData("https://example.org/#/a", "https://example.org/#/a")]
    [InlineData("https://example.org/a.pdf#page=12", "https://example.org/a.pdf#page=12")]
    [InlineData("https://example.org/a#comment-17", "https://example.org/a#comment-17")]
    [InlineData("https://example.org/newsletter/#298", "https://example.org/newsletter#298")]
    [InlineData("https://gwern.net/essay#a-part", "https://gwern.net/essay#a-part")]
    [InlineData("https://en.m.wikipedia.org/wiki/A", "https://en.wikipedia.org/wiki/A")]
    [InlineData("http://name.blogspot.co.uk/2013/05/a.html?m=1", "https://name.blogspot.com/2013/05/a.html?m=1")]
    [InlineData("  https://example.org/a \n", "https://example.org/a")]
    public void An_address_has_one_form(string url, string canonical) => Assert.Equal(canonical, Canonical(url));

    [Theory]
    [InlineData("")]
    [InlineData("example.org/a")]
    [InlineData("/blog/a")]
    [InlineData("ftp://example.org/a")]
    [InlineData("https://")]
    [InlineData("https:///a")]
    [InlineData("https://exa mple.org/")]
    [InlineData("https://example.org/a b")]
    [InlineData("https://a..b/")]
    [InlineData("https://example.org:99999/")]
    [InlineData("https://example.org:x/")]
    [InlineData("https://me:secret@example.org/")]
    [InlineData("https://example.org/\ud800")]
    [InlineData("https://%65xample.org/")]
    [InlineData("https://[zz]/")]
    public void What_is_no_address_has_none(string url) => Assert.Null(Canonical(url));

    [Theory]
    [InlineData("http://arxiv.org/abs/1905.10615", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://www.arxiv.org/pdf/1905.10615v3.pdf#page=2", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://export.arxiv.org/html/1905.10615v1/", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://ar5iv.org/abs/1905.10615", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://ar5iv.labs.arxiv.org/html/1905.10615", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://www.arxiv-vanity.com/papers/1905.10615/", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://www.alphaxiv.org/abs/1905.10615v2", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://huggingface.co/papers/1905.10615", "https://arxiv.org/abs/1905.10615", "arxiv:1905.10615")]
    [InlineData("https://arxiv.org/abs/hep-th/9901001v2", "https://arxiv.org/abs/hep-th/9901001", "arxiv:hep-th/9901001")]
    [InlineData("https://arxiv.org/pdf/cs.AI/0102003", "https://arxiv.org/abs/cs/0102003", "arxiv:cs/0102003")]
    [InlineData("https://arxiv.org/abs/0704.0001", "https://arxiv.org/abs/0704.0001", "arxiv:0704.0001")]
    [InlineData("https://dx.doi.org/10.1000/XYZ", "https://doi.org/10.1000/xyz", "doi:10.1000/xyz")]
    [InlineData("https://doi.org/10.1002/(SICI)1096%3C3::AID%3E3.0", "https://doi.org/10.1002/(sici)1096%3C3::aid%3E3.0", "doi:10.1002/(sici)1096<3::aid>3.0")]
    [InlineData("https://link.springer.com/article/10.5555%2FS12345-020-00037-W", "https://link.springer.com/10.5555/s12345-020-00037-w", "doi:10.5555/s12345-020-00037-w")]
    [InlineData("http://link.springer.com/10.5555/978-3-319-50115-4_30", "https://link.springer.com/10.5555/978-3-319-50115-4_30", "doi:10.5555/978-3-319-50115-4_30")]
    [InlineData("https://dl.acm.org/doi/pdf/10.5555/3375627.3375851", "https://dl.acm.org/doi/10.5555/3375627.3375851", "doi:10.5555/3375627.3375851")]
    [InlineData("http://dl.acm.org/citation.cfm?doid=3171221.3171267&CFID=1", "https://dl.acm.org/doi/10.1145/3171221.3171267", "doi:10.1145/3171221.3171267")]
    [InlineData("https://onlinelibrary.wiley.com/doi/abs/10.5555/1758-5899.12786", "https://onlinelibrary.wiley.com/doi/10.5555/1758-5899.12786", "doi:10.5555/1758-5899.12786")]
    [InlineData("https://www.tandfonline.com/doi/full/10.5555/02691728?journalCode=x", "https://tandfonline.com/doi/10.5555/02691728", "doi:10.5555/02691728")]
    [InlineData("https://pubs.aeaweb.org/doi/pdfplus/10.5555/jep.1", "https://pubs.aeaweb.org/doi/10.5555/jep.1", "doi:10.5555/jep.1")]
    [InlineData("https://www.aeaweb.org/articles?id=10.5555/jep.1&src=x", "https://aeaweb.org/articles?id=10.5555/jep.1", "doi:10.5555/jep.1")]
    [InlineData("https://www.nature.com/articles/s99999-018-0003-2.pdf", "https://nature.com/articles/s99999-018-0003-2", "doi:10.1038/s99999-018-0003-2")]
    [InlineData("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=99", "https://ssrn.com/abstract=99", "doi:10.2139/ssrn.99")]
    [InlineData("https://www.biorxiv.org/content/10.5555/2020.01.01.123456v2.full.pdf", "https://biorxiv.org/content/10.5555/2020.01.01.123456", "doi:10.5555/2020.01.01.123456")]
    [InlineData("https://www.alignmentforum.org/posts/QknPz9JQTQpGdaWDp/an-80-why-ai", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp", "lesswrong:QknPz9JQTQpGdaWDp")]
    [InlineData("https://www.greaterwrong.com/posts/QknPz9JQTQpGdaWDp", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp", "lesswrong:QknPz9JQTQpGdaWDp")]
    [InlineData("https://lesserwrong.com/s/kxs3eeEti9ouwWFzr/p/QknPz9JQTQpGdaWDp", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp", "lesswrong:QknPz9JQTQpGdaWDp")]
    [InlineData("https://www.lesswrong.com/s/kxs3eeEti9ouwWFzr", "https://www.lesswrong.com/s/kxs3eeEti9ouwWFzr", "lesswrong:s/kxs3eeEti9ouwWFzr")]
    [InlineData("https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a?commentId=abcdefghijklmnopq", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp?commentId=abcdefghijklmnopq", "lesswrong:QknPz9JQTQpGdaWDp/abcdefghijklmnopq")]
    [InlineData("https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a#abcdefghijklmnopq", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp?commentId=abcdefghijklmnopq", "lesswrong:QknPz9JQTQpGdaWDp/abcdefghijklmnopq")]
    [InlineData("https://www.greaterwrong.com/posts/QknPz9JQTQpGdaWDp/a/comment/abcdefghijklmnopq", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp?commentId=abcdefghijklmnopq", "lesswrong:QknPz9JQTQpGdaWDp/abcdefghijklmnopq")]
    [InlineData("https://ea.greaterwrong.com/posts/QknPz9JQTQpGdaWDp/a#comments", "https://forum.effectivealtruism.org/posts/QknPz9JQTQpGdaWDp", "eaforum:QknPz9JQTQpGdaWDp")]
    [InlineData("https://youtu.be/oFJcvyxpGSo?t=17", "https://www.youtube.com/watch?v=oFJcvyxpGSo", "youtube:oFJcvyxpGSo")]
    [InlineData("https://m.youtube.com/watch?list=PL1&v=oFJcvyxpGSo", "https://www.youtube.com/watch?v=oFJcvyxpGSo", "youtube:oFJcvyxpGSo")]
    [InlineData("https://www.youtube-nocookie.com/embed/oFJcvyxpGSo", "https://www.youtube.com/watch?v=oFJcvyxpGSo", "youtube:oFJcvyxpGSo")]
    [InlineData("https://www.youtube.com/playlist?list=PL1&si=x", "https://www.youtube.com/playlist?list=PL1", "youtube:list/PL1")]
    [InlineData("https://aisafety.info?state=3119", "https://aisafety.info/questions/3119", "aisafety.info:3119")]
    [InlineData("https://aisafety.info/?state=3119_", "https://aisafety.info/questions/3119", "aisafety.info:3119")]
    [InlineData("https://ui.stampy.ai/?state=8XV7", "https://aisafety.info/questions/8XV7", "aisafety.info:8XV7")]
    [InlineData("https://aisafety.info/questions/3119/What-is-it", "https://aisafety.info/questions/3119", "aisafety.info:3119")]
    [InlineData("https://arbital.greaterwrong.com/p/Some_alias?l=1fz", "https://arbital.com/p/some_alias", "arbital:some_alias")]
    [InlineData("https://openreview.net/pdf?id=_QdvdkxOii6", "https://openreview.net/forum?id=_QdvdkxOii6", "openreview:_QdvdkxOii6")]
    [InlineData("https://openreview.net/forum?id=_QdvdkxOii6&noteId=Ab1", "https://openreview.net/forum?id=_QdvdkxOii6&noteId=Ab1", "openreview:_QdvdkxOii6/Ab1")]
    [InlineData("https://medium.com/@someone/a-title-460d288cccf3?source=friends_link", "https://medium.com/p/460d288cccf3", "medium:460d288cccf3")]
    [InlineData("https://ai-alignment.com/a-title-551b314a3bab", "https://medium.com/p/551b314a3bab", "medium:551b314a3bab")]
    [InlineData("https://docs.google.com/document/u/1/d/1SnJe07u0oESoAT2BPdj_0t6x/edit?usp=sharing#heading=h.1", "https://docs.google.com/document/d/1SnJe07u0oESoAT2BPdj_0t6x", "google:1SnJe07u0oESoAT2BPdj_0t6x")]
    [InlineData("https://github.com/Some-Body/Thing.git", "https://github.com/some-body/thing", "github:some-body/thing")]
    [InlineData("https://nitter.example/Some_Body/status/1368662246885265409?s=20", "https://twitter.com/some_body/status/1368662246885265409", "twitter:1368662246885265409")]
    [InlineData("https://papers.nips.cc/paper/2020/file/0123456789abcdef0123456789abcdef-Paper.pdf", "https://proceedings.neurips.cc/paper/2020/hash/0123456789abcdef0123456789abcdef-Abstract.html", "neurips:0123456789abcdef0123456789abcdef")]
    [InlineData("http://proceedings.mlr.press/v97/name19a/name19a.pdf", "https://proceedings.mlr.press/v97/name19a.html", "pmlr:v97/name19a")]
    [InlineData("https://www.aclweb.org/anthology/P18-1001.pdf", "https://aclanthology.org/P18-1001", "acl:P18-1001")]
    [InlineData("https://web.archive.org/web/20200101000000id_/http://www.example.org/a/", "https://example.org/a", null)]
    [InlineData("https://web.archive.org/web/2020/https:/youtu.be/oFJcvyxpGSo", "https://www.youtube.com/watch?v=oFJcvyxpGSo", "youtube:oFJcvyxpGSo")]
    [InlineData("https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa%2F&sa=D", "https://example.org/a", null)]
    [InlineData("https://open.substack.com/pub/someone/p/a-title?r=ab&utm_medium=ios", "https://someone.substack.com/p/a-title", null)]
    [InlineData("http://distill.pub/2020/growing-ca/", "https://distill.pub/2020/growing-ca", null)]
    public void A_known_site_has_one_address_for_a_page_and_a_key(string url, string canonical, string? key)
    {
        Assert.Equal(canonical, Canonical(url));
        Assert.Equal(key is null ? [] : [key], Keys(url));
        Assert.Equal(Keys(url), Keys(canonical));
    }

    [Fact]
    public void A_doi_of_arxiv_is_the_paper_there_and_keeps_both_keys()
    {
        Assert.Equal("https://arxiv.org/abs/1905.10615", Canonical("https://doi.org/10.48550/arXiv.1905.10615"));
        Assert.Equal(["doi:10.48550/arxiv.1905.10615", "arxiv:1905.10615"], Keys("https://doi.org/10.48550/arXiv.1905.10615"));
    }

    /// <summary>Pages that somebody could take for one another.</summary>
    [Theory]
    [InlineData("https://example.org/?p=123", "https://example.org/?p=124")]
    [InlineData("https://example.org/?p=123", "https://example.org/")]
    [InlineData("https://example.org/item?id=1", "https://example.org/item?id=2")]
    [InlineData("https://example.org/a", "https://example.org/A")]
    [InlineData("https://example.org/a?x=1&y=2", "https://example.org/a?y=2&x=1")]
    [InlineData("https://example.org/newsletter#298", "https://example.org/newsletter#618")]
    [InlineData("https://example.org/a#comment-1", "https://example.org/a#comment-2")]
    [InlineData("https://example.org/a#comment-xy", "https://example.org/a")]
    [InlineData("https://example.org/#!/a", "https://example.org/#!/b")]
    [InlineData("https://example.org/a.pdf#page=1", "https://example.org/a.pdf#page=2")]
    [InlineData("https://example.org/a%2Fb", "https://example.org/a/b")]
    [InlineData("https://example.org/a+b", "https://example.org/a%20b")]
    [InlineData("https://blog.example.org/a", "https://example.org/a")]
    [InlineData("https://example.org:8080/", "https://example.org/")]
    [InlineData("https://github.com/a/b/tree/main?ref=v1.2", "https://github.com/a/b/tree/main?ref=v1.3")]
    [InlineData("https://github.com/a/b/issues/1", "https://github.com/a/b/issues/2")]
    [InlineData("https://github.com/a/b/issues/1#issuecomment-5", "https://github.com/a/b/issues/1#issuecomment-6")]
    [InlineData("https://arxiv.org/abs/1905.10615", "https://arxiv.org/abs/1905.10616")]
    [InlineData("https://arxiv.org/abs/hep-th/9901001", "https://arxiv.org/abs/hep-ph/9901001")]
    [InlineData("https://arxiv.org/list/cs.AI/recent", "https://arxiv.org/list/cs.LG/recent")]
    [InlineData("https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a", "https://forum.effectivealtruism.org/posts/QknPz9JQTQpGdaWDp/a")]
    [InlineData("https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a?commentId=abcdefghijklmnopq")]
    [InlineData("https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a?commentId=abcdefghijklmnopq", "https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a?commentId=bbcdefghijklmnopq")]
    [InlineData("https://www.lesswrong.com/posts/QknPz9JQTQpGdaWDp/a", "https://www.lesswrong.com/s/QknPz9JQTQpGdaWDp")]
    [InlineData("https://www.lesswrong.com/lw/abc/a_title", "https://www.lesswrong.com/lw/abd/a_title")]
    [InlineData("https://www.lesswrong.com/tag/oversight", "https://forum.effectivealtruism.org/tag/oversight")]
    [InlineData("https://www.youtube.com/watch?v=oFJcvyxpGSo", "https://www.youtube.com/playlist?list=oFJcvyxpGSo")]
    [InlineData("https://www.youtube.com/watch?v=oFJcvyxpGSo", "https://www.youtube.com/watch?v=oFJcvyxpGSO")]
    [InlineData("https://aisafety.info?state=3119", "https://aisafety.info?state=6176")]
    [InlineData("https://aisafety.info?state=3119_6176", "https://aisafety.info?state=3119")]
    [InlineData("https://openreview.net/forum?id=a", "https://openreview.net/forum?id=a&noteId=b")]
    [InlineData("https://openreview.net/attachment?id=a&name=x", "https://openreview.net/forum?id=a")]
    [InlineData("https://someone.substack.com/p/a", "https://someone.substack.com/p/a/comment/12")]
    [InlineData("https://docs.google.com/spreadsheets/d/1SnJe07u0oESoAT2BPdj/edit#gid=5", "https://docs.google.com/spreadsheets/d/1SnJe07u0oESoAT2BPdj/edit#gid=0")]
    [InlineData("https://docs.google.com/document/d/e/1SnJe07u0oESoAT2BPdj/pub", "https://docs.google.com/document/d/1SnJe07u0oESoAT2BPdj/edit")]
    [InlineData("https://oxford.example.com/view/10.5555/oso/9.1/oso-9-chapter-1", "https://oxford.example.com/view/10.5555/oso/9.1/oso-9-chapter-2")]
    [InlineData("https://arbital.com/p/a#subpage-x", "https://arbital.com/p/a")]
    [InlineData("https://web.archive.org/web/2020/https://example.org/a", "https://web.archive.org/web/2020/https://example.org/b")]
    [InlineData("https://medium.com/@someone", "https://medium.com/@someone/a-title-460d288cccf3")]
    [InlineData("https://doi.org/10.1000/a%23b", "https://doi.org/10.1000/a")]
    public void Two_pages_are_never_one(string one, string other) => Assert.NotEqual(Canonical(one), Canonical(other));

    [Theory]
    [InlineData("https://arxiv.org/list/cs.AI/recent")]
    [InlineData("https://arxiv.org/abs/1913.10615")]
    [InlineData("https://arxiv.org/abs/1905.1061")]
    [InlineData("https://arxiv.org/abs/1905.106155")]
    [InlineData("https://www.lesswrong.com/posts/short/a")]
    [InlineData("https://www.youtube.com/c/someone")]
    [InlineData("https://doi.org/not-a-doi")]
    [InlineData("https://www.nature.com/articles/some-news")]
    [InlineData("https://oxford.example.com/view/10.5555/oso/9.1/oso-9-chapter-1")]
    [InlineData("https://medium.com/@someone/facade-effaced")]
    public void What_is_no_page_with_an_id_has_no_key(string url)
    {
        Assert.NotNull(Canonical(url));
        Assert.Empty(Keys(url));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void The_canonical_address_of_a_canonical_address_is_itself_with_the_same_keys(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
        {
            var url = SomeAddress.Of(random);
            if (Canonical(url) is not { } canonical)
                continue;
            Assert.True(canonical == Canonical(canonical), $"{url}\n{canonical}\n{Canonical(canonical)}");
            Assert.True(Keys(canonical).All(Keys(url).Contains), $"{url}\n{canonical}");
            Assert.True(System.Text.Ascii.IsValid(canonical), canonical);
        }
    }

    [Fact]
    public void Any_text_has_an_address_or_none_and_never_fails()
    {
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
            Assert.True(Canonical((random.Next(2) == 0 ? "https://" : "") + Some.Utf16(random, 40)) is null or { Length: > 8 });
    }
}
