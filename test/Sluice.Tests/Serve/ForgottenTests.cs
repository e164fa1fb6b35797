using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Server;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

/// <summary>A forgotten record is gone at once, while the release that still holds it is served.</summary>
public sealed class ForgottenTests : IAsyncLifetime
{
    const string Reason = "The author asked for it.", By = "Nora Namesake";

    readonly DuplicatedLake _lake = new();
    WebApplication _host = null!;
    HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        await _lake.InitializeAsync();
        _host = ServerHost.Build(_lake.Hub.Lake, "http://127.0.0.1:0");
        await _host.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_host.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _lake.DisposeAsync();
    }

    static Tombstone Of(int number, string? id = null, string? url = null) => new(
        id ?? DocumentId(number), SomeHub.Source, id is null ? [Some.IdOf(number)] : ["another"],
        url is null ? [] : [Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))], Reason, By, "2026-03-04T05:06:07Z");

    void Forget(params Tombstone[] tombstones)
    {
        Directory.CreateDirectory(_lake.Hub.Lake.Curated);
        File.WriteAllLines(Tombstones.PathOf(_lake.Hub.Lake), tombstones.Select(tombstone => System.Text.Json.JsonSerializer.Serialize(tombstone, ReceiptJson.Options).ReplaceLineEndings("")));
    }

    async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!;

    async Task<(HttpStatusCode, string)> AnswerAsync(string path)
    {
        var answer = await _http.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_api_says_gone_why_and_since_when_but_not_by_whom()
    {
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync("/api/v1/documents/" + DocumentId(2))).Item1);
        Forget(Of(2));

        foreach (var path in (string[])[DocumentId(2), Some.IdOf(2), DocumentId(2) + "/citation", Some.IdOf(2) + "/citation?format=text"])
        {
            var answer = await _http.GetAsync("/api/v1/documents/" + path);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal((HttpStatusCode.Gone, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal((Reason, "2026-03-04T05:06:07Z"), ((string?)problem["reason"], (string?)problem["at"]));
            Assert.DoesNotContain(By, problem.ToJsonString());
            Assert.DoesNotContain("penguins", problem.ToJsonString());
        }
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync("/api/v1/documents/" + DocumentId(1))).Item1);
    }

    [Fact]
    public async Task The_page_says_gone_too()
    {
        Forget(Of(2));

        foreach (var id in (string[])[DocumentId(2), Some.IdOf(2)])
        {
            var (status, html) = await AnswerAsync("/documents/" + Uri.EscapeDataString(id));
            Assert.Equal(HttpStatusCode.Gone, status);
            Assert.Contains(Reason, html);
            Assert.Contains("4 March 2026", html);
            Assert.DoesNotContain(By, html);
            Assert.DoesNotContain("waddle", html);
        }
    }

    [Fact]
    public async Task No_list_search_facet_count_or_cluster_has_it()
    {
        Forget(Of(2));

        Assert.Equal((10, 13), await JsonAsync("/api/v1/documents") is var works ? ((int)works["total"]!, (int)works["records"]!) : default);
        Assert.Equal(13, (await JsonAsync("/api/v1/documents?copies=all"))["documents"]!.AsArray().Count);
        var search = await JsonAsync("/api/v1/search?q=penguins&copies=all");
        Assert.Equal((5, 1), ((int)search["total"]!, (int)search["facets"]!["collection"]!.AsArray().Single(value => (string?)value!["value"] == "arxiv")!["count"]!));
        Assert.Equal(0, (int)(await JsonAsync("/api/v1/search?q=walrus"))["total"]!);
        Assert.Equal(1, (int)(await JsonAsync($"/api/v1/search?q=waddle&collection=arxiv"))["hits"]![0]!["document"]!["copies"]!);

        var stats = await JsonAsync("/api/v1/stats");
        Assert.Equal((13, 10, 3), ((int)stats["documents"]!, (int)stats["works"]!, (int)stats["by_collection"]!["arxiv"]!));
        Assert.Equal(13, stats["by_year"]!.AsObject().Sum(year => (int)year.Value!));
        Assert.Equal(["cross-post", "same", "version-of"], stats["by_relation"]!.AsObject().Select(pair => pair.Key));
        Assert.Contains("10 works", await _http.GetStringAsync("/"));

        foreach (var path in (string[])["/", "/search?q=penguins&copies=all", "/search?copies=all", "/documents/" + DocumentId(1), "/documents/" + DocumentId(3), "/api/v1/documents/" + DocumentId(3), "/api/v1/duplicates", "/api/v1/search?q=penguins", "/api/v1/documents?copies=all"])
        {
            var answer = await _http.GetStringAsync(path);
            Assert.DoesNotContain("a draft", answer);
            Assert.DoesNotContain(Some.IdOf(2), answer);
        }
    }

    [Fact]
    public async Task Counts_of_texts_keep_all_three_states_and_add_up_and_what_is_not_counted_anew_is_not_told()
    {
        var catalog = new Catalog(_lake.Hub.Lake);
        Assert.NotNull(catalog.Shown().Manifest.Rights);
        Forget([.. Enumerable.Range(1, 3).Select(number => Of(number))]);

        var stats = await JsonAsync("/api/v1/stats");

        Assert.Equal(["served", "unknown", "withheld"], stats["text"]!.AsObject().Select(pair => pair.Key));
        Assert.Contains(0, stats["text"]!.AsObject().Select(pair => (int)pair.Value!));
        Assert.Equal(((int)stats["documents"]!, 11), (stats["text"]!.AsObject().Sum(pair => (int)pair.Value!), (int)stats["documents"]!));
        Assert.Null(catalog.Shown().Manifest.Rights);
    }

    [Theory]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    [InlineData(100_000, 500)]
    public async Task A_long_reason_is_cut(int length, int shown)
    {
        Forget(Of(2) with { Reason = new string('w', length) });

        var problem = JsonNode.Parse((await AnswerAsync("/api/v1/documents/" + DocumentId(2))).Item2)!;
        Assert.Equal((shown, length > shown), (((string)problem["reason"]!).Length, ((string)problem["reason"]!).EndsWith('…')));
        Assert.EndsWith((string)problem["reason"]!, (string)problem["detail"]!);
        Assert.DoesNotContain(new string('w', 501), (await AnswerAsync("/documents/" + Uri.EscapeDataString(DocumentId(2)))).Item2);
        Forget(Of(2) with { Reason = string.Concat(Enumerable.Repeat("🐧", 300)) });
        Assert.Equal(string.Concat(Enumerable.Repeat("🐧", 249)) + "…", new Catalog(_lake.Hub.Lake).Forgotten(DocumentId(2))!.Reason);
    }

    [Fact]
    public async Task What_is_left_of_a_work_stands_for_itself_until_the_next_release()
    {
        Forget(Of(1));

        var search = await JsonAsync("/api/v1/search?q=penguins");
        Assert.Equal((4, 5), ((int)search["total"]!, (int)search["records"]!));
        Assert.Equal(["alignment_newsletter", "arxiv", "lesswrong"], search["facets"]!["collection"]!.AsArray().Select(value => (string)value!["value"]!).Order());
        var stats = await JsonAsync("/api/v1/stats");
        Assert.Equal((13, 11), ((int)stats["documents"]!, (int)stats["works"]!));
        Assert.Equal(13, (int)stats["works"]! + stats["by_relation"]!.AsObject().Sum(pair => (int)pair.Value!));
        Assert.Empty(stats["related_by_relation"]!.AsObject());
        Assert.Equal(1, (int)(await JsonAsync("/api/v1/duplicates"))["total"]!);
        var listed = await JsonAsync("/api/v1/documents?copies=all&limit=200");
        Assert.All(listed["documents"]!.AsArray(), document => Assert.NotEqual(DocumentId(1), (string?)document!["work_id"]));
        Assert.Equal(11, (await JsonAsync("/api/v1/documents?limit=200"))["documents"]!.AsArray().Count);
        Assert.Equal(DocumentId(2), (string?)(await JsonAsync("/api/v1/documents/" + DocumentId(2)))["work"]!["id"]);
    }

    [Fact]
    public async Task The_same_address_under_another_id_is_the_same_record()
    {
        Forget(Of(2, id: SomeHub.Source + ":gone", url: "https://www.lesswrong.com/posts/2/on-oversight"));

        Assert.Equal(0, (int)(await JsonAsync("/api/v1/search?q=walrus"))["total"]!);
        Assert.Equal(HttpStatusCode.Gone, (await AnswerAsync("/api/v1/documents/" + DocumentId(2))).Item1);
    }

    [Fact]
    public void A_tombstone_counts_from_the_moment_it_is_written_and_the_release_is_not_touched()
    {
        var catalog = new Catalog(_lake.Hub.Lake);
        Assert.NotNull(catalog.Find(DocumentId(2)));
        Assert.Same(catalog.Current().Manifest, catalog.Shown().Manifest);

        Forget(Of(2));
        Assert.Null(catalog.Find(DocumentId(2)));
        Assert.Null(catalog.Summary(DocumentId(2)));
        Assert.Equal(Reason, catalog.Forgotten(DocumentId(2))!.Reason);
        Assert.Null(catalog.Forgotten(DocumentId(3)));
        Assert.Null(catalog.Forgotten("nobody"));

        Forget(Of(2), Of(3));
        Assert.Null(catalog.Find(DocumentId(3)));
        Assert.Equal(DuplicatedLake.Records, catalog.Current().Manifest.DocumentCount);
        Assert.Equal(DuplicatedLake.Records - 2, catalog.Shown().Manifest.DocumentCount);
    }

    [Fact]
    public async Task A_record_that_no_release_holds_any_more_is_gone_and_not_unknown()
    {
        Forget(new Tombstone(SomeHub.Source + ":long-gone", SomeHub.Source, ["long-gone"], [], Reason, By, "2026-03-04T05:06:07Z"));

        Assert.Equal(HttpStatusCode.Gone, (await AnswerAsync("/api/v1/documents/long-gone")).Item1);
        Assert.Equal(HttpStatusCode.Gone, (await AnswerAsync($"/documents/{SomeHub.Source}:long-gone")).Item1);
        Assert.Equal(14, (int)(await JsonAsync("/api/v1/stats"))["documents"]!);
    }

    [Fact]
    public async Task While_a_tombstone_cannot_be_read_nothing_is_shown()
    {
        Directory.CreateDirectory(_lake.Hub.Lake.Curated);
        File.WriteAllText(Tombstones.PathOf(_lake.Hub.Lake), "{}\n");

        foreach (var path in (string[])["/api/v1/documents", "/api/v1/search?q=penguins", "/api/v1/stats", "/api/v1/duplicates", "/api/v1/documents/" + DocumentId(2), "/search", "/"])
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AnswerAsync(path)).Item1);
    }
}
