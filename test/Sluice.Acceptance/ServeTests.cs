using System.Net;
using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

public sealed class ServeTests
{
    const string Attack = "<script>alert('alignment')</script> \"safety\" <img src=x onerror=alert(1)>";

    [Fact]
    public async Task The_api_lists_finds_counts_and_pages()
    {
        await using var server = await Server.StartAsync(new Scratch(), Published.Samples);
        var stats = await JsonAsync(server, "/api/v1/stats");
        var total = (long)stats["documents"]!;
        Assert.Equal(total, stats["by_collection"]!.AsObject().Sum(pair => (long)pair.Value!));

        var seen = await WalkAsync(server, "&copies=all", "document_id");
        Assert.Equal(total, seen.Count);
        Assert.Equal((long)stats["works"]!, (await WalkAsync(server, "", "work_id")).Count);
        Assert.Equal(total, (long)stats["works"]! + stats["by_relation"]!.AsObject().Sum(pair => (long)pair.Value!));

        var document = await JsonAsync(server, "/api/v1/documents/" + seen.First());
        Assert.Equal(seen.First(), (string)document["document_id"]!);
        Assert.NotNull(document["enriched"]!["methods"]);

        Assert.Equal((long)(await JsonAsync(server, "/api/v1/duplicates"))["total"]!, (await JsonAsync(server, "/api/v1/duplicates?limit=200"))["clusters"]!.AsArray().Count);
        var search = await JsonAsync(server, "/api/v1/search?q=alignment&limit=5&copies=all");
        Assert.Equal((long)search["total"]!, search["facets"]!["collection"]!.AsArray().Sum(value => (long)value!["count"]!));
        Assert.All(search["hits"]!.AsArray(), hit => Assert.Equal((string)hit!["document"]!["text"]! == "served", ((string)hit["snippet_html"]!).Length > 0));
        var served = await JsonAsync(server, "/api/v1/search?q=text:alignment&text=served");
        Assert.Contains("<mark>", (string)served["hits"]![0]!["snippet_html"]!);
        Assert.Equal(total, stats["text"]!.AsObject().Sum(pair => (long)pair.Value!));
        Assert.Equal((long)stats["text"]!["served"]!, (long)(await JsonAsync(server, "/api/v1/documents?text=served&copies=all"))["total"]!);

        var arxiv = await JsonAsync(server, "/api/v1/documents?collection=arxiv&year=2023");
        Assert.All(arxiv["documents"]!.AsArray(), item => Assert.Equal(("arxiv", 2023), ((string)item!["collection"]!, (int)item["year"]!)));
        Assert.NotNull((await JsonAsync(server, "/openapi/v1.json"))["paths"]!["/api/v1/search"]);
        Assert.Equal("ok", (string)(await JsonAsync(server, "/healthz"))["status"]!);
    }

    [Theory]
    [InlineData("/api/v1/search?q=", 400)]
    [InlineData("/api/v1/search?q=%22", 400)]
    [InlineData("/api/v1/documents?cursor=zzz", 400)]
    [InlineData("/api/v1/documents?year=never", 400)]
    [InlineData("/api/v1/documents/nope", 404)]
    [InlineData("/documents/nope", 404)]
    [InlineData("/nowhere", 404)]
    public async Task A_wrong_question_gets_a_clear_answer(string path, int status)
    {
        await using var server = await Server.StartAsync(new Scratch(), Published.Samples);
        Assert.Equal((HttpStatusCode)status, (await server.Http.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task What_a_record_brings_is_escaped_everywhere_and_nothing_inline_may_run()
    {
        var scratch = new Scratch();
        scratch.WriteDataset("arxiv.jsonl", Scratch.Record("evil", title: Attack, text: string.Concat(Enumerable.Repeat(Attack + " ", 5))));
        await using var server = await Server.StartAsync(scratch, scratch.HubFolder);
        foreach (var path in new[] { "/", "/search?q=alignment", "/search", "/documents/alignment_research:evil", "/search?q=" + Uri.EscapeDataString(Attack) })
        {
            var answer = await server.Http.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>alert", html);
            Assert.DoesNotContain("<img src=x", html);
            Assert.DoesNotContain(" style=", html);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
        }
        Assert.Contains("&lt;script&gt;alert", await server.Http.GetStringAsync("/documents/alignment_research:evil"));
    }

    [Fact]
    public async Task A_text_that_may_not_be_handed_on_is_neither_in_the_api_nor_on_its_page_and_all_is_shown_on_loopback_only()
    {
        var scratch = new Scratch();
        scratch.WriteDataset("arxiv.jsonl", Scratch.Record("mine", title: "On alignment", text: string.Concat(Enumerable.Repeat("Safety and the zanzibar clause of alignment. ", 5))));
        await using var server = await Server.StartAsync(scratch, scratch.HubFolder);
        foreach (var path in new[] { "/api/v1/documents/alignment_research:mine", "/documents/alignment_research:mine", "/api/v1/search?q=clause", "/search?q=clause", "/api/v1/documents/alignment_research:mine/citation" })
            Assert.DoesNotContain("zanzibar", await server.Http.GetStringAsync(path));
        Assert.Equal(1, (int)(await JsonAsync(server, "/api/v1/search?q=zanzibar"))["total"]!);

        Assert.Contains("this machine only", (await Published.RunAsync(scratch.Folder, ["serve", "--serve-all", "--urls", "http://0.0.0.0:0"])).MustBe(2).Err);
        var all = await Published.RunAsync(scratch.Folder, ["search", "clause", "--serve-all"]);
        Assert.Contains("zanzibar", all.MustBe(0).Out);
        Assert.Contains("1 text without a basis", all.Err);
    }

    [Fact]
    public async Task A_lake_without_a_release_says_what_to_do()
    {
        using var scratch = new Scratch();
        var outcome = await Published.RunAsync(scratch.Folder, ["serve", "--urls", "http://127.0.0.1:0"]);
        Assert.Contains("sluice run", outcome.MustBe(2).Err);
    }

    static async Task<HashSet<string>> WalkAsync(Server server, string parameters, string field)
    {
        var seen = new HashSet<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await JsonAsync(server, "/api/v1/documents?limit=50" + parameters + (next.Length == 0 ? "" : "&cursor=" + next));
            foreach (var item in page["documents"]!.AsArray())
                Assert.True(seen.Add((string)item![field]!), $"a {field} came twice");
            next = (string?)page["next"];
        }
        return seen;
    }

    static async Task<JsonNode> JsonAsync(Server server, string path) =>
        JsonNode.Parse(await server.Http.GetStringAsync(path))!;
}
