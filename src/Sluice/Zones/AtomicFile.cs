using System.Text;

namespace Sluice.Zones;

/// <summary>Small files that are either the old ones or the new ones, never half: written aside, flushed, renamed.</summary>
public static class AtomicFile
{
    public const string AsidePrefix = ".aside-";

    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var aside = Path.Combine(folder, AsidePrefix + Path.GetFileName(path));
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path, overwrite: true);
        Durable.FlushFolder(folder);
    }
}
