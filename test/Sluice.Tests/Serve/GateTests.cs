using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Server;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

/// <summary>Texts go out where the release serves them, and nowhere else; on this machine all may be shown, and it is said.</summary>
public sealed class GateTests(GatedLake lake) : IClassFixture<GatedLake>, IAsyncLifetime
{
    WebApplication _host = null!, _all = null!;
    HttpClient _http = null!, _httpAll = null!;

    public async ValueTask InitializeAsync()
    {
        (_host, _http) = await ServeAsync(serveAll: false);
        (_all, _httpAll) = await ServeAsync(serveAll: true);
    }

    async Task<(WebApplication, HttpClient)> ServeAsync(bool serveAll)
    {
        var host = ServerHost.Build(lake.Lake, "http://127.0.0.1:0", serveAll: serveAll);
        await host.StartAsync();
        return (host, new HttpClient { BaseAddress = new Uri(host.Urls.First()) });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _httpAll.Dispose();
        await _host.DisposeAsync();
        await _all.DisposeAsync();
    }

    static string Page(int number) => "/documents/" + Uri.EscapeDataString(DocumentId(number));

    static string Api(int number) => "/api/v1/documents/" + DocumentId(number);

    static async Task<JsonObject> JsonAsync(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(path))!.AsObject();

    static SearchHit Hit(SearchPage page, int number) => page.Hits.Single(hit => hit.Document.DocumentId == DocumentId(number));

    SearchPage Find(string query, bool servesAll = false, DocumentFilter? filter = null) =>
        new Search(new Catalog(lake.Lake, servesAll)).Query(query, filter ?? new DocumentFilter());

    [Fact]
    public void A_passage_is_shown_only_of_a_text_that_is_served()
    {
        var page = Find("penguins");

        Assert.Equal(5, page.Total);
        Assert.Contains("<mark>Penguins</mark> waddle", Hit(page, GatedLake.Served).SnippetHtml);
        foreach (var number in (int[])[GatedLake.Withheld, GatedLake.Unknown, GatedLake.Slipped])
            Assert.Equal("", Hit(page, number).SnippetHtml);
        Assert.Equal(["served", "withheld", "unknown", "withheld", "served"], Enumerable.Range(1, 5).Select(number => Hit(page, number).Document.Text));
        Assert.Equal(("CC-BY-4.0", "NOASSERTION"), (Hit(page, GatedLake.Served).Document.License, Hit(page, GatedLake.Unknown).Document.License));
    }

    [Fact]
    public void A_title_is_marked_also_where_the_text_has_the_other_words()
    {
        Assert.Equal("On <mark>birds</mark>, part 2", Hit(Find("birds penguins"), GatedLake.Withheld).TitleHtml);
        Assert.Equal("", Hit(Find($"birds text:{GatedLake.Secret}"), GatedLake.Slipped).SnippetHtml);
    }

    [Fact]
    public async Task All_texts_are_searched_on_the_lakes_own_machine_also_those_that_are_not_shown()
    {
        var page = Find(GatedLake.Secret);

        Assert.Equal(3, page.Total);
        Assert.All(page.Hits, hit => Assert.Equal("", hit.SnippetHtml));
        Assert.Equal(3, (int)(await JsonAsync(_http, "/api/v1/search?q=" + GatedLake.Secret))["total"]!);
    }

    [Fact]
    public void Shown_to_all_of_this_machine_a_passage_comes_from_the_local_file()
    {
        var page = Find("waddle", servesAll: true);

        foreach (var number in (int[])[GatedLake.Withheld, GatedLake.Unknown])
            Assert.Contains($"to {GatedLake.Secret}, says text {number}.", Hit(page, number).SnippetHtml);
    }

    [Theory]
    [InlineData("/search?q=waddle")]
    [InlineData("/search?q=zanzibar")]
    [InlineData("/search")]
    [InlineData("/")]
    [InlineData("/api/v1/search?q=waddle")]
    [InlineData("/api/v1/search?q=zanzibar&copies=all")]
    [InlineData("/api/v1/documents")]
    public async Task No_list_holds_a_word_of_a_text_that_is_not_served(string path)
    {
        var answer = (await _http.GetStringAsync(path)).Replace("q=" + GatedLake.Secret, "").Replace($"value=\"{GatedLake.Secret}\"", "").Replace($"“{GatedLake.Secret}”", "")
            .Replace($"\"query\":\"{GatedLake.Secret}\"", "").Replace($"<title>{GatedLake.Secret}: search", "").Replace("&#x201C;" + GatedLake.Secret, "");

        Assert.DoesNotContain(GatedLake.Secret, answer);
    }

    [Fact]
    public async Task The_same_lists_show_it_where_all_is_shown() =>
        Assert.Contains($"to {GatedLake.Secret}", await _httpAll.GetStringAsync("/api/v1/search?q=waddle"));

