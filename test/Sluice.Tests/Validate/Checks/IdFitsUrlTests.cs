using System.Security.Cryptography;
using System.Text;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

public sealed class IdFitsUrlTests
{
    static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    static string[] Of(string? id, string url = "https://www.example.org/A b?c=1", string text = "t") =>
        SomeValidation.Of(new IdFitsUrl(), new System.Text.Json.Nodes.JsonObject { ["id"] = id, ["url"] = url, ["source"] = "arbital", ["title"] = "On É", ["text"] = text }.ToJsonString());

    [Theory]
    [InlineData("httpswwwexampleorga bc1")]
    [InlineData("https://www.example.org/A b?c=1")]
    [InlineData("httpswwwexampleorga bc1arbital")]
    [InlineData("https://www.example.org/A b?c=1arbital")]
    [InlineData("On Éhttps://www.example.org/A b?c=1")]
    [InlineData("https://www.example.org/A b?c=1On É")]
    [InlineData("on httpswwwexampleorga bc1")]
    [InlineData("t")]
    public void Each_scheme_that_upstream_used_fits(string hashed) => Assert.Empty(Of(Md5(hashed)));

    [Fact]
    public void The_first_thousand_characters_of_the_text_fit_a_pair_of_surrogates_counting_as_one()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 999)) + "ab";

        Assert.Empty(Of(Md5(text[..^1]), text: text));
        Assert.NotEmpty(Of(Md5(text[..1000]), text: text));
    }

    // The left side is what Python 3.11 makes of the right side: re.sub('[^a-zA-Z0-9\s]','',url).strip().lower()
    [Theory]
    [InlineData("ab\u00A0\u2003\u001Cc", "\u2029 A_b\u00A0\u2003\u001C-C\u3000\u001F")]
    [InlineData("a\u0085b", "\u200BA\u0085\u00DFB\uFEFF")]
    [InlineData("", "://")]
    public void White_space_is_what_Python_calls_so(string normal, string url) => Assert.Empty(Of(Md5(normal), url));

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("blog:2023/05")]
    [InlineData("C4CA4238A0B923820DCC509A6F75849B")]
    public void Another_id_does_not(string id) => Assert.Equal(["id.url_mismatch /id"], Of(id));

    [Fact]
    public void Capitals_are_another_id() => Assert.Equal(["id.url_mismatch /id"], Of(Md5("httpswwwexampleorga bc1").ToUpperInvariant()));

    [Fact]
    public void An_empty_text_is_no_scheme() => Assert.Equal(["id.url_mismatch /id"], Of(Md5(""), text: ""));

    [Theory]
    [InlineData("""{"id":7,"url":"https://a.b"}""")]
    [InlineData("""{"id":"","url":"https://a.b"}""")]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":"a","url":""}""")]
    public void Without_both_there_is_nothing_to_compare(string line) => Assert.Empty(SomeValidation.Of(new IdFitsUrl(), line));
}
