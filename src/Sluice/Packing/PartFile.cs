using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>
/// A part of a packed lake: <c>part-&lt;first 12 digits of its sha256&gt;.tar.gz</c>. The same files give the same bytes: no
/// times, no owners, sorted by path.
/// </summary>
static class PartFile
{
    const string Start = "part-";
    const string End = ".tar.gz";
    const int Digits = 12;

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static bool IsName(string name) =>
        name.Length == Start.Length + Digits + End.Length && name.StartsWith(Start, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal)
        && !name.AsSpan(Start.Length, Digits).ContainsAnyExcept(HexDigits);

    /// <summary>True if the file is there and its bytes are those that its name promises.</summary>
    public static bool IsSound(string path) => File.Exists(path) && PlainFile.Is(path) && NameOf(path) == Path.GetFileName(path);

    public static string NameOf(string path) => string.Concat(Start, Checksums.OfFile(path).AsSpan(0, Digits), End);

    /// <summary>Writes a part; a file that is gone meanwhile is left out.</summary>
    /// <returns>Its files, as they were written; none if all are gone, and then no part.</returns>
    public static List<PackedFile> Write(string folder, string root, IEnumerable<string> paths, CancellationToken cancel)
    {
        var aside = Path.Combine(folder, AtomicFile.AsidePrefix + "part");
        // It may be a link that somebody laid there.
        File.Delete(aside);
        var written = new List<PackedFile>();
        using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        {
            using (var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            using (var tar = new TarWriter(zip, TarEntryFormat.Gnu))
                foreach (var path in paths)
                {
                    cancel.ThrowIfCancellationRequested();
                    using var content = PlainFile.TryOpen(Path.Combine(root, path));
                    if (content is null)
                        continue;
                    using var measured = new MeasuredStream(content);
                    tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = measured,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    });
                    written.Add(new PackedFile(path, measured.Length, measured.Sha256, ""));
                }
            file.Flush(flushToDisk: true);
        }
        if (written.Count == 0)
        {
            File.Delete(aside);
            return written;
        }
        var name = NameOf(aside);
        File.Move(aside, Path.Combine(folder, name), overwrite: true);
        return [.. written.Select(file => file with { Where = name })];
    }

    /// <summary>Hands out each entry: its name as it stands there, its length, and its content, to be read at once.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static void Read(string path, Action<string, long, Stream> entry)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        TarEntries.Read(zip, entry);
    }
}
