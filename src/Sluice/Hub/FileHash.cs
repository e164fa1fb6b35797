using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Hub;

/// <summary>Both names of a file's bytes, as they come: the sha256 that the lake uses, and the content id that the tree promised.</summary>
sealed class FileHash : IDisposable
{
    readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly IncrementalHash? _gitBlob;

    public FileHash(HubFile file)
    {
        if (file.IsLfs)
            return;
        _gitBlob = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        _gitBlob.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {file.Size}\0")));
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _gitBlob?.AppendData(bytes);
    }

    /// <summary>Ends the hashing: sha256, and the content id of the kind that the file has.</summary>
    public (string Sha256, string Oid) Finish()
    {
        var sha256 = Convert.ToHexStringLower(_sha256.GetHashAndReset());
        return (sha256, _gitBlob is null ? sha256 : Convert.ToHexStringLower(_gitBlob.GetHashAndReset()));
    }

    /// <summary>The content id of bytes at rest, to be compared with a tree's.</summary>
    public static string OidOf(HubFile file, Stream bytes)
    {
        using var hash = new FileHash(file);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = bytes.Read(buffer)) > 0)
            hash.Append(buffer.AsSpan(0, read));
        return hash.Finish().Oid;
    }

    public void Dispose()
    {
        _sha256.Dispose();
        _gitBlob?.Dispose();
    }
}
