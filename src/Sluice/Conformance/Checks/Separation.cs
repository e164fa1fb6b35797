using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;

namespace Sluice.Conformance.Checks;

/// <summary>Fetching and mapping are two things, and each can be done again.</summary>
static class Separation
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("fetch_and_map_separate", "Once fetched, rows are made again without upstream.", "Let the adapter list and open files, and know nothing of records.", Separate),
        new("rebuild_identical", "A dump is made again from the files at rest, byte for byte.", "Make rows of bytes alone: no clock, no chance, no network.", Rebuild),
    ];

    static async Task<Outcome> Separate(Bench bench, CancellationToken cancel)
    {
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        await trial.ExtractAsync(cancel);
        var (before, asked) = (await trial.SentAsync(cancel), trial.StandIn.Requests.Count);
        trial.StandIn.Weather = Weather.Outage;
        if (trial.StandIn.Folder is { } folder)
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                File.Delete(file);
        var report = await trial.ExtractAsync(cancel, ExtractMode.Full, offline: true);
        var after = await trial.SentAsync(cancel);
        return Outcome.If(report.Status == ExtractStatus.Complete && before.SequenceEqual(after, StringComparer.Ordinal) && trial.StandIn.Requests.Count == asked,
            $"status {report.Status}, {after.Count} rows, {trial.StandIn.Requests.Count - asked} requests", $"the same {before.Count} rows, and no request");
    }

    static async Task<Outcome> Rebuild(Bench bench, CancellationToken cancel)
    {
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        await trial.ExtractAsync(cancel);
        if (trial.Dumps is not [var dump])
            return Outcome.Failed($"{trial.Dumps.Count} dumps", "one to make again");
        var shadow = new Zones.Lake(Path.Combine(trial.Lake.Root, "..", "shadow"));
        shadow.Create();
        var again = await Rederivation.RunAsync(trial.Flow, trial.Lake, shadow, dump, null, dump.Metadata.Files, NullLogger.Instance, cancel);
        return Outcome.If(again.Metadata.Data.Sha256 == dump.Metadata.Data.Sha256, $"data.jsonl hashes to {again.Metadata.Data.Sha256}", dump.Metadata.Data.Sha256);
    }
}
