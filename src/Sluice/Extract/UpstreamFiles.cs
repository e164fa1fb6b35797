using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>An upstream file that can be read now: from the lake's verbatim copy, or (a dry run) straight from upstream.</summary>
/// <param name="Sha256">Of its bytes at rest; null if they do not rest here.</param>
/// <param name="OriginalSha256">Of its bytes as sent, where rows of it were overwritten since; else null.</param>
public sealed record ReadyFile(HubFile Hub, string? Sha256, bool Cached, Func<Stream> Open, string? OriginalSha256 = null);

/// <summary>
/// Brings upstream's files into <c>raw/&lt;source&gt;/files/&lt;sha256&gt;</c>, several at a time, each checked while it
/// streams. What rests there already under the same content id is not asked for again.
/// </summary>
/// <param name="forgotten">Rows that are overwritten before a file comes to rest.</param>
public sealed class UpstreamFiles(Run run, SourceEntry source, IUpstream? hub, ForgottenRows? forgotten = null)
{
    // A hub that went away fails file after file: two that nobody answers for, and the rest is not tried.
    const int MostUnanswered = 2;

    readonly RestingFiles _resting = new(run.Lake, source.Id);
    readonly ConcurrentBag<(HubFile File, string Reason)> _failed = [];
    int _unanswered;

    /// <summary>Files that could not be had, with the reason, by path.</summary>
    public IReadOnlyList<(HubFile File, string Reason)> Failed => [.. _failed.OrderBy(failed => failed.File.Path, StringComparer.Ordinal)];

    /// <summary>The files that can be read, in the order given.</summary>
    /// <exception cref="FixTheNameOrAccessException">The hub refuses the dataset, not only a file of it.</exception>
    public async Task<IReadOnlyList<ReadyFile>> BringAsync(HubRevision revision, IReadOnlyList<HubFile> files, CancellationToken cancel)
    {
        var missing = files.Where(file => _resting.Find(file) is null).DistinctBy(file => file.Oid, StringComparer.Ordinal).ToList();
        if (!run.DryRun)
            CheckDisk(missing.Sum(file => (decimal)file.Size));
        var fresh = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        if (hub is null)
            foreach (var file in missing)
                _failed.Add((file, $"{file.Path} ({file.Oid}) does not rest in the lake, and --offline forbids asking for it"));
        else if (!run.DryRun)
            await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = hub.Workers, CancellationToken = cancel }, async (file, stop) =>
            {
                if (await DownloadAsync(hub, revision, file, stop) is { } sha256)
                    fresh[file.Oid] = sha256;
            });
        var ready = new List<ReadyFile>();
        foreach (var file in files)
        {
            if (_resting.Find(file) is { } sha256)
                ready.Add(new ReadyFile(file, sha256, !fresh.ContainsKey(file.Oid), () => _resting.Open(sha256), _resting.OriginalOf(file)));
            else if (hub is not null && run.DryRun)
                ready.Add(new ReadyFile(file, null, false, () => hub.Open(revision, file)));
            else if (Failed.All(failed => failed.File.Path != file.Path))
                _failed.Add((file, $"{file.Path} is promised the same bytes as another file, which failed ({file.Oid})"));
        }
        return ready;
    }

    async Task<string?> DownloadAsync(IUpstream from, HubRevision revision, HubFile file, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Volatile.Read(ref _unanswered) >= MostUnanswered)
            {
                _failed.Add((file, $"{file.Path} was not tried: no answer could be had for {MostUnanswered} files before it"));
                return null;
            }
            try
            {
                var sha256 = await TransferAsync(from, revision, file, cancel);
                Volatile.Write(ref _unanswered, 0);
                return sha256;
            }
            catch (FetchAgainException e) when (attempt == 1)
            {
                run.Log.LogWarning("{Source} {File}: {Problem} Once more, from the start.", source.Id, file.Path, e.Message);
            }
            catch (Exception e) when (e is RetryLaterException or FixTheNameOrAccessException and not (AskForAccessException or CheckTheTokenException or ChooseAnotherDatasetException))
            {
                run.Log.LogError("{Source} {File}: {Problem}", source.Id, file.Path, e.Message);
                _failed.Add((file, e.Message));
                if (e is RetryLaterException and not FetchAgainException)
                    Interlocked.Increment(ref _unanswered);
                return null;
            }
        }
    }

    async Task<string> TransferAsync(IUpstream from, HubRevision revision, HubFile file, CancellationToken cancel)
    {
        var folder = run.Lake.Files(source.Id);
        var aside = Path.Combine(folder, AtomicFile.AsidePrefix + file.Oid);
        var marked = aside + ".marked";
        try
        {
            Directory.CreateDirectory(folder);
            await using var body = from.Open(revision, file);
            await using (var to = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 0))
            {
                var buffer = new byte[1 << 16];
                int read;
                while ((read = await body.ReadAsync(buffer, cancel)) > 0)
                {
                    to.Write(buffer, 0, read);
                    run.Report(new Progress(source.Id, "download", file.Path, body.Position, file.Size));
                }
                to.Flush(flushToDisk: true);
            }
            if (await MarkedFile.WriteAsync(() => File.OpenRead(aside), marked, forgotten ?? ForgottenRows.None, cancel, from => UpstreamRows.Open(from, file.Path, source.Table, hashed: false)) is not { } sha256)
            {
                _resting.Add(file, body.Sha256!, aside);
                return body.Sha256!;
            }
            run.Log.LogInformation("{Source} {File}: holds what was forgotten; it rests without", source.Id, file.Path);
            _resting.Add(file, sha256, marked, original: body.Sha256!);
            return sha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckTheMachineException($"{file.Path} cannot be stored in {folder}: {e.Message} Free some space or mend the permissions, then run again.", e);
        }
        finally
        {
            Abandon(aside);
            Abandon(marked);
        }
    }

    void CheckDisk(decimal toDownload)
    {
        // Downloads, then the zones, the release and its indexes. Cells become fields with names, and short rows much provenance.
        var need = toDownload * (source.Table is null ? 10 : 16);
        var free = Disk.FreeBytes(run.Lake.Root);
        if (free < need)
            throw new CheckTheMachineException($"{run.Lake.Root} has {free / 1_000_000} MB free; {source.Id} needs about {Math.Ceiling(need / 1_000_000):0} MB. Free some space, or put the lake elsewhere with --lake.");
    }

    // On a disk that went read-only nothing can be taken away either; the next writer clears it, and the first problem is the news.
    static void Abandon(string aside)
    {
        try
        {
            File.Delete(aside);
        }
        catch (Exception e) when (CheckTheMachineException.IsMeant(e))
        {
            // Its folder is gone, or cannot be changed.
        }
    }
}
