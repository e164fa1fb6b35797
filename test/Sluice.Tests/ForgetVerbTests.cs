using System.Text.Json.Nodes;
using Sluice.Cli;
using Sluice.Cli.Verbs;
using Sluice.Zones;

namespace Sluice.Tests;

[Collection("console")]
public sealed class ForgetVerbTests
{
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
    public async Task It_forgets_says_so_again_refuses_strangers_and_leaves_a_sound_lake_and_silent_logs()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["url"] = "no address"), Some.Line(3)]));
        await hub.RunAsync();
        string[] why = ["--reason", "The author asked for it", "--by", "Ada Sampleton"];

        Assert.Equal(2, (await CallAsync(hub, ["forget", "nothing", .. why])).ExitCode);
        Assert.Equal(2, (await CallAsync(hub, "forget", Some.IdOf(1), "--reason", " ", "--by", "Ada Sampleton")).ExitCode);
        Assert.Equal(1, (int)(await CallAsync(hub, ["forget", Some.IdOf(1), .. why, "--dry-run"])).Json!["rows"]!);
        Assert.False(File.Exists(Tombstones.PathOf(hub.Lake)));
        var (exitCode, json) = await CallAsync(hub, ["forget", Some.IdOf(1), .. why]);
        Assert.Equal((0, $"{SomeHub.Source}:{Some.IdOf(1)}"), (exitCode, (string?)json!["forgotten"]![0]!["id"]));
        Assert.Equal(0, (await CallAsync(hub, ["forget", Some.IdOf(2), .. why])).ExitCode);

        Assert.Equal(0, (await CallAsync(hub, ["forget", Some.IdOf(1), .. why])).ExitCode);
        Assert.Equal("forgotten", (string?)(await CallAsync(hub, "why", Some.IdOf(1))).Json!["state"]);
        Assert.Equal(2, (int)(await CallAsync(hub, "status")).Json!["forgotten"]!);
        Assert.Equal(0, (await CallAsync(hub, "verify", "--all")).ExitCode);
        Assert.Equal(0, (await CallAsync(hub, "rebuild")).ExitCode);
        Assert.Equal(2, (await CallAsync(hub, "diff", Some.IdOf(1))).ExitCode);
        Assert.All(Directory.EnumerateFiles(hub.Lake.Logs), log =>
        {
            using var text = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var told = text.ReadToEnd();
            Assert.DoesNotContain("posts/1/", told);
            Assert.DoesNotContain("part 1", told);
        });
    }

    static readonly Tombstone Tombstone = new("s:1", "s", ["1"], [], "Asked for", "Ada Sampleton", "2026-01-31T02:00:00Z", ["abc"]);

    [Fact]
    public void Its_json_tells_tombstones_what_remains_and_what_was_erased()
    {
        var json = ForgetVerb.Json(new ForgetReport("run", [Tombstone], 2, [new Remaining("s:2", "cross-post")], new ErasureReport(["a.jsonl"], ["s/d"], [], ["abc"], ["r"], "def"), "1 record forgotten."), dryRun: false);

        Assert.Equal(["run", "because", "forgotten", "rows", "remain", "erased"], json.Select(member => member.Key));
        Assert.Equal("s:1", (string?)json["forgotten"]![0]!["id"]);
        Assert.Equal(("s:2", "cross-post"), ((string?)json["remain"]![0]!["id"], (string?)json["remain"]![0]!["because"]));
        Assert.Equal(["files", "dumps", "replayed", "releases", "runs", "release"], json["erased"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void A_dry_run_has_no_run_and_erased_nothing()
    {
        var json = ForgetVerb.Json(new ForgetReport("run", [Tombstone], 2, [], null, "1 record would be forgotten."), dryRun: true);
        Assert.Null(json["run"]);
        Assert.Null(json["erased"]);
    }

    [Fact]
    public void Reason_and_name_are_required()
    {
        Assert.NotEmpty(Sluice.Cli.CommandLine.Build().Parse("forget 1").Errors);
        Assert.NotEmpty(Sluice.Cli.CommandLine.Build().Parse("forget 1 --reason x").Errors);
        Assert.Empty(Sluice.Cli.CommandLine.Build().Parse("forget 1 --reason x --by y --yes").Errors);
    }
}
