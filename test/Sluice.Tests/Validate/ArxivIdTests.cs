using Sluice.Validate;

namespace Sluice.Tests.Validate;

public class ArxivIdTests
{
    [Theory]
    [InlineData("http://arxiv.org/abs/2301.00001v2", "2301.00001v2")]
    [InlineData("HTTPS://ARXIV.ORG/ABS/math.GT/0309136", "math.GT/0309136")]
    [InlineData("https://www.arxiv.org/pdf/hep-th/9901001.pdf", "hep-th/9901001")]
    [InlineData("https://export.arxiv.org/e-print/0704.0001/?x=y", "0704.0001")]
    [InlineData("https://ar5iv.labs.arxiv.org/html/2301.00001#S1", "2301.00001")]
    [InlineData("https://ar5iv.org/html/2301.00001/", "2301.00001")]
    [InlineData("https://arxiv.org/abs/2301.000012", null)]
    [InlineData("https://arxiv.org/abs/2301.001", null)]
    [InlineData("https://arxiv.org/abs/2301.00001/more", null)]
    [InlineData("https://arxiv.org/list/2301.00001", null)]
    [InlineData("https://xarxiv.org/abs/2301.00001", null)]
    [InlineData("https://.arxiv.org/abs/2301.00001", null)]
    [InlineData("https://example.org/arxiv.org/abs/2301.00001", null)]
    [InlineData("ftp://arxiv.org/abs/2301.00001", null)]
    [InlineData("https://arxiv.org/abs/\uFF12\uFF1301.00001", null)]
    public void An_address_says_its_id_or_none(string url, string? id) => Assert.Equal(id, ArxivId.InAddress(url, out var found) ? found.Text.ToString() : null);

    [Theory]
    [InlineData("2301.00001", 2301)]
    [InlineData(" arXiv: 2401.12345v3 \n", 2401)]
    [InlineData("math/0309136v1", 309)]
    [InlineData("math/03091361", null)]
    [InlineData("2301.00001v", null)]
    [InlineData("2301.00001 and more", null)]
    [InlineData("\u0662301.00001", null)]
    [InlineData("", null)]
    public void A_bare_id_stands_alone(string text, int? month) => Assert.Equal(month, ArxivId.Bare(text, out var found) ? found.YearAndMonth : null);
}
