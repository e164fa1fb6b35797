using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// A file that may lie compressed: <c>name</c> as it was written, or <c>name.gz</c> in the archive, an ordinary gzip
/// file whose bytes depend on nothing but its content.
/// </summary>
public static class ColdFile
{
    public const string Ending = ".gz";

    // The last byte of a gzip header tells the system it was made on; 255 is "unknown".
    const int SystemOffset = 9;
    const byte UnknownSystem = 255;
    static readonly byte[] HeaderStart = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];

    public static bool Exists(string path) => File.Exists(path) || File.Exists(path + Ending);

    /// <summary>Opens the content; a file that lies plain can also seek, and comes first.</summary>
    /// <exception cref="GateFailedException">There is neither.</exception>
    public static Stream Open(string path) =>
        File.Exists(path) ? Plain(path)
        : File.Exists(path + Ending) ? Compressed(path + Ending)
        : throw new GateFailedException($"{path} is missing. Run `sluice verify --all` to see what else differs.");

    // On its own, so that a plain file does not load what decompresses.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static GZipStream Compressed(string path) => new(Plain(path), CompressionMode.Decompress);

    /// <summary>Goes forward from the start of a stream, by seeking where it can.</summary>
    public static void Skip(Stream stream, long bytes)
    {
        if (stream.CanSeek)
        {
            stream.Position = bytes;
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        for (int read; bytes > 0 && (read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes))) > 0;)
            bytes -= read;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Compresses a file into a new one.</summary>
    public static void Compress(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        using (var content = Plain(from))
            content.CopyTo(gzip, 1 << 16);
        // .NET writes nothing at all for nothing; ordinary tools want an empty member.
        if (file.Length == 0)
            file.Write([.. HeaderStart, 0, UnknownSystem, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.Position = SystemOffset;
        file.WriteByte(UnknownSystem);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the content of a compressed file into a new one.</summary>
    public static void Decompress(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var content = new GZipStream(Plain(from), CompressionMode.Decompress);
        using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        content.CopyTo(file, 1 << 16);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The sha256 of what a compressed file holds, or words for why it cannot be had.</summary>
    public static string ContentOf(string compressed)
    {
        try
        {
            using var file = Plain(compressed);
            Span<byte> start = stackalloc byte[10];
            if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(HeaderStart) || start[SystemOffset] != UnknownSystem)
                return "of no file: it does not begin as the archive writes gzip";
            file.Position = 0;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = 0L;
            using (var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true))
            {
                var buffer = new byte[1 << 16];
                for (int read; (read = content.Read(buffer)) > 0; length += read)
                    hash.AppendData(buffer, 0, read);
            }
            // .NET does not miss a trailer that is cut off; other tools do. It ends in the content's length.
            Span<byte> end = stackalloc byte[4];
            file.Position = file.Length - end.Length;
            file.ReadExactly(end);
            return BinaryPrimitives.ReadUInt32LittleEndian(end) == unchecked((uint)length)
                ? Convert.ToHexStringLower(hash.GetHashAndReset())
                : "of no file: it does not end with the length of its content";
        }
        catch (InvalidDataException e)
        {
            return "of no file: it cannot be decompressed, " + e.Message;
        }
    }

    static FileStream Plain(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
}
