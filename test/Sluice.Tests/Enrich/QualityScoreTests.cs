using System.Text.Json.Nodes;

namespace Sluice.Tests.Enrich;

public sealed class QualityScoreTests
{
    static (string Score, string Tier) Of(
        string source = "blogs", string[]? authors = null, string title = "A title", string text = "x", string date = "2021-01-01", string[]? tags = null)
    {
        var enriched = SomeEnrichment.Of(row =>
        {
            row["source"] = source;
            row["authors"] = new JsonArray([.. (authors ?? []).Select(name => (JsonNode)name)]);
            row["title"] = title;
            row["text"] = text;
            row["date_published"] = date;
            row["tags"] = new JsonArray([.. (tags ?? []).Select(tag => (JsonNode)tag)]);
        });
        return (enriched["quality_score"]!.ToJsonString(), (string)enriched["quality_tier"]!);
    }

    [Fact]
    public void Nothing_but_being_no_newsletter_gives_two() => Assert.Equal(("2.0", "C"), Of());

    [Theory]
    [InlineData("arxiv", "5.0")]
    [InlineData("distill", "5.0")]
    [InlineData("lesswrong", "2.0")]
    public void ArXiv_and_Distill_give_three(string source, string score) => Assert.Equal(score, Of(source).Score);

    [Fact]
    public void Authors_give_one_and_tags_a_half()
    {
        Assert.Equal("3.0", Of(authors: ["A"]).Score);
        Assert.Equal("2.5", Of(tags: ["a"]).Score);
    }

    [Theory]
    [InlineData(5000, "2.0")]
    [InlineData(5001, "3.0")]
    [InlineData(10_000, "3.0")]
    [InlineData(10_001, "4.0")]
    public void Length_over_5000_and_over_10000_characters_gives_one_each(int length, string score)
    {
        Assert.Equal(score, Of(text: new string('x', length)).Score);
        Assert.Equal(score, Of(text: string.Concat(Enumerable.Repeat("𝒟", length))).Score);
    }

    [Theory]
    [InlineData("2019-12-31", "3.0")]
    [InlineData("2019-12-31T23:30:00-05:00", "3.0")]
    [InlineData("2020-01-01", "2.0")]
    public void Up_to_2019_gives_one_by_the_day_as_written(string date, string score) => Assert.Equal(score, Of(date: date).Score);

    [Theory]
    [InlineData("7.0", "A", "arxiv", 5001, "2020-01-01", true, false)]
    [InlineData("6.5", "B", "arxiv", 5001, "2020-01-01", false, true)]
    [InlineData("4.0", "B", "blogs", 5001, "2020-01-01", true, false)]
    [InlineData("3.5", "C", "blogs", 5001, "2020-01-01", false, true)]
    [InlineData("2.0", "C", "blogs", 1, "2020-01-01", false, false)]
    [InlineData("8.5", "A", "distill", 10_001, "2021-01-01", true, true)]
    public void Tiers_begin_at_seven_four_and_two(string score, string tier, string source, int length, string date, bool authors, bool tags) =>
        Assert.Equal((score, tier), Of(source, authors ? ["A"] : [], text: new string('x', length), date: date, tags: tags ? ["a"] : []));

    [Fact]
    public void A_newsletter_may_fall_below_two() => Assert.Equal(("1.5", "D"), Of(authors: ["A"], tags: ["a"], title: "Our Newsletter"));

    [Theory]
    [InlineData("[AN #12] New things")]
    [InlineData("[an #1]")]
    [InlineData("Alignment Newsletter 7")]
    [InlineData("NEWSLETTERS")]
    [InlineData("Linkpost: x")]
    [InlineData("[linkpost] x")]
    [InlineData("A link post")]
    [InlineData("Links for May")]
    [InlineData("Links for 𝒟")]
    [InlineData("Weekly safety digest")]
    [InlineData("Monthly AI Roundup")]
    [InlineData("Weekly paper review")]
    [InlineData("monthly review")]
    [InlineData("Links: x")]
    public void A_newsletter_shows_in_its_title(string title) => Assert.Equal("0.0", Of(title: title).Score);

    [Theory]
    [InlineData("[AN 12]")]
    [InlineData("[AN #x]")]
    [InlineData("My links: x")]
    [InlineData("Links for")]
    [InlineData("Links for  May")]
    [InlineData("Links for 😀")]
    [InlineData("A digest, weekly")]
    [InlineData("Weekly\ndigest")]
    [InlineData("Monthly thoughts")]
    public void Other_titles_are_no_newsletters(string title) => Assert.Equal("2.0", Of(title: title).Score);

    [Fact]
    public void It_also_shows_in_the_first_500_characters_of_the_text_but_only_by_its_name()
    {
        Assert.Equal("0.0", Of(text: "The Alignment Newsletter").Score);
        Assert.Equal("0.0", Of(text: new string('x', 500 - 20) + "alignment newsletter").Score);
        Assert.Equal("2.0", Of(text: new string('x', 501 - 20) + "alignment newsletter").Score);
        Assert.Equal("0.0", Of(text: string.Concat(Enumerable.Repeat("𝒟", 500 - 7)) + "[an #1]").Score);
        Assert.Equal("2.0", Of(text: "a newsletter, a linkpost").Score);
    }
}
