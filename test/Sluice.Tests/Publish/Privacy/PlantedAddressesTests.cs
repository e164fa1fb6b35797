using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Sluice.Server;
using Sluice.Zones;

namespace Sluice.Tests.Publish.Privacy;

/// <summary>
/// Sixty-odd addresses in every disguise that docs/privacy.md names, through the whole flow and out of every door; and
/// what only looks like one, which must come through. Each has a word of its own, so that a trace of it can be found.
/// </summary>
public sealed class PlantedAddressesTests : IAsyncLifetime
{
    // {0} is the name, {1} the domain's own label; both are found nowhere else.
    static readonly string[] Emails =
    [
        "write to {0}@{1}.example.org today", "write to {0}.roe+lists@mail.{1}.org.", "\"{0} roe\"@{1}.example.org", "{0}@{1}ü.example", "{0}＠{1}．org", "mailto:{0}@{1}.com?subject=hello",
        "{0}%40{1}.org", "{0}&#64;{1}.org", "{0}&commat;{1}&period;org", "mail {0} @ {1}.org", "mail {0}@ {1}.org", "mail {0} @{1}.org", "mail {0}@{1} .org", "mail {0} @ {1} . org",
        "{0}@cs. {1}. edu", "{0}@{1}-\nlab.org", "{0}@\n{1}.org", "{0}\u200B@\u200B{1}.org", "{0} [at] {1} [dot] org", "{0}(at){1}(dot)org", "{0} {{at}} {1}.org", "{0} <at> {1}.org",
        "{0}[@]{1}[.]org", "{0} AT {1} DOT org", "{0} at {1} dot org", "{0}_at_{1}_dot_org", "{0}-at-{1}-dot-org", "{0} (at sign) {1}.org", "{0} [at] cs [dot] {1} [dot] edu",
        "{0}@{1} [dot] org", "{0}[at]{1}.org", "{{{0},john}}@{1}.org", "{{john, {0}.doe}}@cs.{1}.edu", "{{{0}|john}}@{1}.org", "{{{0}; john}}@{1}.org", "[{0}, john]@{1}.org", "({0},john)@{1}.org",
        "<{0},john>@{1}.org", "\\{{{0}, john\\}}@{1}.org", "{{{0},john}} @ {1}.org", "{{{0}.last}}@{1}.org", "{{{0},john}}[at]{1}[dot]org", "`{0}@{1}.org`", "see {0}.roe@{1}… for more",
        "see {0}.roe@cs.{1}... for more",
    ];

    // Cut by the end of the text.
    static readonly string[] Cut =
    [
        "the authors are {0}.roe@{1}", "the authors are {0}.roe@", "the authors are {0}.roe@cs.{1}.", "the authors are {{{0}, john}}@{1}", "the authors are {0} [at] {1}", "the authors are {0}.roe@{1}…",
        "the authors are …{0}@{1}.org",
    ];

    static readonly (string Text, string Secret)[] Others =
    [
        ("call +1 (555) 010-0137 now", "010-0137"), ("my number is +44 20 7946 0137", "7946 0137"), ("+15550100137 is mine", "5550100137"), ("reach us at (555) 010-0138", "010-0138"),
        ("Tel: 030 901 8137", "8137"), ("phone: 555.010.0139", "010.0139"), ("whatsapp +49-30-90180137", "90180137"),
        ("I live at 221B Quokka Street, Apt 4, Springfield, IL 62704", "Quokka"), ("Flat 4, 10 Wombat Road, London N1 9GU", "Wombat"), ("PO Box 70137, Springfield", "70137"), ("Numbatstraße 12, 10115 Berlin", "Numbat"),
        ("we meet at 51.50137° N, 0.12781° W", "51.50137"), ("lat: 37.70137, lng: -122.41941", "37.70137"), ("GPS: 37.70138, -122.41942", "37.70138"), ("https://www.google.com/maps/@37.70139,-122.41943,15z", "37.70139"),
    ];

    static readonly string[] LookAlikes =
    [
        "arXiv:2301.12345v2", "1706.03762", "10.1145/3442188.3445922", "10.1007/978-3-030-12345-6", "ISBN 978-0-262-03384-8", "ISSN 2476-0757", "ORCID 0000-0002-1825-0097", "lodash@4.17.21", "actions/checkout@v4",
        "torch@v1.13.0", "react@latest", "@scope/pkg@2.0.0", "`ssh user@host`", "root@localhost", "git@github.com:org/repo.git", "`scp a.txt jane@cluster.example.edu:/home`", "user@192.168.0.1", "A@B.T", "x @ W.weight", "Q@K.transpose(-1,-2)",
        "recall@10", "precision@k", "pass@100", "NDCG@10.", "@property", "@jane", "@jane@social.example", "https://medium.com/@jane/post", "5 @ $3.50", "[email protected]", "192.168.100.200", "2020-01-02", "12.03.2021", "pp. 555-5599",
        "the point (12.3456, 45.6789)", "the interval [0.1234, 0.5678]", "$x = (37.7749, -122.4194)$", "coordinates (0.1234, 0.5678)", "rotate by 90°", "21.5° C", "version 1.2.3.4", "42 Street View images", "5-way 1-shot", "look at the dot product", "section 3.14159",
    ];

