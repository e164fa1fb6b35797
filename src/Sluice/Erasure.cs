using Microsoft.Extensions.Logging;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice;

/// <summary>How far an erasure has come; between any two steps the process may die.</summary>
public enum ErasureStep
{
    /// <summary>The tombstone is written: from here on nothing brings the record back.</summary>
    Decided,

    /// <summary>A copy of one of upstream's files lies beside it, without the record.</summary>
    FileMarked,

    /// <summary>One folder of a live dump, or an archived dump, was replaced.</summary>
    DumpReplaced,

    /// <summary>One of upstream's files that held the record is gone.</summary>
    FileRemoved,

    /// <summary>A release without the record is current.</summary>
    Published,

    /// <summary>A release that held it is gone.</summary>
    ReleaseRemoved,

    /// <summary>A run's report that spoke of it is gone.</summary>
    ReportRemoved,
}

/// <summary>What an erasure changed. Dumps as <c>source/name</c>, releases and runs by their ids.</summary>
/// <param name="Files">Upstream files that were written anew, by upstream's path.</param>
/// <param name="Replayed">Dumps whose replays by hand had to be made again, by the registry of now.</param>
/// <param name="Release">What is current after it; null if nothing is published.</param>
public sealed record ErasureReport(
    IReadOnlyList<string> Files, IReadOnlyList<string> Dumps, IReadOnlyList<string> Replayed, IReadOnlyList<string> Releases, IReadOnlyList<string> Runs, string? Release);

/// <summary>
/// Brings the lake in line with its tombstones: upstream's files, dumps, quarantine, zones, corpus, releases and run
/// reports, live and archived. Each step leads from one consistent state to the next, and all of it follows from the
/// tombstones: after a kill the same call finishes. Only the holder of the lake's lock may call it.
/// </summary>
public sealed class Erasure(Flow flow, Run run)
{
    // Beside the zones, so that a rename moves things over; after a kill it is cleared away like anything aside.
    const string Workshop = AtomicFile.AsidePrefix + "forget";

    readonly Lake _lake = run.Lake;
    readonly List<string> _files = [], _dumps = [], _replayed = [];

    /// <summary>Told of each step.</summary>
    public Action<ErasureStep> OnStep { get; init; } = _ => { };

    /// <summary>Finishes what tombstones ask for and is not done; does nothing, and gives null, if there is no such one.</summary>
    /// <exception cref="StopException">A dump cannot be made again, or a release cannot be published; what is done is kept.</exception>
    public async Task<ErasureReport?> FinishAsync(CancellationToken cancel)
    {
        var pending = Tombstones.Read(_lake).Pending.ToList();
        if (run.DryRun || pending.Count == 0)
            return null;
        run.Log.LogInformation("forget: {Count} to erase", pending.Count);
        // What a stopped promotion left to go on with is of before.
        AtomicFolder.Recover(_lake.Root, keepProgress: false);
        try
        {
            foreach (var source in pending.Select(tombstone => tombstone.Source).Distinct(StringComparer.Ordinal).Where(_lake.Sources().Contains))
                await EraseAsync(source, [.. pending.Where(tombstone => tombstone.Source == source).Select(tombstone => tombstone.Id)], cancel);
        }
        finally
        {
            if (Directory.Exists(Path.Combine(_lake.Root, Workshop)))
                Directory.Delete(Path.Combine(_lake.Root, Workshop), recursive: true);
        }
        var traces = new Traces(_lake, pending) { OnStep = OnStep };
        traces.TakeJudgementsBack();
        var release = await PublishAsync([.. pending.SelectMany(tombstone => tombstone.Releases ?? [])], cancel);
        var releases = await traces.TakeReleasesAwayAsync(cancel);
        var runs = traces.TakeReportsAway();
        Tombstones.EndErasure(_lake);
        return new ErasureReport(_files, _dumps, _replayed, releases, runs, release);
    }

    /// <summary>Before a stage of its own: it would take what is being forgotten further.</summary>
    /// <exception cref="CorrectTheCallException">An erasure was stopped.</exception>
    public static void MustBeDone(Lake lake)
    {
        if (Tombstones.Read(lake).Pending.Any())
            throw new CorrectTheCallException($"A record of {lake.Root} is being forgotten, and that was stopped. Run `sluice run`, or the same `sluice forget` again, which finishes it.");
    }

