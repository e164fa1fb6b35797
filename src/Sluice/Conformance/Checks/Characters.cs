using System.Text;
using Sluice.Sources.Scaffolds;
using Sluice.Validate;
using Sluice.Zones.Tables;

namespace Sluice.Conformance.Checks;

/// <summary>Bytes stay as they came, characters are read as they were meant, and nothing that upstream sent is lost.</summary>
static class Characters
{
    const string Hard = "Zoë’s naïve “test” – 東京 и я 🦦";
    const string OfWindows = "Zoë’s naïve “test” – 5 €";
    const string Hostile = "=cmd|'/C calc'!A0 <script>alert(1)</script> \"quoted\", line\nbreak \u2028 {\"a\":[1} \\u0000 ';--";

    public static IEnumerable<ConformanceCheck> All =>
    [
        new("encoding_declared", "The fixtures are in the encoding that the entry declares.", "Put encoding into the entry if upstream says windows-1252; else send UTF-8.", Declared),
        new("no_mojibake", "No admitted text is misread, and every character arrives as it was sent.", "Read bytes as UTF-8, and let no tool re-encode them on the way.", NoMojibake),
        new("windows_1252_read", "Bytes that are not UTF-8 are read as Windows-1252.", "Hand bytes on as they came; the mapping reads them.", Windows),
        new("bytes_verbatim", "What rests in the lake is, byte for byte, what upstream sent.", "Hand bytes on as they came: no re-encoding, no line ends of one's own.", Verbatim),
        new("hostile_values", "Quotes, line breaks, markup and formulas in a cell are text.", "Hand cells on as they came.", Values),
        new("links_split", "All addresses of a cell are links, and the first one is the record's.", "Name the column that holds several addresses in links.", Links),
        new("unknown_fields_kept", "A field that nobody listed is in the record.", "Hand rows on whole: no list of fields in the adapter.", UnknownKept),
        new("drift_reported", "A field that nobody listed is told as field.unknown.", "Let the schema name its fields, and the contract not hide new ones.", Drift),
    ];

    static Task<Outcome> Declared(Bench bench, CancellationToken cancel)
    {
        if (bench.Fixtures.Count == 0)
            throw new NothingToTryException($"there is no fixture in {bench.Draft.FixtureFolder}", "fixtures_present");
        var declared = bench.Source.Encoding;
        // JSON is UTF-8 by itself.
        foreach (var (file, bytes) in bench.Fixtures.Where(pair => pair.Key.EndsWith(Zones.UpstreamRows.Csv, StringComparison.Ordinal)))
        {
            var at = InvalidAt(bytes);
            if (at >= 0 && declared != TableTerms.Windows1252)
                return Task.FromResult(Outcome.Failed(FormattableString.Invariant($"{file} byte {at} is 0x{bytes[at]:X2}, which is no UTF-8, and encoding is {declared ?? "not said"}"), "UTF-8, or encoding: windows-1252"));
            if (at < 0 && declared == TableTerms.Windows1252 && bytes.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0)
                return Task.FromResult(Outcome.Failed($"{file} is UTF-8, and encoding is {declared}", "no encoding, or a file in it"));
        }
        return Task.FromResult(Outcome.Passed);
    }

