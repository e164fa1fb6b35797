using System.Text;
using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Publish.Export;
using Sluice.Records;
using Sluice.Server.HubStandIn;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests.Publish.Export;

/// <summary>A release in the hub's layout is what the hub serves and a loader reads, and nothing that must not be handed on.</summary>
public sealed class HubExportTests
{
    const string Dataset = "example/alignment";

    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(
        ("arxiv.jsonl", [Some.Line(7, row => { row["source"] = "arxiv"; row["doi"] = "10.5555/12345"; }), Some.Line(8, row => { row["source"] = "arxiv"; row["license"] = "CC-BY-4.0"; row["karma"] = null; })]),
        ("lesswrong.jsonl", [Some.Line(5, row => row["karma"] = 12), Some.Line(1, row => { row["url"] = "https://example.org/1"; row["text"] = "Withheldwords. " + Some.Text; })]));

    static Task<ExportReport> ExportAsync(SomeHub hub, bool replace = false, string? release = null) =>
        new HubExport(hub.Lake, SourceRegistry.Load()).WriteAsync(release ?? hub.Lake.CurrentRelease!, hub.Beside("shared"), Dataset, replace, default);

    static string[] Lines(string folder) => [.. Directory.EnumerateFiles(Path.Combine(folder, "data")).SelectMany(File.ReadAllLines)];

    [Fact]
    public async Task Every_document_is_there_once_byte_for_byte_and_nothing_of_the_local_folder()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release!;

        var report = await ExportAsync(hub);

        Assert.Equal(["data/arxiv.jsonl", "data/lesswrong.jsonl"], report.Collections.Select(collection => collection.File));
        Assert.Equal(File.ReadAllLines(Path.Combine(hub.Lake.Release(release), ReleaseManifest.Documents)).Order(StringComparer.Ordinal), Lines(report.Folder).Order(StringComparer.Ordinal));
        Assert.All(report.Collections, collection => Assert.Equal(collection.Data.Sha256, Checksums.OfFile(Path.Combine(report.Folder, collection.File))));
        Assert.Equal(["ATTRIBUTION.md", "LICENSE.md", "README.md", "SHA256SUMS", "STATEMENT.md", "croissant.json"], Directory.EnumerateFiles(report.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(report.Folder, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("Withheldwords"));
        Assert.Empty(Checksums.Verify(report.Folder, ReleaseManifest.ChecksumList));
        Assert.Equal(File.ReadAllText(Path.Combine(hub.Lake.Release(release), ReleaseManifest.Attribution)), File.ReadAllText(Path.Combine(report.Folder, ReleaseManifest.Attribution)));
        var page = JsonNode.Parse(File.ReadAllText(Path.Combine(report.Folder, "croissant.json")))!;
        Assert.All(page["distribution"]!.AsArray(), file => Assert.Equal(Checksums.OfFile(Path.Combine(report.Folder, (string)file!["contentUrl"]!)), (string?)file["sha256"]));
        Assert.Equal(["arxiv", "lesswrong"], page["recordSet"]!.AsArray().Select(set => (string?)set!["@id"]));
    }

    [Fact]
    public async Task The_stand_in_hub_lists_and_serves_it_and_a_source_can_read_it()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        var report = await ExportAsync(hub);
        await using var other = await HubServer.StartAsync(hub.Beside("shared"), 0, default);
        using var http = new HttpClient { BaseAddress = other.Endpoint };

        var tree = JsonNode.Parse(await http.GetStringAsync($"api/datasets/{Dataset}/tree/main?recursive=true"))!.AsArray().Where(entry => (string?)entry!["type"] == "file").ToDictionary(entry => (string)entry!["path"]!, entry => (long)entry!["size"]!);
        foreach (var collection in report.Collections)
        {
            Assert.Equal(collection.Data.Bytes, tree[collection.File]);
            var bytes = await http.GetByteArrayAsync($"datasets/{Dataset}/resolve/main/{collection.File}");
            Assert.Equal(collection.Data.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
            Assert.All(Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(JsonNode.Parse(line)));
        }

        var registry = JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!;
        var source = registry["sources"]![0]!;
        (source["id"], source["dataset"]) = ("again", Dataset);
        foreach (var collection in source["collections"]!.AsArray())
            collection!["file"] = $"data/{collection["file"]}";
        File.WriteAllText(hub.Beside("again.json"), new JsonObject { ["sources"] = new JsonArray(source.DeepClone()) }.ToJsonString());
        var read = await new Extractor(hub.NewRun(dryRun: true), SourceRegistry.Load(hub.Beside("again.json")).Source("again"), hub.All with { Hub = hub.Options with { Endpoint = other.Endpoint } }).ExtractAsync(default);
        Assert.Equal((4, 4), (read.Counts.Read, read.Counts.Kept));
    }

    [Fact]
    public async Task The_card_tells_licence_size_configurations_and_columns_of_one_kind()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        var report = await ExportAsync(hub);

        var card = File.ReadAllText(Path.Combine(report.Folder, "README.md"));

        foreach (var words in new[] { "license: mit\n", "language:\n- en\n", "size_categories:\n- n<1K\n", "- config_name: \"arxiv\"\n  data_files:\n  - split: train\n    path:\n    - \"data/arxiv.jsonl\"\n", "- config_name: \"all\"\n  default: true\n", "  - name: \"authors\"\n    list: \"string\"\n", "  - name: \"document_id\"\n    dtype: \"string\"\n", "  - name: \"rights\"\n    struct:\n    - name: \"license\"\n      dtype: \"string\"\n", "num_examples: 2\n", "rights.license" })
            Assert.Contains(words, card);
        Assert.Equal(2, card.Split("---\n").Length - 1);
        Assert.Empty(report.Conflicts);
        Assert.All(report.Collections, collection => Assert.True(collection.Columns.IsUniform, string.Join(", ", collection.Columns.Conflicts())));
    }

