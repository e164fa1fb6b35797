using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>What a dump is made of besides upstream's bytes and the selection.</summary>
/// <param name="Baseline">The dump to compare with, or null.</param>
/// <param name="Limit">Most kept rows, or null.</param>
public sealed record Origin(string Dump, HubRevision Revision, ExtractMode Mode, Dump? Baseline, int? Limit)
{
    /// <summary>Of a delta: if anything differs, everything is written, since the chain is long. The same rows as with <see cref="ExtractMode.Full"/>.</summary>
    public bool FullIfNews { get; init; }
}

/// <summary>
/// From upstream's files to the bytes of a dump: judge every row, compare with the baseline, write what differs. The
/// same origin, files, selection and start give the same bytes; <see cref="Extractor"/> makes dumps by it and a rebuild
/// proves them by it.
/// </summary>
public sealed class Derivation(Run run, SourceEntry source, Selection selection)
{
    readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    readonly List<string> _explained = [];
    Stamp _stamp = null!;
    Extraction? _asBefore;
    long _read, _kept, _blank;

    /// <summary>Told of each row that the dump holds, or in a dry run would hold, in its raw form.</summary>
    public Action<ReadOnlyMemory<byte>, Place>? OnKept { get; init; }

    /// <summary>The id whose rows are explained; nothing is written then. Default null.</summary>
    public string? Explain { get; init; }

    /// <summary>Rows of the source that were forgotten. Default none.</summary>
    public ForgottenRows Forgotten { get; init; } = ForgottenRows.None;

    /// <inheritdoc cref="ExtractOptions.MaxShrink"/>
    public double MaxShrink { get; init; } = 100;

    /// <summary>Requests made and whether a token was sent, for the dump's own account.</summary>
    public Func<(int Requests, bool Authenticated)> Network { get; init; } = () => (0, false);

    /// <exception cref="GateFailedException">The balance does not hold, or a file at rest is not what its name says.</exception>
    public async Task<ExtractReport> RunAsync(Origin origin, IReadOnlyList<ReadyFile> ready, CancellationToken cancel)
    {
        var quotas = origin.Limit is { } limit ? await Quotas.ShareAsync(ready, selection, Forgotten, limit, cancel) : null;
        origin.Baseline?.MustBeSound(SnapshotIndex.FileName);
        var delta = new Delta(await SnapshotIndex.ReadAsync(origin.Baseline, cancel));
        if (origin.Baseline is { } before && before.Metadata.SelectionHash != selection.Hash)
            _asBefore = new Extraction(Selection.Of(before.Metadata)) { Forgotten = Forgotten };
        if (quotas is not null)
            MustBeSound(ready);
        _stamp = new Stamp(new Provenance(source.SystemName, run.Started, source.License, source.Method, source.Dataset, origin.Revision.Sha));
        await using var writer = run.DryRun || Explain is not null ? null : await DumpWriter.BeginAsync(run.Lake, source.Id, origin.Dump, cancel);

        // :: 1  Judge and compare.
        var files = await JudgeAsync(ready, quotas, delta, origin.Mode == ExtractMode.Full, writer, cancel);
        delta.Compare();
        if (_read != _kept + _dropped.Values.Sum())
            throw new GateFailedException($"The extraction does not balance: {_read} read, {_kept} kept, {_dropped.Values.Sum()} dropped. Nothing was committed.");

        // :: 2  Write what differs, or all of it if a newer base is due.
        if (origin.Mode == ExtractMode.Delta && !delta.IsEmpty)
        {
            origin = origin.FullIfNews ? origin with { Mode = ExtractMode.Full } : origin;
            await WriteAgainAsync(ready, origin.Mode == ExtractMode.Full ? null : delta, writer, cancel);
        }
        var gone = await WriteRemovedAsync(origin.Baseline, delta, [.. ready.Select(file => file.Hub.Path)], writer, cancel);
        var counts = new DumpCounts(_read, _kept, _dropped, _blank, delta.Added, delta.Reappeared, delta.Changed, delta.Removed, delta.Unchanged);
        ExtractReport Report(ExtractStatus status, string because, string? dump) =>
            new(source.Id, origin.Revision.Sha, origin.Mode, status, files, counts, dump, because, _explained);

        // :: 3  Commit, unless too much is gone.
        if (Shrinkage.Of(origin.Baseline, selection, counts, gone).Exceeds(MaxShrink) is { } tooMuch)
            return Report(ExtractStatus.Failed, tooMuch, null);
        var status = origin.Limit is not null ? ExtractStatus.Sample
            : origin.Mode == ExtractMode.Delta && delta.IsEmpty ? ExtractStatus.Unchanged
            : ExtractStatus.Complete;
        var because = Because(status, counts, origin);
        if (writer is null)
            return Report(status, because, null);
        var data = await writer.FinishAsync();
        await writer.CommitAsync(new DumpReceipt(run, source, selection).Of(origin, status, because, files, counts, Network(), data, writer));
        return Report(status, because, run.Lake.Relative(run.Lake.FolderOf(Zone.Raw, source.Id, origin.Dump)));
    }

