using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Pipeline;

/// <summary>Moves a dump from one zone to the next. Flow lists them; nothing else moves records.</summary>
public interface IPromotion
{
    string Stage { get; }

    /// <summary>
    /// If the output's manifest names this stage version, this configuration and this input, nothing is done; else the
    /// dump is written aside, checked and committed in one rename. Shards that an earlier, stopped promotion of the same
    /// work finished are not done again.
    /// </summary>
    /// <exception cref="GateFailedException">The input differs from its receipt, or the balance does not hold.</exception>
    Task<StageReport> PromoteAsync(Run run, Dump dump, CancellationToken cancel);
}

/// <inheritdoc cref="IPromotion"/>
/// <param name="gate">Asked before the commit: a reason to stop, or null. When it stops, quarantine is still written, so that the rejected rows can be looked at.</param>
/// <param name="judged">Told of each dump that was judged anew, before the gate and the commit: its receipt, and the path of its file of findings, which lies there only for the time of the call.</param>
public sealed class Promotion<TIn, TOut>(Zone from, Zone to, Func<IStage<TIn, TOut>> newStage, Func<Manifest, string?>? gate = null, Func<Dump, Manifest, string, Task>? judged = null) : IPromotion
    where TIn : IRecord, new()
    where TOut : IRecord
{
    public string Stage => newStage().Id.Name;

    public async Task<StageReport> PromoteAsync(Run run, Dump dump, CancellationToken cancel)
    {
        var parts = Input(run.Lake, dump);
        var report = await PromoteAsync(run, dump, parts[0], cancel);
        foreach (var part in parts.Skip(1))
            report = report.With(await PromoteAsync(run, dump, part, cancel));
        // A replay that is no more, since its stage was done again without it, leaves the later zones too.
        var folder = run.Lake.FolderOf(to, dump.Source, dump.Name);
        foreach (var name in from == Zone.Raw || run.DryRun ? [] : DumpPart.ReplayFolders(folder).Except(parts.Select(part => part.Name), StringComparer.Ordinal))
            Directory.Delete(Path.Combine(folder, name), recursive: true);
        return report;
    }

    /// <summary>What one part of a dump is made from.</summary>
    /// <param name="Folder">Where its data file lies.</param>
    /// <param name="Of">The receipt of a replay, or null for the dump itself.</param>
    sealed record PartInput(string Folder, string Name, DataFile Data, IReadOnlyList<Shard> Shards, Manifest? Of);

    async Task<StageReport> PromoteAsync(Run run, Dump dump, PartInput part, CancellationToken cancel)
    {
        var began = run.Clock.GetTimestamp();
        var stage = newStage();
        var (name, version) = stage.Id;
        var config = ConfigHashOf(stage);
        var (input, shards) = (part.Data, part.Shards);
        var folder = Path.Combine(run.Lake.FolderOf(to, dump.Source, dump.Name), part.Name);
        if (Manifest.ReadFrom(folder) is { } done && done.IsFor(name, version, config, input.Sha256) && IsThere(folder, done) && done.Late == (part.Of?.Late ?? false) && (done.Displaced ?? []).SequenceEqual(part.Of?.Displaced ?? []))
            return gate?.Invoke(done) is { } tripped ? throw new GateTrippedException($"{dump.Source}/{dump.Name}: {tripped} It was promoted before that threshold was set.", Report(done, 0, skipped: true)) : Report(done, 0, skipped: true);

        run.Log.LogInformation("{Stage} {Source}/{Dump}: {Lines} records", name, dump.Source, dump.Name, input.Lines);
        var work = new Work(name, version, config, input.Sha256);
        await using var pending = run.DryRun ? PendingDump.CountOnly(work) : PendingDump.Begin(folder, work, shards, KeepsFindings);
        try
        {
            var manifest = await WorkAsync(run, dump, part.Folder, stage, input.Lines, shards, pending, cancel) with { Displaced = part.Of?.Displaced, Late = part.Of?.Late ?? false };
            if (run.DryRun)
                return Report(manifest, run.Clock.GetElapsedTime(began).TotalSeconds, skipped: false);
            if (judged is not null && pending.Findings is { } findings)
                await judged(dump, manifest, findings);
            // Quarantine tells entries apart by dump and stage; only Validate rejects, and it reads no replays.
            var stop = gate?.Invoke(manifest);
            if (part.Of is null)
                await pending.CommitRejectsAsync(run, dump, stop is null ? manifest : null, cancel);
            else if (manifest.Rejected.Count > 0)
                throw new GateFailedException($"{name} rejects records of {dump.Source}/{dump.Name} {part.Name}, which no stage after validate may. Nothing was promoted.");
            if (stop is not null)
                throw new GateTrippedException($"{dump.Source}/{dump.Name}: {stop} Nothing was promoted; the rejected rows wait in {run.Lake.Relative(run.Lake.Quarantine(dump.Source, dump.Name))}.",
                    Report(manifest, run.Clock.GetElapsedTime(began).TotalSeconds, skipped: false));
            pending.Commit(manifest);
            return Report(manifest, run.Clock.GetElapsedTime(began).TotalSeconds, skipped: false);
        }
        catch (Exception e) when (e is GateFailedException or GateTrippedException or IOException or UnauthorizedAccessException)
        {
            // The work itself is at fault, or the disk is, which gets its room back.
            await pending.ForgetAsync();
            throw;
        }
    }

    async Task<Manifest> WorkAsync(Run run, Dump dump, string from, IStage<TIn, TOut> stage, long of, IReadOnlyList<Shard> shards, PendingDump pending, CancellationToken cancel)
    {
        var name = stage.Id.Name;
        using var upstream = new UpstreamLines(run.Lake, dump);
        if (pending.Finished > 0)
            run.Log.LogInformation("{Stage} {Source}/{Dump}: goes on after {Finished} of {Shards} shards", name, dump.Source, dump.Name, pending.Finished, shards.Count);
        if (stage is IRemembers remembers)
            await pending.RemindAsync(remembers, cancel);
        foreach (var shard in shards.Skip(pending.Finished))
        {
            pending.BeginShard();
            var shardRun = new ShardRun(run, dump.Source, shard.Key, pending, upstream);
            await foreach (var record in stage.RunAsync(ReadAsync(run, dump, from, shard, pending.Tally, name, of, cancel), shardRun, cancel))
                await pending.AdmitAsync(record.Line);
            await pending.EndShardAsync(shard);
        }
        var manifest = await pending.FinishAsync();
        if (manifest.Read != manifest.Kept + manifest.Rejected.Values.Sum() || manifest.Read != of)
            throw new GateFailedException($"{name} of {dump.Source}/{dump.Name} does not balance: {of} in the receipt, {manifest.Read} read, {manifest.Kept} kept, {manifest.Rejected.Values.Sum()} rejected. Nothing was promoted.");
        return manifest;
    }

    // A receipt without its data is no receipt: what was deleted or cut short is derived again.
    bool IsThere(string folder, Manifest done) =>
        IsWhole(Path.Combine(folder, "data.jsonl"), done.Output)
        && (!KeepsFindings || (done.FindingsFile is { } findings && IsWhole(Path.Combine(folder, Manifest.FindingsName), findings)));

    static bool IsWhole(string path, DataFile file) => new FileInfo(path) is { Exists: true } there && there.Length == file.Bytes;

    // Validate is the stage that judges; the others only report what stops them.
    bool KeepsFindings => to == Zone.Validated;

    IReadOnlyList<PartInput> Input(Lake lake, Dump dump)
    {
        var folder = lake.FolderOf(from, dump.Source, dump.Name);
        if (from == Zone.Raw)
            return [new PartInput(folder, "", dump.Metadata.Data, dump.Metadata.Shards, null)];
        var parts = DumpPart.Of(folder);
        return parts.Count > 0
            ? [.. parts.Select(part => new PartInput(part.Folder, part.Name, part.Manifest.Output, part.Manifest.Shards, part.IsReplay ? part.Manifest : null))]
            : throw new CorrectTheCallException($"{dump.Source}/{dump.Name} has not reached the {from.Name()} zone yet. Run the stages in order, or `sluice run`.");
    }

    static string ConfigHashOf(IStage<TIn, TOut> stage) => Work.HashOf(stage.Configuration);

    async IAsyncEnumerable<TIn> ReadAsync(
        Run run, Dump dump, string folder, Shard shard, Tally tally, string stage, long of,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var path = Path.Combine(folder, "data.jsonl");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan) { Position = shard.Offset };
        using var reader = new LineReader(file, path, shard.Bytes) { Longest = LineReader.LongestOfOurs };
        var record = new TIn();
        await foreach (var row in reader.RowsAsync(cancel))
        {
            if (!record.Line.Read(row.Bytes, out var fault))
                throw new GateFailedException($"{path} line {shard.FirstLine + row.Place.Line - 1} byte {fault.Offset}: expected {fault.Expected}. The file is damaged; `sluice verify {dump.Name}` says how.");
            record.Place = UpstreamLines.PlaceOf(record.Line);
            tally.Read++;
            if (tally.Read % 256 == 0)
                run.Report(new Progress(dump.Source, stage, shard.Key, tally.Read, of));
            yield return record;
        }
        run.Report(new Progress(dump.Source, stage, shard.Key, tally.Read, of));
        if (reader.Sha256 != shard.Sha256)
            throw new GateFailedException($"{path}, shard {shard.Key} (bytes {shard.Offset} to {shard.Offset + shard.Bytes}): sha256 {reader.Sha256}, its receipt says {shard.Sha256}. Run `sluice verify {dump.Name}`; nothing was promoted.");
    }

    static StageReport Report(Manifest manifest, double seconds, bool skipped) =>
        new(manifest.Stage, manifest.Version, manifest.Read, manifest.Kept, manifest.Rejected, manifest.Findings, seconds, skipped);
}
