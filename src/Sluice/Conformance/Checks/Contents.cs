using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Records;

namespace Sluice.Conformance.Checks;

/// <summary>What becomes of the fixtures as they are.</summary>
static class Contents
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("fixtures_admitted", "Two fixture rows or more of one collection become records.", "Mend the fixtures, or the mapping, key and schema that they are read by: the other checks change these rows.", Admitted),
        new("expected_rows", "The fixtures give exactly the records of expected.jsonl.", "Mend the mapping, or expected.jsonl where it is wrong.", Expected),
        new("title_present", "Nine of ten kept rows have a title.", "Name the column of the title in fields.title.", (bench, cancel) => Present(bench, "title", cancel)),
        new("url_present", "Nine of ten kept rows have an address.", "Name the columns that hold addresses in links.", (bench, cancel) => Present(bench, "url", cancel)),
        new("licence_stamped", "Each row carries the entry's licence, attribution and citation.", "Leave the stamping to Extract.", Stamped),
        new("balance", "Read is kept and dropped; kept is admitted and quarantined, row by row.", "Find the stage that loses rows: `sluice extract --dry-run` tells the counts.", Balance),
        new("reaches_a_release", "What is admitted is in the release.", "Read what the run says, and `sluice quarantine list`.", Released),
    ];

    static async Task<Outcome> Admitted(Bench bench, CancellationToken cancel)
    {
        try
        {
            await bench.GoodAsync(cancel);
            return Outcome.Passed;
        }
        catch (NothingToTryException e) when (e.Cause == "fixtures_admitted")
        {
            var codes = (await (await bench.PlainAsync(cancel)).Trial.WaitingAsync(cancel)).SelectMany(codes => codes).Distinct(StringComparer.Ordinal).ToList();
            return Outcome.Failed(e.Message + (codes.Count > 0 ? $"; what waits is {string.Join(", ", codes)}" : ""), "two records or more of one collection");
        }
    }

    static async Task<Outcome> Expected(Bench bench, CancellationToken cancel)
    {
        var file = Path.Combine(bench.Draft.Folder ?? ".", "expected.jsonl");
        if (!File.Exists(file))
            return bench.Draft.Folder is null ? Outcome.NotApplicable("it has no scaffold, and so no expected.jsonl") : Outcome.Failed($"there is no {file}", "a line for each record that must become of the fixtures; none for none");
        var plain = await bench.ReadAsync(cancel);
        var admitted = plain.Admitted.ToLookup(row => row["id"]?.ToString(), StringComparer.Ordinal);
        var expected = new List<JsonObject>();
        foreach (var line in (await File.ReadAllLinesAsync(file, cancel)).Where(line => line.Length > 0))
            expected.Add(Parsed(line) ?? throw new NothingToTryException($"expected.jsonl has a line that is no JSON object: {Finding.Shorten(line)}"));
        foreach (var wanted in expected)
        {
            if (admitted[wanted["id"]?.ToString()].FirstOrDefault() is not { } row)
                return Outcome.Failed($"no record with the id '{wanted["id"]}' ({plain.Summary})", wanted.ToJsonString());
            if (wanted.FirstOrDefault(pair => !JsonNode.DeepEquals(pair.Value, row[pair.Key])) is { Key: { } field } differs)
                return Outcome.Failed($"'{wanted["id"]}' has {field} {Finding.Shorten(row[field]?.ToJsonString() ?? "null")}", $"{Finding.Shorten(differs.Value?.ToJsonString() ?? "null")}");
        }
        var beyond = plain.Admitted.Select(row => row["id"]?.ToString()).Except(expected.Select(row => row["id"]?.ToString()), StringComparer.Ordinal).ToList();
        return Outcome.If(beyond.Count == 0, $"{beyond.Count} records more, such as '{beyond.FirstOrDefault()}'", $"the {expected.Count} records of expected.jsonl");
    }

    static JsonObject? Parsed(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Fixtures may hold rows that upstream spoilt: they are judged like the rest, so one in ten may lack it.
    static async Task<Outcome> Present(Bench bench, string field, CancellationToken cancel)
    {
        var plain = await bench.ReadAsync(cancel);
        var with = plain.Admitted.Count(row => !string.IsNullOrWhiteSpace(row[field]?.ToString()));
        var without = (await plain.Trial.WaitingAsync(cancel)).Count(codes => codes.Contains("schema.required", StringComparer.Ordinal) || codes.Contains("field.empty", StringComparer.Ordinal) || codes.Contains("schema.type", StringComparer.Ordinal) || codes.Contains("schema.minLength", StringComparer.Ordinal) || codes.Contains("url.malformed", StringComparer.Ordinal));
        return Outcome.If(with > 0 && without * 9 <= with, $"{with} records with {field}, {without} rows in quarantine that lack something ({plain.Summary})", $"a {field} in nine of ten");
    }

    static async Task<Outcome> Stamped(Bench bench, CancellationToken cancel)
    {
        var (plain, license) = (await bench.ReadAsync(cancel), bench.Source.License);
        if (plain.Kept.Count == 0)
            return Outcome.Failed($"no row to stamp ({plain.Summary})", "rows with a licence");
        var bare = plain.Kept.FirstOrDefault(row => (string?)row[Provenance.Field]?["license"] != license.Id || (string?)row[Provenance.Field]?["attribution"] != license.Attribution || (string?)row[Provenance.Field]?["citation"] != license.Citation);
        return license.Id.Length == 0 ? Outcome.Failed("rows without a licence", "the entry's licence on each row")
            : Outcome.If(bare is null, $"'{bare?["id"]}' is stamped {bare?[Provenance.Field]?["license"]}", $"{license.Id}, {license.Attribution}");
    }

    static async Task<Outcome> Balance(Bench bench, CancellationToken cancel)
    {
        var plain = await bench.ReadAsync(cancel);
        if (plain.Extract is not { } extract || plain.Validate is not { } validate)
            return Outcome.Failed($"nothing was read ({plain.Summary})", "a balance");
        // By another reader than the adapter's own: what it never gave cannot be in its sums.
        var rows = bench.Source.Collections.Where(collection => bench.Fixtures.ContainsKey(collection.File)).DistinctBy(collection => collection.File, StringComparer.Ordinal)
            .Sum(collection => Sheet.Read(bench.Source, collection, bench.Fixtures[collection.File]).Rows.Count);
        var dropped = extract.Counts.Dropped.Values.Sum();
        return extract.Counts.Read < rows ? Outcome.Failed($"{extract.Counts.Read} rows read of the {rows} that the fixtures have", "every row")
            : extract.Counts.Read != extract.Counts.Kept + dropped ? Outcome.Failed($"{extract.Counts.Read} read, {extract.Counts.Kept} kept, {dropped} dropped", "read = kept + dropped")
            : Outcome.If(validate.Read == validate.Kept + validate.Rejected.Values.Sum(), $"{validate.Read} read, {validate.Kept} admitted, {validate.Rejected.Values.Sum()} rejected", "read = admitted + rejected");
    }

    static async Task<Outcome> Released(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.AsSentAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        var report = await trial.RunAsync(cancel);
        if (report.ExitCode != 0 || report.Release is null)
            return Outcome.Failed(report.Sources.Select(source => source.Failure).FirstOrDefault(failure => failure is not null) ?? $"status {report.Status}", "a release");
        var documents = (await File.ReadAllLinesAsync(Path.Combine(trial.Lake.Release(report.Release), "documents.jsonl"), cancel)).Length;
        return Outcome.If(report.Status == ExtractStatus.Complete && documents == sheet.Rows.Count, $"{documents} documents", $"{sheet.Rows.Count} documents");
    }
}