    [Theory]
    [InlineData(GatedLake.Withheld, "CC-BY-ND-4.0", "Its licence allows no changed copies &lt;b&gt;and&lt;/b&gt; we clean.")]
    [InlineData(GatedLake.Unknown, "No licence of the text is known.", "Nothing states a licence of this text.")]
    [InlineData(GatedLake.Slipped, "CC-BY-ND-4.0", "The text is not here.")]
    public async Task The_page_of_a_document_without_its_text_says_why_and_where_it_is(int number, string license, string reason)
    {
        var html = await _http.GetStringAsync(Page(number));

        Assert.DoesNotContain(GatedLake.Secret, html);
        Assert.Contains(license, html);
        Assert.Contains(reason, html);
        Assert.Contains("href=\"https://forum.example.org/terms\"", html);
        Assert.Contains($"<a href=\"https://www.lesswrong.com/posts/{number}/on-oversight\" rel=\"noopener noreferrer\">Read the original</a>", html);
        Assert.DoesNotContain("Shown on this machine only", html);
    }

    [Fact]
    public async Task The_page_of_a_served_document_tells_its_rights_and_how_to_cite_it()
    {
        var html = await _http.GetStringAsync(Page(GatedLake.Served));

        foreach (var part in (string[])["Penguins waddle, and anyone may say so.", "https://creativecommons.org/licenses/by/4.0/", "licence field", "Ada Example", "3 February 2026", "id=\"cite-csl\"", "id=\"cite-bibtex\""])
            Assert.Contains(part, html);
        Assert.DoesNotContain("The text is not here", html);
        Assert.DoesNotContain("Redacted before", html);
        Assert.Contains("Redacted before it was served: email 2, phone 1.", await _http.GetStringAsync(Page(GatedLake.Redacted)));
    }

    [Fact]
    public async Task Where_all_is_shown_the_page_says_so_above_such_a_text_and_only_there()
    {
        var html = await _httpAll.GetStringAsync(Page(GatedLake.Withheld));

        Assert.Contains("Shown on this machine only.", html);
        Assert.Contains($"to {GatedLake.Secret}, says text 2.", html);
        Assert.Contains("No licence is known for this text", await _httpAll.GetStringAsync(Page(GatedLake.Unknown)));
        Assert.DoesNotContain("Shown on this machine only", await _httpAll.GetStringAsync(Page(GatedLake.Served)));
    }

