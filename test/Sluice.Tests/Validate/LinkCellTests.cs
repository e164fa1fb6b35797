using Sluice.Validate;

namespace Sluice.Tests.Validate;

public sealed class LinkCellTests
{
    [Theory]
    [InlineData("https://example.org/a", "https://example.org/a")]
    [InlineData("https://example.org/a\nhttps://example.net/b ", "https://example.org/a|https://example.net/b")]
    [InlineData("https://example.org/a, https://example.net/b,\nhttps://example.com/c", "https://example.org/a|https://example.net/b|https://example.com/c")]
    [InlineData("https://example.org/a,https://example.net/b;www.example.com", "https://example.org/a|https://example.net/b|https://www.example.com")]
    [InlineData("https://example.org/gone (LINK BROKEN)", "https://example.org/gone")]
    [InlineData("https://example.org/a (was withdrawn)\n\ntraining code: https://example.net/code/ ", "https://example.org/a|https://example.net/code/")]
    [InlineData("(https://example.org/a) <https://example.net/b>.", "https://example.org/a|https://example.net/b")]
    [InlineData("https://example.org/wiki/Otter_(animal)", "https://example.org/wiki/Otter_(animal)")]
    [InlineData("https://example.org/a,b;c.htm", "https://example.org/a,b;c.htm")]
    [InlineData("https://archive.example.org/2020/https://example.net/x", "https://archive.example.org/2020/https://example.net/x")]
    [InlineData("https://example.org/a https://example.org/a", "https://example.org/a")]
    [InlineData("https://example.org/?q=a#/b/?c=d", "https://example.org/?q=a#/b/?c=d")]
    [InlineData("https://example.org/a ; https://example.net/b", "https://example.org/a|https://example.net/b")]
    [InlineData("https://example.org/a;https://example.net/b,(https://example.com/c)", "https://example.org/a|https://example.net/b|https://example.com/c")]
    [InlineData("<https://example.org/a>,<https://example.net/b>", "https://example.org/a|https://example.net/b")]
    [InlineData("https://example.org/a\r\nhttps://example.net/b", "https://example.org/a|https://example.net/b")]
    [InlineData("https://example.org/a\u2003https://example.net/b\u200bhttps://example.com/c", "https://example.org/a|https://example.net/b|https://example.com/c")]
    [InlineData("\u201chttps://example.org/a\u201d", "https://example.org/a")]
    [InlineData("[paper](https://example.org/a), code:https://example.net/b", "https://example.org/a|https://example.net/b")]
    [InlineData("https://example.org/10.1000/(SICI)1097-4571(199806)49:8<693::AID>3.0", "https://example.org/10.1000/(SICI)1097-4571(199806)49:8<693::AID>3.0")]
    [InlineData("https://example.org/wiki/Otter_(animal),_large", "https://example.org/wiki/Otter_(animal),_large")]
    public void Every_address_of_a_cell_is_found(string cell, string links)
    {
        Assert.Equal(links.Split('|'), LinkCell.Read(cell, out _));
    }

    [Theory]
    [InlineData("example.org/paper.pdf", "https://example.org/paper.pdf")]
    [InlineData("example.org", "https://example.org")]
    [InlineData("see www.example.org", "https://www.example.org")]
    [InlineData("//example.org/x", "https://example.org/x")]
    [InlineData("HTTPS://Example.org/X", "https://Example.org/X")]
    [InlineData("doi:10.5555/abc.5", "https://doi.org/10.5555/abc.5")]
    [InlineData("DOI: 10.5555/abc(1).", "https://doi.org/10.5555/abc(1)")]
    [InlineData("10.5555/abc", "https://doi.org/10.5555/abc")]
    [InlineData("arXiv:2401.01234v2", "https://arxiv.org/abs/2401.01234v2")]
    [InlineData("arXiv: hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001")]
    [InlineData("2401.01234", "https://arxiv.org/abs/2401.01234")]
    public void A_missing_scheme_is_repaired_and_told(string cell, string link)
    {
        Assert.Equal([link], LinkCell.Read(cell, out var repaired));
        Assert.True(repaired);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no link")]
    [InlineData("e.g. a talk, v1.0 of it, and/or more")]
    [InlineData("see 2401.01234 for the number")]
    [InlineData("10.5/x")]
    [InlineData("https://")]
    [InlineData("ftp://example.org/x")]
    [InlineData("mail someone@example.org")]
    public void What_is_no_address_gives_none(string cell)
    {
        Assert.Empty(LinkCell.Read(cell, out var repaired));
        Assert.False(repaired);
    }
}
