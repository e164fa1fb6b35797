using System.Text.Json.Nodes;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// Holds a dump's quarantine against its validated zone, which is the truth: an entry is admitted if its row is there
/// and waits if it is not, and a row that a replay displaced has an entry. Whoever changes the zone leaves a state behind
/// that this compares, so that a stop between the two is mended by the next run.
/// </summary>
static class Reconciliation
{
    /// <summary>Does nothing if the quarantine was last written for the zone as it is now.</summary>
    public static async Task EnsureAsync(Run run, Dump dump, CancellationToken cancel)
    {
        var parts = DumpPart.Of(dump.FolderOf(Zone.Validated));
        var state = QuarantineState.Of(parts);
        if (run.DryRun || QuarantineState.ReadFrom(dump.Quarantine) == state || !File.Exists(Path.Combine(dump.Quarantine, QuarantineFile.FileName)))
            return;
        var displaced = DumpPart.DisplacedIn(parts);
        var entries = new HashSet<RowPlace>();
        await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
            entries.Add(row.Place);
        var holders = await HoldersAsync(parts, entries, cancel);
        await using var quarantine = QuarantineFile.Begin(run.Lake, dump.Source, dump.Name, "validate");
        var told = new HashSet<RowPlace>();
        await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
        {
            var by = !displaced.Contains(row.Place) && holders.TryGetValue(row.Place, out var part) ? part : null;
            if (by is null)
                await quarantine.CarryAsync(row.IsWaiting ? row.Line.Memory : row.With(QuarantineStatus.Waiting, null));
            else
                await quarantine.CarryAsync(row.IsWaiting || !row.Says(by.Name) ? row.With(QuarantineStatus.Admitted, ByOf(by)) : row.Line.Memory);
            told.Add(row.Place);
        }
        displaced.ExceptWith(told);
        await TellAsync(run.Lake, dump, displaced, quarantine, cancel);
        await quarantine.CommitAsync(state);
    }

    static JsonObject ByOf(DumpPart part)
    {
        var by = new JsonObject { ["stage"] = $"{part.Manifest.Stage}@{part.Manifest.Version}", ["config_hash"] = part.Manifest.ConfigHash };
        if (part.IsReplay)
            by["replay"] = part.Name;
        return by;
    }

    static async Task<Dictionary<RowPlace, DumpPart>> HoldersAsync(IReadOnlyList<DumpPart> parts, HashSet<RowPlace> entries, CancellationToken cancel)
    {
        var holders = new Dictionary<RowPlace, DumpPart>();
        foreach (var part in parts)
            await foreach (var (place, _) in PlacedRows.FindAsync(part.Data, entries, cancel))
                holders[place] = part;
        return holders;
    }

    // The rows stay in their files and leave the fold; here they wait, as they would had the other come first.
    static async Task TellAsync(Lake lake, Dump dump, HashSet<RowPlace> displaced, QuarantineFile quarantine, CancellationToken cancel)
    {
        using var upstream = new UpstreamLines(lake, dump);
        await foreach (var (row, line) in PlacedRows.FindAsync(dump.Data, displaced, cancel))
        {
            var at = new Place(row.File, row.Line);
            await quarantine.AddAsync(upstream.LineAt(at, line).Span, Site.Of(at with { ByteOffset = upstream.OffsetOf(at) }, line), [Validation.Duplicate(line.GetString("id"u8)!)]);
        }
    }
}
