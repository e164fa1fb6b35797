using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Sources;

public sealed class SourceRegistryTests
{
    const string Other = """
        {"sources":[{"id":"other","title":"Other","kind":"hub","dataset":"Some/other","source_url":"https://example.org",
        "license":{"id":"NOASSERTION","attribution":"","citation":""},"schema":"alignment_research_v1.json",
        "collections":[{"name":"a","file":"a.jsonl","title":"A","date_basis":"published","date_precision":null}]}]}
        """;

    [Fact]
    public void The_registry_that_travels_with_the_program_names_every_collection_and_its_file()
    {
        var source = SourceRegistry.Load().Source("alignment_research");

        Assert.Equal(("StampyAI/alignment-research-dataset", "MIT"), (source.Dataset, source.License.Id));
        Assert.Equal(source.Collections.Count, source.Collections.Select(collection => collection.Name).Distinct().Count());
        Assert.All(source.Collections, collection => Assert.Equal(collection.Name + ".jsonl", collection.File));
        Assert.Equal("submitted", source.Collection("arxiv")!.DateBasis);
        Assert.Null(source.Collection("arXiv"));
    }

    [Fact]
    public void A_file_over_it_adds_entries_and_replaces_whole_ones()
    {
        using var folder = new TempFolder();
        var added = SourceRegistry.Load(null, folder.Write("other.json", Other));
        var replaced = SourceRegistry.Load(folder.Write("mine.json", Other.Replace("\"other\"", "\"alignment_research\"")));

        Assert.Equal(["alignment_research", "epoch_ai", "other"], added.Sources.Select(source => source.Id));
        Assert.Equal(["a"], replaced.Source("alignment_research").Collections.Select(collection => collection.Name));
        Assert.Equal("Other", replaced.Source("alignment_research").Title);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"sources":7}""")]
    public void A_file_that_is_no_registry_is_refused(string text)
    {
        using var folder = new TempFolder();

        Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load(folder.Write("bad.json", text)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"sources":[{}]}""")]
    [InlineData("""{"sources":[null]}""")]
    public void A_file_that_lacks_what_a_registry_has_is_refused_too(string text)
    {
        using var folder = new TempFolder();

        Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load(folder.Write("bad.json", text)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load("/no/such/file.json"));

    [Fact]
    public void An_unknown_source_names_the_nearest()
    {
        var stop = Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load().Source("alignment-research"));

        Assert.Equal(2, stop.ExitCode);
        Assert.Contains("Did you mean 'alignment_research'?", stop.Message);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("arxif", "arxiv", 1)]
    public void Distance_counts_single_edits(string a, string b, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(a, b));
        Assert.Equal(distance, Nearest.Distance(b, a));
    }

    [Theory]
    [InlineData(""","licences":{"CC-BY-9":{"text":"serve","because":"So."}}""", "'CC-BY-9' is no licence")]
    [InlineData(""","licences":{"cc-by":{"text":"serve","because":"So."}}""", "'cc-by' is no licence")]
    [InlineData(""","licences":{"CC-BY":{"text":"give","because":"So."}}""", "$.sources[0].licences")]
    [InlineData(""","licences":{"CC-BY":{"text":"serve","because":""}}""", "expected a sentence")]
    [InlineData(""","licences":{"CC-BY":null}""", "holds a null")]
    [InlineData(""","sites":{"https://example.org":{"license":"MIT"}}""", "is no site")]
    [InlineData(""","sites":{"Example.org":{"license":"MIT"}}""", "is no site")]
    [InlineData(""","sites":{"example.org":{"license":"free"}}""", "expected an SPDX id or NOASSERTION")]
    [InlineData(""","sites":{"example.org":{"license":"MIT","terms_url":"example.org"}}""", "expected an address")]
    [InlineData(""","sites":{"example.org":{"license":"MIT","from":"2022"}}""", "expected a day")]
    [InlineData(""","sites":{"example.org":{"license":"MIT","metadata_license":"x"}}""", "metadata_license")]
    [InlineData(""","known_gaps":[null]""", "holds a null")]
    public void Rights_that_cannot_be_are_refused(string rights, string why)
    {
        using var folder = new TempFolder();

        Assert.Contains(why, Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load(folder.Write("bad.json", Other.Replace(""","schema":""", rights + ""","schema":""")))).Message);
    }

    [Theory]
    [InlineData("is 2004-01-02 by 'MM/DD/YYYY' and 2004-02-01 by 'DD/MM/YYYY'", "MM/DD/YYYY", "DD/MM/YYYY")]
    [InlineData("by 'D.M.YYYY'", "YYYY", "M.D.YYYY", "D.M.YYYY")]
    [InlineData("nobody can tell which is meant", "YYYYMMDD", "DDMMYYYY")]
    [InlineData("nobody can tell which is meant", "MM/DD/YYYY HH:mm", "D/M/YYYY H:mm")]
    [InlineData("ISO 8601", "YYYY-DD-MM")]
    [InlineData(null, "MM/DD/YYYY", "DD.MM.YYYY", "YYYY", "YYYY-MM", "MMMM D, YYYY", "MMM D, YYYY", "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DD HH:mm", "YYYYMMDD", "M/D/YYYY")]
    public void Forms_of_dates_that_read_one_text_as_two_days_are_refused(string? problem, params string[] forms)
    {
        var source = SourceRegistry.Load().Source("epoch_ai");

        var problems = SourceRegistry.ProblemsOf(source with { Collections = [source.Collections[0] with { DateFormats = forms }] });

        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.All(problems, found => Assert.Contains(problem!, found));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("a/b/c")]
    [InlineData("../b")]
    public void A_dataset_that_no_hub_could_have_is_refused(string dataset)
    {
        using var folder = new TempFolder();

        Assert.Contains("expected owner/name", Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load(folder.Write("bad.json", Other.Replace("Some/other", dataset)))).Message);
    }

    [Fact]
    public void What_sources_are_read_by_does_not_depend_on_their_rights()
    {
        var source = SourceRegistry.Load().Source("alignment_research");
        var other = source with { Sites = null, Licences = null, KnownGaps = null };

        Assert.Equal(source.Canonical, other.Canonical);
        Assert.NotEqual(source.CanonicalWithRights, other.CanonicalWithRights);
    }

    [Theory]
    [InlineData("forum.effectivealtruism.org", true)]
    [InlineData("www.FORUM.effectivealtruism.org", true)]
    [InlineData("effectivealtruism.org", false)]
    [InlineData("notarxiv.org", false)]
    [InlineData("export.arxiv.org", true)]
    public void The_terms_of_a_site_hold_for_all_below_it(string host, bool known) => Assert.Equal(known, SourceRegistry.Load().Source("alignment_research").TermsOf(host) is not null);

    [Fact]
    public void The_registry_vouches_only_for_what_somebody_has_read()
    {
        var source = SourceRegistry.Load().Source("alignment_research");

        Assert.Equal(["arxiv", "distill", "eaforum"], source.Collections.Where(collection => collection.Rights is not null).Select(collection => collection.Name));
        Assert.Equal(["arxiv.org", "distill.pub", "forum.effectivealtruism.org"], source.Sites!.Keys);
        Assert.All(source.Sites.Values.Concat(source.Collections.Select(collection => collection.Rights).OfType<Terms>()), terms => Assert.NotNull(terms.VerifiedAt));
    }
}
