using System.Text;
using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests.Sources;

public sealed class EpochTests
{
    static readonly byte[] Mixed = [.. Encoding.UTF8.GetBytes(SomeCsv.Header
        + "Otter-1,River Lab,2024-03-01,\"https://example.org/otter, https://example.net/code\nexample.com/otter\",\"A model of otters.\n\nIt swims.\",\"Ann Example, Bo Example\",\"Language,Vision\"\n"
        + "Bee-2,Hive Institute,2025-01-02,https://example.org/bee (LINK BROKEN),,,Language\n"
        + "Cat-3,Lab,,https://example.org/cat,No date.,,\n"
        + "Dog-4,Lab,2024-05-05,none yet,No address.,,\n"
        + "Elk-5,Lab,2024-06-06,https://example.org/elk,\"It was the "), 0x93, .. "best\u201D caf"u8, 0xE9, .. " \u2192 of all\",Zo"u8, 0xEB, .. " Example,\n"u8];

    [Fact]
    public async Task A_row_goes_through_to_a_release_with_its_addresses_licence_and_nulls()
    {
        await using var csv = await SomeCsv.StartAsync(Mixed);

        var report = await csv.RunAsync();

        Assert.Null(report.Sources.Single().Failure);
        var documents = Documents(csv.Lake);
        Assert.Equal(["Bee-2", "Elk-5", "Otter-1"], documents.Select(document => (string)document["title"]!).Order());
        var otter = documents.Single(document => (string?)document["title"] == "Otter-1");
        Assert.Equal("https://example.org/otter", (string?)otter["url"]);
        Assert.Equal(["https://example.org/otter", "https://example.net/code", "https://example.com/otter"], otter["links"]!.AsArray().Select(link => (string)link!));
        Assert.Equal(["Ann Example", "Bo Example"], otter["authors"]!.AsArray().Select(author => (string)author!));
        Assert.Equal(["Language", "Vision"], otter["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(("CC-BY-4.0", "served", "registry.collection"), ((string?)otter["rights"]!["license"], (string?)otter["rights"]!["text"], (string?)otter["rights"]!["basis"]));
        Assert.Equal(("2024-03-01", "day", "published"), ((string?)otter["date_published"], (string?)otter["date_precision"], (string?)otter["date_basis"]));
        Assert.Equal("Epoch AI, notable AI models", (string?)otter["_provenance"]!["source_system"]);
        Assert.Null(documents.Single(document => (string?)document["title"] == "Bee-2")["text"]);
        var elk = documents.Single(document => (string?)document["title"] == "Elk-5");
        Assert.Equal(("It was the “best” café → of all", "Zoë Example"), ((string?)elk["text"], (string?)elk["authors"]![0]));
    }

    [Fact]
    public async Task What_is_left_out_is_told_with_its_reason()
    {
        await using var csv = await SomeCsv.StartAsync(Mixed);

        var report = await csv.RunAsync();

        var extract = report.Sources.Single().Extract;
        Assert.Equal((5, 4, 1L), (extract.Counts.Read, extract.Counts.Kept, extract.Counts.Dropped["missing_date"]));
        var codes = new List<string>();
        await foreach (var row in QuarantineRow.ReadAsync(csv.Lake.Quarantine(SomeCsv.Source, Dump.All(csv.Lake, SomeCsv.Source).Single().Name), default))
            codes.AddRange(row.Codes);
        Assert.Contains("date.missing", codes);
        Assert.Contains("schema.required", codes);
        var findings = report.Sources.Single().Stages.Single(stage => stage.Stage == "validate").Findings;
        Assert.Equal(2, findings["text.decoded"]);
        Assert.DoesNotContain("field.unknown", findings.Keys);
    }

    [Fact]
    public async Task A_second_run_without_news_does_nothing()
    {
        await using var csv = await SomeCsv.StartAsync(Mixed);
        var first = await csv.RunAsync();

        var second = await csv.RunAsync();

        Assert.Equal((ExtractStatus.Unchanged, first.Release), (second.Status, second.Release));
    }

    [Fact]
    public async Task A_dump_is_made_again_from_the_file_at_rest_whatever_the_registry_says_by_then()
    {
        await using var csv = await SomeCsv.StartAsync(Mixed);
        await csv.RunAsync();
        var before = TempFolder.TreeOf(csv.Lake.Root);

        var entry = SourceRegistry.Load().Source(SomeCsv.Source);
        csv.Registry = csv.File("other.json");
        await File.WriteAllTextAsync(csv.Registry, new DriftReport(entry, [], entry with { Key = ["Model"] }).Patch);
        var dump = Dump.All(csv.Lake, SomeCsv.Source).Single();
        var shadow = new Lake(csv.File("shadow"));
        shadow.Create();
        var again = await Rederivation.RunAsync(csv.Flow(), csv.Lake, shadow, dump, null, dump.Metadata.Files, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, default);

        Assert.Equal(dump.Metadata.Data.Sha256, again.Metadata.Data.Sha256);
        Assert.Equal(before, TempFolder.TreeOf(csv.Lake.Root));
    }

    [Fact]
    public async Task Every_row_and_every_address_of_the_real_file_is_accounted_for()
    {
        var file = RealRecords.EpochOrSkip();
        await using var csv = await SomeCsv.StartAsync(await File.ReadAllBytesAsync(file));

        var report = await csv.RunAsync();

        var extract = report.Sources.Single().Extract;
        Assert.Equal(0, report.ExitCode);
        Assert.Equal(extract.Counts.Read, extract.Counts.Kept + extract.Counts.Dropped.Values.Sum());
        var documents = Documents(csv.Lake);
        var validate = report.Sources.Single().Stages.Single(stage => stage.Stage == "validate");
        Assert.Equal(extract.Counts.Kept, documents.Count + validate.Read - validate.Kept);
        Assert.True(documents.Count > 500);
        Assert.Equal(documents.Count, documents.Select(document => (string)document["document_id"]!).Distinct().Count());
        Assert.All(documents, document =>
        {
            var cell = (string)document["Link"]!;
            var links = document["links"]!.AsArray().Select(link => (string)link!).ToList();
            // As many addresses begin in the cell as the record has, and each of them stands there.
            Assert.Equal(cell.Split("http").Length - 1, string.Join(' ', links).Split("http").Length - 1);
            Assert.All(links, link => Assert.Contains(link, cell));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task However_the_file_is_written_its_rows_say_the_same(bool converted)
    {
        (string Model, string Link, string[] Links)[] odd =
        [
            ("Ant", "https://example.org/1 ; https://example.net/2", ["https://example.org/1", "https://example.net/2"]),
            ("Bat", "https://example.org/1\nhttps://example.net/2\nhttps://example.com/3", ["https://example.org/1", "https://example.net/2", "https://example.com/3"]),
            ("Cod", "https://example.org/a_(b),_c https://example.net/2", ["https://example.org/a_(b),_c", "https://example.net/2"]),
            ("Doe", "doi:10.5555/x.1", ["https://doi.org/10.5555/x.1"]),
            ("Eel", "arXiv:2401.01234", ["https://arxiv.org/abs/2401.01234"]),
            // What stands behind the break could be anything: it stays in the cell.
            ("Fox", "https://example.org/long-\npath", ["https://example.org/long-"]),
        ];
        var text = SomeCsv.Header + string.Concat(odd.Select(row => $"{row.Model},Lab,2024-03-01,\"{row.Link}\",\"It was @the best@ caf# \u2013 \u6771\u4eac,\nand \"\"quoted\"\".\",Zo# Example,\n"));
        // Quotes and accents as Windows-1252 writes them, beside UTF-8 in the same cell.
        var bytes = Encoding.UTF8.GetBytes(text).Select(b => b switch { (byte)'@' => (byte)0x93, (byte)'#' => (byte)0xE9, _ => b }).ToArray();
        await using var csv = await SomeCsv.StartAsync(converted ? [.. "\uFEFF"u8, .. bytes.SelectMany(b => b == '\n' ? "\r\n"u8.ToArray() : [b])] : bytes);

        var report = await csv.RunAsync();

        Assert.Equal((0, 6, 6), (report.ExitCode, report.Sources.Single().Extract.Counts.Read, report.Sources.Single().Extract.Counts.Kept));
        var documents = Documents(csv.Lake).ToDictionary(document => (string)document["title"]!);
        Assert.All(odd, row =>
        {
            Assert.Equal(row.Links, documents[row.Model]["links"]!.AsArray().Select(link => (string)link!));
            Assert.Equal(("It was \u201Cthe best\u201C caf\u00E9 \u2013 \u6771\u4eac,\nand \"quoted\".", "Zo\u00E9 Example"), (((string)documents[row.Model]["text"]!).ReplaceLineEndings("\n"), (string?)documents[row.Model]["authors"]![0]));
        });
    }

    [Fact]
    public void The_shipped_entry_runs_only_when_it_is_named()
    {
        Assert.False(SourceRegistry.Load().Source(SomeCsv.Source).IsEnabled);
        Assert.True(SourceRegistry.Load().Source(SomeHub.Source).IsEnabled);
    }

    static List<JsonNode> Documents(Lake lake)
    {
        var release = File.ReadAllText(Path.Combine(lake.Root, "serveable", "current")).Trim();
        var folder = Directory.EnumerateDirectories(Path.Combine(lake.Root, "serveable"), release, SearchOption.AllDirectories).Single();
        return [.. File.ReadLines(Path.Combine(folder, "documents.jsonl")).Select(line => JsonNode.Parse(line)!)];
    }
}