    [Fact]
    public async Task A_column_of_unlike_kinds_is_named_and_not_promised()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1, row => row["note"] = "words"), Some.Line(2, row => { row["note"] = new JsonObject { ["said"] = "words" }; row["url"] = "https://example.org/2"; })]));
        await hub.RunAsync();

        var report = await ExportAsync(hub);

        Assert.Equal(["note"], report.Conflicts["lesswrong"]);
        var card = File.ReadAllText(Path.Combine(report.Folder, "README.md"));
        Assert.DoesNotContain("features:", card);
        Assert.Contains("`note`", card);
        Assert.Equal(2, Lines(report.Folder).Length);
    }

    [Theory]
    [InlineData("""["a",null,{"b":1}]""", "[]")]
    [InlineData("""[1,2.5,null]""", null)]
    [InlineData("""[{"a":1},{"a":null,"b":[]},{"b":["x"]}]""", null)]
    [InlineData("""[{"a":1},{"a":"x"}]""", "[].a")]
    [InlineData("""[true,1]""", "[]")]
    public void A_shape_is_uniform_where_a_loader_makes_one_column(string json, string? conflict)
    {
        var shape = new Shape();
        shape.See(new JsonView(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(conflict is null, shape.IsUniform);
        Assert.Equal(conflict is null ? [] : [conflict], shape.Conflicts());
    }

    [Fact]
    public async Task It_stands_whole_or_not_at_all_and_replaces_only_when_told()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        var report = await ExportAsync(hub);
        var before = TempFolder.TreeOf(report.Folder);

        await Assert.ThrowsAsync<CorrectTheCallException>(() => ExportAsync(hub));
        Assert.Equal(before, TempFolder.TreeOf(report.Folder));
        await ExportAsync(hub, replace: true);
        Assert.Equal(before, TempFolder.TreeOf(report.Folder));

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new HubExport(hub.Lake, SourceRegistry.Load()).WriteAsync(hub.Lake.CurrentRelease!, hub.Beside("shared"), Dataset, true, cancelled.Token));
        Assert.Equal(before, TempFolder.TreeOf(report.Folder));
        Assert.Equal([report.Folder], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(report.Folder)!));

        File.Delete(Path.Combine(report.Folder, ReleaseManifest.ChecksumList));
        await Assert.ThrowsAsync<CorrectTheCallException>(() => ExportAsync(hub, replace: true));
        File.AppendAllText(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), ReleaseManifest.Documents), "{}\n");
        await Assert.ThrowsAsync<GateFailedException>(() => new HubExport(hub.Lake, SourceRegistry.Load()).WriteAsync(hub.Lake.CurrentRelease!, hub.Beside("elsewhere"), Dataset, false, default));
    }

    [Fact]
    public async Task A_record_that_was_forgotten_since_is_not_in_it()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        Directory.CreateDirectory(hub.Lake.Curated);
        File.WriteAllText(Tombstones.PathOf(hub.Lake), $$"""{"id":"alignment_research:{{Some.IdOf(8)}}","source":"alignment_research","upstream_ids":["{{Some.IdOf(8)}}"],"url_sha256":[],"reason":"asked","by":"Ada Example","at":"2026-01-31T02:00:00Z"}""" + "\n");

        var report = await ExportAsync(hub);

        Assert.Equal((1, 3), (report.Forgotten, Lines(report.Folder).Length));
        Assert.DoesNotContain(Directory.EnumerateFiles(report.Folder, "*", SearchOption.AllDirectories), file => File.ReadAllText(file) is var text && (text.Contains(Some.IdOf(8)) || text.Contains("part 8")));
    }
}
