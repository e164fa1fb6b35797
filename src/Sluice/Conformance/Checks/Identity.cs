namespace Sluice.Conformance.Checks;

/// <summary>A record is the same one whatever else happens to its row.</summary>
static class Identity
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("ids_present", "Every kept row has an id.", "Name the columns that tell rows apart in key.", Present),
        new("ids_unique", "No two fixture rows have the same id.", "Name more columns in key; or take the repeated row out of the fixtures.", Unique),
        new("ids_stable_when_rows_move", "Rows keep their ids in another order.", "Make ids of what rows say, and not of where they stand.", Moved),
        new("ids_stable_when_rows_are_edited", "A row keeps its id when another cell is edited.", "Take columns into key that no edit changes.", Edited),
        new("duplicate_refused", "Of two rows with one id the first stays and the second waits as id.duplicate.", "Hand both on: Validate refuses the second.", Duplicate),
    ];

    static async Task<Outcome> Present(Bench bench, CancellationToken cancel)
    {
        var plain = await bench.ReadAsync(cancel);
        var without = plain.Kept.Count(row => string.IsNullOrWhiteSpace(row["id"]?.ToString()));
        return Outcome.If(plain.Kept.Count > 0 && without == 0, plain.Kept.Count == 0 ? $"no row ({plain.Summary})" : $"{without} of {plain.Kept.Count} rows have none", "an id on each row");
    }

    static async Task<Outcome> Unique(Bench bench, CancellationToken cancel)
    {
        var plain = await bench.ReadAsync(cancel);
        var twice = plain.Kept.Select(row => row["id"]?.ToString()).OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return Outcome.If(plain.Kept.Count > 0 && twice.Count == 0, plain.Kept.Count == 0 ? $"no row ({plain.Summary})" : $"{twice.Count} ids stand on several rows, such as '{twice.FirstOrDefault()}'", "an id for each row");
    }

    static async Task<Outcome> Moved(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        trial.StandIn.Write(sheet.File, sheet.With(moved => moved.Rows.Reverse()).Bytes());
        var counts = (await trial.ExtractAsync(cancel)).Counts;
        return Outcome.If(counts is { Added: 0, Removed: 0, Reappeared: 0, Changed: 0 } && counts.Unchanged == sheet.Rows.Count,
            $"{counts.Added} added, {counts.Removed} removed, {counts.Changed} changed, {counts.Unchanged} unchanged", $"{sheet.Rows.Count} unchanged");
    }

    static async Task<Outcome> Edited(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        if (sheet.Editable is not { } column)
            return Outcome.NotApplicable("every column of text is part of the key");
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        trial.StandIn.Write(sheet.File, sheet.With(edited => edited.Set(0, column, $"{edited.Rows[0][column]} edited")).Bytes());
        var counts = (await trial.ExtractAsync(cancel)).Counts;
        return Outcome.If(counts is { Added: 0, Removed: 0, Reappeared: 0, Changed: 1 }, $"{counts.Added} added, {counts.Removed} removed, {counts.Changed} changed after an edit of {column}", "1 changed");
    }

    static async Task<Outcome> Duplicate(Bench bench, CancellationToken cancel)
    {
        var good = await bench.GoodAsync(cancel);
        var sheet = good.With(twice => twice.Rows.Add(twice.Rows[0].DeepClone().AsObject()));
        await using var trial = await bench.TryAsync(sheet, cancel);
        var kept = (await trial.ExtractAsync(cancel)).Counts.Kept;
        var rejected = (await trial.ValidateAsync(cancel)).Rejected.GetValueOrDefault("id.duplicate");
        var admitted = (await trial.RowsAsync(Zones.Zone.Validated, cancel)).Count;
        return Outcome.If(kept == sheet.Rows.Count && rejected == 1 && admitted == good.Rows.Count, $"{kept} kept, {rejected} id.duplicate, {admitted} admitted", $"{sheet.Rows.Count} kept, 1 id.duplicate, {good.Rows.Count} admitted");
    }
}
