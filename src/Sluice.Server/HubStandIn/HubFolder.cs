using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Sluice.Server.HubStandIn;

/// <summary>
/// A folder <c>DIR/&lt;org&gt;/&lt;dataset&gt;/…</c> read as a hub's datasets. Commits that were seen stay known for as
/// long as the process lives; their bytes are not copied, so a file that was overwritten is gone from them.
/// </summary>
sealed partial class HubFolder(string root)
{
    readonly ContentHashes _hashes = new();
    readonly ConcurrentDictionary<string, List<StandInCommit>> _history = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, StandInFile> _byContent = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string> _moved = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The dataset as it is on disk now, or null if there is no such folder.</summary>
    public StandInCommit? Now(string dataset, long largestGitFile)
    {
        if (FolderOf(dataset) is not { } folder)
            return null;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Full: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !IsBookkeeping(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => FileOf(file.Full, file.Name, largestGitFile)).ToList();
        var commit = StandInCommit.Of(dataset, files);
        foreach (var file in files)
            _byContent[file.ContentId] = file;
        var history = _history.GetOrAdd(dataset, _ => []);
        lock (history)
        {
            if (history.Count == 0 || history[^1].Sha != commit.Sha)
            {
                history.RemoveAll(known => known.Sha == commit.Sha);
                history.Add(commit);
            }
        }
        return commit;
    }

    /// <summary>The commits of a dataset that were seen, oldest first.</summary>
    public IReadOnlyList<StandInCommit> History(string dataset)
    {
        if (!_history.TryGetValue(dataset, out var history))
            return [];
        lock (history)
            return [.. history];
    }

    /// <summary>Any file with this content, as it was seen last.</summary>
    public StandInFile? WithContent(string contentId) => _byContent.GetValueOrDefault(contentId);

    /// <summary>
    /// Opens the bytes that a commit means: from their place, or from another that holds the same content. Null if they
    /// are gone: other bytes are never given for them.
    /// </summary>
    public FileStream? Open(StandInFile file)
    {
        foreach (var path in (string?[])[file.FullPath, WithContent(file.ContentId)?.FullPath])
        {
            if (path is null || OpenOrNull(path) is not { } stream)
                continue;
            var (blobOid, sha256) = stream.Length == file.Size ? _hashes.Of(stream, file.Sha256 is not null) : default;
            if ((sha256 ?? blobOid) == file.ContentId)
                return stream;
            stream.Dispose();
        }
        return null;
    }

    /// <summary>From now on another folder is the dataset. The commits before keep their files where they are.</summary>
    public void Move(string dataset, string folder) => _moved[dataset] = Path.GetFullPath(folder);

    string? FolderOf(string dataset)
    {
        var folder = _moved.GetValueOrDefault(dataset) ?? Path.Combine(Root, dataset);
        return Names().IsMatch(dataset) && Directory.Exists(folder) ? folder : null;
    }

    StandInFile FileOf(string path, string name, long largestGitFile)
    {
        using var stream = Open(path);
        var (oid, sha256) = _hashes.Of(stream, stream.Length > largestGitFile);
        return new StandInFile(name, path, stream.Length, File.GetLastWriteTimeUtc(stream.SafeFileHandle), oid, sha256);
    }

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);

    static FileStream? OpenOrNull(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // What git and the hub's own client leave in a folder that they made.
    static bool IsBookkeeping(string name) => name.StartsWith(".git/", StringComparison.Ordinal) || name.StartsWith(".cache/", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9_\-][A-Za-z0-9_.\-]*/[A-Za-z0-9_\-][A-Za-z0-9_.\-]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
