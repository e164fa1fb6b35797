using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// From a hub to a raw dump: pin a revision, bring the files that changed, judge every row, compare with the last
/// complete dump, write what is new, commit dump and cursor in one rename.
/// </summary>
public sealed class Extractor(Run run, SourceEntry source, ExtractOptions options)
{
    /// <summary>Told of each row that the dump holds, or in a dry run would hold, in its raw form.</summary>
    public Action<ReadOnlyMemory<byte>, Place>? OnKept { get; init; }

    readonly Selection _selection = options.Selection.Checked(source);
    readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    readonly List<string> _explained = [];
    long _read, _kept, _blank;
    Stamp _stamp = null!;

    /// <exception cref="StopException">Upstream, the call, or this machine is in the way; nothing was committed.</exception>
    public async Task<ExtractReport> ExtractAsync(CancellationToken cancel)
    {
        // A sample and an explanation are compared with nothing.
        var baseline = options.Explain is null && options.Limit is null ? Dump.LatestComplete(run.Lake, source.Id) : null;
        var mode = baseline is null ? ExtractMode.Full : options.Mode ?? ExtractMode.Delta;

        // :: 1  Pin a revision and list its files.
        using var hub = options.Offline ? null : new HubClient(options.Hub, run.Clock, run.Log, new Random(unchecked((int)run.Started.Ticks)));
        var revision = hub is null ? RevisionAtRest() : await hub.GetRevisionAsync(source.Dataset, options.Revision, cancel);
        var wanted = Wanted(revision);

        // :: 2  Nothing moved and the same is asked: nothing to do.
        if (mode == ExtractMode.Delta && SameFiles(wanted, baseline!) && baseline!.Metadata.SelectionHash == _selection.Hash)
            return Nothing(revision, wanted, baseline,
                $"0 new because none of the {wanted.Count} files of {source.Dataset} changed since {baseline.Name} (commit {revision.Sha[..12]}).");

        // :: 3  Bring what is not here yet.
        var upstream = new UpstreamFiles(run, source, hub);
        var ready = await upstream.BringAsync(revision, wanted, cancel);
        if (upstream.Failed.Count > 0)
            return Partial(revision, mode, ready, upstream.Failed);

        // :: 4  Judge and compare.
        var quotas = options.Limit is { } limit ? await Quotas.ShareAsync(ready, _selection, limit, cancel) : null;
        var delta = new Delta(await SnapshotIndex.ReadAsync(baseline, cancel));
        var writes = !run.DryRun && options.Explain is null;
        var name = Dump.NewName(run.Lake, source.Id, run.Started);
        _stamp = new Stamp(new Provenance($"Hugging Face - {source.Dataset}", run.Started, source.License, "api", source.Dataset, revision.Sha));
        await using var writer = writes ? await DumpWriter.BeginAsync(run.Lake, source.Id, name, cancel) : null;
        var files = await JudgeAsync(ready, quotas, delta, mode == ExtractMode.Full, writer, cancel);
        delta.Compare();
        if (_read != _kept + _dropped.Values.Sum())
            throw new GateFailedException($"The extraction does not balance: {_read} read, {_kept} kept, {_dropped.Values.Sum()} dropped. Nothing was committed.");

        // :: 5  Write what differs, then commit.
        if (mode == ExtractMode.Delta && !delta.IsEmpty)
            await WriteDifferingAsync(ready, delta, writer, cancel);
        if (writer is not null)
            await WriteRemovedAsync(baseline, delta, [.. wanted.Select(file => file.Path)], writer, cancel);
        var counts = new DumpCounts(_read, _kept, _dropped, _blank, delta.Added, delta.Reappeared, delta.Changed, delta.Removed, delta.Unchanged);
        var status = options.Limit is not null ? ExtractStatus.Sample
            : mode == ExtractMode.Delta && delta.IsEmpty ? ExtractStatus.Unchanged
            : ExtractStatus.Complete;
        var because = Because(status, counts, revision, baseline) + (hub is null ? " Offline: read from the files that rest in the lake." : "");
        if (writer is not null)
        {
            var data = await writer.FinishAsync();
            await writer.CommitAsync(new DumpReceipt(run, source, _selection).Of(revision, mode, status, because, files, counts, baseline, hub, data, writer));
            run.Log.LogInformation("{Source}: dump {Dump}, {Kept} of {Read} rows kept", source.Id, name, _kept, _read);
        }
        var dump = writer is null ? null : run.Lake.Relative(run.Lake.FolderOf(Zone.Raw, source.Id, name));
        return new ExtractReport(source.Id, revision.Sha, mode, status, files, counts, dump, because, _explained);
    }

