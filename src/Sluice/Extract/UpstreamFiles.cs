using Microsoft.Extensions.Logging;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>An upstream file that can be read now: from the lake's verbatim copy, or (a dry run) straight from the hub.</summary>
public sealed record ReadyFile(HubFile Hub, string? Sha256, bool Cached, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>
/// Brings upstream's files into <c>raw/&lt;source&gt;/files/&lt;sha256&gt;</c>, each checked while it streams. What rests
/// there already under the same content id is not asked for again.
/// </summary>
public sealed class UpstreamFiles(Run run, SourceEntry source, HubClient? hub)
{
    readonly Dictionary<string, string> _knownSha256 = Dump.All(run.Lake, source.Id)
        .SelectMany(dump => dump.Metadata.Files)
        .GroupBy(file => file.Oid, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Sha256, StringComparer.Ordinal);

    /// <summary>Files that could not be had, with the reason.</summary>
    public List<(HubFile File, string Reason)> Failed { get; } = [];

    public async Task<IReadOnlyList<ReadyFile>> BringAsync(HubRevision revision, IReadOnlyList<HubFile> files, CancellationToken cancel)
    {
        if (!run.DryRun)
            CheckDisk(files.Where(file => Resting(file) is null).Sum(file => file.Size));
        var ready = new List<ReadyFile>();
        foreach (var file in files)
        {
            if (Resting(file) is { } sha256)
                ready.Add(new ReadyFile(file, sha256, true, _ => Open(sha256)));
            else if (hub is null)
                Failed.Add((file, "it does not rest in the lake, and --offline forbids asking for it"));
            else if (run.DryRun)
                ready.Add(new ReadyFile(file, null, false, async stop => await hub.OpenAsync(revision, file, stop)));
            else if (await DownloadAsync(revision, file, cancel) is { } fresh)
                ready.Add(new ReadyFile(file, fresh, false, _ => Open(fresh)));
        }
        return ready;
    }

    string? Resting(HubFile file) =>
        _knownSha256.GetValueOrDefault(file.Oid) is { } sha256
        && new FileInfo(PathOf(sha256)) is { Exists: true } resting && resting.Length == file.Size
            ? sha256
            : file.IsLfs && new FileInfo(PathOf(file.Oid)) is { Exists: true } lfs && lfs.Length == file.Size ? file.Oid : null;

    string PathOf(string sha256) => Path.Combine(run.Lake.Files(source.Id), sha256);

    Task<Stream> Open(string sha256) =>
        Task.FromResult<Stream>(new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan));

    async Task<string?> DownloadAsync(HubRevision revision, HubFile file, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TransferAsync(revision, file, cancel);
            }
            catch (HubTransferException e) when (attempt == 1)
            {
                run.Log.LogWarning("{Source} {File}: {Problem} Once more, from the start.", source.Id, file.Path, e.Message);
            }
            catch (Exception e) when (e is HubTransferException or RetryLaterException or FixTheNameOrAccessException)
            {
                run.Log.LogError("{Source} {File}: {Problem}", source.Id, file.Path, e.Message);
                Failed.Add((file, e.Message));
                return null;
            }
        }
    }

    async Task<string> TransferAsync(HubRevision revision, HubFile file, CancellationToken cancel)
    {
        var folder = run.Lake.Files(source.Id);
        var aside = Path.Combine(folder, AtomicFile.AsidePrefix + file.Oid);
        try
        {
            Directory.CreateDirectory(folder);
            await using var body = await hub!.OpenAsync(revision, file, cancel);
            await using (var to = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 0))
            {
                var buffer = new byte[1 << 16];
                long done = 0;
                int read;
                while ((read = await body.ReadAsync(buffer, cancel)) > 0)
                {
                    to.Write(buffer, 0, read);
                    done += read;
                    run.Report(new Progress(source.Id, "download", file.Path, done, file.Size));
                }
                to.Flush(flushToDisk: true);
            }
            File.Move(aside, PathOf(body.Sha256!), overwrite: true);
            Durable.FlushFolder(folder);
            return body.Sha256!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckTheMachineException($"{file.Path} cannot be stored in {folder}: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(aside))
                File.Delete(aside);
        }
    }

    void CheckDisk(long toDownload)
    {
        // Downloads, then about as much again in each of the four zones and the release.
        var need = toDownload * 6;
        var free = new DriveInfo(run.Lake.Root).AvailableFreeSpace;
        if (free < need)
            throw new CheckTheMachineException($"{run.Lake.Root} has {free / 1_000_000} MB free; {source.Id} needs about {need / 1_000_000} MB. Free some space, or put the lake elsewhere with --lake.");
    }
}
