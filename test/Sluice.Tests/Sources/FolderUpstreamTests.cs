using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Sources;

public sealed class FolderUpstreamTests : IDisposable
{
    const string Entry = """
        {"sources":[{"id":"grants","title":"Made-up grants","kind":"folder","dataset":"grants","path":"../dumps","source_url":"https://grants.example.org/",
          "license":{"id":"CC0-1.0","attribution":"Nobody","citation":"Nobody (2024)."},"schema":"record_v1.json","key":["grant_id"],
          "licences":{"CC0":{"text":"serve","because":"CC0 waives all rights."}},
          "collections":[
            {"name":"manual","file":"data.json","title":"By hand","fields":{"title":"purpose","text":"purpose","date_published":"date"},"links":["where"],
             "rights":{"license":"CC0-1.0","terms_url":null,"verified_at":null,"from":null,"metadata_license":null,"attribution":null}},
            {"name":"table","file":"2024/table.csv","title":"A table","fields":{"title":"purpose","text":"purpose","date_published":"date"},"links":["where"]},
            {"name":"lines","file":"lines.jsonl","title":"Lines","fields":{"title":"purpose","text":"purpose","date_published":"date"},"links":["where"]}]}]}
        """;

    readonly TempFolder _folder = new();
    readonly FakeClock _clock = new();

    public FolderUpstreamTests()
    {
        _folder.Write("registry.json", Entry);
        _folder.Write("dumps/data.json", """[{"grant_id": 1, "purpose": "Otter research", "date": "2024-01-02", "where": "https://grants.example.org/1"}, {"grant_id": 2, "purpose": "Bee research", "date": null, "where": "https://grants.example.org/2"}]""");
        _folder.Write("dumps/2024/table.csv", "grant_id,purpose,date,where\nA,\"Ant research,\nwith care\",2024-03-04,grants.example.org/A\n");
        _folder.Write("dumps/lines.jsonl", "{\"grant_id\":\"L\",\"purpose\":\"Lark research\",\"date\":\"2024-05-06\",\"where\":\"https://grants.example.org/L\"}\n");
        _folder.Write("dumps/.hidden.jsonl", "{\"grant_id\":\"H\"}\n");
        _folder.Write("dumps/notes.txt", "not data");
    }

    Lake Lake => new(_folder.File("lake"));

    Flow Flow() => new(SourceRegistry.Load(_folder.File("registry.json")), new ValidateOptions());

