using Sluice.Extract;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

public sealed class FoldTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task A_full_dump_and_its_deltas_fold_to_what_a_full_extraction_holds(int seed)
    {
        var random = new Random(seed);
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", []), ("lesswrong.jsonl", []));
        for (var step = 0; step < 8; step++)
        {
            foreach (var file in new[] { "arxiv.jsonl", "lesswrong.jsonl" })
                hub.Write(file, [.. Enumerable.Range(0, random.Next(12)).Select(_ => SomeRow(random))]);
            var report = await hub.ExtractAsync(Selected);
            Assert.Equal(report.Counts.Read, report.Counts.Kept + report.Counts.Dropped.Values.Sum());
            Assert.Equal(await KeptUpstreamAsync(hub), await FoldAsync(hub));
        }
        Assert.Contains(Dump.Chain(hub.Lake, SomeHub.Source), dump => dump.Metadata.ExtractionType == "delta");
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_row_without_an_id_that_is_gone_upstream_leaves_the_fold()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row.Remove("id"))]));
        await hub.ExtractAsync(Selected);
        hub.Write("lesswrong.jsonl", Some.Line(1));

        var report = await hub.ExtractAsync(Selected);

        Assert.Equal(1, report.Counts.Removed);
        Assert.Equal(await KeptUpstreamAsync(hub), await FoldAsync(hub));
    }

    static ExtractOptions Selected(ExtractOptions options) => options with { Selection = options.Selection with { MinLength = 10 } };

    static string SomeRow(Random random) => random.Next(10) switch
    {
        0 => "rubbish",
        1 => Some.Line(random.Next(8), row => row["text"] = "short"),
        _ => Some.Line(random.Next(8), row => row["title"] = "version " + random.Next(2)),
    };

    // By id, the rows in order; read off a full extraction in a lake of its own.
    static async Task<string> KeptUpstreamAsync(SomeHub hub)
    {
        using var fresh = new TempFolder();
        var lake = new Lake(fresh.Path);
        lake.Create();
        var run = new Sluice.Pipeline.Run(lake, hub.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await hub.Flow().Extract(run, SomeHub.Source, Selected(hub.All)).ExtractAsync(default);
        return await MapAsync(lake);
    }

    static Task<string> FoldAsync(SomeHub hub) => MapAsync(hub.Lake);

    static async Task<string> MapAsync(Lake lake)
    {
        var rows = new List<(string Id, string Row)>();
        await foreach (var live in Snapshot.ReadAsync(lake, SomeHub.Source, Zone.Raw, default))
        {
            var sent = Some.Text8(UpstreamLines.AsSent(live.Line).Span);
            rows.Add((live.Line.GetString("id"u8) ?? "sha256:" + sent, sent));
        }
        return string.Join('\n', rows.GroupBy(row => row.Id).OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.Select(row => row.Row)));
    }
}
