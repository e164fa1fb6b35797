using Sluice.Extract;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

public sealed class FullAfterTests
{
    static string[] Rows(int count, int changed) => [.. Enumerable.Range(1, count).Select(number => Some.Line(number, row => row["title"] = number == 1 ? $"Title {changed}" : (string)row["title"]!))];

    [Fact]
    public async Task After_so_many_deltas_the_next_one_with_news_is_what_a_full_extraction_gives()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(9)]), ("lesswrong.jsonl", Rows(3, 0)));
        Task<ExtractReport> NextAsync() => hub.ExtractAsync(options => options with { FullAfter = 2 });
        await NextAsync();
        foreach (var change in new[] { 1, 2 })
        {
            hub.Write("lesswrong.jsonl", Rows(3, change));
            Assert.Equal(ExtractMode.Delta, (await NextAsync()).Mode);
        }

        // Without news there is nothing to write, however long the chain is.
        Assert.Equal((ExtractMode.Delta, ExtractStatus.Unchanged, null), (await NextAsync()) is var same ? (same.Mode, same.Status, same.Dump) : default);
        hub.Write("lesswrong.jsonl", Rows(4, 3));
        var report = await NextAsync();

        Assert.Equal((ExtractMode.Full, ExtractStatus.Complete), (report.Mode, report.Status));
        Assert.Equal((1L, 1L, 3L), (report.Counts.Added, report.Counts.Changed, report.Counts.Unchanged));
        var dump = hub.Dump(report);
        Assert.Equal([dump.Name], Dump.Chain(hub.Lake, SomeHub.Source).Select(one => one.Name));
        var asked = hub.Dump(await hub.ExtractAsync(options => options with { Mode = ExtractMode.Full }));
        Assert.Equal(Masked(asked), Masked(dump));
        Assert.Equal((asked.Metadata.MerkleRoot, asked.Metadata.RecordCount), (dump.Metadata.MerkleRoot, dump.Metadata.RecordCount));
        Assert.Equal(asked.Metadata.Shards.Select(shard => (shard.Key, shard.Lines)), dump.Metadata.Shards.Select(shard => (shard.Key, shard.Lines)));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, ExtractMode.Delta)]
    public async Task Never_and_a_delta_that_was_asked_for_stay_deltas(int fullAfter, ExtractMode? mode)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", Rows(3, 0)));
        for (var change = 1; change < 5; change++)
        {
            await hub.ExtractAsync(options => options with { FullAfter = fullAfter, Mode = mode });
            hub.Write("lesswrong.jsonl", Rows(3, change));
        }

        Assert.Equal(4, Dump.Chain(hub.Lake, SomeHub.Source).Count);
    }

    static string Masked(Dump dump) => string.Concat(new[] { "data.jsonl", "dropped.jsonl", SnapshotIndex.FileName }
        .Select(name => File.ReadAllText(Path.Combine(dump.Folder, name)).Replace(dump.Metadata.ExtractionDate, "…")));
}
