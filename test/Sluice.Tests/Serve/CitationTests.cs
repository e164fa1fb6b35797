using Sluice.Serve;

namespace Sluice.Tests.Serve;

public sealed class CitationTests
{
    const string Paper = """{"id":"0123456789abcdef","source":"arxiv","title":"A & B: 100% of {x_1}","authors":["Ada Example","Bo"],"date_published":"2021-03-04","date_precision":"day","venue":"J","doi":"10.5555/a_b","url":"https://a.org/x_y%20z"}""";

    [Fact]
    public void BibTeX_says_what_the_record_says_and_escapes_it() =>
        Assert.Equal("""
            @article{arxiv_0123456789ab,
              title = {A \& B: 100\% of \{x\_1\}},
              author = {Ada Example and Bo},
              year = {2021},
              month = {03},
              journal = {J},
              doi = {10.5555/a_b},
              url = {https://a.org/x_y%20z},
            }
            """.ReplaceLineEndings("\n"), Citation.BibTeX(Some.Read(Paper)));

    [Fact]
    public void Nothing_is_made_up()
    {
        var bibtex = Citation.BibTeX(Some.Read("""{"id":"a","source":"blogs","title":"T","authors":[],"date_published":"2021-01-01","date_precision":"year","venue":null,"url":"u"}"""));

        Assert.Equal("@misc{blogs_a,\n  title = {T},\n  year = {2021},\n  url = {u},\n}", bibtex);
    }

    [Theory]
    [InlineData(Paper, "Ada Example, Bo. “A & B: 100% of {x_1}”. 2021. https://a.org/x_y%20z")]
    [InlineData("""{"title":"T","url":"u"}""", "“T”. u")]
    public void A_plain_line_reads_like_one(string line, string citation) => Assert.Equal(citation, Citation.Plain(Some.Read(line)));

    [Theory]
    [InlineData("""{"authors":["A",7,null,"B"]}""", new[] { "A", "B" })]
    [InlineData("""{"authors":"A"}""", new string[0])]
    [InlineData("""{}""", new string[0])]
    public void Authors_are_the_names_in_the_list_in_its_order(string line, string[] authors) => Assert.Equal(authors, Citation.Authors(Some.Read(line)));
}