    [Fact]
    public async Task The_api_gives_a_document_as_it_lies_in_the_release_or_with_what_was_withheld_put_back()
    {
        var served = await JsonAsync(_http, Api(GatedLake.Withheld));
        Assert.True(served.ContainsKey("text"));
        Assert.Null(served["text"]);
        Assert.False(served.ContainsKey("comments"));
        Assert.False(served.ContainsKey("shown_locally"));

        var all = await JsonAsync(_httpAll, Api(GatedLake.Withheld));
        Assert.Equal($"Penguins waddle to {GatedLake.Secret}, says text 2.", (string?)all["text"]);
        Assert.Equal($"A comment about {GatedLake.Secret}.", (string?)all["comments"]![0]);
        Assert.Equal($"{GatedLake.Secret} was repaired", (string?)all["_provenance"]!["repairs"]![0]);
        Assert.Empty(served["_provenance"]!["repairs"]!.AsArray());
        Assert.Equal(served["_provenance"]!["file"]!.ToJsonString(), all["_provenance"]!["file"]!.ToJsonString());
        Assert.Equal(["text", "comments", "_provenance.repairs"], all["shown_locally"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("withheld", (string?)all["rights"]!["text"]);
        Assert.False((await JsonAsync(_httpAll, Api(GatedLake.Served))).ContainsKey("shown_locally"));
        Assert.Null((await JsonAsync(_http, Api(GatedLake.Slipped)))["text"]);
        Assert.Equal("Penguins waddle, and anyone may say so.", (string?)(await JsonAsync(_http, Api(GatedLake.Served)))["text"]);
    }

    [Theory]
    [InlineData("text=served", 2)]
    [InlineData("text=withheld", 2)]
    [InlineData("text=unknown", 1)]
    [InlineData("license=cc-by-4.0", 1)]
    [InlineData("license=NOASSERTION", 1)]
    [InlineData("text=served&license=CC-BY-ND-4.0", 0)]
    public async Task Lists_and_searches_narrow_by_text_and_licence(string filter, int total)
    {
        Assert.Equal(total, (int)(await JsonAsync(_http, "/api/v1/documents?" + filter))["total"]!);
        Assert.Equal(total, (int)(await JsonAsync(_http, "/api/v1/search?q=birds&" + filter))["total"]!);
        Assert.Contains($"{total} work", await _http.GetStringAsync("/search?q=birds&" + filter));
    }

    [Fact]
    public async Task A_state_that_no_text_has_is_refused_with_the_nearest()
    {
        var answer = await _http.GetAsync("/api/v1/documents?text=serve");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("served", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stats_and_home_count_the_texts()
    {
        var text = (await JsonAsync(_http, "/api/v1/stats"))["text"]!;

        Assert.Equal((2, 2, 1), ((int)text["served"]!, (int)text["withheld"]!, (int)text["unknown"]!));
        Assert.Contains("The text of 2 records is served; of 2 it is withheld, and of 1 no licence is known", await _http.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("", "application/x-bibtex", "title = {On birds, part 2}")]
    [InlineData("?format=bibtex", "application/x-bibtex", "author = {")]
    [InlineData("?format=csl-json", "application/vnd.citationstyles.csl+json", "\"title\":\"On birds, part 2\"")]
    [InlineData("?format=text", "text/plain", "“On birds, part 2”")]
    public async Task A_citation_comes_with_its_media_type_whatever_the_text_s_rights_are(string query, string type, string part)
    {
        var answer = await _http.GetAsync(Api(GatedLake.Withheld) + "/citation" + query);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(part, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/citation?format=ris", 400)]
    [InlineData("x/citation", 404)]
    public async Task A_citation_that_cannot_be_is_said_so(string path, int status) =>
        Assert.Equal((HttpStatusCode)status, (await _http.GetAsync(Api(GatedLake.Served) + path)).StatusCode);

    [Theory]
    [InlineData("evil.example.org", 403)]
    [InlineData("127.0.0.1.example.org", 403)]
    [InlineData("192.0.2.7", 403)]
    [InlineData("localhost", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("127.0.0.1:9", 200)]
    public async Task Where_all_is_shown_a_name_that_is_not_this_machine_s_is_refused(string host, int status)
    {
        foreach (var path in (string[])[Page(GatedLake.Withheld), Api(GatedLake.Withheld), "/assets/app.js", "/healthz", "/openapi/v1.json"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            var answer = await _httpAll.SendAsync(request);
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
            if (status != 200)
                Assert.DoesNotContain(GatedLake.Secret, await answer.Content.ReadAsStringAsync());
        }
        using var open = new HttpRequestMessage(HttpMethod.Get, Page(GatedLake.Withheld));
        open.Headers.Host = host;
        Assert.Equal(HttpStatusCode.OK, (await _http.SendAsync(open)).StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.0.2.7:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://+:0")]
    [InlineData("http://*:0")]
    [InlineData("http://loopback:0")]
    [InlineData("http://localhost.example.org:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public void Where_others_could_reach_it_not_all_is_shown(string urls) =>
        Assert.Equal(2, Assert.Throws<CorrectTheCallException>(() => ServerHost.Build(lake.Lake, urls, serveAll: true)).ExitCode);

    [Fact]
    public async Task An_exported_copy_has_no_local_folder_and_is_served_without_it()
    {
        await using var own = new GatedLakeCopy();
        await own.Lake.InitializeAsync();
        Directory.Delete(Path.Combine(own.Lake.Folder, ReleaseManifest.LocalFolder), recursive: true);
        var catalog = new Catalog(own.Lake.Lake, servesAll: true);

        Assert.False(catalog.Current().HasLocal);
        Assert.Null((string?)JsonNode.Parse(catalog.Find(DocumentId(GatedLake.Withheld))!)!["text"]);
        // It finds what it can show, and a document without its text by what describes it.
        var search = new Search(catalog);
        Assert.Equal([DocumentId(GatedLake.Served), DocumentId(GatedLake.Redacted)], search.Query("waddle", new DocumentFilter()).Hits.Select(hit => hit.Document.DocumentId).OrderBy(id => id != DocumentId(GatedLake.Served)));
        Assert.Equal(0, search.Query(GatedLake.Secret, new DocumentFilter()).Total);
        var described = search.Query("birds", new DocumentFilter());
        Assert.Equal((5, ""), (described.Total, Hit(described, GatedLake.Withheld).SnippetHtml));
    }

    [Theory]
    [InlineData(ReleaseManifest.LocalTexts)]
    [InlineData(ReleaseManifest.LocalSearchIndex)]
    public async Task A_damaged_local_file_stops_as_any_other_does(string name)
    {
        await using var own = new GatedLakeCopy();
        await own.Lake.InitializeAsync();
        File.AppendAllText(Path.Combine(own.Lake.Folder, name), "x");

        Assert.Throws<GateFailedException>(() => new Catalog(own.Lake.Lake).Current());
    }

    sealed class GatedLakeCopy : IAsyncDisposable
    {
        public GatedLake Lake { get; } = new();

        public ValueTask DisposeAsync() => Lake.DisposeAsync();
    }
}
