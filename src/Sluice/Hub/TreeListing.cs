using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>A revision's file list, page by page. The hub's order and pages are its own affair: the list is a set.</summary>
/// <param name="dataset">Its name and revision, for messages.</param>
sealed class TreeListing(string dataset, ILogger log)
{
    readonly Dictionary<string, HubFile> _files = new(StringComparer.Ordinal);

    public IReadOnlyList<HubFile> Files => [.. _files.Values];

    /// <exception cref="FixTheNameOrAccessException">A data file that cannot be taken, or two of one name that differ.</exception>
    public void Add(JsonElement page)
    {
        foreach (var entry in page.EnumerateArray())
        {
            if (Text(entry, "type") != "file" || FileOf(entry) is not { } file)
                continue;
            // A page may repeat the end of the last one, if the list moved in between.
            if (!_files.TryAdd(file.Path, file) && _files[file.Path] != file)
                throw new FixTheNameOrAccessException($"The hub lists {file.Path} of {dataset} twice and differently: {_files[file.Path].Oid} ({_files[file.Path].Size} bytes) and {file.Oid} ({file.Size} bytes). Run again; if it stays so, the hub is broken.");
        }
    }

    HubFile? FileOf(JsonElement entry)
    {
        var path = Text(entry, "path");
        var (oid, digits) = (Text(entry, "oid"), 40);
        var size = Number(entry, "size");
        if (entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object)
            (oid, digits, size) = (Text(lfs, "oid"), 64, Number(lfs, "size") ?? size);
        if (path is not null && IsSafe(path) && oid is not null && IsHex(oid, digits) && size >= 0)
            return new HubFile(path, size.Value, oid.ToLowerInvariant(), DateOf(entry));
        if (path is not null && !path.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            log.LogWarning("{Dataset}: passed over a file that is no data and cannot be taken: {Entry}", dataset, Raw(entry));
            return null;
        }
        throw new FixTheNameOrAccessException($"The hub lists a file of {dataset} that cannot be taken: {Raw(entry)}. Expected a relative path, a size and an oid of 40 or 64 hexadecimal digits.");
    }

    static string? DateOf(JsonElement entry) =>
        entry.TryGetProperty("lastCommit", out var commit) && commit.ValueKind == JsonValueKind.Object ? Text(commit, "date") : null;

    // An oid becomes a file's name: nothing but digits may stand in it.
    static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigit);

    // Before any of it touches the disk, a URL or a terminal: no absolute paths, drives, backslashes, controls, dots that climb.
    static bool IsSafe(string path) =>
        path.Length > 0 && !path.StartsWith('/') && !path.AsSpan().ContainsAny('\\', ':') && !path.Any(char.IsControl)
        && path.Split('/').All(segment => segment is not ("" or "." or ".."));

    static long? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>A string field; null if there is none, or one that is no text (half a surrogate pair, bad UTF-8).</summary>
    internal static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string? Raw(JsonElement entry)
    {
        try
        {
            return Finding.Shorten(entry.GetRawText());
        }
        catch (InvalidOperationException)
        {
            return "an entry that is not UTF-8";
        }
    }
}