    HubRevision RevisionAtRest()
    {
        var dump = Dump.All(run.Lake, source.Id).LastOrDefault(dump => dump.Metadata.IsComplete)
            ?? throw new RetryLaterException($"--offline: no complete dump of {source.Id} rests in {run.Lake.Root}, so there is nothing to read. Run once with the network.");
        run.Log.LogWarning("{Source}: offline, using the files of {Dump} (commit {Revision})", source.Id, dump.Name, dump.Metadata.Revision);
        return new HubRevision(source.Dataset, dump.Metadata.Revision, null,
            [.. dump.Metadata.Tree.Select(file => new HubFile(file.Path, file.Bytes, file.Oid, file.LastModified))]);
    }

    // The registry says which file holds a collection; without a selection every JSON Lines file is read.
    List<HubFile> Wanted(HubRevision revision)
    {
        var data = revision.Files.Where(file => file.Path.EndsWith(".jsonl", StringComparison.Ordinal)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (data.Count == 0)
            throw new FixTheNameOrAccessException($"{source.Dataset} at {revision.Sha} holds no .jsonl file. Check the dataset's name in the registry, and --revision.");
        if (_selection.Collections is not { } collections)
            return data;
        var paths = collections.Select(name => source.Collection(name)!.File).ToHashSet(StringComparer.Ordinal);
        var selected = data.Where(file => paths.Contains(file.Path)).ToList();
        if (selected.Count == 0)
            throw new CorrectTheCallException($"{source.Dataset} at {revision.Sha} has no file for {string.Join(", ", collections)} ({string.Join(", ", paths)}). It has {string.Join(", ", data.Select(file => file.Path))}.");
        foreach (var path in paths.Except(selected.Select(file => file.Path), StringComparer.Ordinal))
            run.Log.LogWarning("{Source}: {Dataset} has no {File} at {Revision}", source.Id, source.Dataset, path, revision.Sha);
        return selected;
    }

    static bool SameFiles(List<HubFile> now, Dump baseline) =>
        now.Select(file => (file.Path, file.Oid)).SequenceEqual(baseline.Metadata.Files.Select(file => (file.Path, file.Oid)));

    async Task<List<DumpFile>> JudgeAsync(
        IReadOnlyList<ReadyFile> ready, IReadOnlyList<int>? quotas, Delta delta, bool isFull, DumpWriter? writer, CancellationToken cancel)
    {
        var data = isFull ? writer : null;
        var extraction = new Extraction(_selection);
        var files = new List<DumpFile>();
        for (var i = 0; i < ready.Count; i++)
        {
            var file = ready[i];
            var (readBefore, left) = (_read, quotas?[i] ?? int.MaxValue);
            data?.BeginShard();
            using var reader = new LineReader(await file.OpenAsync(cancel), file.Hub.Path);
            if (left > 0)
                await foreach (var row in reader.RowsAsync(cancel))
                {
                    _read++;
                    await JudgeRowAsync(extraction, row, file.Hub.Oid, delta, isFull, writer);
                    if (_read % 256 == 0)
                        run.Report(new Progress(source.Id, "extract", file.Hub.Path, _read, null));
                    if (extraction.Kept && --left == 0)
                        break;
                }
            if (data is not null)
                await data.EndShardAsync(file.Hub.Path);
            if (file.Sha256 is not null && reader.Sha256 is not null && reader.Sha256 != file.Sha256)
                throw new GateFailedException($"{run.Lake.Files(source.Id)}: the file {file.Sha256} ({file.Hub.Path}) hashes to {reader.Sha256}. It was damaged at rest: remove it and run again.");
            _blank += reader.BlankLines;
            files.Add(new DumpFile(file.Hub.Path, file.Hub.Size, file.Sha256 ?? reader.Sha256 ?? "", file.Hub.Oid,
                file.Hub.LastModified, file.Cached ? "cached" : "downloaded", _read - readBefore));
            run.Report(new Progress(source.Id, "extract", file.Hub.Path, _read, null));
        }
        return files;
    }

    async ValueTask JudgeRowAsync(Extraction extraction, UpstreamRow row, string oid, Delta delta, bool isFull, DumpWriter? writer)
    {
        var reason = extraction.Judge(row);
        var line = extraction.Row.Line;
        if (options.Explain is { } wanted && reason is not DropReason.MalformedJson && line.GetString("id"u8) == wanted)
            _explained.Add($"{row.Place.File} line {row.Place.Line}: {(reason is { } why ? "dropped, " + why.Name() : "kept")}");
        if (reason is { } drop)
        {
            var id = drop == DropReason.MalformedJson ? null : Delta.IdOf(line);
            _dropped[drop.Name()] = _dropped.GetValueOrDefault(drop.Name()) + 1;
            delta.Drop(id, drop);
            if (writer is not null)
                await writer.DropAsync(drop, row, id, drop.IsDefective() ? [Defect.FindingFor(drop, row, extraction)] : []);
            return;
        }
        _kept++;
        var key = delta.Keep(line);
        if (writer is not null)
            await writer.IndexAsync(key, row.Place.File, delta.RowSha256);
        if (isFull)
            await KeepAsync(line, row.Place, oid, writer);
    }

    ValueTask KeepAsync(RecordLine line, Place place, string oid, DumpWriter? writer)
    {
        if (OnKept is null && writer is null)
            return ValueTask.CompletedTask;
        var stamped = _stamp.On(line, place, oid);
        OnKept?.Invoke(stamped, place);
        return writer?.KeepAsync(line, stamped) ?? ValueTask.CompletedTask;
    }

    // A second reading, of a delta only: all kept rows of each id that differs, in the same order.
    async Task WriteDifferingAsync(IReadOnlyList<ReadyFile> ready, Delta delta, DumpWriter? writer, CancellationToken cancel)
    {
        var extraction = new Extraction(_selection);
        foreach (var file in ready)
        {
            writer?.BeginShard();
            using var reader = new LineReader(await file.OpenAsync(cancel), file.Hub.Path);
            await foreach (var row in reader.RowsAsync(cancel))
                if (extraction.Judge(row) is null && delta.Differs(extraction.Row.Line))
                    await KeepAsync(extraction.Row.Line, row.Place, file.Hub.Oid, writer);
            if (writer is not null)
                await writer.EndShardAsync(file.Hub.Path);
        }
    }

    // A row of a file that this selection does not read is not gone upstream: it is not selected.
    async Task WriteRemovedAsync(Dump? baseline, Delta delta, HashSet<string> read, DumpWriter writer, CancellationToken cancel)
    {
        if (baseline is null)
            return;
        var seen = new HashSet<UInt128>();
        await foreach (var (id, file, sha256) in SnapshotIndex.RowsAsync(baseline, cancel))
        {
            if (delta.WhyRemoved(id) is not { } why || !seen.Add(SnapshotIndex.KeyOf(id)))
                continue;
            if (sha256 is not null)
                await writer.RemoveAsync(id, why == "gone_upstream" && _selection.Collections is not null && file is not null && !read.Contains(file) ? DropReason.SourceNotSelected.Name() : why);
            await writer.IndexGoneAsync(id);
        }
    }

    ExtractReport Nothing(HubRevision revision, List<HubFile> wanted, Dump baseline, string because)
    {
        run.Log.LogInformation("{Source}: {Because}", source.Id, because);
        var files = wanted.Select(file => baseline.Metadata.Files.First(known => known.Path == file.Path) with { Status = "unchanged", Read = 0 }).ToList();
        var held = baseline.Metadata.Counts;
        var counts = new DumpCounts(0, 0, _dropped, 0, 0, 0, 0, 0, held.Added + held.Reappeared + held.Changed + held.Unchanged);
        return new ExtractReport(source.Id, revision.Sha, ExtractMode.Delta, ExtractStatus.Unchanged, files, counts, null, because, _explained);
    }

    ExtractReport Partial(HubRevision revision, ExtractMode mode, IReadOnlyList<ReadyFile> ready, List<(HubFile File, string Reason)> failed)
    {
        var files = ready.Select(file => new DumpFile(file.Hub.Path, file.Hub.Size, file.Sha256 ?? "", file.Hub.Oid, file.Hub.LastModified, file.Cached ? "cached" : "downloaded", 0))
            .Concat(failed.Select(item => new DumpFile(item.File.Path, item.File.Size, "", item.File.Oid, item.File.LastModified, "failed", 0)))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var because = $"No dump: {failed.Count} of {files.Count} files failed ({string.Join("; ", failed.Select(item => item.Reason))}). Nothing was committed; run again.";
        return new ExtractReport(source.Id, revision.Sha, mode, ExtractStatus.Partial, files, new DumpCounts(0, 0, _dropped, 0, 0, 0, 0, 0, 0), null, because, _explained);
    }

    string Because(ExtractStatus status, DumpCounts counts, HubRevision revision, Dump? baseline) => status switch
    {
        ExtractStatus.Sample => $"A sample of {counts.Kept} rows (--limit {options.Limit}); it is never promoted and never a baseline.",
        ExtractStatus.Unchanged => $"0 new because no kept row of {source.Dataset} changed since {baseline!.Name}, though its files or the selection did (commit {revision.Sha[..12]}).",
        _ when counts.Kept == 0 => $"0 kept because every one of the {counts.Read} rows was dropped: {string.Join(", ", counts.Dropped.Select(pair => $"{pair.Value} {pair.Key}"))}.",
        _ => $"{counts.Added} added, {counts.Reappeared} reappeared, {counts.Changed} changed, {counts.Removed} removed, {counts.Unchanged} unchanged.",
    };
}
