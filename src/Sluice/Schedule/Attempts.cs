using System.Globalization;
using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Schedule;

/// <summary>
/// What was tried, read from the lake's own ledger, so that a restart knows it, and so that a run by hand counts like one
/// of the schedule. An entry is read once, and only as far back as somebody asks.
/// </summary>
public sealed class Attempts(Lake lake)
{
    readonly Dictionary<string, IReadOnlyList<Attempt>> _read = new(StringComparer.Ordinal);
    readonly Dictionary<(string Run, string Source), Attempt> _seen = [];

    /// <summary>Notes an attempt of this process: it goes before what the ledger says of it, or cannot say since the disk is full.</summary>
    public void Note(Attempt attempt) => _seen[(attempt.Run, attempt.Source)] = attempt;

    /// <summary>Of one source, newest first. Samples and extractions alone are none: they make no release.</summary>
    public IEnumerable<Attempt> Of(string source)
    {
        var noted = _seen.Values.Where(attempt => attempt.Source == source).OrderByDescending(attempt => Dump.OrderOf(attempt.Run), StringComparer.Ordinal).ToList();
        var at = 0;
        foreach (var run in Runs())
        {
            for (; at < noted.Count && string.CompareOrdinal(Dump.OrderOf(noted[at].Run), Dump.OrderOf(run)) > 0; at++)
                yield return noted[at];
            foreach (var attempt in Read(run))
                if (attempt.Source == source && !_seen.ContainsKey((run, source)))
                    yield return attempt;
        }
        for (; at < noted.Count; at++)
            yield return noted[at];
    }

    IEnumerable<string> Runs() =>
        !Directory.Exists(lake.Runs) ? []
        : Directory.EnumerateFiles(lake.Runs, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => !name.StartsWith('.'))
            .OrderByDescending(Dump.OrderOf, StringComparer.Ordinal);

    IReadOnlyList<Attempt> Read(string run)
    {
        if (_read.TryGetValue(run, out var known))
            return known;
        try
        {
            return _read[run] = [.. Of(run, ReceiptJson.Read<JsonElement>(Path.Combine(lake.Runs, run + ".json")))];
        }
        // `verify` tells of an entry that is damaged; to the schedule it is one that was never written.
        catch (Exception e) when (e is StopException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>What an entry of the ledger says.</summary>
    public static IEnumerable<Attempt> Of(string run, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || run.Length < 17
            || !DateTimeOffset.TryParseExact(run.AsSpan(0, 17), "yyyy-MM-dd_HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            yield break;
        // Of a run that was stopped: the source that it was at, or all of them where it was at none, such as when it published.
        var isStopped = entry.TryGetProperty("exit_code", out var exit) && exit.TryGetInt32(out _);
        List<string> stopped = !isStopped ? [] : Text(entry, "source") is { } one ? [one]
            : [.. Items(entry, "asked").Where(asked => asked.ValueKind == JsonValueKind.String).Select(asked => asked.GetString()!)];
        foreach (var source in Items(entry, "sources").Where(item => item.ValueKind == JsonValueKind.Object))
            // A validation alone has an entry too, and no files.
            if (Text(source, "source") is { } id && !stopped.Contains(id, StringComparer.Ordinal) && source.TryGetProperty("files", out _) && Text(source, "status") is { } status && CodeOf(status) is { } code)
                yield return new Attempt(run, id, at, Attempt.OutcomeOf(code), status, Text(source, "because"));
        foreach (var source in stopped)
            yield return new Attempt(run, source, at, Attempt.OutcomeOf(exit.GetInt32()), "failed", Text(entry, "because"));
    }

    static int? CodeOf(string status) => status switch { "complete" or "unchanged" => 0, "failed" => 1, "partial" => 4, _ => null };

    static IEnumerable<JsonElement> Items(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