    async Task<List<DumpFile>> JudgeAsync(
        IReadOnlyList<ReadyFile> ready, IReadOnlyList<int>? quotas, Delta delta, bool isFull, DumpWriter? writer, CancellationToken cancel)
    {
        var data = isFull ? writer : null;
        var extraction = new Extraction(selection) { Forgotten = Forgotten };
        var files = new List<DumpFile>();
        for (var i = 0; i < ready.Count; i++)
        {
            var file = ready[i];
            var (readBefore, left) = (_read, quotas?[i] ?? int.MaxValue);
            data?.BeginShard();
            // What this run downloaded was checked as it came; what rested here is checked now.
            using var reader = UpstreamRows.Open(file.Open(), file.Hub.Path, selection.Table, hashed: file.Cached || file.Sha256 is null);
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
                throw Damaged(file, reader.Sha256);
            _blank += reader.BlankLines;
            files.Add(new DumpFile(file.Hub.Path, file.Hub.Size, file.Sha256 ?? reader.Sha256 ?? "", file.Hub.Oid,
                file.Hub.LastModified, file.Cached ? "cached" : "downloaded", _read - readBefore) { OriginalSha256 = file.OriginalSha256 });
            run.Report(new Progress(source.Id, "extract", file.Hub.Path, _read, null));
        }
        return files;
    }

    async ValueTask JudgeRowAsync(Extraction extraction, UpstreamRow row, string oid, Delta delta, bool isFull, DumpWriter? writer)
    {
        var reason = extraction.Judge(row);
        var line = extraction.Row.Line;
        if (Explain is { } wanted && reason is not DropReason.MalformedJson && line.GetString("id"u8) == wanted)
            _explained.Add($"{row.Place.File} line {row.Place.Line}: {(reason is { } why ? "dropped, " + why.Name() : "kept")}");
        if (reason is { } drop)
        {
            var id = drop switch
            {
                DropReason.MalformedJson => null,
                // Its marker has no id of its own, and a new one of upstream's need not be kept.
                DropReason.Forgotten => DocumentId.Parse(extraction.Tombstone!.Id).UpstreamId,
                _ => Delta.IdOf(line),
            };
            _dropped[drop.Name()] = _dropped.GetValueOrDefault(drop.Name()) + 1;
            // Other filters may leave a row out; one that the former would leave out too was spoilt upstream.
            delta.Drop(id, drop, spoilt: _asBefore is not null && delta.Held(id) && _asBefore.Judge(row) is not null);
            if (writer is not null)
                await writer.DropAsync(drop, row, id, drop == DropReason.MalformedJson ? null : line.GetString("source"u8), drop.IsDefective() ? [Defect.FindingFor(drop, row, extraction)] : []);
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

    // A second reading, in the same order: all kept rows of each id that differs, or without a delta all kept rows.
    async Task WriteAgainAsync(IReadOnlyList<ReadyFile> ready, Delta? delta, DumpWriter? writer, CancellationToken cancel)
    {
        var extraction = new Extraction(selection) { Forgotten = Forgotten };
        foreach (var file in ready)
        {
            writer?.BeginShard();
            using var reader = UpstreamRows.Open(file.Open(), file.Hub.Path, selection.Table, hashed: false);
            await foreach (var row in reader.RowsAsync(cancel))
                if (extraction.Judge(row) is null && delta?.Differs(extraction.Row.Line) != false)
                    await KeepAsync(extraction.Row.Line, row.Place, file.Hub.Oid, writer);
            if (writer is not null)
                await writer.EndShardAsync(file.Hub.Path);
        }
    }

    // A sample reads no file to its end, where its hash would tell.
    void MustBeSound(IReadOnlyList<ReadyFile> ready)
    {
        foreach (var file in ready.Where(file => file is { Cached: true, Sha256: not null }))
        {
            using var bytes = file.Open();
            if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) is var found && found != file.Sha256)
                throw Damaged(file, found);
        }
    }

