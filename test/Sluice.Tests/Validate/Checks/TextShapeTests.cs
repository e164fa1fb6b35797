using System.Text.Json.Nodes;
using Sluice.Validate;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

/// <summary>Length, headings, the title again, and texts that stop in the middle.</summary>
public sealed class TextShapeTests
{
    static string[] Of(ICheck check, string? text, string? title = "On oversight") => SomeValidation.Of(check, new JsonObject { ["title"] = title, ["text"] = text }.ToJsonString());

    [Theory]
    [InlineData(99, "a", "text.too_short")]
    [InlineData(100, "a", null)]
    [InlineData(99, "😀", "text.too_short")]
    [InlineData(100, "😀", null)]
    [InlineData(0, "a", "text.too_short")]
    [InlineData(1_000_000, "a", null)]
    [InlineData(1_000_000, "é", null)]
    [InlineData(1_000_001, "é", "text.too_long")]
    public void A_text_has_a_hundred_to_a_million_characters(int count, string character, string? code) =>
        Assert.Equal(code is null ? [] : [code + " /text"], Of(new TextIsOfUsualLength(), string.Concat(Enumerable.Repeat(character, count))));

    [Fact]
    public void A_text_that_is_absent_or_null_has_no_length() => Assert.Empty(Of(new TextIsOfUsualLength(), null));

    [Theory]
    [InlineData("# One\n\n## Two\n")]
    [InlineData("<h1>One</h1>\n<h2 class=\"x\">Two</h2>")]
    [InlineData("**Abstract**")]
    [InlineData("One\n===\n\nTwo\n---")]
    [InlineData("A Section and Nothing Under It")]
    [InlineData("Abstract:")]
    public void Headings_alone_are_no_text(string text) => Assert.Equal(["text.heading_only /text"], Of(new TextSaysMore(), text));

    [Theory]
    [InlineData("# One\n\nSome text.")]
    [InlineData("One\n===\nsome text")]
    [InlineData("One\n\nTwo")]
    [InlineData("<h1>One</h1> and then <h2>Two</h2> so")]
    [InlineData("This says something.")]
    [InlineData("this begins in the middle")]
    [InlineData("#hashtag says something.")]
    [InlineData("**Bold** and plain **bold**.")]
    [InlineData("")]
    public void Something_under_a_heading_is(string text) => Assert.Empty(Of(new TextSaysMore(), text));

    [Theory]
    [InlineData("On oversight.")]
    [InlineData("  **ON   OVERSIGHT!**\n")]
    [InlineData("<p>on oversight</p>.")]
    public void The_title_again_is_no_text(string text) => Assert.Contains("text.equals_title /text", Of(new TextSaysMore(), text));

    [Theory]
    [InlineData("On oversight, and more of it.", "On oversight")]
    [InlineData("On oversigh.", "On oversight")]
    [InlineData("…", "…")]
    [InlineData("Something.", null)]
    public void A_word_more_is(string text, string? title) => Assert.Empty(Of(new TextSaysMore(), text, title));

    static string Words(int length) => string.Concat(Enumerable.Repeat("some words ", length / 11 + 1))[..(length - 1)].TrimEnd().PadRight(length, 'x');

    [Theory]
    [InlineData("The rest of...")]
    [InlineData("The rest of… \n")]
    [InlineData("The rest of […]")]
    [InlineData("The rest [...]")]
    [InlineData("and so it goes. Read more »")]
    [InlineData("and so it goes. [Read more]")]
    [InlineData("and so it goes. Continue reading →")]
    [InlineData("and so it goes (continued)")]
    [InlineData("and so it goes (cont.)")]
    [InlineData("Then run:\n```python\nprint(1)\n")]
    [InlineData("```\na\n```\nand\n  ```\nb")]
    public void A_text_that_ends_in_the_middle_is_truncated(string text) => Assert.Equal(["text.truncated /text"], Of(new TextIsWhole(), text));

    [Theory]
    [InlineData("It ends.")]
    [InlineData("Dots... in the middle.")]
    [InlineData("You should read more.")]
    [InlineData("We all want to read more")]
    [InlineData("To be continued")]
    [InlineData("A link at the end: https://example.org/a")]
    [InlineData("```\na\n```")]
    [InlineData("```a``` is inline, and ``` is three backticks.")]
    [InlineData("```a``` starts a line of text.")]
    public void A_text_that_ends_is_whole(string text) => Assert.Empty(Of(new TextIsWhole(), text));

    [Theory]
    [InlineData(2000, true)]
    [InlineData(1990, true)]
    [InlineData(1984, false)]
    [InlineData(2001, false)]
    [InlineData(500, true)]
    [InlineData(499, false)]
    [InlineData(4096, true)]
    [InlineData(65_534, true)]
    [InlineData(55_000, false)]
    [InlineData(199, false)]
    public void A_round_length_is_a_cut_if_the_last_word_has_no_full_stop(int length, bool cut)
    {
        Assert.Equal(cut, Of(new TextIsWhole(), Words(length)).Length > 0);
        Assert.Empty(Of(new TextIsWhole(), Words(length)[..^1] + "."));
    }
}
