using System.Collections.Concurrent;
using Sluice.Hub;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// The upstream files that rest in the lake, found by the hub's content id. Dumps know which sha256 an id has; what no
/// dump knows yet (a run that never came to its end) is found by its own bytes.
/// </summary>
sealed class RestingFiles(Lake lake, string source)
{
    readonly string _folder = lake.Files(source);
    readonly ConcurrentDictionary<string, (string Sha256, string? Original)> _known = new(Dump.All(lake, source)
        .SelectMany(dump => dump.Metadata.Files)
        .GroupBy(file => file.Oid, StringComparer.Ordinal)
        .Select(group => KeyValuePair.Create(group.Key, (group.First().Sha256, group.First().OriginalSha256))), StringComparer.Ordinal);

    /// <summary>The sha256 of the file as upstream sent it, where rows of it were overwritten since; else null.</summary>
    public string? OriginalOf(HubFile file) => _known.TryGetValue(file.Oid, out var known) ? known.Original : null;

    /// <summary>The sha256 under which the file rests whole, or null.</summary>
    public string? Find(HubFile file)
    {
        if (_known.TryGetValue(file.Oid, out var known))
            return IsThere(known.Sha256, file.Size) ? known.Sha256 : null;
        if (file.IsLfs)
            return IsThere(file.Oid, file.Size) ? file.Oid : null;
        return FindByBytes(file);
    }

    string? FindByBytes(HubFile file)
    {
        if (!Directory.Exists(_folder))
            return null;
        foreach (var resting in new DirectoryInfo(_folder).EnumerateFiles().Where(resting => resting.Length == file.Size && !resting.Name.StartsWith('.')))
        {
            using var bytes = resting.OpenRead();
            if (FileHash.OidOf(file, bytes) == file.Oid)
            {
                _known[file.Oid] = (resting.Name, null);
                return resting.Name;
            }
        }
        return null;
    }

    /// <summary>Takes over a file whose bytes have been checked, in one rename.</summary>
    public void Add(HubFile file, string sha256, string aside, string? original = null)
    {
        File.Move(aside, PathOf(sha256), overwrite: true);
        Durable.FlushFolder(_folder);
        _known[file.Oid] = (sha256, original);
    }

    /// <summary>Takes away what no dump names: files of runs that never came to a dump, once a later one did.</summary>
    public static IEnumerable<string> Sweep(Lake lake, string source)
    {
        // What only an archived dump names may not have been moved yet: an archive run can be stopped in between.
        var named = Dump.All(lake, source).Concat(Dump.Archived(lake, source)).SelectMany(dump => dump.Metadata.Files).Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        foreach (var resting in new DirectoryInfo(lake.Files(source)).EnumerateFiles().Where(file => !named.Contains(file.Name)).ToList())
        {
            resting.Delete();
            yield return resting.Name;
        }
    }

    public Stream Open(string sha256) => new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);

    bool IsThere(string sha256, long size) => new FileInfo(PathOf(sha256)) is { Exists: true } resting && resting.Length == size;

    string PathOf(string sha256) => Path.Combine(_folder, sha256);
}
