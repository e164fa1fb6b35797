using Sluice.Extract.Filters;
using Sluice.Records;

namespace Sluice.Tests.Extract;

public sealed class KeywordIsPresentTests
{
    static readonly KeywordIsPresent Filter = new(["alignment", "x-risk", "Évaluation"]);

    [Theory]
    [InlineData("""{"text":"about ALIGNMENT."}""")]
    [InlineData("""{"title":"misalignments"}""")]
    [InlineData("""{"title":"X-Risk","text":null}""")]
    [InlineData("""{"text":"\u0061lign\u006dent"}""")]
    [InlineData("""{"text":"first\nalignment"}""")]
    [InlineData("""{"text":"\\nalignment"}""")]
    [InlineData("""{"text":"évaluation"}""")]
    [InlineData("""{"text":"\u00c9VALUATION"}""")]
    [InlineData("""{"text":"\ud83d alignment \udc00"}""")]
    public void A_row_with_a_keyword_in_title_or_text_is_kept(string line) => Assert.Null(Filter.Judge(Some.Candidate(line)));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"title":"","text":""}""")]
    [InlineData("""{"title":null,"text":["alignment"]}""")]
    [InlineData("""{"abstract":"alignment"}""")]
    [InlineData("""{"text":"align\nment"}""")]
    [InlineData("""{"title":"align","text":"ment"}""")]
    [InlineData("""{"text":"x\u2010risk"}""")]
    public void A_row_without_one_is_dropped(string line) => Assert.Equal(DropReason.NoKeyword, Filter.Judge(Some.Candidate(line)));

    [Fact]
    public void A_letter_of_an_escape_is_no_letter_of_a_keyword() =>
        Assert.Equal(DropReason.NoKeyword, new KeywordIsPresent(["note", "u0041"]).Judge(Some.Candidate("""{"text":"\note \u0041"}""")));

    [Fact]
    public void Without_keywords_every_row_is_kept() => Assert.Null(new KeywordIsPresent([]).Judge(Some.Candidate("{}")));

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("😀")]
    [InlineData("""\n""")]
    public void A_keyword_is_found_wherever_a_window_of_the_text_ends(string letter)
    {
        var filter = new KeywordIsPresent(["alignment"]);
        // The first look ends after 1,024 characters, the window behind it 8,184 further on.
        foreach (var before in (int[])[.. Enumerable.Range(1000, 40), .. Enumerable.Range(9180, 40)])
        {
            var padding = string.Concat(Enumerable.Repeat(letter, letter == "😀" ? before / 2 : before));
            Assert.Null(filter.Judge(Some.Candidate($$"""{"text":"{{padding}}alignment and more"}""")));
            Assert.Equal(DropReason.NoKeyword, filter.Judge(Some.Candidate($$"""{"text":"{{padding}}alignmen{{letter}}t"}""")));
        }
    }

    [Fact]
    public void A_keyword_longer_than_a_window_is_found()
    {
        var keyword = string.Concat(Enumerable.Repeat("long ", 3000));

        Assert.Null(new KeywordIsPresent([keyword]).Judge(Some.Candidate($$"""{"text":"{{new string('x', 20_000)}}{{keyword}}"}""")));
        Assert.Equal(DropReason.NoKeyword, new KeywordIsPresent([keyword]).Judge(Some.Candidate($$"""{"text":"{{new string('x', 20_000)}}{{keyword[1..]}}"}""")));
    }
}
