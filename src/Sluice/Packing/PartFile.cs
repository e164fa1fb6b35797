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
    public static bool IsSound(string path) => File.Exists(path) && NameOf(path) == Path.GetFileName(path);

    public static string NameOf(string path) => string.Concat(Start, Checksums.OfFile(path).AsSpan(0, Digits), End);

    /// <returns>The part's name.</returns>
    public static string Write(string folder, string root, IEnumerable<string> paths, CancellationToken cancel)
    {
        var aside = Path.Combine(folder, AtomicFile.AsidePrefix + "part");
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            using (var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            using (var tar = new TarWriter(zip, TarEntryFormat.Gnu))
                foreach (var path in paths)
                {
                    cancel.ThrowIfCancellationRequested();
                    using var content = new FileStream(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
                    tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, path)
                    {
                        DataStream = content,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    });
                }
            file.Flush(flushToDisk: true);
        }
        var name = NameOf(aside);
        File.Move(aside, Path.Combine(folder, name), overwrite: true);
        return name;
    }

    /// <summary>Hands out each entry: its name as it stands there, and its content, to be read at once.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static void Read(string path, Action<string, Stream> entry)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(zip);
        while (tar.GetNextEntry() is { } next)
            entry(next.Name, next.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                ? next.DataStream ?? Stream.Null
                : throw new InvalidDataException($"{next.Name} is a {next.EntryType}, expected plain files only"));
    }
}
