using System.Text.Json.Nodes;
using Sluice.JsonSchema;
using Sluice.Publish;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests.Publish;

public sealed class PublicationTests
{
    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(
        ("arxiv.jsonl", [Some.Line(7, row => row["source"] = "arxiv"), Some.Line(3, row => { row["source"] = "arxiv"; row["id"] = "Zz"; row["summaries"] = new JsonArray("In short."); row["license"] = "CC-BY-4.0"; })]),
        ("lesswrong.jsonl", [Some.Line(5, row => row["karma"] = 12), Some.Line(1)]));

    static List<JsonNode> Documents(SomeHub hub, string release) =>
        [.. File.ReadAllLines(Path.Combine(hub.Lake.Release(release), "documents.jsonl")).Select(line => JsonNode.Parse(line)!)];

    [Fact]
    public async Task Documents_are_sorted_by_document_id_and_conform_to_the_schema()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release!;

        var ids = Documents(hub, release).Select(document => (string)document["document_id"]!).ToList();
        Assert.Equal([.. new[] { "Zz", Some.IdOf(1), Some.IdOf(5), Some.IdOf(7) }.Order(StringComparer.Ordinal).Select(id => "alignment_research:" + id)], ids);
        Assert.NotEqual(["Zz", Some.IdOf(1), Some.IdOf(5), Some.IdOf(7)], ids.Select(id => id["alignment_research:".Length..]));
        var schema = Schema.Load(SourceRegistry.Shipped("document_v1.json"));
        var findings = new List<Finding>();
        foreach (var line in File.ReadAllLines(Path.Combine(hub.Lake.Release(release), "documents.jsonl")))
            schema.Evaluate(Some.Read(line), findings);
        Assert.Empty(findings);
        Assert.Equal("In short.", (string?)Documents(hub, release)[ids.IndexOf("alignment_research:Zz")]["abstract"]);
        var signal = Documents(hub, release)[ids.IndexOf("alignment_research:" + Some.IdOf(5))]["signals"]!.AsArray().Single()!;
        Assert.Equal(("karma", 12), ((string?)signal["name"], (int)signal["value"]!));
        Assert.NotNull((string?)signal["observed_at"]);
    }

    [Fact]
    public async Task Publishing_twice_makes_one_release()
    {
        await using var hub = await HubAsync();
        var first = (await hub.RunAsync()).Release;
        var before = TempFolder.TreeOf(hub.Lake.Serveable);

        var again = await hub.Flow().PublishAsync(hub.NewRun(), default);

        Assert.Equal((first, true, 4), (again.Release, again.Stages[^1].Skipped, again.Stages[^1].Kept));
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Serveable));
        Assert.Equal(first + "\n", File.ReadAllText(hub.Lake.CurrentFile));
    }

    [Fact]
    public async Task Publishing_mends_a_pointer_that_names_another_release()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release;
        File.WriteAllText(hub.Lake.CurrentFile, "elsewhere\n");

        await hub.Flow().PublishAsync(hub.NewRun(), default);

        Assert.Equal(release, hub.Lake.CurrentRelease);
    }

    [Fact]
    public async Task The_manifest_counts_what_is_there()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release!;
        var folder = hub.Lake.Release(release);

        var manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(folder, ReleaseManifest.FileName));

        Assert.Equal((4, release), (manifest.DocumentCount, manifest.Release));
        Assert.Equal(["arxiv=2", "lesswrong=2"], manifest.ByCollection.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["2021=4"], manifest.ByYear.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(4, manifest.ByTier.Values.Sum());
        Assert.All(manifest.Files, file => Assert.Equal(file.Value.Sha256, Checksums.OfFile(Path.Combine(folder, file.Key))));
        Assert.Empty(Checksums.Verify(folder, ReleaseManifest.ChecksumList));
        Assert.Equal(["ATTRIBUTION.md", "LINEAGE.json", "MANIFEST.json", "QUALITY.md", "SHA256SUMS", "STATEMENT.md", "aliases.jsonl", "citations.bib", "citations.csl.json", "croissant.json", "documents.jsonl", "duplicates.jsonl", "search.sqlite", "tombstones.jsonl", "validation.html", "validation.json", "validation.md"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lineage_goes_back_to_upstreams_files_receipt_by_receipt()
    {
        await using var hub = await HubAsync();
        var report = await hub.RunAsync();

        var lineage = ReceiptJson.Read<ReleaseLineage>(Path.Combine(hub.Lake.Release(report.Release!), "LINEAGE.json")).Dumps.Single();

        Assert.Equal(report.Sources[0].Extract.Revision, lineage.Revision);
        Assert.Equal(["arxiv.jsonl", "lesswrong.jsonl"], lineage.Files.Select(file => file.Path));
        Assert.Equal(["validate", "clean", "enrich"], lineage.Stages.Select(stage => stage.Stage));
        Assert.Equal([lineage.Raw.Sha256, .. lineage.Stages.Select(stage => stage.OutputSha256)], [.. lineage.Stages.Select(stage => stage.InputSha256), lineage.Stages[^1].OutputSha256]);
    }

    [Fact]
    public async Task A_release_that_does_not_conform_is_refused()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release;
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2));
        var run = hub.NewRun();
        await hub.Flow().Extract(run, SomeHub.Source, hub.All).ExtractAsync(default);
        await hub.Flow().PromoteAsync(run, SomeHub.Source, [], default);
        var before = TempFolder.TreeOf(hub.Lake.Serveable);

        var stop = await Assert.ThrowsAsync<GateFailedException>(() =>
            new Publication(SourceRegistry.Load(), Schema.Parse("""{"properties":{"karma":{"type":"string"},"title":{"type":"null"}}}""")).PublishAsync(run, default));

        Assert.Contains("/title", stop.Message);
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Serveable));
        Assert.Equal(release, hub.Lake.CurrentRelease);
    }

    [Fact]
    public async Task A_dump_that_has_not_come_all_the_way_is_not_left_out_silently()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync();

        await Assert.ThrowsAsync<CorrectTheCallException>(() => hub.Flow().Publish().PublishAsync(hub.NewRun(), default));
    }

    [Fact]
    public async Task An_empty_lake_has_nothing_to_publish()
    {
        await using var hub = await HubAsync();

        Assert.Null((await hub.Flow().Publish().PublishAsync(hub.NewRun(), default)).Release);
        Assert.False(Directory.Exists(hub.Lake.Serveable));
    }

    static ReleaseManifest Manifest(SomeHub hub, string release) => ReceiptJson.Read<ReleaseManifest>(Path.Combine(hub.Lake.Release(release), ReleaseManifest.FileName));

    [Fact]
    public async Task A_text_is_in_the_release_or_in_its_local_folder_and_the_counts_add_up()
    {
        await using var hub = await HubAsync();
        var release = (await hub.RunAsync()).Release!;
        var manifest = Manifest(hub, release);

        Assert.Equal(["served=1", "unknown=3", "withheld=0"], manifest.Text.Select(pair => $"{pair.Key}={pair.Value}"));
        foreach (var table in new[] { manifest.Rights!.TextByCollection, manifest.Rights!.TextByLicense, manifest.Rights!.TextByBasis })
            Assert.Equal(manifest.DocumentCount, table.Values.Sum(states => states.Values.Sum()));
        Assert.Equal(manifest.Text["withheld"] + manifest.Text["unknown"], manifest.Rights!.NotServed.Values.Sum());
        var local = File.ReadAllLines(Path.Combine(hub.Lake.Release(release), ReleaseManifest.LocalTexts)).Select(line => JsonNode.Parse(line)!).ToList();
        var without = Documents(hub, release).Where(document => document["text"] is null).ToList();
        Assert.Equal(without.Select(document => (string?)document["document_id"]), local.Select(line => (string?)line["document_id"]));
        Assert.All(local, line => Assert.Equal(Some.Text, (string?)line["text"]));
        Assert.Equal(["CC-BY-4.0"], Documents(hub, release).Where(document => document["text"] is not null).Select(document => (string?)document["rights"]!["license"]));
    }

    [Fact]
    public async Task An_exported_release_is_whole_without_its_local_folder_and_one_that_has_it_is_checked()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);

        Assert.DoesNotContain("local", File.ReadAllText(Path.Combine(folder, ReleaseManifest.ChecksumList)));
        Assert.Empty(Verification.OfAll(hub.Lake));
        foreach (var name in new[] { ReleaseManifest.LocalTexts, ReleaseManifest.LocalSearchIndex })
        {
            var path = Path.Combine(folder, name);
            var whole = File.ReadAllBytes(path);
            File.WriteAllBytes(path, [.. whole, (byte)' ']);
            Assert.Contains(path, Verification.OfAll(hub.Lake).Select(difference => difference.File));
            Assert.Equal(path, Assert.Single(Manifest(hub, Path.GetFileName(folder)).Differences(folder)).Path);
            File.WriteAllBytes(path, whole);
        }
        Directory.Delete(Path.Combine(folder, ReleaseManifest.LocalFolder), recursive: true);
        Assert.Empty(Verification.OfAll(hub.Lake));
        Assert.Empty(Manifest(hub, Path.GetFileName(folder)).Differences(folder));
    }

    [Fact]
    public async Task The_index_points_to_where_a_text_lies()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);
        using var index = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, ReleaseManifest.SearchIndex)};Mode=ReadOnly");
        index.Open();
        using var command = index.CreateCommand();
        command.CommandText = "SELECT document_id, text_state, local_offset, local_length, offset, length FROM documents ORDER BY row";
        using var rows = command.ExecuteReader();
        var (texts, documents) = (File.ReadAllBytes(Path.Combine(folder, ReleaseManifest.LocalTexts)), File.ReadAllBytes(Path.Combine(folder, ReleaseManifest.Documents)));
        static string? IdAt(byte[] file, long offset, int length) => (string?)JsonNode.Parse(file.AsSpan((int)offset, length))!["document_id"];
        while (rows.Read())
        {
            Assert.Equal(rows.GetString(0), IdAt(documents, rows.GetInt64(4), rows.GetInt32(5)));
            Assert.Equal(rows.GetString(1) == "served", rows.IsDBNull(2));
            if (!rows.IsDBNull(2))
                Assert.Equal(rows.GetString(0), IdAt(texts, rows.GetInt64(2), rows.GetInt32(3)));
        }
    }

    /// <summary>What an index gives back of the texts: words by document, in their order.</summary>
    static List<(long Row, string Words)> TextsIn(string index)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={index};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'instance')";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT doc, term FROM words WHERE col = 'text' ORDER BY doc, offset";
        var words = new List<(long Row, string Word)>();
        using (var rows = command.ExecuteReader())
            while (rows.Read())
                words.Add((rows.GetInt64(0), rows.GetString(1)));
        command.CommandText = "SELECT count(*) FROM words WHERE term IN ('zanzibar', 'quetzal')";
        Assert.Equal(words.Count(word => word.Word is "zanzibar" or "quetzal"), (int)(long)command.ExecuteScalar()!);
        return [.. words.GroupBy(word => word.Row).Select(group => (group.Key, string.Join(' ', group.Select(word => word.Word))))];
    }

    [Fact]
    public async Task The_index_that_is_handed_on_gives_back_no_word_of_a_text_that_is_not()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [
            Some.Line(1, row => { row["text"] = "Penguin one. " + Some.Text; row["license"] = "CC-BY-4.0"; }),
            Some.Line(2, row => row["text"] = "Zanzibar \"quetzal\" two. " + Some.Text),
            Some.Line(3, row => { row["text"] = "Zanzibar quetzal three. " + Some.Text; row["license"] = "All rights reserved"; })]));
        var release = (await hub.RunAsync()).Release!;
        var folder = hub.Lake.Release(release);
        var documents = Documents(hub, release);
        long RowOf(int number) => documents.FindIndex(document => (string?)document["id"] == Some.IdOf(number)) + 1;

        var handedOn = Assert.Single(TextsIn(Path.Combine(folder, ReleaseManifest.SearchIndex)));
        Assert.Equal(RowOf(1), handedOn.Row);
        Assert.StartsWith("penguin on align ", handedOn.Words);
        var kept = TextsIn(Path.Combine(folder, ReleaseManifest.LocalSearchIndex));
        Assert.Equal(3, kept.Count);
        Assert.StartsWith("zanzibar quetzal two align ", kept.Single(text => text.Row == RowOf(2)).Words);
        Assert.StartsWith("zanzibar quetzal three align ", kept.Single(text => text.Row == RowOf(3)).Words);
        Assert.Equal(Checksums.OfFile(Path.Combine(folder, ReleaseManifest.LocalSearchIndex)), Manifest(hub, release).LocalIndex!.Sha256);
        Assert.Equal(["search.sqlite", "texts.jsonl"], File.ReadAllLines(Path.Combine(folder, ReleaseManifest.LocalFolder, ReleaseManifest.ChecksumList)).Select(line => line[66..]));
    }

    [Fact]
    public async Task Where_every_text_is_served_there_is_one_index()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [.. Enumerable.Range(1, 2).Select(number => Some.Line(number, row => row["license"] = "CC-BY-4.0"))]));
        var release = (await hub.RunAsync()).Release!;

        Assert.Equal(2, TextsIn(Path.Combine(hub.Lake.Release(release), ReleaseManifest.SearchIndex)).Count);
        Assert.Null(Manifest(hub, release).LocalIndex);
        Assert.Equal(["SHA256SUMS", "texts.jsonl"], Directory.GetFiles(Path.Combine(hub.Lake.Release(release), ReleaseManifest.LocalFolder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Verification.OfAll(hub.Lake));
        Assert.Equal(2, new Sluice.Serve.Search(new Sluice.Serve.Catalog(hub.Lake)).Query("paragraph", new Sluice.Serve.DocumentFilter(), copies: true).Total);
    }

    [Fact]
    public async Task Every_document_can_be_cited_and_every_served_text_is_attributed()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);

        Assert.Equal(4, File.ReadLines(Path.Combine(folder, ReleaseManifest.BibTeX)).Count(line => line.StartsWith('@')));
        Assert.Equal(4, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ReleaseManifest.CslJson)))!.AsArray().Select(item => (string)item!["id"]!).Distinct().Count());
        var page = File.ReadAllText(Path.Combine(folder, ReleaseManifest.Attribution));
        Assert.Contains("1 text under [CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/):\n\n- [On oversight, part 3](<https://www.lesswrong.com/posts/3/on-oversight>), by Ada Example, Bo Sample\n", page);
        Assert.DoesNotContain("part 7", page);
    }

    [Fact]
    public async Task The_statement_tells_what_is_missing_and_counts_as_the_manifest_does()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);

        var page = File.ReadAllText(Path.Combine(folder, ReleaseManifest.Statement));

        foreach (var words in new[] { "4 documents", "| arxiv | 1 | 0 | 1 | 2 |", "| lesswrong | 0 | 0 | 2 | 2 |", "| **all** | 1 | 0 | 3 | 4 |", "| `no_basis` | 3 |", "ended in November 2023", "LessWrong: The file halved", "no file came for" })
            Assert.Contains(words, page);
    }

    [Fact]
    public async Task A_basis_that_the_lakes_registry_adds_makes_another_release_that_serves_the_text_and_reads_nothing_again()
    {
        await using var hub = await HubAsync();
        var first = (await hub.RunAsync()).Release!;
        var registry = JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!;
        registry["sources"]![0]!["sites"]!["lesswrong.com"] = JsonNode.Parse("""{"license":"CC-BY-4.0","terms_url":"https://example.org/terms"}""");
        var mine = SourceRegistry.Load(hub.Beside("mine.json") is var path && Write(path, registry.ToJsonString()) ? path : null);

        var second = (await new Publication(mine, Schema.Load(SourceRegistry.Shipped("document_v1.json"))).PublishAsync(hub.NewRun(), default)).Release!;

        Assert.NotEqual(first, second);
        Assert.Equal((4, "registry.site"), (Manifest(hub, second).Text["served"], (string?)Documents(hub, second).First(document => (string?)document["source"] == "lesswrong")["rights"]!["basis"]));
        Assert.Equal(SourceRegistry.Load().Source(SomeHub.Source).Canonical, mine.Source(SomeHub.Source).Canonical);
    }

    static bool Write(string path, string text)
    {
        File.WriteAllText(path, text);
        return true;
    }

    [Fact]
    public async Task A_forgotten_record_is_in_no_file_of_a_release_but_in_its_tombstones()
    {
        await using var hub = await HubAsync();
        var first = (await hub.RunAsync()).Release!;
        Directory.CreateDirectory(hub.Lake.Curated);
        var id = "alignment_research:" + Some.IdOf(5);
        File.WriteAllText(Tombstones.PathOf(hub.Lake), $$"""{"id":"{{id}}","source":"alignment_research","upstream_ids":["{{Some.IdOf(5)}}"],"url_sha256":[],"reason":"asked","by":"Ada Example","at":"2026-01-31T02:00:00Z"}""" + "\n");

        var second = (await new Publication(SourceRegistry.Load(), Schema.Load(SourceRegistry.Shipped("document_v1.json"))).PublishAsync(hub.NewRun(), default)).Release!;

        Assert.NotEqual(first, second);
        Assert.Equal((3, 1), (Manifest(hub, second).DocumentCount, Manifest(hub, second).Rights!.Forgotten));
        Assert.Equal($$"""{"id":"{{id}}","reason":"asked","at":"2026-01-31T02:00:00Z"}""" + "\n", File.ReadAllText(Path.Combine(hub.Lake.Release(second), Tombstones.FileName)));
        Assert.Equal([Tombstones.FileName], Directory.EnumerateFiles(hub.Lake.Release(second), "*", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains(Some.IdOf(5))).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_release_quotes_no_text_by_way_of_its_findings()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1, row => row["text"] = "Secretwords \uFFFD \u0007 " + Some.Text), Some.Line(2, row => row["text"] = new JsonArray("Secretwords"))]));
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);

        foreach (var name in new[] { "validation.json", "validation.md", "validation.html", ReleaseManifest.Documents })
            Assert.DoesNotContain("Secretwords", File.ReadAllText(Path.Combine(folder, name)));
        var report = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "validation.json")))!;
        Assert.Contains(report["findings"]!.AsArray(), finding => (string?)finding!["pointer"] == "/text" && finding["found"] is null);
        Assert.Contains("report of the run", (string?)report["about"]);
    }
}
