namespace Sluice.Tests.Docs;

/// <summary>A link to a missing page or anchor fails the build.</summary>
public sealed class LinkTests
{
    static readonly IReadOnlyDictionary<string, DocPage> Pages = DocPages.All(Repository.Root).ToDictionary(page => page.Path, StringComparer.Ordinal);

    [Fact]
    public void Every_link_leads_to_a_page_that_is_there_and_to_an_anchor_that_it_has() =>
        Assert.Empty(Pages.Values.SelectMany(page => page.Dangling(Open)));

    [Theory]
    [InlineData("[gone](gone.md)", 1)]
    [InlineData("[gone](../docs/gone/)", 1)]
    [InlineData("[gone](index.md#no-such-heading)", 1)]
    [InlineData("[gone](#no-such-heading)", 1)]
    [InlineData("![gone](images/gone.png)", 1)]
    [InlineData("# A heading\n[there](#a-heading), [page](index.md), [folder](adr/), [elsewhere](https://example.org/)", 0)]
    [InlineData("# Twice\n# Twice\n[first](#twice), [second](#twice-1), [third](#twice-2)", 1)]
    [InlineData("`[not a](link.md)`", 0)]
    [InlineData("```sh\n[not a](link.md)\n# no heading\n```\n[gone](#no-heading)", 1)]
    [InlineData("<a id=\"here\"></a>[there](#here)", 0)]
    public void A_planted_dangling_link_is_caught(string text, int dangling) =>
        Assert.Equal(dangling, DocPage.Parse("docs/planted.md", text).Dangling(Open).Count());

    [Theory]
    [InlineData("`sluice run [SOURCE…]`", "sluice-run-source")]
    [InlineData("`_metadata.json`", "_metadatajson")]
    [InlineData("`citations.bib` and `citations.csl.json`", "citationsbib-and-citationscsljson")]
    [InlineData("A [link](there.md), and more: 2 & 3", "a-link-and-more-2--3")]
    [InlineData("`date_precision` and `date_basis`", "date_precision-and-date_basis")]
    public void Anchors_are_those_of_GitHub(string heading, string slug) => Assert.Equal(slug, DocPage.Slug(heading));

    [Fact]
    public void Every_page_of_docs_is_reached_from_its_index()
    {
        var (reached, next) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(["docs/index.md"]));
        while (next.TryDequeue(out var path))
            if (reached.Add(path))
                foreach (var (target, _) in Pages[path].Links)
                    if (Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, target.Split('#')[0]))).Replace('\\', '/') is var to && Pages.ContainsKey(to))
                        next.Enqueue(to);
        Assert.Empty(Pages.Keys.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(reached));
    }

    static DocPage? Open(string path) => Pages.TryGetValue(path, out var page) ? page
        : Path.Exists(Path.Combine(Repository.Root, path)) ? DocPage.Parse(path, "") : null;
}
