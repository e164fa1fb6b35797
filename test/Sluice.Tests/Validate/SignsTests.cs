using System.Text;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

public class SignsTests
{
    [Theory]
    [InlineData("Plain words (and a [link](x)), a < b & c, \\n\\n \\\"said\\\".", "None")]
    [InlineData("\\u0007", "Escape")]
    [InlineData("\\b", "Escape")]
    [InlineData("\\f", "Escape")]
    [InlineData("\\\\\\u0007", "Escape, Command")]
    [InlineData("\\\\beta", "Command")]
    [InlineData("\u007F", "Odd")]
    [InlineData("\u0085", "Odd")]
    [InlineData("\uFFFD", "Odd")]
    [InlineData("\u00A0 \u2019 caf\u00E9 ", "None")]
    [InlineData("\u00E2\u20AC\u2122", "Misread")]
    [InlineData("<br>", "Markup")]
    [InlineData("<@", "Markup")]
    [InlineData("<\\/p>", "Markup")]
    [InlineData("&nbsp;", "Markup")]
    [InlineData("{{cite", "Markup")]
    [InlineData("Config({", "Markup")]
    [InlineData("[[File:", "Markup")]
    [InlineData("[edit]", "Markup")]
    [InlineData("```", "Fence")]
    public void A_sign_is_seen_wherever_it_stands(string body, string signs)
    {
        // Around every edge of a stride, with nothing, one byte and much behind it.
        for (var before = 0; before < 70; before++)
            foreach (var after in (int[])[0, 1, 2, 31, 32, 33, 34, 35, 100])
                Assert.Equal(signs, SignReader.Of(Encoding.UTF8.GetBytes(new string('x', before) + body + new string('x', after))).ToString());
    }

    [Fact]
    public void Nothing_has_no_signs() => Assert.Equal(Signs.None, SignReader.Of([]));
}
