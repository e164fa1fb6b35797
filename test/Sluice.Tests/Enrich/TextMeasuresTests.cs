namespace Sluice.Tests.Enrich;

public sealed class TextMeasuresTests
{
    [Theory]
    [InlineData("one two  three", 3)]
    [InlineData("don't stop", 3)]
    [InlineData("snake_case __x__ _", 3)]
    [InlineData("a1 2b 3", 3)]
    [InlineData("...", 0)]
    [InlineData("½ ² Ⅷ", 3)]
    [InlineData("漢字かな 交じり", 2)]
    [InlineData("𝒟𝒳 𝒟-𝒳", 3)]
    [InlineData("Straße ελληνικά русский", 3)]
    [InlineData("٣٤ ५", 2)]
    [InlineData("😀a😀", 1)]
    [InlineData("a→b", 2)]
    [InlineData("हिन्दी", 3)]
    public void A_word_is_a_run_of_letters_numbers_and_underscores(string text, int words) =>
        Assert.Equal(words, (int)SomeEnrichment.OfText(text)["word_count"]!);

    [Fact]
    public void A_combining_mark_ends_a_word() => Assert.Equal(2, (int)SomeEnrichment.OfText("e\u0301a")["word_count"]!);

    [Fact]
    public void A_lone_surrogate_ends_a_word() => Assert.Equal(2, (int)SomeEnrichment.OfLine("""{"text":"a\ud835b","date_published":"2021-01-01"}""")["word_count"]!);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(225, 1)]
    [InlineData(337, 1)]
    [InlineData(338, 2)]
    [InlineData(450, 2)]
    [InlineData(562, 2)]
    [InlineData(563, 3)]
    public void Reading_takes_a_minute_for_225_words_and_one_at_least(int words, int minutes) =>
        Assert.Equal(minutes, (int)SomeEnrichment.OfText(string.Concat(Enumerable.Repeat("word ", words)))["reading_time_minutes"]!);

    [Theory]
    [InlineData("one", 1)]
    [InlineData("one\ntwo", 1)]
    [InlineData("one\n\ntwo", 2)]
    [InlineData("one\n \t\ntwo", 2)]
    [InlineData("one\n\n\n\ntwo\n\n", 2)]
    [InlineData("\n\none\r\n\r\ntwo", 2)]
    [InlineData("one\n\u00a0\ntwo", 2)]
    [InlineData("one\n\u001c\ntwo", 2)]
    [InlineData("one\n\u200b\ntwo", 1)]
    [InlineData("...", 1)]
    public void Paragraphs_stand_between_blank_lines(string text, int paragraphs) =>
        Assert.Equal(paragraphs, (int)SomeEnrichment.OfText(text)["paragraph_count"]!);

    [Theory]
    [InlineData("a `call` here", true)]
    [InlineData("```", true)]
    [InlineData("x ```\ncode\n```", true)]
    [InlineData("`a\nb`", true)]
    [InlineData("``a`", true)]
    [InlineData("def run(x):", true)]
    [InlineData("undef run(", true)]
    [InlineData("class Model(Base)", true)]
    [InlineData("class Model:", true)]
    [InlineData("import numpy", true)]
    [InlineData("we import 𝒟ata", true)]
    [InlineData("function f_1(", true)]
    [InlineData("def  def f(", true)]
    [InlineData("function ½(", true)]
    [InlineData("one ` alone", false)]
    [InlineData("two `` in a row", false)]
    [InlineData("def run", false)]
    [InlineData("def (x)", false)]
    [InlineData("Def run(", false)]
    [InlineData("a class of models (all)", false)]
    [InlineData("class Model", false)]
    [InlineData("import (x)", false)]
    [InlineData("imports tax", false)]
    [InlineData("import\u00a0x", false)]
    [InlineData("function 😀(", false)]
    [InlineData("the function of", false)]
    public void Code_is_seen_where_the_predecessor_saw_it(string text, bool hasCode) =>
        Assert.Equal(hasCode, (bool)SomeEnrichment.OfText(text)["has_code"]!);
}