    static int InvalidAt(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) != System.Buffers.OperationStatus.Done)
                return at;
            at += used;
        }
        return -1;
    }

    static async Task<Outcome> NoMojibake(Bench bench, CancellationToken cancel)
    {
        var plain = await bench.ReadAsync(cancel);
        foreach (var row in plain.Admitted)
            foreach (var (field, value) in row)
                if (value?.GetValueKind() == System.Text.Json.JsonValueKind.String && value.ToString() is var text && (MisreadUtf8.Find(text, 0, out _) >= 0 || text.Contains('\uFFFD', StringComparison.Ordinal)))
                    return Outcome.Failed($"{field} of '{row["id"]}' is '{Records.Finding.Shorten(text)}'", "what its author wrote");
        var sheet = await bench.GoodAsync(cancel);
        return await ArrivesAsync(bench, sheet, Hard, sheet => sheet.Bytes(), cancel);
    }

    static async Task<Outcome> Windows(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        return sheet.IsCsv ? await ArrivesAsync(bench, sheet, OfWindows, sheet => sheet.Bytes(TableTerms.Windows1252), cancel)
            : Outcome.NotApplicable("JSON is UTF-8, and what is not is malformed");
    }

    static async Task<Outcome> Values(Bench bench, CancellationToken cancel) => await ArrivesAsync(bench, await bench.GoodAsync(cancel), Hostile, edited => edited.Bytes(), cancel);

    static async Task<Outcome> ArrivesAsync(Bench bench, Sheet sheet, string text, Func<Sheet, byte[]> write, CancellationToken cancel)
    {
        var column = sheet.Editable ?? sheet.ColumnOf("title");
        var edited = sheet.With(other => other.Set(0, column, text));
        await using var trial = await bench.TryAsync(cancel, (sheet.File, write(edited)));
        await trial.ExtractAsync(cancel);
        var rows = await trial.RowsAsync(Zones.Zone.Raw, cancel);
        return Outcome.If(rows.Any(row => row[column]?.ToString() == text), $"{column}: {string.Join(" | ", rows.Select(row => Records.Finding.Shorten(row[column]?.ToString())).Take(3))}", text);
    }

    static async Task<Outcome> Verbatim(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        // A byte order mark, carriage returns and, in CSV, bytes of Windows-1252: whoever tidies up shows it here.
        var bytes = sheet.Bytes(sheet.IsCsv ? TableTerms.Windows1252 : null);
        byte[] odd = [.. "\uFEFF"u8, .. bytes.SelectMany(b => b == (byte)'\n' ? (byte[])[(byte)'\r', (byte)'\n'] : [b])];
        await using var trial = await bench.TryAsync(cancel, (sheet.File, odd));
        await trial.ExtractAsync(cancel);
        var resting = Directory.EnumerateFiles(trial.Lake.Files(trial.Source.Id)).Select(File.ReadAllBytes).ToList();
        return Outcome.If(resting.Any(file => file.AsSpan().SequenceEqual(odd)), $"{resting.Count} files rest, {string.Join(", ", resting.Select(file => $"{file.Length} bytes"))}", $"the {odd.Length} bytes that were sent");
    }

    static async Task<Outcome> Links(Bench bench, CancellationToken cancel)
    {
        // Of all rows: one whose cell is taken for an address is not admitted.
        foreach (var collection in bench.Source.Collections.Where(collection => bench.Fixtures.ContainsKey(collection.File)))
            if (Sheet.Read(bench.Source, collection, bench.Fixtures[collection.File]) is var all && all.Columns.FirstOrDefault(column => HoldsSeveral(all, column)) is { } many)
                return Outcome.Failed($"a cell of {many} in {collection.File} holds several addresses, and links does not name it", "that column in links");
        var sheet = await bench.GoodAsync(cancel);
        var columns = sheet.Collection.Links ?? [];
        if (columns.Count == 0)
            return Outcome.NotApplicable("no column of free text holds addresses");
        var edited = sheet.With(other => other.Set(0, columns[0], "https://example.org/kit, https://example.net/kit\nhttps://example.com/kit (moved)"));
        await using var trial = await bench.TryAsync(edited, cancel);
        await trial.ExtractAsync(cancel);
        await trial.ValidateAsync(cancel);
        var links = (await trial.RowsAsync(Zones.Zone.Validated, cancel)).Select(row => row["links"]?.AsArray().Select(link => link?.ToString()).ToList() ?? []).FirstOrDefault(links => links.Contains("https://example.org/kit", StringComparer.Ordinal)) ?? [];
        return Outcome.If(new[] { "https://example.org/kit", "https://example.net/kit", "https://example.com/kit" }.All(link => links.Contains(link, StringComparer.Ordinal)), $"links are {string.Join(" ", links)}", "all three addresses of the cell");
    }

    // A text may well mention addresses.
    static bool HoldsSeveral(Sheet sheet, string column) =>
        sheet.Collection.Links?.Contains(column, StringComparer.Ordinal) != true && column != sheet.ColumnOf("text") && column != sheet.ColumnOf("abstract")
        && sheet.Rows.Any(row => row[column] is System.Text.Json.Nodes.JsonValue cell && cell.ToString() is { Length: < 2000 } text && text.Split("://").Length > 2
            && LinkCell.Read(text, out _) is { Count: > 1 } found && found.Sum(link => link.Length) * 2 > text.Length);

    static async Task<Outcome> UnknownKept(Bench bench, CancellationToken cancel)
    {
        await using var trial = await WithUnknownAsync(bench, cancel);
        var rows = await trial.RowsAsync(Zones.Zone.Validated, cancel);
        var kept = rows.Count(row => row["kit_unlisted"]?.ToString() == "kept");
        return Outcome.If(rows.Count > 0 && kept == rows.Count, $"{kept} of {rows.Count} records have kit_unlisted", "the field on each record");
    }

    static async Task<Outcome> Drift(Bench bench, CancellationToken cancel)
    {
        await using var trial = await WithUnknownAsync(bench, cancel);
        var told = trial.LastValidation?.Findings.GetValueOrDefault("field.unknown") ?? 0;
        return Outcome.If(told > 0, "no field.unknown for kit_unlisted", "one for each record that has it");
    }

    static async Task<Trial> WithUnknownAsync(Bench bench, CancellationToken cancel)
    {
        var sheet = (await bench.GoodAsync(cancel)).With(other =>
        {
            for (var row = 0; row < other.Rows.Count; row++)
                other.Set(row, "kit_unlisted", "kept");
        });
        var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        await trial.ValidateAsync(cancel);
        return trial;
    }
}
