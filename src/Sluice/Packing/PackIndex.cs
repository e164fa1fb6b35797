using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>A file of a packed lake.</summary>
/// <param name="Path">Relative to the lake, with forward slashes.</param>
/// <param name="Where"><see cref="PackIndex.InGit"/>, or the name of the part that holds it.</param>
public sealed record PackedFile(string Path, long Bytes, string Sha256, string Where);

/// <summary>
/// <c>git/pack.jsonl</c>: what a packed lake holds and where, sorted by path. The first line counts the others, so that
/// one that was cut short is not taken for a smaller lake.
/// </summary>
public static class PackIndex
{
    public const string FileName = "pack.jsonl";

    /// <summary>Where a file is that lies in <c>git/lake/</c> as it is.</summary>
    public const string InGit = "git";

    const int MostOfAStep = 255;

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    static readonly SearchValues<char> NotEverywhere = SearchValues.Create("\\:*?\"<>|");

    sealed record Header(int Format, int Files, long Bytes);

    static readonly JsonSerializerOptions Line = new(ReceiptJson.Options) { WriteIndented = false };

    public static string Text(IReadOnlyList<PackedFile> files)
    {
        var text = new StringBuilder(JsonSerializer.Serialize(new Header(1, files.Count, files.Sum(file => file.Bytes)), Line)).Append('\n');
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            text.Append(JsonSerializer.Serialize(file, Line)).Append('\n');
        return text.ToString();
    }

    /// <exception cref="GateFailedException">It is missing, cut short, or names a place outside of a lake.</exception>
    public static IReadOnlyList<PackedFile> Read(string path)
    {
        if (!File.Exists(path) || !PlainFile.Is(path))
            throw new GateFailedException($"{path} is missing or no plain file: without it nobody knows what the lake held. Fetch it again from where the pack is kept.");
        var files = new List<PackedFile>();
        Header? header = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                if (header is null)
                    header = JsonSerializer.Deserialize<Header>(line, Line);
                else
                    files.Add(JsonSerializer.Deserialize<PackedFile>(line, Line) is { Path: not null, Sha256: not null, Bytes: >= 0, Where: not null } file && IsHash(file.Sha256) && IsInside(file.Path) && (file.Where == InGit || PartFile.IsName(file.Where))
                        ? file
                        : throw new JsonException("a path that leaves the lake, or no length, hash or place"));
            }
            catch (JsonException e)
            {
                throw Damaged(path, number, e.Message);
            }
        }
        // More than any number of bytes may be written there.
        var sum = files.Sum(file => (decimal)file.Bytes);
        if (header is not { Format: 1 } || header.Files != files.Count || header.Bytes != sum)
            throw Damaged(path, 1, $"{files.Count} files of {sum} bytes follow, {header?.Files ?? 0} of {header?.Bytes ?? 0} bytes are announced");
        if (files.GroupBy(file => file.Path, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Damaged(path, 1, $"{twice.Key} is listed twice");
        var names = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files)
            for (var end = file.Path.LastIndexOf('/'); end > 0; end = file.Path.LastIndexOf('/', end - 1))
                if (names.Contains(file.Path[..end]))
                    throw Damaged(path, 1, $"{file.Path[..end]} is a file and the folder of {file.Path}");
        return files;
    }

    internal static bool IsHash(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(HexDigits);

    /// <summary>True for what a pack may write below a lake: no step upwards, nothing hidden, legal on every system.</summary>
    internal static bool IsInside(string path) =>
        !path.AsSpan().ContainsAny(NotEverywhere) && !path.Any(char.IsControl) && path.Split('/').All(step => step.Length is > 0 and <= MostOfAStep && step[0] != '.');

    static GateFailedException Damaged(string path, int line, string found) =>
        new($"{path} line {line} is damaged: {found}. Fetch it again from where the pack is kept.");
}
