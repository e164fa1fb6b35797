using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>A real folder for one test, gone with it.</summary>
sealed class TempFolder : IDisposable
{
    public string Path { get; }

    public TempFolder() => Path = Directory.CreateTempSubdirectory("sluice-test-").FullName;

    public string File(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, string text) => Write(name, Some.Bytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Every path below, with the hash of its bytes: equal trees are equal texts.</summary>
    public string Tree() => TreeOf(Path);

    public static string TreeOf(string folder) => string.Join('\n',
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => System.IO.Path.GetRelativePath(folder, path) + " " + (Directory.Exists(path) ? "/" : Checksums.OfFile(path))));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
