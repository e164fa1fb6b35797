using System.Text.Json.Nodes;

namespace Sluice.Tests.Enrich;

public sealed class TermEnricherTests
{
    [Theory]
    [InlineData("Doom", "and superintelligence", "High")]
    [InlineData("", "inner ALIGNMENT", "High")]
    [InlineData("", "a treacherous turn", "Medium")]
    [InlineData("x-risk", "nothing", "Medium")]
    [InlineData("Safety", "robustness and verification", "Medium")]
    [InlineData("", "unbiased fairness, transparency", "Medium")]
    [InlineData("Safety", "robustness", "Low")]
    [InlineData("x", "risk safety safety safety", "Low")]
    [InlineData("reward", "hacking", "Medium")]
    public void Safety_relevance_counts_terms_of_title_and_text_once_each(string title, string text, string grade) =>
        Assert.Equal(grade, (string?)SomeEnrichment.Of(row => { row["title"] = title; row["text"] = text; })["safety_relevance"]);

    [Theory]
    [InlineData("lesswrong", "A theorem and its PROOF.", "Research")]
    [InlineData("lesswrong", "A tutorial for the beginner.", "Tutorial")]
    [InlineData("lesswrong", "A theorem, theorem, theorem.", "Overview")]
    [InlineData("lesswrong", "A tutorial.", "Overview")]
    [InlineData("lesswrong", "A theorem, a lemma; for example, let's see.", "Overview")]
    [InlineData("lesswrong", "A theorem, a lemma, a corollary; for example, let's see.", "Research")]
    [InlineData("lesswrong", "first, second, third: how to", "Tutorial")]
    [InlineData("arxiv", "A tutorial for the beginner.", "Research")]
    [InlineData("distill", "", "Overview")]
    public void Technical_level_goes_by_the_terms_of_the_text(string source, string text, string level) =>
        Assert.Equal(level, (string?)SomeEnrichment.Of(row => { row["source"] = source; row["text"] = text; })["technical_level"]);

    [Fact]
    public void The_title_has_no_say_in_the_level() =>
        Assert.Equal("Overview", (string?)SomeEnrichment.Of(row => { row["title"] = "theorem proof lemma"; row["text"] = "x"; })["technical_level"]);

    static string[] Topics(string text, params string[] tags) =>
        [.. SomeEnrichment.Of(row => { row["text"] = text; row["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]); })["primary_topics"]!.AsArray().Select(topic => (string)topic!)];

    [Theory]
    [InlineData("explainability", "interpretability")]
    [InlineData("value learning", "alignment")]
    [InlineData("Adversarial", "robustness")]
    [InlineData("coordination", "governance")]
    [InlineData("scaling", "capabilities")]
    [InlineData("GPT", "llm")]
    [InlineData("early", "rl")]
    public void A_topic_shows_by_any_of_its_terms(string text, string topic) => Assert.Equal([topic], Topics(text));

    [Fact]
    public void Topics_are_sorted_with_the_first_five_tags_as_they_are_written() =>
        Assert.Equal(["AI", "alignment", "b", "z", "é", "𝒟"], Topics("alignment", "z", "𝒟", "é", "AI", "b", "never"));

    [Fact]
    public void They_are_sorted_by_code_point_and_not_by_code_unit() => Assert.Equal(["\uFF21", "\U0001D49F"], Topics("x", "\U0001D49F", "\uFF21"));

    [Fact]
    public void At_most_ten_are_given_and_each_once() =>
        Assert.Equal(["1", "2", "3", "4", "alignment", "capabilities", "governance", "interpretability", "llm", "rl"],
            Topics("alignment policy scaling explainability gpt reward robustness", "1", "2", "3", "4", "alignment"));
}
