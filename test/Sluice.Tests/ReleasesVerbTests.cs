using System.Text.Json.Nodes;
using Sluice.Cli;
using Sluice.Zones;

namespace Sluice.Tests;

[Collection("console")]
public sealed class ReleasesVerbTests
{
    static async Task<(int ExitCode, string Out)> CallAsync(SomeHub hub, params string[] args)
    {
        var (output, errors, told) = (Console.Out, Console.Error, new StringWriter());
        Console.SetOut(told);
        Console.SetError(new StringWriter());
        try
        {
            return (await CommandLine.RunAsync([.. args, "--quiet", "--lake", hub.Lake.Root]), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    static async Task<JsonNode> JsonAsync(SomeHub hub, params string[] args)
    {
        var (exitCode, told) = await CallAsync(hub, [.. args, "--json"]);
        Assert.Equal(0, exitCode);
        return JsonNode.Parse(told)!;
    }

    [Fact]
    public async Task A_release_is_held_shown_approved_and_rolled_back_from_the_terminal()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        string[] run = ["run", SomeHub.Source, "--endpoint", hub.Endpoint.ToString(), "--min-date", "", "--no-keywords", "--min-length", "0", "--max-shrink", "100"];
        string[] by = ["--by", "Ada Sampleton"];
        var first = (string)(await JsonAsync(hub, run))["release"]!;
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2));

        var report = await JsonAsync(hub, [.. run, "--hold"]);
        var held = (string)report["review"]!["release"]!;
        Assert.Equal((first, "held"), ((string?)report["release"], (string?)report["review"]!["state"]));
        var published = await JsonAsync(hub, "publish");
        Assert.Equal((first, held), ((string?)published["release"], (string?)published["held"]![0]));
        Assert.Equal(held, (string?)(await JsonAsync(hub, "status"))["held"]![0]!["release"]);

        var list = await JsonAsync(hub, "releases", "list");
        // Both may be of one second: which comes first is then a matter of their names.
        Assert.Equal([(first, "current"), (held, "held")], list.AsArray().Select(release => ((string)release!["release"]!, (string)release["state"]!)).OrderBy(release => release.Item2));
        Assert.Equal(1, (int)list.AsArray().Single(release => (string?)release!["state"] == "held")!["against_current"]!["documents"]!);
        var shown = await JsonAsync(hub, "releases", "show", held);
        Assert.Equal((1, 1), ((int)shown["difference"]!["by_collection"]!["lesswrong"]!["added"]!, (int)shown["difference"]!["by_collection"]!["lesswrong"]!["unchanged"]!));
        foreach (var words in new[] { $"Release {held}: held", $"Against {first}, which is current" })
            Assert.Contains(words, (await CallAsync(hub, "releases", "show", held)).Out);
        Assert.Equal(0, (await CallAsync(hub, "releases", "list")).ExitCode);
        Assert.Contains("Held for review", (await CallAsync(hub, "status")).Out);

        Assert.Equal(2, (await CallAsync(hub, "releases", "show", "nothing")).ExitCode);
        Assert.Equal(2, (await CallAsync(hub, "releases", "approve", held)).ExitCode);
        Assert.Equal(2, (await CallAsync(hub, "releases", "approve", held, "--by", " ")).ExitCode);
        Assert.Equal(2, (await CallAsync(hub, ["releases", "reject", held, .. by])).ExitCode);
        Assert.Equal(2, (await CallAsync(hub, ["releases", "reject", first, "--reason", "it is current", .. by])).ExitCode);
        Assert.Equal(first, hub.Lake.CurrentRelease);

        Assert.Equal(("approved", held), ((string?)(await JsonAsync(hub, ["releases", "approve", held, .. by]))["decision"], hub.Lake.CurrentRelease));
        Assert.Null((await JsonAsync(hub, ["releases", "approve", held, .. by]))["decision"]);
        Assert.Equal(first, (string?)(await JsonAsync(hub, ["releases", "rollback", "--reason", "garbled", .. by]))["current"]);
        Assert.Equal(["earlier", "rolled_back"], (await JsonAsync(hub, "releases", "list")).AsArray().Select(release => (string?)release!["state"]).Select(state => state == "current" ? "earlier" : state).Order());
        Assert.Contains("garbled", (await CallAsync(hub, "releases", "show", held)).Out);
        Assert.Equal((0, first), ((await CallAsync(hub, run)).ExitCode, hub.Lake.CurrentRelease));
        Assert.Equal(2, File.ReadLines(ReleaseDecision.PathOf(hub.Lake)).Count());
        File.AppendAllText(Path.Combine(hub.Lake.Release(held), "QUALITY.md"), "more\n");
        Assert.Equal(1, (await CallAsync(hub, ["releases", "approve", held, .. by])).ExitCode);
    }
}
