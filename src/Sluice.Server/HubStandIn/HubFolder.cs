using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Server.HubStandIn;

/// <summary>A file as the stand-in serves it.</summary>
/// <param name="BlobOid">The git blob sha1: of the file itself, or of its LFS pointer.</param>
/// <param name="Sha256">Set for files over 1 MB, which the hub keeps in LFS.</param>
sealed record StandInFile(string Path, string FullPath, long Size, DateTime LastWrite, string BlobOid, string? Sha256)
{
    public string ContentId => Sha256 ?? BlobOid;
}

/// <summary>A dataset's state: its files and the commit that stands for exactly these paths and contents.</summary>
sealed record StandInCommit(string Dataset, string Sha, IReadOnlyList<StandInFile> Files)
{
    public DateTime LastModified => Files.Count == 0 ? DateTime.UnixEpoch : Files.Max(file => file.LastWrite);
}

/// <summary>
/// A folder <c>DIR/&lt;org&gt;/&lt;dataset&gt;/…</c> read as a hub's datasets. The commit sha is a hash of paths and
/// contents: a changed byte is a new commit, the same bytes are the same commit on every machine.
/// </summary>
sealed class HubFolder(string root)
{
    const long LargestGitFile = 1_000_000;

    readonly ConcurrentDictionary<(string Path, long Size, long Ticks), (string Oid, string? Sha256)> _hashes = new();
    readonly ConcurrentDictionary<string, StandInCommit> _commits = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The dataset as it is on disk now, or null if there is no such folder.</summary>
    public StandInCommit? Now(string org, string name)
    {
        var folder = Path.Combine(Root, org, name);
        if (org.StartsWith('.') || name.StartsWith('.') || !Directory.Exists(folder))
            return null;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Full: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => FileOf(file.Full, file.Name)).ToList();
        using var tree = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        tree.AppendData(Encoding.UTF8.GetBytes($"{org}/{name}\n"));
        foreach (var file in files)
            tree.AppendData(Encoding.UTF8.GetBytes($"{file.ContentId}  {file.Path}\n"));
        var commit = new StandInCommit($"{org}/{name}", Convert.ToHexStringLower(tree.GetHashAndReset()), files);
        return _commits[commit.Dataset + "@" + commit.Sha] = commit;
    }

    /// <summary>The dataset at <c>main</c>, or at a commit seen before; null if the revision is unknown.</summary>
    public StandInCommit? At(string org, string name, string revision)
    {
        var now = Now(org, name);
        if (now is null || revision is "main" or "refs/heads/main" || revision == now.Sha)
            return now;
        return _commits.GetValueOrDefault($"{org}/{name}@{revision}");
    }

    StandInFile FileOf(string path, string name)
    {
        var info = new FileInfo(path);
        var (oid, sha256) = _hashes.GetOrAdd((path, info.Length, info.LastWriteTimeUtc.Ticks), _ => Hash(path, info.Length));
        return new StandInFile(name, path, info.Length, info.LastWriteTimeUtc, oid, sha256);
    }

    static (string Oid, string? Sha256) Hash(string path, long size)
    {
        using var file = File.OpenRead(path);
        if (size <= LargestGitFile)
            return (GitBlob(file, size), null);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var pointer = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n"));
        return (GitBlob(new MemoryStream(pointer), pointer.Length), sha256);
    }

    static string GitBlob(Stream content, long size)
    {
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {size}\0")));
        var buffer = new byte[1 << 16];
        int read;
        while ((read = content.Read(buffer)) > 0)
            sha1.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(sha1.GetHashAndReset());
    }
}
