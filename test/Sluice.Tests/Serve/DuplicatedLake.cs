using System.Text.Json.Nodes;
using Sluice.Publish;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

/// <summary>A release in which records are copies of one work, by a file of clusters that was written by hand.</summary>
public sealed class DuplicatedLake : IAsyncLifetime
{
    public const int Records = 14, Works = 10;

    SomeHub _hub = null!;

    public Catalog Catalog { get; private set; } = null!;

    internal SomeHub Hub => _hub;

    /// <summary>A paper with a preprint and a post; two newsletters that sum it up and are copies of each other; and a link.</summary>
    internal static Cluster Paper { get; } = Of(
        Member(1, Relation.Same), Member(2, Relation.PreprintOf), Member(3, Relation.CrossPost),
        Member(4, Relation.SummaryOf), Member(5, Relation.SummaryOf, work: 4), Member(6, Relation.LinkTo));

    /// <summary>One text twice, and a member that the release does not hold.</summary>
    internal static Cluster Twice { get; } = Of(Member(9, Relation.Same), Member(8, Relation.Same), Member(99, Relation.ExcerptOf));

    static string Line(int number, string source, string date, string title, string text, params string[] tags) => Some.Line(number, row =>
    {
        row["license"] = "CC-BY-4.0";
        row["source"] = source;
        row["date_published"] = date;
        row["title"] = title;
        row["text"] = text + " " + Some.Text;
        row["license"] = "CC-BY-4.0";
        row["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
    });

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(
            ("alignment_newsletter.jsonl",
            [
                Line(4, "alignment_newsletter", "2022-03-01", "A letter about penguins", "A summary: penguins waddle."),
                Line(5, "alignment_newsletter", "2022-03-02", "A letter about penguins, again", "A summary: penguins waddle."),
            ]),
            ("arxiv.jsonl",
            [
                Line(1, "arxiv", "2021-05-01", "How <penguins> waddle", "Penguins waddle. Penguins waddle well. Penguins.", "Safety"),
                Line(2, "arxiv", "2020-04-01", "How penguins waddle: a draft", "Penguins waddle, and so did a walrus."),
                Line(8, "arxiv", "2021-01-01", "Foxes", "Foxes jump. The same text.", "foxes"),
                Line(9, "arxiv", "2021-01-01", "Foxes", "Foxes jump. The same text.", "Foxes"),
            ]),
            ("lesswrong.jsonl",
            [
                Line(3, "lesswrong", "2021-06-01", "How penguins waddle", "Penguins waddle.", "safety"),
                Line(6, "lesswrong", "2021-07-01", "See the penguins", "A link to penguins."),
                .. Enumerable.Range(10, 6).Select(i => Line(i, "lesswrong", $"2019-02-{i}", $"Post {i}", "Nothing of note.")),
            ]));
        await _hub.RunAsync();
        var clusters = _hub.Beside("clusters.jsonl");
        // The order of the file, by document id, is the stage's; here only the first line's place counts.
        File.WriteAllText(clusters, Lines(Paper, Twice));
        Assert.NotNull((await _hub.Flow().Publish().PublishAsync(_hub.NewRun(), new ReleaseAnnotations(clusters, null), default)).Release);
        Catalog = new Catalog(_hub.Lake);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
