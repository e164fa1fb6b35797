using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Server.HubStandIn;

/// <summary>A file as the stand-in serves it.</summary>
/// <param name="BlobOid">The git blob sha1: of the file itself, or of its LFS pointer.</param>
/// <param name="Sha256">Set for large files, which the hub keeps in LFS.</param>
sealed record StandInFile(string Path, string FullPath, long Size, DateTime LastWrite, string BlobOid, string? Sha256)
{
    public string ContentId => Sha256 ?? BlobOid;

    /// <summary>What git holds of a large file.</summary>
    public string Pointer => PointerOf(Sha256!, Size);

    /// <summary>The id of the content in another store. It is no hash of the file's bytes, and clients must not take it for one.</summary>
    public string XetHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("xet " + ContentId)));

    public static string PointerOf(string sha256, long size) =>
        string.Create(CultureInfo.InvariantCulture, $"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n");
}

/// <summary>A dataset's state: its files in the order of their paths, and the commit that stands for exactly these paths and contents.</summary>
sealed record StandInCommit(string Dataset, string Sha, IReadOnlyList<StandInFile> Files)
{
    public DateTime LastModified => Files.Count == 0 ? DateTime.UnixEpoch : Files.Max(file => file.LastWrite);

    public StandInFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>A hash of paths and contents: a changed byte is a new commit, the same bytes are the same commit on every machine.</summary>
    public static StandInCommit Of(string dataset, IReadOnlyList<StandInFile> files)
    {
        using var tree = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        tree.AppendData(Encoding.UTF8.GetBytes($"{dataset}\n"));
        foreach (var file in files)
            tree.AppendData(Encoding.UTF8.GetBytes($"{file.ContentId}  {file.Path}\n"));
        return new StandInCommit(dataset, Convert.ToHexStringLower(tree.GetHashAndReset()), files);
    }
}
