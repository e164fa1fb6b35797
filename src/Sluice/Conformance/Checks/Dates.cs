namespace Sluice.Conformance.Checks;

/// <summary>Dates are read or missing, and never made up.</summary>
static class Dates
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("dates_read", "Nine of ten rows that say a date are read.", "Name the right column in fields.date_published, and its form in date_formats.", Read),
        new("no_guessed_dates", "A row without a date, or with words in its place, is never given one.", "Leave what upstream did not say null, in the adapter too.", NotGuessed),
        new("undated_rows_accounted", "A row without a date is counted as missing_date and waits in quarantine.", "Hand every row on: Extract counts what it drops.", Accounted),
        new("impossible_dates_refused", "The thirtieth of February is no date.", "Hand the date on as upstream wrote it.", Impossible),
    ];

    static async Task<Outcome> Read(Bench bench, CancellationToken cancel)
    {
        var plain = await bench.ReadAsync(cancel);
        if (plain.Extract is not { } extract)
            return Outcome.Failed(plain.Problem ?? "nothing was read", "dates");
        var waiting = (await plain.Trial.WaitingAsync(cancel)).Count(codes => codes.Any(code => code is "date.unreadable" or "date.impossible"));
        var missing = extract.Counts.Dropped.GetValueOrDefault("missing_date");
        return Outcome.If(plain.Admitted.Count > 0 && waiting * 9 <= plain.Admitted.Count && missing * 2 <= extract.Counts.Read,
            $"{waiting} unreadable and {missing} missing of {extract.Counts.Read} ({plain.Summary})", "dates that can be read in nine of ten rows that say one, and no more than half without one");
    }

    static async Task<Outcome> NotGuessed(Bench bench, CancellationToken cancel)
    {
        var good = await bench.GoodAsync(cancel);
        var (undated, words) = (good.With(sheet => Date(sheet, null)), good.With(sheet => Date(sheet, "one day in spring")));
        foreach (var (sheet, said) in new[] { (undated, "no date"), (words, "'one day in spring'") })
        {
            await using var trial = await bench.TryAsync(sheet, cancel);
            await trial.ExtractAsync(cancel);
            await trial.ValidateAsync(cancel);
            if (await trial.RowsAsync(Zones.Zone.Validated, cancel) is { Count: > 0 } guessed)
                return Outcome.Failed($"{guessed.Count} rows with {said} were admitted, with {guessed[0]["date_published"]}", "no date, and no record");
        }
        return Outcome.Passed;
    }

    static void Date(Sheet sheet, string? date)
    {
        for (var row = 0; row < sheet.Rows.Count; row++)
            Date(sheet, row, date);
    }

    static void Date(Sheet sheet, int row, string? date)
    {
        foreach (var column in new[] { sheet.ColumnOf("date_published"), "date_published" }.Distinct(StringComparer.Ordinal).Where(column => sheet.Columns.Contains(column, StringComparer.Ordinal)))
            sheet.Set(row, column, date);
    }

    static async Task<Outcome> Accounted(Bench bench, CancellationToken cancel)
    {
        var sheet = (await bench.GoodAsync(cancel)).With(sheet => Date(sheet, 0, null));
        await using var trial = await bench.TryAsync(sheet, cancel);
        var counts = (await trial.ExtractAsync(cancel)).Counts;
        var waiting = (await trial.WaitingAsync(cancel)).Count(codes => codes.Contains("date.missing", StringComparer.Ordinal));
        return Outcome.If(counts.Read == sheet.Rows.Count && counts.Kept == sheet.Rows.Count - 1 && counts.Dropped.GetValueOrDefault("missing_date") == 1 && waiting == 1,
            $"{counts.Read} read, {counts.Kept} kept, {counts.Dropped.GetValueOrDefault("missing_date")} missing_date, {waiting} waiting", $"{sheet.Rows.Count} read, {sheet.Rows.Count - 1} kept, 1 missing_date, 1 waiting");
    }

    static async Task<Outcome> Impossible(Bench bench, CancellationToken cancel)
    {
        var sheet = (await bench.GoodAsync(cancel)).With(sheet => Date(sheet, 0, "2024-02-30"));
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        await trial.ValidateAsync(cancel);
        var rows = await trial.RowsAsync(Zones.Zone.Validated, cancel);
        return Outcome.If(rows.Count == sheet.Rows.Count - 1, $"{rows.Count} records of {sheet.Rows.Count} rows", "one less: 2024-02-30 is no day");
    }
}
