using System.Text;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Conformance.Checks;

/// <summary>What is large, and what means harm.</summary>
static class Hostility
{
    const int LargeCell = 4 << 20;
    const int LargeFile = 16 << 20;

    public static IEnumerable<ConformanceCheck> All =>
    [
        new("huge_row", "A cell of 4 MiB is a cell, and its neighbours are read.", "Set no limit of your own to rows; Extract has one.", HugeRow),
        new("huge_file_streamed", "A file of 16 MiB passes through in pieces, and is not held in memory.", "Give a stream that reads on as it is read.", Streamed),
        new("hostile_names", "A name that leads elsewhere is refused or stays a name, and nothing is written or read there.", "Check names before they become paths; follow no links.", Names),
    ];

    static async Task<Outcome> HugeRow(Bench bench, CancellationToken cancel)
    {
        var good = await bench.GoodAsync(cancel);
        if (good.Editable is not { } column)
            return Outcome.NotApplicable("every column of text is part of the key");
        await using var trial = await bench.TryAsync(good.With(sheet => sheet.Set(0, column, new string('w', LargeCell))), cancel);
        await trial.ExtractAsync(cancel);
        var rows = await trial.RowsAsync(Zone.Raw, cancel);
        var longest = rows.Count == 0 ? 0 : rows.Max(row => row[column]?.ToString().Length ?? 0);
        return Outcome.If(rows.Count == good.Rows.Count && longest == LargeCell, $"{rows.Count} rows, the longest {column} has {longest} characters", $"{good.Rows.Count} rows, {LargeCell} characters");
    }

    static async Task<Outcome> Streamed(Bench bench, CancellationToken cancel)
    {
        var good = await bench.GoodAsync(cancel);
        if (good.File.EndsWith(UpstreamRows.Json, StringComparison.Ordinal))
            return Outcome.NotApplicable("a JSON file is one value, and is held whole");
        await using var trial = await bench.TryAsync(cancel, (good.File, Large(good)));
        var held = await HeldAsync(trial, cancel);
        return Outcome.If(held <= LargeFile / 2, $"{held >> 20} MiB are held once the first piece is read", $"no more than {LargeFile >> 21} MiB");
    }

    static byte[] Large(Sheet good)
    {
        var one = good.With(sheet => sheet.Rows.RemoveRange(1, sheet.Rows.Count - 1)).Bytes();
        var (rows, header) = (good.IsCsv ? one[(Array.IndexOf(one, (byte)'\n') + 1)..] : one, good.IsCsv ? one[..(Array.IndexOf(one, (byte)'\n') + 1)] : []);
        var large = new MemoryStream(LargeFile + rows.Length + header.Length);
        large.Write(header);
        while (large.Length < LargeFile)
            large.Write(rows);
        return large.ToArray();
    }

    static async Task<long> HeldAsync(Trial trial, CancellationToken cancel)
    {
        using var upstream = trial.Open();
        var revision = await upstream.ListAsync(cancel);
        await using var body = upstream.Open(revision, revision.Files[0]);
        var buffer = new byte[1 << 16];
        _ = await body.ReadAsync(buffer, cancel);
        var held = ReachableBytes.Of(upstream, body);
        long read = 0;
        for (int piece; (piece = await body.ReadAsync(buffer, cancel)) > 0;)
            read += piece;
        return read > 0 ? held : long.MaxValue;
    }

    static async Task<Outcome> Names(Bench bench, CancellationToken cancel)
    {
        var good = await bench.GoodAsync(cancel);
        return bench.Source.Kind switch
        {
            Upstream.OfFolder => await FolderNamesAsync(bench, good, cancel),
            Upstream.OfHub => await HubNamesAsync(bench, good, cancel),
            _ => await ColumnNamesAsync(bench, good, cancel),
        };
    }

    // Names of columns become names of fields, also those that are ours or mean something elsewhere.
    static async Task<Outcome> ColumnNamesAsync(Bench bench, Sheet good, CancellationToken cancel)
    {
        string[] names = ["_provenance", "../../outside", "__proto__", "enriched"];
        await using var trial = await bench.TryAsync(good.With(sheet =>
        {
            foreach (var name in names)
                sheet.Set(0, name, "upstream's");
        }), cancel);
        await trial.ExtractAsync(cancel);
        var rows = await trial.RowsAsync(Zone.Raw, cancel);
        var kept = rows.FirstOrDefault(row => row["../../outside"]?.ToString() == "upstream's");
        return Outcome.If(rows.Count == good.Rows.Count && kept?["_upstream_provenance"]?.ToString() == "upstream's" && kept["__proto__"]?.ToString() == "upstream's",
            $"{rows.Count} rows; {Finding.Shorten(kept?.ToJsonString() ?? "none has the columns")}", "every column as a field, and our own beside it");
    }

    static async Task<Outcome> HubNamesAsync(Bench bench, Sheet good, CancellationToken cancel)
    {
        await using var trial = await bench.TryAsync(good, cancel);
        trial.StandIn.Weather = Weather.HostileList;
        try
        {
            var report = await trial.ExtractAsync(cancel);
            return Outcome.If(report.Files.All(file => !file.Path.Contains("..", StringComparison.Ordinal)), $"{report.Files.Count} files, among them one outside", "a refusal, or the other files alone");
        }
        catch (StopException)
        {
            return Outcome.If(trial.Dumps.Count == 0, $"{trial.Dumps.Count} dumps", "nothing committed");
        }
    }

    static async Task<Outcome> FolderNamesAsync(Bench bench, Sheet good, CancellationToken cancel)
    {
        await using var trial = await bench.TryAsync(good, cancel);
        var outside = Path.Combine(trial.Lake.Root, "..", "outside.jsonl");
        await File.WriteAllTextAsync(outside, "{\"id\":\"outside\",\"source\":\"outside\",\"title\":\"outside\",\"date_published\":\"2024-01-01\"}\n", cancel);
        try
        {
            File.CreateSymbolicLink(Path.Combine(trial.StandIn.Folder!, "link.jsonl"), outside);
        }
        catch (IOException)
        {
            // Not everybody may make links on Windows; the hidden file is tried all the same.
        }
        trial.StandIn.Write(".hidden.jsonl", Encoding.UTF8.GetBytes(await File.ReadAllTextAsync(outside, cancel)));
        await trial.ExtractAsync(cancel);
        var rows = await trial.SentAsync(cancel);
        return Outcome.If(rows.Count == good.Rows.Count && !rows.Any(row => row.Contains("outside", StringComparison.Ordinal)), $"{rows.Count} rows, some from outside or from hidden files", $"the {good.Rows.Count} rows of {good.File}");
    }
}
