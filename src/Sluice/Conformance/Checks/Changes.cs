using Sluice.Extract;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Conformance.Checks;

/// <summary>What upstream adds, edits, takes away and turns upside down.</summary>
static class Changes
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("idempotent", "A second run without news makes no dump.", "List the same files under the same ids for the same bytes.", Idempotent),
        new("content_decides_revision", "The same bytes are the same revision, and other bytes another one.", "Make ids of files and the revision of the bytes.", Revision),
        new("removed_reported", "A row that is gone is in removed.jsonl as gone_upstream.", "List what is there now, and not what was.", Removed),
        new("delta_equals_full", "Dump by dump gives the same records as all at once.", "Give the same rows for the same bytes, whatever was there before.", DeltaEqualsFull),
        new("empty_upstream", "A file that is suddenly empty takes nothing away.", "Hand on what is there; the guard against shrinking stops the run.", Empty),
        new("shape_change_stops", "A header that means something else takes nothing away.", "Hand on what is there; the guard against shrinking stops the run.", Shape),
    ];

    static async Task<Outcome> Idempotent(Bench bench, CancellationToken cancel)
    {
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        await trial.ExtractAsync(cancel);
        var second = await trial.ExtractAsync(cancel);
        return Outcome.If(second is { Status: ExtractStatus.Unchanged, Dump: null } && trial.Dumps.Count == 1, $"status {second.Status}, {trial.Dumps.Count} dumps", "unchanged, 1 dump");
    }

    static async Task<Outcome> Revision(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        var (first, second) = (await ListAsync(trial, cancel), await ListAsync(trial, cancel));
        trial.StandIn.Write(sheet.File, sheet.With(less => less.Rows.RemoveAt(0)).Bytes());
        var third = await ListAsync(trial, cancel);
        return first != second ? Outcome.Failed($"{first}, then {second} for the same bytes", "the same ids")
            : Outcome.If(first.Revision != third.Revision && first.Files != third.Files, $"{third} after an edit, as before", "other ids");
    }

    static async Task<(string Revision, string Files)> ListAsync(Trial trial, CancellationToken cancel)
    {
        using var upstream = trial.Open();
        var revision = await upstream.ListAsync(cancel);
        return (revision.Sha, string.Join(' ', revision.Files.Select(file => $"{file.Path}={file.Oid}")));
    }

    static async Task<Outcome> Removed(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        trial.StandIn.Write(sheet.File, sheet.With(less => less.Rows.RemoveAt(0)).Bytes());
        var counts = (await trial.ExtractAsync(cancel)).Counts;
        var told = await File.ReadAllTextAsync(Path.Combine(trial.Dumps[^1].Folder, "removed.jsonl"), cancel);
        return Outcome.If(counts is { Removed: 1, Added: 0 } && told.Contains("gone_upstream", StringComparison.Ordinal), $"{counts.Removed} removed, {counts.Added} added; removed.jsonl: {Finding.Shorten(told)}", "1 removed, as gone_upstream");
    }

    static async Task<Outcome> DeltaEqualsFull(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        var later = sheet.With(other =>
        {
            other.Rows.RemoveAt(0);
            other.AddLike(0, 1);
            if (other.Editable is { } column)
                other.Set(0, column, $"{other.Rows[0][column]} edited");
        });
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        trial.StandIn.Write(sheet.File, later.Bytes());
        var delta = await trial.ExtractAsync(cancel);
        await using var whole = await bench.TryAsync(later, cancel);
        await whole.ExtractAsync(cancel, ExtractMode.Full);
        var (expected, found) = (await whole.SentAsync(cancel), await trial.SentAsync(cancel));
        return Outcome.If(delta.Status == ExtractStatus.Complete && found.SequenceEqual(expected, StringComparer.Ordinal), $"{delta.Status}: {found.Except(expected, StringComparer.Ordinal).Count()} rows of {found.Count} are not in a full extraction", $"its {expected.Count} rows");
    }

    static Task<Outcome> Empty(Bench bench, CancellationToken cancel) => NothingGoesAsync(bench, sheet => sheet.Rows.Clear(), cancel);

    static Task<Outcome> Shape(Bench bench, CancellationToken cancel) => NothingGoesAsync(bench, sheet => sheet.Rename(name => name + " (new)"), cancel);

    static async Task<Outcome> NothingGoesAsync(Bench bench, Action<Sheet> change, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        trial.StandIn.Write(sheet.File, sheet.With(change).Bytes());
        var said = "";
        try
        {
            var report = await trial.ExtractAsync(cancel, maxShrink: 20);
            said = $"status {report.Status}: {report.Because}";
        }
        catch (StopException)
        {
            // A refusal takes nothing away either.
        }
        var left = (await trial.RowsAsync(Zone.Raw, cancel)).Count;
        return Outcome.If(left == sheet.Rows.Count && !said.StartsWith("status Complete", StringComparison.Ordinal), $"{said} {left} rows are left", $"the {sheet.Rows.Count} rows from before, and a run that stops");
    }
}
