using System.Text.Json.Nodes;
using Sluice.Serve;

namespace Sluice.Tests.Serve;

/// <summary>A small release, made once, that all of <c>Serve</c>'s tests read.</summary>
public sealed class PublishedLake : IAsyncLifetime
{
    SomeHub _hub = null!;

    public Catalog Catalog { get; private set; } = null!;

    internal SomeHub Hub => _hub;

    public const int Documents = 18;

    // Its texts are shown, so they are licensed.
    static string Licensed(int number, Action<JsonObject> edit) => Some.Line(number, row =>
    {
        row["license"] = "CC-BY-4.0";
        edit(row);
    });

    static string[] Rows() =>
    [
        .. Enumerable.Range(1, 10).Select(i => Licensed(i, row => row["date_published"] = $"2021-06-{10 + i / 3}T00:00:00Z")),
        Licensed(11, row =>
        {
            row["title"] = """<script>alert("oversight")</script> & more""";
            row["text"] = "<img src=x onerror=alert(1)> hostile markup about penguins, and <b>more</b>. " + Some.Text;
            row["license"] = "CC-BY-4.0";
            row["authors"] = new JsonArray("Éva \"O'Hara\" <x>");
            row["tags"] = new JsonArray("Markup", "safety");
        }),
        Licensed(12, row =>
        {
            row["title"] = "Running generalizations";
            row["text"] = "Generalized agents were running through naïve evaluations. The quick brown fox. 漢字 text.";
            row["date_published"] = "2019-02-03";
            row["tags"] = new JsonArray("safety", "Generalization");
        }),
        Licensed(14, row =>
        {
            row["title"] = "One \u0001walrus\u0002 and \u0001 more";
            row["text"] = "Nothing about it.";
        }),
        Licensed(13, row =>
        {
            row["title"] = "Fox, the brown one";
            row["text"] = "The brown quick fox does not run.";
            row["date_published"] = "2018-12-31T23:30:00-05:00";
        }),
    ];

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(
            ("alignment_newsletter.jsonl", [.. Enumerable.Range(20, 2).Select(i => Licensed(i, row => { row["source"] = "alignment_newsletter"; row["date_published"] = "2017-01-01"; row["text"] = "A newsletter of its year."; }))]),
            ("arxiv.jsonl", [.. Enumerable.Range(30, 2).Select(i => Licensed(i, row => { row["source"] = "arxiv"; row["text"] = "Penguins, in a paper."; row["doi"] = "10.5555/a_b"; row["journal_ref"] = "Some & Journal"; row["date_published"] = "2020-01-01"; }))]),
            ("lesswrong.jsonl", Rows()));
        var report = await _hub.RunAsync();
        Assert.Equal(0, report.ExitCode);
        // Most of these share their text: published without clusters, each is a work of its own. DuplicatedLake has copies.
        await _hub.Flow().Publish().PublishAsync(_hub.NewRun(), default);
        Catalog = new Catalog(_hub.Lake);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
