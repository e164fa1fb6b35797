using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Zones;

/// <summary>A difference between what a folder holds and what it should hold.</summary>
public sealed record Difference(string File, string Found, string Expected);

/// <summary>
/// The checksum list of a committed folder, in the format of <c>sha256sum</c> (<c>hex␠␠name</c>, sorted by name), over
/// every other file in it but for replays and what a release keeps to itself, which have lists of their own. A file that is listed and missing, or there and not listed, differs like a wrong byte.
/// </summary>
public static class Checksums
{
    public const string FileName = "MANIFEST.sha256";

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static void Write(string folder, string listName, IReadOnlyDictionary<string, string>? known = null)
    {
        var list = new StringBuilder();
        foreach (var name in NamesIn(folder, listName))
            list.Append(known?.GetValueOrDefault(name) ?? OfFile(Path.Combine(folder, name))).Append("  ").Append(name).Append('\n');
        File.WriteAllText(Path.Combine(folder, listName), list.ToString());
    }

    /// <param name="isArchived">The files may lie compressed: a listed <c>name</c> is then the content of <c>name.gz</c>.</param>
    public static IReadOnlyList<Difference> Verify(string folder, string listName, bool isArchived = false)
    {
        var listPath = Path.Combine(folder, listName);
        if (!File.Exists(listPath))
            return [new Difference(listPath, "no such file", "the folder's checksum list")];
        var differences = new List<Difference>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, number) in File.ReadAllText(listPath).Split('\n').SkipLast(1).Select((line, i) => (line, i + 1)))
        {
            if (line.Length < 67 || line.AsSpan(64, 2) is not "  " || line.AsSpan(0, 64).ContainsAnyExcept(HexDigits))
            {
                differences.Add(new Difference($"{listPath} line {number}", line, "64 hexadecimal digits, two spaces and a file name"));
                continue;
            }
            var name = line[66..];
            listed.Add(name);
            var path = Path.Combine(folder, name);
            var isCold = isArchived && !File.Exists(path);
            if (isCold)
                path += ColdFile.Ending;
            if (!File.Exists(path))
                differences.Add(new Difference(path, "no such file", $"sha256 {line[..64]} (by {listPath} line {number})"));
            else if ((isCold ? ColdFile.ContentOf(path) : OfFile(path)) is var found && found != line[..64])
                differences.Add(new Difference(path, $"sha256 {found}", $"sha256 {line[..64]} (by {listPath} line {number})"));
        }
        foreach (var name in NamesIn(folder, listName).Where(name => !listed.Contains(isArchived && name.EndsWith(ColdFile.Ending, StringComparison.Ordinal) ? name[..^ColdFile.Ending.Length] : name)))
            differences.Add(new Difference(Path.Combine(folder, name), "a file", $"nothing: {listPath} does not list it"));
        return differences;
    }

    public static string OfFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    static IEnumerable<string> NamesIn(string folder, string listName) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(name => name != listName && !name.StartsWith(DumpPart.Replays + "/", StringComparison.Ordinal)
                && !(listName == ReleaseManifest.ChecksumList && name.StartsWith(ReleaseManifest.LocalFolder + "/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
}
