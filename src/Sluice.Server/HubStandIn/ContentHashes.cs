using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Server.HubStandIn;

/// <summary>The content ids of files, computed once for each state of a file.</summary>
sealed class ContentHashes
{
    // A file written twice within a tick of the disk's clock keeps its time: its hash is remembered only once that has passed.
    static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(50);

    readonly ConcurrentDictionary<(string Path, long Size, long Ticks, bool IsLfs), (string BlobOid, string? Sha256)> _known = new();

    /// <summary>Hashes what is open: the git blob sha1 of a small file; of a large one its sha256, and the sha1 of its pointer.</summary>
    public (string BlobOid, string? Sha256) Of(FileStream file, bool isLfs)
    {
        var written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        var key = (file.Name, file.Length, written.Ticks, isLfs);
        if (_known.TryGetValue(key, out var known))
            return known;
        var isSettled = (TimeProvider.System.GetUtcNow().UtcDateTime - written).Duration() > Settled;
        var hashes = Hash(file, isLfs);
        if (isSettled)
            _known[key] = hashes;
        return hashes;
    }

    static (string BlobOid, string? Sha256) Hash(FileStream file, bool isLfs)
    {
        file.Position = 0;
        if (!isLfs)
            return (GitBlob(file, file.Length), null);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var pointer = Encoding.ASCII.GetBytes(StandInFile.PointerOf(sha256, file.Length));
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
