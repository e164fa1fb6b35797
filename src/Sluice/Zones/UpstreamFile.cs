using System.IO.Compression;

namespace Sluice.Zones;

/// <summary>The one door to upstream's files, verbatim, by their sha256: live in the raw zone, or in the archive.</summary>
public static class UpstreamFile
{
    public static string LivePath(Lake lake, string source, string sha256) => Path.Combine(lake.Files(source), sha256);

    public static string ArchivedPath(Lake lake, string source, string sha256) => Path.Combine(lake.ArchivedFiles(source), sha256 + ColdFile.Ending);

    public static bool Exists(Lake lake, string source, string sha256) =>
        File.Exists(LivePath(lake, source, sha256)) || File.Exists(ArchivedPath(lake, source, sha256));

    /// <summary>Opens a file's bytes to be read from the start, or gives null if it rests nowhere in the lake.</summary>
    public static Stream? Open(Lake lake, string source, string sha256) =>
        LivePath(lake, source, sha256) is var live && File.Exists(live) ? Plain(live)
        : ArchivedPath(lake, source, sha256) is var archived && File.Exists(archived) ? new GZipStream(Plain(archived), CompressionMode.Decompress)
        : null;

    /// <summary>
    /// Opens a file that can be read at any place, or gives null if it rests nowhere in the lake. An archived one is
    /// decompressed into a file outside the lake that goes when it is closed.
    /// </summary>
    public static FileStream? OpenSeekable(Lake lake, string source, string sha256)
    {
        var content = Open(lake, source, sha256);
        if (content is null or FileStream)
            return (FileStream?)content;
        using (content)
        {
            var passing = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
            try
            {
                content.CopyTo(passing, 1 << 16);
                passing.Position = 0;
                return passing;
            }
            catch
            {
                passing.Dispose();
                throw;
            }
        }
    }

    static FileStream Plain(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
}
