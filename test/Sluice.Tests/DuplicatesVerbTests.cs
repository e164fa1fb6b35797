using System.Text.Json.Nodes;
using Sluice.Cli;
using Sluice.Tests.Serve;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests;

/// <summary><c>sluice duplicates</c> and what <c>search</c> and <c>why</c> tell of works.</summary>
[Collection("console")]
public sealed class DuplicatesVerbTests(DuplicatedLake lake) : IClassFixture<DuplicatedLake>
{
    static async Task<(int ExitCode, string Out, string Err)> CallAsync(string root, params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        var (told, failed) = (new StringWriter(), new StringWriter());
        Console.SetOut(told);
        Console.SetError(failed);
        try
        {
            return (await CommandLine.RunAsync([.. args, "--quiet", "--lake", root]), told.ToString(), failed.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    async Task<JsonNode> JsonAsync(params string[] args)
    {
        var (exitCode, told, _) = await CallAsync(lake.Hub.Lake.Root, [.. args, "--json"]);
        Assert.Equal(0, exitCode);
        return JsonNode.Parse(told)!;
    }

    static string[] Ids(JsonNode clusters) => [.. clusters.AsArray().Select(cluster => (string)cluster!["canonical"]!)];

    [Fact]
    public async Task Json_is_an_array_of_clusters_in_the_public_shape()
    {
        var clusters = await JsonAsync("duplicates");

        Assert.Equal([DocumentId(1), DocumentId(9)], Ids(clusters));
        Assert.Equal(["canonical", "reasons", "members"], clusters[0]!.AsObject().Select(pair => pair.Key));
        var member = clusters[0]!["members"]![1]!.AsObject();
        Assert.Equal(["id", "upstream_id", "source", "url", "relation", "jaccard", "containment", "evidence", "work"], member.Select(pair => pair.Key));
        Assert.Equal((DocumentId(2), "preprint-of", 0.9, DocumentId(1)), ((string?)member["id"], (string?)member["relation"], (double)member["jaccard"]!, (string?)member["work"]));
        Assert.Null(member["containment"]);
        Assert.Equal(["Record 2 is here for a reason."], member["evidence"]!.AsArray().Select(sentence => (string?)sentence));
    }

    [Fact]
    public async Task An_id_and_a_relation_choose()
    {
        Assert.Equal([DocumentId(1)], Ids(await JsonAsync("duplicates", DocumentId(5))));
        Assert.Equal([DocumentId(9)], Ids(await JsonAsync("duplicates", Some.IdOf(8))));
        Assert.Empty(Ids(await JsonAsync("duplicates", DocumentId(10))));
        Assert.Equal(2, (await JsonAsync("duplicates", "--relation", "link-to")).AsArray().Single()!["members"]!.AsArray().Count);
        Assert.Empty(Ids(await JsonAsync("duplicates", "--relation", "excerpt-of", DocumentId(1))));
    }

    [Fact]
    public async Task A_table_tells_titles_relations_and_why()
    {
        var (exitCode, told, _) = await CallAsync(lake.Hub.Lake.Root, "duplicates");

        Assert.Equal(0, exitCode);
        foreach (var part in new[] { "10 works in 14 records", DocumentId(1), "How penguins waddle: a draft", "preprint-of", "Record 2 is here for a reason.", "It was elected.", "(not in the release)" })
            Assert.Contains(part, told);
    }

    [Theory]
    [InlineData("--relation", "sumary-of", "summary-of")]
    [InlineData("nobody", null, "nobody")]
    public async Task A_wrong_call_is_exit_2(string first, string? second, string named)
    {
        var (exitCode, _, errors) = await CallAsync(lake.Hub.Lake.Root, second is null ? ["duplicates", first] : ["duplicates", first, second]);

        Assert.Equal(2, exitCode);
        Assert.Contains(named, errors);
    }

    [Fact]
    public async Task A_lake_without_a_release_is_exit_2_and_one_without_clusters_has_none()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.ExtractAsync();
        var (exitCode, _, errors) = await CallAsync(hub.Lake.Root, "duplicates", "--json");
        Assert.Equal(2, exitCode);
        Assert.Contains("no release yet", errors);

        await hub.RunAsync();
        Assert.Equal("[]", (await CallAsync(hub.Lake.Root, "duplicates", "--json")).Out.Trim());
    }

    [Fact]
    public async Task Search_counts_works_and_records_and_lists_copies_where_asked_for()
    {
        var works = await JsonAsync("search", "penguins");
        Assert.Equal((3, 6, 3), ((int)works["total"]!, (int)works["records"]!, works["hits"]!.AsArray().Count));
        Assert.Equal(6, (int)(await JsonAsync("search", "penguins", "--copies"))["total"]!);
        Assert.Equal(DocumentId(2), (string?)(await JsonAsync("search", "walrus"))["hits"]![0]!["matched_copy"]!["document_id"]);

        var told = (await CallAsync(lake.Hub.Lake.Root, "search", "penguins")).Out;
        Assert.Contains("3 works in 6 records", told);
        Assert.Contains("2 more copies", told);
        Assert.Contains($"found in its copy {DocumentId(2)}", (await CallAsync(lake.Hub.Lake.Root, "search", "walrus")).Out);
    }

    [Fact]
    public async Task Why_tells_the_work()
    {
        var work = (await JsonAsync("why", Some.IdOf(2)))["work"]!;

        Assert.Equal((DocumentId(1), "preprint-of"), ((string?)work["id"], (string?)work["relation"]));
        Assert.Equal("Record 2 is here for a reason.", (string?)work["evidence"]![0]);
        Assert.Equal([(DocumentId(1), "same"), (DocumentId(3), "cross-post")], work["copies"]!.AsArray().Select(copy => ((string)copy!["id"]!, (string)copy["relation"]!)));
        Assert.Equal(["summary-of", "link-to"], work["related"]!.AsArray().Select(related => (string)related!["relation"]!));

        var told = (await CallAsync(lake.Hub.Lake.Root, "why", Some.IdOf(2))).Out;
        Assert.Contains($"Its work is stood for by {DocumentId(1)}: preprint-of. Record 2 is here for a reason.", told);
        Assert.Contains("It is a work of its own, without a copy.", (await CallAsync(lake.Hub.Lake.Root, "why", Some.IdOf(10))).Out);
        Assert.Contains("It stands for its work. It was elected.", (await CallAsync(lake.Hub.Lake.Root, "why", Some.IdOf(1))).Out);
    }
}
