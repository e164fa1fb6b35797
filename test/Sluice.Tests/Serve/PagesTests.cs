using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Sluice.Server;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

/// <summary>What pages and the API tell of works, their copies and what is related to them.</summary>
public sealed class PagesTests(DuplicatedLake lake) : IClassFixture<DuplicatedLake>, IAsyncLifetime
{
    WebApplication _host = null!;
    HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _host = ServerHost.Build(lake.Hub.Lake, "http://127.0.0.1:0");
        await _host.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_host.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    // As a reader sees it: tags gone, white space folded.
    async Task<string> TextAsync(string path) =>
        Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(await _http.GetStringAsync(path), "<[^>]+>", "")), @"\s+", " ");

    async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!;

    static string Page(int number) => "/documents/" + Uri.EscapeDataString(DocumentId(number));

    [Fact]
    public async Task Home_tells_works_and_records_apart()
    {
        var text = await TextAsync("/");

        Assert.Contains("10 works in 14 records from 3 collections", text);
        Assert.Contains("4 records are copies: cross-post 1, preprint-of 1, same 1, version-of 1.", text);
        Assert.Contains("2 works are related to another: link-to 1, summary-of 1.", text);
        Assert.Contains("arxiv 2 in 4 records", text);
        Assert.Contains("Works per year", text);
    }

    [Fact]
    public async Task Results_are_one_card_a_work_with_its_copies_counted_and_a_way_to_all_records()
    {
        var html = await _http.GetStringAsync("/search?q=penguins");
        Assert.Equal(3, Regex.Count(html, "<article>"));
        Assert.Contains($"href=\"{Page(1)}#copies\"", html);
        var text = await TextAsync("/search?q=penguins");
        Assert.Contains("3 works (6 records) for “penguins”", text);
        Assert.Contains("2 more copies of “How <penguins> waddle”", text);
        Assert.Contains("1 more copy of", text);
        Assert.Contains("Show all 6 records", text);

        var all = await _http.GetStringAsync("/search?q=penguins&copies=all");
        Assert.Equal(6, Regex.Count(all, "<article>"));
        Assert.Contains("Remove filter: </span>showing: <bdi>every record</bdi>", all);
    }

    [Fact]
    public async Task A_hit_by_a_copy_names_it_and_a_copy_in_the_work_s_stead_says_so()
    {
        Assert.Contains("Found in its copy How penguins waddle: a draft (arxiv, 1 April 2020", await TextAsync("/search?q=walrus"));
        var html = await _http.GetStringAsync("/search?q=waddle&collection=lesswrong");
        Assert.Contains($"a copy; <a href=\"{Page(1)}\">", html);
    }

    [Fact]
    public async Task The_newest_works_are_listed_once_each()
    {
        Assert.Equal(10, Regex.Count(await _http.GetStringAsync("/search"), "<article>"));
        Assert.Contains("10 works (14 records), newest first", await TextAsync("/search"));
        Assert.Contains("14 records, newest first", await TextAsync("/search?copies=all"));
    }

    [Fact]
    public async Task The_record_that_stands_for_a_work_shows_its_copies_and_related_works_with_the_evidence()
    {
        var (html, text) = (await _http.GetStringAsync(Page(1)), await TextAsync(Page(1)));

        Assert.Contains("Copies (2)", text);
        Assert.Contains("Related works (2)", text);
        Assert.Contains("preprint How penguins waddle: a draft arxiv 1 April 2020", text);
        Assert.Contains("summary A letter about penguins alignment_newsletter 1 March 2022", text);
        Assert.Contains("Record 3 is here for a reason.", text);
        Assert.Contains("It was elected.", text);
        Assert.Contains($"<a href=\"{Page(2)}\">", html);
        Assert.Contains("<a href=\"https://www.lesswrong.com/posts/2/on-oversight\" rel=\"noopener noreferrer\">", html);
        Assert.DoesNotContain("which stands for the work", text);
        Assert.DoesNotContain("<b>How", html);
    }

    [Fact]
    public async Task A_copy_says_at_its_top_which_record_stands_for_the_work()
    {
        var html = await _http.GetStringAsync(Page(2));

        Assert.Contains("This record is a preprint of How <penguins> waddle (arxiv, 1 May 2021", await TextAsync(Page(2)));
        Assert.InRange(html.IndexOf($"<a href=\"{Page(1)}\">"), 0, html.IndexOf("class=\"card\""));
        Assert.DoesNotContain("<b>How", html);
        Assert.DoesNotContain("work_id", html);
    }

    [Fact]
    public async Task A_related_work_links_to_the_one_it_is_about_and_a_work_alone_has_no_such_section()
    {
        Assert.Contains("This work is a summary of", await TextAsync(Page(4)));
        Assert.Contains($"<a href=\"{Page(1)}\">", await _http.GetStringAsync(Page(4)));
        var alone = await _http.GetStringAsync(Page(10));
        Assert.DoesNotContain("id=\"copies\"", alone);
        Assert.DoesNotContain("id=\"related\"", alone);
    }

    [Fact]
    public async Task A_document_goes_out_with_its_bytes_and_its_work_behind_them()
    {
        var answer = await _http.GetStringAsync("/api/v1/documents/" + DocumentId(2));
        var line = Some.Text8(lake.Catalog.Find(DocumentId(2)));

        Assert.StartsWith(line[..^1] + ",\"work\":{", answer);
        var work = JsonNode.Parse(answer)!["work"]!;
        Assert.Equal((DocumentId(1), "preprint-of", 2, 2), ((string?)work["id"], (string?)work["relation"], work["copies"]!.AsArray().Count, work["related"]!.AsArray().Count));
        Assert.Equal(DocumentId(1), (string?)(await JsonAsync("/api/v1/documents/" + DocumentId(5)))["work"]!["related_to"]!["id"]);
    }

    [Fact]
    public async Task The_api_lists_works_records_and_clusters()
    {
        Assert.Equal((10, 14), (await JsonAsync("/api/v1/documents")) is var works ? ((int)works["total"]!, (int)works["records"]!) : default);
        Assert.Equal((14, 14), (await JsonAsync("/api/v1/documents?copies=all")) is var records ? ((int)records["total"]!, records["documents"]!.AsArray().Count) : default);
        Assert.Equal((3, 6), ((int)(await JsonAsync("/api/v1/search?q=penguins"))["total"]!, (int)(await JsonAsync("/api/v1/search?q=penguins&copies=all"))["total"]!));

        var first = await JsonAsync("/api/v1/duplicates?limit=1");
        Assert.Equal((2, 1, DocumentId(1)), ((int)first["total"]!, (int)first["next"]!, (string?)first["clusters"]![0]!["canonical"]));
        Assert.Equal(DocumentId(9), (string?)(await JsonAsync("/api/v1/duplicates?skip=1"))["clusters"]![0]!["canonical"]);
        Assert.Equal(1, (int)(await JsonAsync("/api/v1/duplicates?relation=summary-of"))["total"]!);

        var stats = await JsonAsync("/api/v1/stats");
        Assert.Equal((14, 10, 4, 2), ((int)stats["documents"]!, (int)stats["works"]!, (int)stats["by_collection"]!["arxiv"]!, (int)stats["work_counts"]!["by_collection"]!["arxiv"]!));
        Assert.NotNull((await JsonAsync("/openapi/v1.json"))["paths"]!["/api/v1/duplicates"]);
    }

    [Theory]
    [InlineData("/api/v1/documents?copies=some")]
    [InlineData("/api/v1/search?q=x&copies=1")]
    [InlineData("/api/v1/duplicates?relation=sibling")]
    [InlineData("/api/v1/duplicates?limit=x")]
    public async Task A_wrong_question_is_400(string path) => Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync(path)).StatusCode);
}
