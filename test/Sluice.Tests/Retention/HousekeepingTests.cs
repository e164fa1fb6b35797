using System.Text.Json.Nodes;
using Sluice.Cli;
using Sluice.Extract;
using Sluice.Retention;
using Sluice.Zones;

namespace Sluice.Tests.Retention;

[Collection("console")]
public sealed class HousekeepingTests
{
    static async Task<(int ExitCode, JsonNode? Json)> CallAsync(SomeHub hub, params string[] args)
    {
        var (output, errors, told) = (Console.Out, Console.Error, new StringWriter());
        Console.SetOut(told);
        Console.SetError(new StringWriter());
        try
        {
            var exitCode = await CommandLine.RunAsync([.. args, "--json", "--lake", hub.Lake.Root]);
            return (exitCode, told.ToString() is { Length: > 0 } text ? JsonNode.Parse(text) : null);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    // Four full runs with news, so that three dumps and all but two releases may go.
    static async Task<SomeHub> HubAsync()
    {
        var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        for (var count = 1; count <= 4; count++)
        {
            hub.Write("lesswrong.jsonl", [.. Enumerable.Range(1, count).Select(number => Some.Line(number))]);
            await hub.RunAsync(options => options with { Mode = ExtractMode.Full });
        }
        return hub;
    }

    [Fact]
    public async Task Old_dumps_are_archived_old_releases_go_and_what_is_served_depends_on_none_of_them()
    {
        await using var hub = await HubAsync();
        var (current, served) = (hub.Lake.CurrentRelease, await File.ReadAllTextAsync(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), ReleaseManifest.Documents), TestContext.Current.CancellationToken));
        string[] retain = ["retain", "--archive-after", "0d", "--keep-releases", "1"];
        var before = hub.LakeTree;

        var foretold = (await CallAsync(hub, [.. retain, "--dry-run"])).Json!;
        Assert.Equal(before, hub.LakeTree);
        Assert.Equal(2, (await CallAsync(hub, retain)).ExitCode);
        var done = (await CallAsync(hub, [.. retain, "--yes"])).Json!;

        Assert.Equal((3, 2), (done["archived"]!.AsArray().Count, done["releases"]!.AsArray().Count));
        Assert.Equal(foretold["releases"]!.ToJsonString(), done["releases"]!.ToJsonString());
        Assert.Equal((1, 3, 2), (Dump.All(hub.Lake, SomeHub.Source).Count, Dump.Archived(hub.Lake, SomeHub.Source).Count, hub.Lake.ReleaseNames().Count));
        Assert.Equal(served, await File.ReadAllTextAsync(Path.Combine(hub.Lake.Release(current!), ReleaseManifest.Documents), TestContext.Current.CancellationToken));
        Assert.Empty(Verification.OfAll(hub.Lake));
        // The ledger says what and why, and the run before it still is the last one that is told.
        var status = (await CallAsync(hub, "status")).Json!;
        Assert.Equal((1, 3, 0, 2), ((int)status["sources"]![0]!["dumps"]!, (int)status["sources"]![0]!["archived"]!, (int)status["sources"]![0]!["deltas_since_full"]!, (int)status["releases"]!["count"]!));
        Assert.Equal("complete", (string?)status["sources"]![0]!["last_attempt"]!["status"]);
        Assert.Equal((string?)status["sources"]![0]!["last_success"]!["run"], (string?)status["last_run"]!["run"]);
        Assert.True((long)status["disk"]!["parts"]!["releases"]! > 0 && (long)status["disk"]!["parts"]!["archive"]! > 0);
        Assert.Null(status["watch"]);
        Assert.Contains(Directory.EnumerateFiles(hub.Lake.Runs, "*.json").Select(path => JsonNode.Parse(File.ReadAllText(path))!), entry => entry["retained"]?["releases"]?.AsArray().Count == 2);
        Assert.Empty((await CallAsync(hub, [.. retain, "--yes"])).Json!["releases"]!.AsArray());
        // And the next run goes on as if nothing had happened.
        Assert.Equal(ExtractStatus.Unchanged, (await hub.RunAsync()).Status);
    }

    [Fact]
    public async Task A_damaged_dump_stops_no_release_from_going_and_what_was_done_is_on_record()
    {
        await using var hub = await HubAsync();
        var damaged = Dump.All(hub.Lake, SomeHub.Source)[1];
        await File.AppendAllTextAsync(damaged.Data, "x", TestContext.Current.CancellationToken);

        Assert.Equal(1, (await CallAsync(hub, "retain", "--archive-after", "0d", "--keep-releases", "1", "--yes")).ExitCode);

        Assert.Equal((1, 2), (Dump.Archived(hub.Lake, SomeHub.Source).Count, hub.Lake.ReleaseNames().Count));
        var entry = Directory.EnumerateFiles(hub.Lake.Runs, "*.json").Select(path => JsonNode.Parse(File.ReadAllText(path))!).Single(entry => entry["retained"] is not null);
        Assert.Equal(("failed", 1, 2), ((string?)entry["status"], entry["retained"]!["archived"]!.AsArray().Count, entry["retained"]!["releases"]!.AsArray().Count));
        Assert.Contains(damaged.Name, (string?)entry["because"]);
    }

    [Fact]
    public async Task What_is_held_keeps_its_release_and_its_dumps()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.RunAsync(options => options with { Mode = ExtractMode.Full });
        var first = hub.Lake.CurrentRelease!;
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2));
        await hub.RunAsync(options => options with { Mode = ExtractMode.Full });
        HeldReleases.Add(hub.Lake, first);

        var plan = new Housekeeping(hub.Lake, new RetentionOptions { ArchiveAfter = TimeSpan.Zero, KeepReleases = 1 }).Plan(hub.Clock.GetUtcNow());

        Assert.True(plan.IsEmpty, plan.Because);
    }

    [Fact]
    public async Task A_watch_keeps_house_after_a_run_with_news()
    {
        await using var hub = await HubAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1));

        var (exitCode, _) = await CallAsync(hub, "watch", SomeHub.Source, "--once", "--endpoint", hub.Endpoint.ToString(), "--min-date", "", "--no-keywords", "--min-length", "0", "--max-shrink", "100", "--archive-after", "", "--keep-releases", "1");

        Assert.Equal(0, exitCode);
        Assert.Equal(2, hub.Lake.ReleaseNames().Count);
        Assert.Empty(Dump.Archived(hub.Lake, SomeHub.Source));
    }
}