    SomeHub _hub = null!;
    WebApplication _host = null!;
    HttpClient _http = null!;
    string _release = null!;
    readonly List<string> _secrets = [];

    public async ValueTask InitializeAsync()
    {
        var lines = new List<string>();
        void Plant(string text) => lines.Add(Some.Line(lines.Count + 1, row => (row["license"], row["text"], row["title"]) = ("CC-BY-4.0", text, $"Planted {lines.Count + 1}")));
        string Filled(string form)
        {
            var (name, domain) = ($"qname{_secrets.Count:000}", $"zdomain{_secrets.Count:000}");
            _secrets.AddRange([name, domain]);
            return string.Format(null, form, name, domain);
        }
        foreach (var form in Emails)
            Plant($"{Some.Text}\n\nFor details {Filled(form)} and thank you for reading so far.");
        foreach (var form in Cut)
            Plant($"{Some.Text}\n\n{Filled(form)}");
        foreach (var (text, secret) in Others)
        {
            Plant($"{Some.Text}\n\nFor details {text} and thank you.");
            _secrets.Add(secret);
        }
        // In other fields than the text.
        lines.Add(Some.Line(900, row =>
        {
            (row["license"], row["title"], row["comment"]) = ("CC-BY-4.0", Filled("By {0}@{1}.org"), Filled("ask {0} [at] {1} [dot] org"));
            (row["authors"], row["tags"]) = (new JsonArray("Ada Example", Filled("{0}@{1}.org")), new JsonArray(Filled("{0}@{1}.org")));
            row["unknown"] = new JsonObject { ["deep"] = new JsonArray(Filled("{0}@{1}.org")) };
        }));
        // Where there is no basis for the text.
        lines.Add(Some.Line(901, row => (row["text"], row["summaries"]) = ($"{Some.Text} {Filled("{0}@{1}.org")}", new JsonArray(Filled("in short, {0}@{1}.org")))));
        lines.Add(Some.Line(902, row => (row["license"], row["title"], row["text"]) = ("CC-BY-4.0", "Look-alikes", Some.Text + "\n\n" + string.Join("\n\n", LookAlikes.Select(text => $"It says {text} there.")))));
        _hub = await SomeHub.StartAsync(("lesswrong.jsonl", [.. lines]));
        var run = await _hub.RunAsync();
        _release = run.Release ?? throw new InvalidOperationException(run.ToJson().ToJsonString());
        _host = ServerHost.Build(_hub.Lake, "http://127.0.0.1:0");
        await _host.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_host.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public void No_planted_address_is_in_any_file_of_the_release()
    {
        Assert.True(_secrets.Count > 120);
        foreach (var path in Directory.EnumerateFiles(_hub.Lake.Release(_release), "*", SearchOption.AllDirectories))
        {
            var bytes = Encoding.UTF8.GetString(File.ReadAllBytes(path));
            Assert.DoesNotContain(_secrets, secret => bytes.Contains(secret, StringComparison.OrdinalIgnoreCase) ? throw new InvalidOperationException($"{path} holds {secret}") : false);
        }
    }

    [Fact]
    public async Task None_is_found_shown_or_answered()
    {
        foreach (var secret in _secrets)
        {
            var asked = Uri.EscapeDataString($"\"{secret}\"");
            Assert.Equal(0, (int)JsonNode.Parse(await _http.GetStringAsync($"/api/v1/search?q={asked}"))!["total"]!);
        }
        var all = new StringBuilder();
        foreach (var path in new[] { "/", "/search?q=details", "/api/v1/documents?limit=200&copies=all", "/api/v1/search?q=details&limit=200&copies=all", "/api/v1/duplicates?limit=200", "/api/v1/stats" })
            all.Append(await _http.GetStringAsync(path));
        foreach (var document in JsonNode.Parse(await _http.GetStringAsync("/api/v1/documents?limit=200&copies=all"))!["documents"]!.AsArray())
        {
            var id = Uri.EscapeDataString((string)document!["document_id"]!);
            all.Append(await _http.GetStringAsync("/api/v1/documents/" + id)).Append(await _http.GetStringAsync("/documents/" + id));
        }
        var said = all.ToString();
        Assert.Empty(_secrets.Where(secret => said.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Look_alikes_survive()
    {
        var text = (string?)File.ReadAllLines(Path.Combine(_hub.Lake.Release(_release), ReleaseManifest.Documents)).Select(line => JsonNode.Parse(line)!).Single(document => (string?)document["title"] == "Look-alikes")["text"];

        Assert.True(LookAlikes.Length > 40);
        Assert.NotNull(text);
        Assert.Empty(LookAlikes.Where(look => !text.Contains($"It says {look} there.")));
    }

    [Fact]
    public void The_detectors_agree_about_all_of_them()
    {
        var withheld = File.ReadAllLines(Path.Combine(_hub.Lake.Release(_release), ReleaseManifest.Documents)).Select(line => JsonNode.Parse(line)!).Where(document => document["privacy"]?["findings"] is not null);

        Assert.Empty(withheld.Select(document => (string?)document["title"]));
    }
}
