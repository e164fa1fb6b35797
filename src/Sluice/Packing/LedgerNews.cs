using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>
/// Whether a pack is worth keeping. A run that brought nothing is not, unless the newest entry of its source that was kept is
/// of one that failed: without it a lake restored from the pack would be one whose source still fails.
/// </summary>
sealed class LedgerNews(Lake lake, IEnumerable<string> before)
{
    readonly List<string> _kept = [.. before.Where(PackContents.IsOfLedger).OrderDescending(StringComparer.Ordinal)];

    /// <param name="added">Paths of files that the last pack did not have.</param>
    public bool IsIn(IEnumerable<string> added) => added.Any(path => !PackContents.IsOfLedger(path) || IsNews(Path.Combine(lake.Root, path)));

    /// <summary>Null if it is gone, or damaged, which is for others to report.</summary>
    internal static JsonObject? Entry(string path)
    {
        try
        {
            return File.Exists(path) ? ReceiptJson.Read<JsonObject>(path) : null;
        }
        catch (GateFailedException)
        {
            return null;
        }
    }

    internal static string? StatusOf(string path) => Entry(path) is { } entry ? Text(entry, "status") : null;

    bool IsNews(string path)
    {
        if (Entry(path) is not { } entry || Text(entry, "status") != "unchanged")
            return true;
        var open = SourcesOf(entry).Select(told => told.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var kept in _kept)
        {
            if (open.Count == 0)
                return false;
            if (Entry(Path.Combine(lake.Root, kept)) is not { } older)
                continue;
            var told = SourcesOf(older).ToList();
            // One that something stopped, and that names no source, stood for all.
            if (told.Count == 0 && IsFailed(Text(older, "status")))
                return true;
            foreach (var (source, status) in told)
                if (status != "sample" && open.Remove(source) && IsFailed(status))
                    return true;
        }
        return false;
    }

    static bool IsFailed(string? status) => status is "failed" or "partial";

    // Its reports, the source that stopped it, and those that it did not come to.
    static IEnumerable<(string Source, string? Status)> SourcesOf(JsonObject entry)
    {
        foreach (var report in (entry["sources"] as JsonArray ?? []).OfType<JsonObject>())
            if (Text(report, "source") is { } source)
                yield return (source, Text(report, "status"));
        if (Text(entry, "source") is { } stopped)
            yield return (stopped, Text(entry, "status"));
        foreach (var asked in (entry["asked"] as JsonArray ?? []).OfType<JsonValue>())
            if (asked.TryGetValue(out string? source))
                yield return (source, Text(entry, "status"));
    }

    static string? Text(JsonObject of, string name) => of[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
