using System.Text.Json.Nodes;
using Sluice.Cli;

namespace Sluice.Tests;

/// <summary>The verbs over quarantine and registry: what they print, and their exit codes.</summary>
[Collection("console")]
public sealed class QuarantineVerbTests
{
    static async Task<SomeHub> SomeLakeAsync()
    {
        var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["url"] = "no address"), "rubbish", Some.Line(3, row => row["tags"] = "one")]));
        await hub.RunAsync();
        return hub;
    }

    static async Task<(int ExitCode, JsonNode? Json)> CallAsync(SomeHub hub, params string[] args)
    {
        var (before, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            var exitCode = await CommandLine.RunAsync([.. args, "--json", "--quiet", "--lake", hub.Lake.Root]);
            return (exitCode, output.ToString() is { Length: > 0 } text ? JsonNode.Parse(text) : null);
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    [Fact]
    public async Task A_list_tells_places_reasons_and_counts()
    {
        await using var hub = await SomeLakeAsync();

        var (exitCode, json) = await CallAsync(hub, "quarantine", "list");

        Assert.Equal((0, 3), (exitCode, (int)json!["count"]!));
        Assert.Equal(["json.malformed", "schema.pattern", "schema.type", "url.malformed"], json["findings"]!.AsObject().Select(pair => pair.Key).Where(code => !code.StartsWith("id.")));
        Assert.Equal([3, 2, 4], json["records"]!.AsArray().Select(record => (int)record!["line"]!));
        Assert.Equal(1, (int)(await CallAsync(hub, "quarantine", "list", SomeHub.Source, "--code", "schema.type")).Json!["count"]!);
        Assert.Equal(0, (int)(await CallAsync(hub, "quarantine", "list", "--status", "admitted")).Json!["count"]!);
    }

    [Fact]
    public async Task One_record_is_shown_in_full_by_its_id_or_its_place()
    {
        await using var hub = await SomeLakeAsync();

        var byPlace = (await CallAsync(hub, "quarantine", "show", "lesswrong.jsonl:3")).Json!.AsArray().Single()!;
        var byId = (await CallAsync(hub, "quarantine", "show", Some.IdOf(2))).Json!.AsArray().Single()!;

        Assert.Equal(("rubbish", "extract", "waiting"), ((string?)byPlace["raw"], (string?)byPlace["stage"], (string?)byPlace["status"]));
        Assert.Contains("no address", (string?)byId["raw"]);
        Assert.Contains("url.malformed", byId["findings"]!.AsArray().Select(finding => (string?)finding!["code"]));
    }

    [Fact]
    public async Task A_replay_tells_what_it_admitted_and_the_release_that_holds_it()
    {
        await using var hub = await SomeLakeAsync();
        var registry = JsonNode.Parse(File.ReadAllText(Sluice.Sources.SourceRegistry.Shipped("sources.json")))!;
        registry["sources"]![0]!["contract"] = new JsonObject { ["fields"] = new JsonObject { ["tags"] = "coerce" } };
        File.WriteAllText(hub.Beside("mended.json"), registry.ToJsonString());

        var (exitCode, json) = await CallAsync(hub, "quarantine", "replay", "--registry", hub.Beside("mended.json"));

        Assert.Equal((0, 2, 1, "replays/1"), (exitCode, (int)json!["replays"]![0]!["read"]!, (int)json["replays"]![0]!["admitted"]!, (string?)json["replays"]![0]!["part"]));
        Assert.Equal(hub.Lake.CurrentRelease, (string?)json["release"]);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")).Length);
        Assert.Equal(1, (int)(await CallAsync(hub, "quarantine", "list", "--status", "admitted")).Json!["count"]!);
    }

    [Theory]
    [InlineData("quarantine", "list", "nobody")]
    [InlineData("quarantine", "list", "--status", "asleep")]
    [InlineData("quarantine", "list", "--dump", "2001-01-01_000000")]
    [InlineData("quarantine", "show", "nowhere.jsonl:1")]
    [InlineData("quarantine", "replay", "nobody")]
    [InlineData("quarantine", "replay", "--registry", "/no/such/file.json")]
    [InlineData("sources", "show", "nobody")]
    [InlineData("sources", "drift", "nobody")]
    public async Task A_name_that_is_not_there_is_a_wrong_call(params string[] args)
    {
        await using var hub = await SomeLakeAsync();

        Assert.Equal(2, (await CallAsync(hub, args)).ExitCode);
    }

    [Fact]
    public async Task The_registry_is_listed_shown_and_held_against_upstream()
    {
        await using var hub = await SomeLakeAsync();

        Assert.Equal("MIT", (string?)(await CallAsync(hub, "sources", "list")).Json![0]!["license"]);
        Assert.Equal("last_edited", (string?)(await CallAsync(hub, "sources", "show", SomeHub.Source)).Json!["collections"]![2]!["date_basis"]);
        var (exitCode, json) = await CallAsync(hub, "sources", "drift", SomeHub.Source, "--patch", hub.Beside("patch.json"));
        Assert.Equal((0, SomeHub.Source), (exitCode, (string?)json![0]!["source"]));
        Assert.Equal(JsonNode.Parse(File.ReadAllText(hub.Beside("patch.json")))!.ToJsonString(), json[0]!["patch"]!.ToJsonString());
    }
}