    GateFailedException Damaged(ReadyFile file, string found) =>
        new($"{run.Lake.Files(source.Id)}: the file {file.Sha256} ({file.Hub.Path}) hashes to {found}. It was damaged at rest: remove it and run again.");

    /// <summary>How many ids upstream no longer has. A row of a file that this selection does not read is not among them: it is not selected.</summary>
    async Task<long> WriteRemovedAsync(Dump? baseline, Delta delta, HashSet<string> read, DumpWriter? writer, CancellationToken cancel)
    {
        long gone = 0;
        if (baseline is null)
            return gone;
        await foreach (var (id, file, sha256) in SnapshotIndex.RowsAsync(baseline, cancel))
        {
            if (delta.WhyRemoved(id) is not { } why || (sha256 is not null && !delta.TellOnce(id)))
                continue;
            if (why == "gone_upstream" && selection.Collections is not null && file is not null && !read.Contains(file))
                why = DropReason.SourceNotSelected.Name();
            gone += sha256 is not null && (why == "gone_upstream" || delta.WasSpoilt(id)) ? 1 : 0;
            if (writer is null)
                continue;
            if (sha256 is not null)
                await writer.RemoveAsync(id, why);
            await writer.IndexGoneAsync(id);
        }
        return gone;
    }

    string Because(ExtractStatus status, DumpCounts counts, Origin origin) => status switch
    {
        ExtractStatus.Sample => $"A sample of {counts.Kept} rows (--limit {origin.Limit}); it is never promoted and never a baseline.",
        ExtractStatus.Unchanged => $"0 new because no kept row of {source.Dataset} changed since {origin.Baseline!.Name}, though {(_asBefore is null ? "its files" : "the selection")} did (commit {origin.Revision.Sha[..12]}).",
        _ when counts.Read == 0 => $"0 kept because the files of {source.Dataset} hold no row (commit {origin.Revision.Sha[..12]}).",
        _ when counts.Kept == 0 => $"0 kept because every one of the {counts.Read} rows was dropped: {string.Join(", ", counts.Dropped.Select(pair => $"{pair.Value} {pair.Key}"))}.",
        _ when origin.Baseline is not null && counts.Added + counts.Reappeared == 0 => $"0 new because {source.Dataset} has no id that the snapshot of {origin.Baseline.Name} had not; {counts.Changed} changed, {counts.Removed} removed, {counts.Unchanged} unchanged.",
        _ => $"{counts.Added} added, {counts.Reappeared} reappeared, {counts.Changed} changed, {counts.Removed} removed, {counts.Unchanged} unchanged.",
    };
}
