using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

/// <summary>Whatever upstream does, the fold of the dumps is what a full extraction would hold, and the five counts are right.</summary>
public sealed class HistoryTests
{
    const int Histories = 1000;
    const int Steps = 5;

    static readonly SourceEntry Source = SourceRegistry.Load().Source(SomeHub.Source);

    [Fact]
    public async Task No_history_is_told_wrong()
    {
        var dumps = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Histories), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, _) => Interlocked.Add(ref dumps, await LiveAsync(seed)));
        // Most steps must have made a dump, or the histories were too dull to prove anything.
        Assert.InRange(dumps, Histories * Steps / 2, Histories * Steps);
    }

    [Fact]
    public async Task A_history_that_is_told_wrong_is_noticed()
    {
        using var folder = new TempFolder();
        var (lake, history, told) = (new Lake(folder.Path), new History(new Random(1)), new Expected());
        lake.Create();
        ExtractReport report;
        do
        {
            history.Step();
            report = await DeriveAsync(lake, new FakeClock(), history, Dump.LatestComplete(lake, Source.Id) is null ? ExtractMode.Full : ExtractMode.Delta, limit: null);
            told.Tell(history);
        }
        while (report.Mode == ExtractMode.Full || report.Counts.Removed == 0);
        var dump = new Dump(lake, Source.Id, Path.GetFileName(report.Dump!));
        told.MustBe(report, dump, "as it was");
        Assert.Equal(told.Snapshot, await FoldAsync(lake));

        Assert.ThrowsAny<Exception>(() => told.MustBe(report with { Counts = report.Counts with { Changed = report.Counts.Changed + 1 } }, dump, "one more"));
        File.WriteAllText(Path.Combine(dump.Folder, "removed.jsonl"), "");
        Assert.ThrowsAny<Exception>(() => told.MustBe(report, dump, "nothing removed"));
        Assert.NotEqual(told.Snapshot, await FoldAsync(lake));
    }

    static async Task<int> LiveAsync(int seed)
    {
        var random = new Random(seed);
        var history = new History(random);
        using var folder = new TempFolder();
        var lake = new Lake(folder.Path);
        lake.Create();
        var clock = new FakeClock();
        var told = new Expected();
        for (var step = 0; step < Steps; step++)
        {
            history.Step();
            clock.Advance(TimeSpan.FromMinutes(1));
            // Now and then a run is broken off, or only a sample is taken: neither may count for anything.
            if (random.Next(6) == 0)
                await DeriveAsync(lake, clock, history, ExtractMode.Full, limit: 1);
            var baseline = Dump.LatestComplete(lake, Source.Id);
            var mode = baseline is null || random.Next(6) == 0 ? ExtractMode.Full : ExtractMode.Delta;
            var report = await DeriveAsync(lake, clock, history, mode, limit: null);
            told.Tell(history);
            told.MustBe(report, new Dump(lake, Source.Id, Path.GetFileName(report.Dump!)), $"history {seed}, step {step}, {mode}");
            Assert.True(told.Snapshot == await FoldAsync(lake), $"history {seed}, step {step}, {mode}: the fold is\n{await FoldAsync(lake)}\nexpected\n{told.Snapshot}");
        }
        Assert.Empty(Verification.OfAll(lake));
        return Dump.All(lake, Source.Id).Count(dump => dump.Metadata.RecordCount > 0 && dump.Metadata.IsComplete);
    }

    static Task<ExtractReport> DeriveAsync(Lake lake, FakeClock clock, History history, ExtractMode mode, int? limit)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        var run = new Run(lake, clock, NullLogger.Instance);
        var files = history.Files.Select(file => Ready(lake, file.Key, string.Concat(file.Value.Select(row => row.Line + "\n")))).ToList();
        var revision = new HubRevision(Source.Dataset, new string('c', 40), null, [.. files.Select(file => file.Hub)]);
        var origin = new Origin(Dump.NewName(lake, Source.Id, run.Started), revision, mode, limit is null ? Dump.LatestComplete(lake, Source.Id) : null, limit);
        return new Derivation(run, Source, new Selection { MinLength = history.MinLength, Keywords = ["SAFETY"] }).RunAsync(origin, files, default);
    }

    static ReadyFile Ready(Lake lake, string path, string text)
    {
        var bytes = Some.Bytes(text);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Directory.CreateDirectory(lake.Files(Source.Id));
        File.WriteAllBytes(Path.Combine(lake.Files(Source.Id), sha256), bytes);
        return new ReadyFile(new HubFile(path, bytes.Length, sha256, null), sha256, true, () => new MemoryStream(bytes));
    }

    static async Task<string> FoldAsync(Lake lake)
    {
        var rows = new List<(string Name, string Line)>();
        await foreach (var live in Snapshot.ReadAsync(lake, Source.Id, Zone.Raw, default))
        {
            var sent = Some.Text8(UpstreamLines.AsSent(live.Line).Span);
            rows.Add((live.Line.GetString("id"u8) is { Length: > 0 } id ? id : new HistoricRow(null, sent, 0, null).Name, sent));
        }
        return Expected.Map(rows);
    }
}
