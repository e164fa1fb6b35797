using System.Text.Json;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>The tries that the ledger tells of. An entry is read once, and only as far back as somebody asks.</summary>
public sealed class LedgerTries(Lake lake)
{
    readonly Dictionary<string, IReadOnlyList<LedgerTry>> _read = new(StringComparer.Ordinal);

    /// <summary>By run, newest first; runs of the future are left out. An entry that cannot be read tells nothing: `verify` tells of it.</summary>
    public IEnumerable<(string Run, IReadOnlyList<LedgerTry> Tries)> NewestFirst(DateTimeOffset now) =>
        !Directory.Exists(lake.Runs) ? []
        : Directory.EnumerateFiles(lake.Runs, "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(run => LedgerTry.StartOf(run) is { } at && !LedgerTry.IsOfTheFuture(at, now))
            .OrderByDescending(Dump.OrderOf, StringComparer.Ordinal).Select(run => (run, Of(run)));

    IReadOnlyList<LedgerTry> Of(string run)
    {
        if (_read.TryGetValue(run, out var known))
            return known;
        try
        {
            return _read[run] = [.. LedgerTry.Of(run, ReceiptJson.Read<JsonElement>(Path.Combine(lake.Runs, run + ".json")))];
        }
        catch (Exception e) when (e is StopException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
