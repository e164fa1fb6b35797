using System.Text.Json.Nodes;
using Sluice.Records.Citations;

namespace Sluice.Tests.Records.Citations;

public sealed class CitationTests
{
    const string Paper = """{"id":"0123456789abcdef","source":"arxiv","title":"A & B: 100% of {x_1}","authors":["Ada Example","Bo"],"date_published":"2021-03-04","date_precision":"day","venue":"J","doi":"10.5555/a_b","url":"https://a.org/x_y%20z"}""";

    [Fact]
    public void BibTeX_says_what_the_record_says_and_escapes_it() =>
        Assert.Equal("""
            @article{arxiv:0123456789abcdef,
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

        Assert.Equal("@misc{blogs:a,\n  title = {T},\n  year = {2021},\n  url = {u},\n}", bibtex);
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

    [Fact]
    public void The_keys_of_a_release_are_all_different()
    {
        static string Key(string id) => Citation.BibTeX(Some.Read($$"""{"document_id":"{{id}}","title":"T"}""")).Split('{')[1].Split(',')[0];

        Assert.Equal("some_source:0123456789abcdef", Key("some_source:0123456789abcdef"));
        Assert.StartsWith("s:a-b-", Key("s:a,b"));
        Assert.Equal(4, new[] { "s:a,b", "s:a b", "s:a{b", "s:a-b" }.Select(Key).Distinct().Count());
    }

    const string Parsed = """{"document_id":"s:1","title":"T","venue":null,"keys":["arxiv:2103.00001"],"date_published":"2021-03-04T00:00:00Z","date_precision":"instant","url":"https://a.org/{x}","author_names":[{"name":"Ada Example","given":"Ada","family":"Example","kind":"person"},{"name":"Institute of Bread and Butter","given":null,"family":null,"kind":"organisation"},{"name":"Unknown","given":null,"family":null,"kind":"placeholder"}]}""";

    [Fact]
    public void An_organisation_is_one_name_and_what_stands_in_for_a_name_is_none()
    {
        Assert.Contains("author = {Ada Example and {Institute of Bread and Butter}},", Citation.BibTeX(Some.Read(Parsed)));
        Assert.Contains("url = {https://a.org/%7Bx%7D},", Citation.BibTeX(Some.Read(Parsed)));
        Assert.Equal(
            """{"id":"s:1","type":"article","title":"T","author":[{"family":"Example","given":"Ada"},{"literal":"Institute of Bread and Butter"}],"issued":{"date-parts":[[2021,3,4]]},"URL":"https://a.org/{x}"}""",
            Citation.CslJson(Some.Read(Parsed)));
    }

    [Fact]
    public void CSL_JSON_has_venue_and_doi_and_authors_as_they_are_where_no_name_was_read() =>
        Assert.Equal(
            """{"id":"arxiv:0123456789abcdef","type":"article-journal","title":"A & B: 100% of {x_1}","author":[{"literal":"Ada Example"},{"literal":"Bo"}],"issued":{"date-parts":[[2021,3,4]]},"URL":"https://a.org/x_y%20z","DOI":"10.5555/a_b","container-title":"J"}""",
            Citation.CslJson(Some.Read(Paper)));

    [Theory]
    [InlineData("2021-01-01", "year", "[[2021]]")]
    [InlineData("2021-03-01", "month", "[[2021,3]]")]
    [InlineData("2021-03-04", "day", "[[2021,3,4]]")]
    [InlineData("2021-03-04", null, "[[2021]]")]
    [InlineData("soon", "day", null)]
    public void A_date_is_told_as_precisely_as_it_is_known(string date, string? precision, string? parts)
    {
        var item = JsonNode.Parse(Citation.CslJson(Some.Read(new JsonObject { ["title"] = "T", ["date_published"] = date, ["date_precision"] = precision }.ToJsonString())))!;

        Assert.Equal((parts, "webpage"), (item["issued"]?["date-parts"]?.ToJsonString(), (string?)item["type"]));
    }

    [Fact]
    public void A_title_of_many_lines_is_one_line()
    {
        var document = Some.Read("""{"document_id":"s:1","title":"A\n  b\tc \u0000d","url":"u"}""");

        Assert.Contains("title = {A b c d},", Citation.BibTeX(document));
        Assert.Equal("“A b c d”. u", Citation.Plain(document));
        Assert.Contains("\"title\":\"A b c d\"", Citation.CslJson(document));
    }
}
