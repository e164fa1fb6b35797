using System.Text.Json.Nodes;

namespace Sluice.Tests.Clean.RecordCleaners;

public sealed class IdentityTests
{
    static string[] Keys(Action<JsonObject> edit) => SomeCleaned.Strings(SomeCleaned.Record(edit)["keys"]);

    [Fact]
    public void A_record_says_its_canonical_address_and_keeps_upstreams()
    {
        var record = SomeCleaned.Record(row => row["url"] = "http://arxiv.org/abs/1905.10615v2");

        Assert.Equal("http://arxiv.org/abs/1905.10615v2", record["url"]!.GetValue<string>());
        Assert.Equal("https://arxiv.org/abs/1905.10615", record["canonical_url"]!.GetValue<string>());
        Assert.Equal(["arxiv:1905.10615"], SomeCleaned.Strings(record["keys"]));
        Assert.Empty(SomeCleaned.Transformations(record));
    }

    [Theory]
    [InlineData("\"deepmind.example/blog\"")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_record_without_an_address_has_null_and_no_keys(string url)
    {
        var record = SomeCleaned.Record(row => row["url"] = JsonNode.Parse(url));

        Assert.True(record.ContainsKey("canonical_url"));
        Assert.Null(record["canonical_url"]);
        Assert.Empty(record["keys"]!.AsArray());
    }

    [Fact]
    public void A_field_of_upstreams_by_the_name_of_ours_is_kept()
    {
        var record = SomeCleaned.Record(row => row["keys"] = new JsonArray("theirs"));

        Assert.Equal(["theirs"], SomeCleaned.Strings(record["_upstream_keys"]));
        Assert.Empty(record["keys"]!.AsArray());
    }

    [Fact]
    public void Deriving_them_again_changes_nothing()
    {
        var once = SomeCleaned.Line(Some.RawLine(Some.Line(1, row => row["keys"] = new JsonArray("theirs"))));

        Assert.Equal(once, SomeCleaned.Line(once));
    }

    [Theory]
    [InlineData("10.5555/AB.C", "doi:10.5555/ab.c")]
    [InlineData("https://doi.org/10.5555/AB.C", "doi:10.5555/ab.c")]
    [InlineData("doi: 10.5555/AB.C.", "doi:10.5555/ab.c")]
    [InlineData("10.5555/a(b)", "doi:10.5555/a(b)")]
    [InlineData("10.5555/ab)", "doi:10.5555/ab")]
    [InlineData("10.23915/distill.00019.3", "doi:10.23915/distill.00019.3")]
    [InlineData("10.48550/arXiv.1805.01109", "arxiv:1805.01109", "doi:10.48550/arxiv.1805.01109")]
    [InlineData("10.5555/ab see also the book")]
    [InlineData("10.5555/ab, 10.5555/cd")]
    [InlineData("10.5555/ab;10.5555/cd")]
    [InlineData("10.5555%2Fab")]
    [InlineData("10.5555/<b>ab")]
    [InlineData("10.55/ab")]
    [InlineData("10.5555/")]
    [InlineData("none")]
    [InlineData("")]
    public void A_doi_is_a_key_if_it_is_nothing_else(string doi, params string[] keys) => Assert.Equal(keys, Keys(row => row["doi"] = doi));

    [Theory]
    [InlineData("arXiv:2010.11645 [cs]", "arxiv:2010.11645")]
    [InlineData("arXiv:2002.11089 [cs, stat]", "arxiv:2002.11089")]
    [InlineData("arXiv:2002.11089v3 [q-bio.NC].", "arxiv:2002.11089")]
    [InlineData("arXiv preprint arXiv:1707.06347", "arxiv:1707.06347")]
    [InlineData("CoRR, abs/1606.06565", "arxiv:1606.06565")]
    [InlineData("arXiv:2010.11645, accepted at a conference")]
    [InlineData("Proceedings; see arXiv:2010.11645")]
    [InlineData("arXiv:2013.11645")]
    [InlineData("distill-pub")]
    public void A_citation_is_a_key_if_it_is_an_arxiv_paper_and_nothing_else(string citation, params string[] keys) =>
        Assert.Equal(keys, Keys(row => row["journal_ref"] = citation));

    [Fact]
    public void Keys_of_all_places_are_sorted_and_each_is_told_once() =>
        Assert.Equal(["arxiv:1905.10615", "doi:10.5555/x"], Keys(row =>
        {
            row["url"] = "https://arxiv.org/pdf/1905.10615";
            row["journal_ref"] = "arXiv:1905.10615 [cs]";
            row["doi"] = "10.5555/X";
        }));

    [Fact]
    public void The_running_text_gives_no_key() =>
        Assert.Empty(Keys(row => row["text"] = "See https://arxiv.org/abs/1905.10615 and doi:10.5555/x."));

    [Theory]
    [InlineData("special_docs", "arxiv:1905.10615")]
    [InlineData("blogs")]
    public void The_address_that_a_special_document_came_from_is_its_own(string source, params string[] keys) =>
        Assert.Equal(keys, Keys(row =>
        {
            row["source"] = source;
            row["source_url"] = "https://arxiv.org/abs/1905.10615";
        }));
}
