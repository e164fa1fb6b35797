using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sluice.Hub;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Sources;

/// <summary>
/// The data files of a folder on this machine, and of the folders in it. What is hidden and what is a link is passed over.
/// A file's content id is its sha256; the revision is a hash over all names and ids.
/// </summary>
/// <param name="root">The folder; must be absolute.</param>
public sealed class FolderUpstream(string dataset, string root, ILogger log) : IUpstream
{
    /// <summary>Told of each file that cannot be read, which is then not listed; null, and one such file stops the listing.</summary>
    internal Action<string, string>? Unreadable { get; set; }

    public int Workers => 2;

    public int Requests => 0;

    public bool Authenticated => false;

    public async Task<HubRevision> ListAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(root))
            throw new FixTheNameOrAccessException($"There is no folder {root}, from which {dataset} comes. Check path in the registry.");
        var files = new List<HubFile>();
        try
        {
            foreach (var (path, file) in Found(new DirectoryInfo(root), "").OrderBy(found => found.Path, StringComparer.Ordinal))
            {
                try
                {
                    await using var content = file.OpenRead();
                    var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
                    files.Add(new HubFile(path, content.Length, sha256, Provenance.Timestamp(new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))));
                }
                catch (Exception e) when (Unreadable is not null && (e is IOException or UnauthorizedAccessException))
                {
                    Unreadable!(path, e.Message);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FixTheNameOrAccessException($"{root}, from which {dataset} comes, cannot be read: {e.Message}");
        }
        var revision = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file.Oid}  {file.Path}\n")))));
        return new HubRevision(dataset, revision, null, files);
    }

    IEnumerable<(string Path, FileInfo File)> Found(DirectoryInfo folder, string before)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = before + entry.Name;
            if (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden) || entry.LinkTarget is not null)
                log.LogInformation("{Dataset}: passed over {Path}, which is hidden or a link", dataset, path);
            else if (entry is DirectoryInfo inner)
                foreach (var found in Found(inner, path + "/"))
                    yield return found;
            else if (!UpstreamRows.AreIn(entry.Name))
                log.LogInformation("{Dataset}: passed over {Path}, which is no .jsonl, .json or .csv", dataset, path);
            else if (path.AsSpan().ContainsAny('\\', ':') || path.Any(char.IsControl))
                throw new FixTheNameOrAccessException($"{root}: '{Finding.Shorten(path)}' has a sign in its name that no data file's may have (\\, : or a control character). Rename it.");
            else
                yield return (path, (FileInfo)entry);
        }
    }

    public IncomingStream Open(HubRevision revision, HubFile file) =>
        new LocalStream(new FileStream(Path.Combine(root, file.Path), FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan), file, $"{file.Path} in {root}");

    public void Dispose()
    {
    }
}