    async Task EraseAsync(string source, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var rows = flow.Forgotten(_lake, source);
        ClearHalfRestored(source);

        // :: 1  Beside each of upstream's files that holds such a row, one that does not.
        var marked = await MarkAsync(source, rows, cancel);

        // :: 2  Oldest first, since each is compared with the one before: every dump anew from those.
        foreach (var dump in AllOf(_lake, source))
        {
            var erased = new ErasedDump(flow.Ungated, run, _lake.Shadow(Path.Combine(_lake.Root, Workshop), raw: false), dump, rows) { OnStep = OnStep };
            if (await erased.ReplaceAsync(marked, ids, cancel))
                _dumps.Add($"{source}/{dump.Name}");
            if (erased.WasReplayed)
                _replayed.Add($"{source}/{dump.Name}");
            Footprint.GiveBack();
        }

        // :: 3  No dump names them any more.
        foreach (var sha256 in marked.Keys)
            foreach (var path in (string[])[UpstreamFile.LivePath(_lake, source, sha256), UpstreamFile.ArchivedPath(_lake, source, sha256)])
                Remove(path);
    }

    /// <summary>Live and archived dumps, oldest first. One that is half restored is there twice.</summary>
    internal static IReadOnlyList<Dump> AllOf(Lake lake, string source) =>
        [.. lake.ArchivedDumpNames(source).Select(name => new Dump(lake, source, name, isArchived: true)).Concat(Dump.All(lake, source)).OrderBy(dump => Dump.OrderOf(dump.Name), StringComparer.Ordinal)];

    // A restore that was stopped leaves zones without a dump; the archived copy has them all.
    void ClearHalfRestored(string source)
    {
        foreach (var dump in Dump.Archived(_lake, source))
            foreach (var (_, folder) in _lake.PartsOf(source, dump.Name).Where(part => Directory.Exists(part.Folder)))
                Directory.Delete(folder, recursive: true);
    }

    async Task<Dictionary<string, string>> MarkAsync(string source, ForgottenRows rows, CancellationToken cancel)
    {
        var named = AllOf(_lake, source).SelectMany(dump => dump.Metadata.Files).GroupBy(file => file.Sha256, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Path, StringComparer.Ordinal);
        var tables = AllOf(_lake, source).SelectMany(dump => dump.Metadata.Files.Select(file => (file.Sha256, dump.Metadata.Table))).DistinctBy(pair => pair.Sha256, StringComparer.Ordinal).ToDictionary(pair => pair.Sha256, pair => pair.Table, StringComparer.Ordinal);
        var marked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, isArchived) in RestingIn(_lake.Files(source), false).Concat(RestingIn(_lake.ArchivedFiles(source), true)))
        {
            var name = Path.GetFileName(path);
            var sha256 = isArchived ? name[..^ColdFile.Ending.Length] : name;
            var aside = Path.Combine(_lake.Root, Workshop, sha256);
            if (await MarkedFile.WriteAsync(() => ColdFile.Open(isArchived ? path[..^ColdFile.Ending.Length] : path), aside, rows, cancel, from => UpstreamRows.Open(from, named.GetValueOrDefault(sha256, ""), tables.GetValueOrDefault(sha256), hashed: false)) is not { } without)
                continue;
            // Of a run that never came to its dump, or of an erasure that did not come further.
            if (!named.TryGetValue(sha256, out var upstream))
            {
                Remove(path);
                continue;
            }
            Put(aside, isArchived ? UpstreamFile.ArchivedPath(_lake, source, without) : UpstreamFile.LivePath(_lake, source, without), isArchived);
            marked[sha256] = without;
            _files.Add(upstream);
            OnStep(ErasureStep.FileMarked);
        }
        return marked;
    }

    static IEnumerable<(string Path, bool IsArchived)> RestingIn(string folder, bool isArchived) =>
        !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal).Select(path => (path, isArchived))];

    static void Put(string from, string to, bool isArchived)
    {
        var folder = Path.GetDirectoryName(to)!;
        if (isArchived)
        {
            var aside = Path.Combine(folder, AtomicFile.AsidePrefix + Path.GetFileName(to));
            File.Delete(aside);
            ColdFile.Compress(from, aside);
            File.Delete(from);
            from = aside;
        }
        File.Move(from, to, overwrite: true);
        Durable.FlushFolder(folder);
    }

    void Remove(string path)
    {
        if (!File.Exists(path))
            return;
        File.Delete(path);
        Durable.FlushFolder(Path.GetDirectoryName(path)!);
        OnStep(ErasureStep.FileRemoved);
    }

    // Where nothing was ever published there is nothing to replace. What a person kept from being served waits on without
    // the record; only where the current release has to go must its successor come, whatever else is in it.
    async Task<string?> PublishAsync(List<string> going, CancellationToken cancel)
    {
        if (_lake.CurrentRelease is null && !Directory.Exists(_lake.Corpus("")))
            return null;
        foreach (var source in _lake.Sources())
            await flow.PromoteAsync(run, source, [], cancel);
        var stays = _lake.CurrentRelease is not { } current || !going.Contains(current, StringComparer.Ordinal);
        var published = await flow.PublishAsync(run, cancel, hold: stays && ReleaseStanding.All(_lake).Any(standing => standing.IsBarred));
        OnStep(ErasureStep.Published);
        return published.Release;
    }
}
