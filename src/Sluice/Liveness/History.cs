using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Zones;

namespace Sluice.Liveness;

/// <summary>A try at publishing, as the ledger tells it.</summary>
/// <param name="ByGate">True if a gate refused the release, which no second try changes.</param>
public sealed record Publishing(string Run, bool Failed, bool ByGate, string Because);

/// <summary>What the ledger tells of each source and of publishing, newest first, as far back as it matters: to the newest success.</summary>
public sealed class History
{
    // A source without a success, or a lake where nothing was published, would have the whole ledger read at each look.
    const int LookBack = 200;

    readonly Dictionary<string, List<Attempt>> _attempts = new(StringComparer.Ordinal);
    readonly List<Publishing> _publishings = [];

    /// <summary>Tries at a source, newest first, up to and with the newest that succeeded.</summary>
    public IReadOnlyList<Attempt> Of(string source) => _attempts.GetValueOrDefault(source) ?? [];

    /// <summary>Tries at publishing, newest first, up to and with the newest that succeeded.</summary>
    public IReadOnlyList<Publishing> Publishings => _publishings;

    /// <summary>Entries of the ledger that were read for it.</summary>
    public int EntriesRead { get; private set; }

    /// <summary>Reads the ledger, newest first, until each source and publishing has its newest success. An entry that cannot be read tells nothing.</summary>
    /// <param name="sources">Those that matter though they have no dump yet.</param>
    /// <param name="before">A report that is not in the ledger yet, newer than all that is.</param>
    public static History Read(Lake lake, IEnumerable<string> sources, JsonObject? before = null)
    {
        var history = new History();
        if (before is not null)
            history.Add(JsonSerializer.SerializeToElement(before, ReceiptJson.Options));
        var wanted = lake.Sources().Union(sources, StringComparer.Ordinal).ToList();
        foreach (var path in Names(lake).OrderByDescending(path => Dump.OrderOf(Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal))
        {
            wanted.RemoveAll(source => history.Of(source) is [.., { Outcome: Outcome.Succeeded }]);
            if ((wanted.Count == 0 && history.Publishings is [.., { Failed: false }]) || history.EntriesRead >= LookBack)
                break;
            history.EntriesRead++;
            if (EntryOf(path) is { } entry)
                history.Add(entry);
        }
        return history;
    }

    static IEnumerable<string> Names(Lake lake) => Directory.Exists(lake.Runs) ? Directory.EnumerateFiles(lake.Runs, "*.json").Where(path => !Path.GetFileName(path).StartsWith('.')) : [];

    static JsonElement? EntryOf(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(path), ReceiptJson.Options);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    void Add(JsonElement entry)
    {
        var any = false;
        foreach (var (source, attempt) in Attempt.Of(entry))
        {
            any = true;
            if (!_attempts.TryGetValue(source, out var attempts))
                _attempts[source] = attempts = [];
            if (attempts is not [.., { Outcome: Outcome.Succeeded }])
                attempts.Add(attempt);
        }
        if (any && _publishings is not [.., { Failed: false }] && PublishingOf(entry) is { } publishing)
            _publishings.Add(publishing);
    }

    // Only a run publishes, and only if it came so far.
    static Publishing? PublishingOf(JsonElement entry)
    {
        if (!entry.TryGetProperty("sources", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return null;
        var (run, because) = (Attempt.Text(entry, "run")!, Attempt.Text(entry, "because") ?? "");
        var sources = list.EnumerateArray().ToList();
        if (sources.FirstOrDefault(source => Attempt.Text(source, "gate") == "publish") is { ValueKind: JsonValueKind.Object } refused)
            return new Publishing(run, Failed: true, ByGate: true, Attempt.Text(refused, "because") ?? "");
        if (Attempt.Text(entry, "status") is "complete" or "unchanged")
            return new Publishing(run, Failed: false, ByGate: false, because);
        return Attempt.Text(entry, "status") == "failed" && entry.TryGetProperty("exit_code", out var code) && code.TryGetInt32(out var exitCode) && exitCode != 130 && Attempt.Text(entry, "source") is null
            ? new Publishing(run, Failed: true, ByGate: false, because) : null;
    }
}