    Run NewRun()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        Lake.Create();
        return new Run(Lake, _clock, NullLogger.Instance);
    }

    Task<RunReport> RunAsync() => Flow().RunAsync(NewRun(), ["grants"], new ExtractOptions { MaxShrink = 100, Selection = new Selection { MinDate = null, Keywords = [], MinLength = 0 } }, default);

    [Fact]
    public async Task Files_of_three_forms_go_through_to_one_release()
    {
        var report = await RunAsync();

        Assert.Null(report.Sources.Single().Failure);
        var extract = report.Sources.Single().Extract;
        Assert.Equal(["2024/table.csv", "data.json", "lines.jsonl"], extract.Files.Select(file => file.Path));
        Assert.Equal((4, 3, 1L), (extract.Counts.Read, extract.Counts.Kept, extract.Counts.Dropped["missing_date"]));
        var documents = File.ReadLines(Path.Combine(Lake.Release(Lake.CurrentRelease!), "documents.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal([("grants:1", "manual"), ("grants:A", "table"), ("grants:L", "lines")], documents.Select(document => ((string)document["document_id"]!, (string)document["source"]!)));
        Assert.Equal(("https://grants.example.org/A", "manual"), ((string)documents[1]["url"]!, (string)documents[1]["_provenance"]!["extraction_method"]!));
        Assert.All(extract.Files, file => Assert.Equal(File.ReadAllBytes(_folder.File("dumps", file.Path)), File.ReadAllBytes(Path.Combine(Lake.Files("grants"), file.Sha256))));
        Assert.Empty(Verification.OfAll(Lake));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task However_many_dumps_there_are_a_rebuild_finds_the_same_release(bool fromRaw)
    {
        await RunAsync();
        foreach (var number in new[] { 7, 8 })
        {
            File.AppendAllText(_folder.File("dumps", "lines.jsonl"), $"{{\"grant_id\":\"L{number}\",\"purpose\":\"Lark research {number}\",\"date\":\"2024-05-0{number}\",\"where\":\"https://grants.example.org/L{number}\"}}\n");
            await RunAsync();
        }

        using var elsewhere = new TempFolder();
        var rebuild = new Rebuild(Flow(), Lake, Lake.Shadow(elsewhere.Path, fromRaw), NullLogger.Instance, fromRaw);
        await foreach (var rebuilt in rebuild.SourceAsync("grants", default))
            Assert.True(rebuilt.Status != "different", $"{rebuilt.Name}: {string.Join("; ", rebuilt.Differences)}");
        var release = await rebuild.ReleaseAsync(default);
        Assert.True(release!.Status == "identical", $"{release.Name}: {string.Join("; ", release.Differences)}");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_source_that_left_the_registry_is_named_with_what_to_do()
    {
        await RunAsync();

        var stop = await Assert.ThrowsAsync<CorrectTheCallException>(() => new Flow(SourceRegistry.Load(), new ValidateOptions()).Publish().PublishAsync(NewRun(), new(null, null), default));

        Assert.Contains("dumps of grants, which the registry knows no longer", stop.Message);
        Assert.NotNull(Lake.CurrentRelease);
    }

    [Fact]
    public async Task Without_a_change_there_is_nothing_to_do_and_an_edit_is_a_delta()
    {
        await RunAsync();
        Assert.Equal(ExtractStatus.Unchanged, (await RunAsync()).Status);

        _folder.Write("dumps/data.json", """[{"grant_id": 2, "purpose": "Bee research", "date": "2024-02-02", "where": "https://grants.example.org/2"}, {"grant_id": 1, "purpose": "Otter studies", "date": "2024-01-02", "where": "https://grants.example.org/1"}]""");
        var counts = (await RunAsync()).Sources.Single().Extract.Counts;

        Assert.Equal((1, 1, 0, 2), (counts.Added, counts.Changed, counts.Removed, counts.Unchanged));
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        _folder.Write("elsewhere/secret.jsonl", "{\"grant_id\":\"S\"}\n");
        File.CreateSymbolicLink(_folder.File("dumps", "link.jsonl"), _folder.File("elsewhere", "secret.jsonl"));
        Directory.CreateSymbolicLink(_folder.File("dumps", "linked"), _folder.File("elsewhere"));

        Assert.Equal(3, (await RunAsync()).Sources.Single().Extract.Files.Count);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        Directory.Delete(_folder.File("dumps"), recursive: true);

        Assert.Contains("dumps", (await Assert.ThrowsAsync<FixTheNameOrAccessException>(RunAsync)).Message);
    }

    [Fact]
    public async Task A_row_is_found_by_its_place_in_each_form()
    {
        var report = await RunAsync();
        var dump = Dump.All(Lake, "grants").Single();
        using var upstream = new UpstreamLines(Lake, dump);

        Assert.Equal(28, upstream.OffsetOf(new Place("2024/table.csv", 2)));
        Assert.Equal(1, upstream.OffsetOf(new Place("data.json", 1)));
        Assert.Equal((byte)'{', File.ReadAllBytes(_folder.File("dumps", "data.json"))[upstream.OffsetOf(new Place("data.json", 2))!.Value]);
        Assert.Equal(0, report.ExitCode);
    }

    [Theory]
    [InlineData("A", "Ant research")]
    [InlineData("1", "Otter research")]
    [InlineData("L", "Lark research")]
    public async Task A_record_that_is_forgotten_is_in_no_file_of_the_lake_and_the_others_stay(string id, string words)
    {
        await RunAsync();

        await new Forget(Flow(), NewRun()).RunAsync(new ForgetRequest($"grants:{id}", "asked for", "Ada Example", Copies: false), default);

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.DoesNotContain(Directory.EnumerateFiles(Lake.Root, "*", SearchOption.AllDirectories), path => File.ReadAllText(path, System.Text.Encoding.Latin1).Contains(words));
        Assert.Empty(Verification.OfAll(Lake));
        Assert.Equal(2, File.ReadLines(Path.Combine(Lake.Release(Lake.CurrentRelease!), "documents.jsonl")).Count());
        var again = await RunAsync();
        Assert.Equal(ExtractStatus.Unchanged, again.Status);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
