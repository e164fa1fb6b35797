using Microsoft.Extensions.Logging;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// From upstream to a raw dump: pin a revision, bring the files that changed, derive the dump from them, commit dump and
/// cursor in one rename.
/// </summary>
public sealed class Extractor(Run run, SourceEntry source, ExtractOptions options)
{
    readonly Selection _selection = options.Selection.Checked(source) with { Table = source.Table };

    /// <inheritdoc cref="Derivation.OnKept"/>
    public Action<ReadOnlyMemory<byte>, Place>? OnKept { get; init; }

    /// <inheritdoc cref="Derivation.Forgotten"/>
    public ForgottenRows Forgotten { get; init; } = ForgottenRows.None;

    /// <summary>Who fetches the source. Default <see cref="Upstream.Open"/>.</summary>
    public OpenUpstream Opens { get; init; } = Upstream.Open;

    /// <exception cref="StopException">Upstream, the call, or this machine is in the way; nothing was committed.</exception>
    public async Task<ExtractReport> ExtractAsync(CancellationToken cancel)
    {
        // A sample and an explanation are compared with nothing.
        var baseline = options.Explain is null && options.Limit is null ? Dump.LatestComplete(run.Lake, source.Id) : null;
        baseline?.MustBeSound(DumpMetadata.FileName);
        var mode = baseline is null ? ExtractMode.Full : options.Mode ?? ExtractMode.Delta;

        // :: 1  Pin a revision and list its files.
        using var upstream = options.Offline ? null : Opens(run, source, options.Hub, options.Revision, options.Endpoint, AtRest(baseline));
        var revision = upstream is null ? RevisionAtRest() : await upstream.ListAsync(cancel);
        var wanted = Wanted(revision);

        // :: 2  Nothing moved and the same is asked: nothing to do.
        if (mode == ExtractMode.Delta && SameFiles(wanted, baseline!) && baseline!.Metadata.SelectionHash == _selection.Hash)
            return Nothing(revision, wanted, baseline, upstream is null);

        // :: 3  Bring what is not here yet.
        var files = new UpstreamFiles(run, source, upstream, Forgotten);
        var ready = await files.BringAsync(revision, wanted, cancel);
        if (files.Failed.Count > 0)
            return Partial(revision, mode, ready, files.Failed);

        // :: 4  Derive the dump.
        Footprint.GiveBack();
        var derivation = new Derivation(run, source, _selection)
        {
            OnKept = OnKept,
            Forgotten = Forgotten,
            Explain = options.Explain,
            MaxShrink = options.MaxShrink,
            Network = () => (upstream?.Requests ?? 0, upstream?.Authenticated ?? false),
        };
        var origin = new Origin(Dump.NewName(run.Lake, source.Id, run.Started), revision, mode, baseline, options.Limit) { FullIfNews = FullIsDue() };
        var report = await derivation.RunAsync(origin, ready, cancel);
        if (report.Dump is { } dump)
            run.Log.LogInformation("{Source}: dump {Dump}, {Kept} of {Read} rows kept", source.Id, dump, report.Counts.Kept, report.Counts.Read);
        if (report is { Dump: not null, Status: ExtractStatus.Complete or ExtractStatus.Unchanged })
            Sweep();
        return upstream is null ? report with { Because = report.Because + " Offline: read from the files that rest in the lake." } : report;
    }

    // Nobody asked for a delta, and the chain is so long that a newer base is worth a second reading.
    bool FullIsDue() => options is { Mode: null, FullAfter: > 0, Limit: null } && Dump.Chain(run.Lake, source.Id).Count > options.FullAfter;

    // The dump is committed: a file that cannot be taken away now, because somebody reads it, waits for the next run.
    void Sweep()
    {
        try
        {
            foreach (var swept in RestingFiles.Sweep(run.Lake, source.Id))
                run.Log.LogInformation("{Source}: took away files/{File}, which no dump names", source.Id, swept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            run.Log.LogWarning("{Source}: files that no dump names could not be taken away: {Problem}", source.Id, e.Message);
        }
    }

    HubRevision RevisionAtRest()
    {
        var dump = Dump.All(run.Lake, source.Id).LastOrDefault(dump => dump.Metadata.IsComplete)
            ?? throw new RetryLaterException($"--offline: no complete dump of {source.Id} rests in {run.Lake.Root}, so there is nothing to read. Run once with the network.");
        run.Log.LogWarning("{Source}: offline, using the files of {Dump} (commit {Revision})", source.Id, dump.Name, dump.Metadata.Revision);
        return new HubRevision(source.Dataset, dump.Metadata.Revision, null,
            [.. dump.Metadata.Tree.Select(Upstream.FileOf)]);
    }

    // What need not be sent again: the newest dump's files that still rest here.
    List<HubFile> AtRest(Dump? baseline)
    {
        var resting = new RestingFiles(run.Lake, source.Id);
        return [.. (baseline?.Metadata.Tree ?? []).Select(Upstream.FileOf).Where(file => resting.Find(file) is not null)];
    }

    // The registry says which file holds a collection; without a selection every data file is read.
    List<HubFile> Wanted(HubRevision revision)
    {
        var data = revision.Files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (data.Count == 0)
            throw new FixTheNameOrAccessException($"{source.Dataset} at {revision.Sha} holds no data file. Check the registry's entry of {source.Id}, and --revision.");
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

    ExtractReport Nothing(HubRevision revision, List<HubFile> wanted, Dump baseline, bool offline)
    {
        var because = offline
            ? $"0 new because nobody was asked: offline, with the files and the selection of {baseline.Name} (commit {revision.Sha[..12]})."
            : $"0 new because none of the {wanted.Count} files of {source.Dataset} changed since {baseline.Name} (commit {revision.Sha[..12]}).";
        run.Log.LogInformation("{Source}: {Because}", source.Id, because);
        var files = wanted.Select(file => baseline.Metadata.Files.First(known => known.Path == file.Path) with { Status = "unchanged", Read = 0 }).ToList();
        var held = baseline.Metadata.Counts;
        var counts = new DumpCounts(0, 0, [], 0, 0, 0, 0, 0, held.Added + held.Reappeared + held.Changed + held.Unchanged);
        return new ExtractReport(source.Id, revision.Sha, ExtractMode.Delta, ExtractStatus.Unchanged, files, counts, null, because, []);
    }

    ExtractReport Partial(HubRevision revision, ExtractMode mode, IReadOnlyList<ReadyFile> ready, IReadOnlyList<(HubFile File, string Reason)> failed)
    {
        var files = ready.Select(file => new DumpFile(file.Hub.Path, file.Hub.Size, file.Sha256 ?? "", file.Hub.Oid, file.Hub.LastModified, file.Cached ? "cached" : "downloaded", 0))
            .Concat(failed.Select(item => new DumpFile(item.File.Path, item.File.Size, "", item.File.Oid, item.File.LastModified, "failed", 0)))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var because = $"No dump: {failed.Count} of {files.Count} files failed ({string.Join("; ", failed.Select(item => item.Reason))}). Nothing was committed, and {ready.Count} verified files rest in the lake; {(options.Offline ? "run without --offline" : "run again")}.";
        return new ExtractReport(source.Id, revision.Sha, mode, ExtractStatus.Partial, files, new DumpCounts(0, 0, [], 0, 0, 0, 0, 0, 0), null, because, []);
    }
}
