using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

/// <summary>The weekly refresh, step by step, from an empty runner against the stand-in hub.</summary>
public sealed class WorkflowRunTests
{
    const string Words = "A pelican sentence about alignment and safety. ";

    static string Record(int number, string title = "On the pelican's alignment") => Scratch.Record($"r{number}", title, string.Concat(Enumerable.Repeat(Words, 5)));

    static async Task<(Scratch Hub, Hub Server)> SomeHubAsync(int records = 10)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The steps are bash, as on the workflow's runner.");
        var scratch = new Scratch();
        scratch.WriteDataset("arxiv.jsonl", [.. Enumerable.Range(0, records).Select(i => Record(i))]);
        return (scratch, await Hub.StartAsync(scratch.HubFolder));
    }

    static async Task<WorkflowRun> GreenAsync(ActionsRunner runner, params (string, string)[] inputs)
    {
        var run = await runner.TriggerAsync(inputs);
        Assert.True(run.IsGreen, run.ToString());
        return run;
    }

    static IEnumerable<string> Indexed(ActionsRunner runner) => runner.InOrigin("show", "lake-data:pack.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1).Select(line => (string)JsonNode.Parse(line)!["where"]!).Where(where => where != "git").Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public async Task The_first_run_is_full_the_second_commits_nothing_and_the_third_commits_a_readable_diff()
    {
        var (scratch, server) = await SomeHubAsync();
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner(server.Endpoint);
        var before = runner.Written();

        var first = await GreenAsync(runner);
        Assert.Contains("this run is a **full** one", first.Summary);
        Assert.Contains("| extract | 10 | 10 |", first.Summary);
        Assert.Contains("is current.", first.Summary);
        Assert.Equal("skipped", first["Say that it failed"].Outcome);
        Assert.Empty(runner.ForeignWrites(before));
        Assert.Empty(runner.Issues);
        Assert.NotEmpty(runner.Assets);
        Assert.Equal(Indexed(runner), runner.Assets);
        Assert.True(File.Exists(Path.Combine(runner.Artifacts, "logs-1-30d", "sluice.log")));
        // Nothing over 50 MB, and no word of a record, is in git.
        Assert.DoesNotContain("elican", runner.InOrigin("log", "-p", "--text", "lake-data"));

        var kept = runner.Written();
        var second = await GreenAsync(runner);
        Assert.Contains("was restored from the branch", second.Summary);
        Assert.Contains("### alignment_research: unchanged", second.Summary);
        Assert.Contains("Nothing is new, so nothing was committed.", second.Summary);
        Assert.Equal(kept, runner.Written());

        scratch.WriteDataset("arxiv.jsonl", [Record(0, "On another title"), .. Enumerable.Range(1, 10).Select(i => Record(i)), Record(11).Replace("\"source\": \"arxiv\"", "\"source\": \"A pelican's own notes\"")]);
        await GreenAsync(runner);
        // The name of a collection that nobody listed is upstream's text, too.
        Assert.DoesNotContain("elican", runner.InOrigin("log", "-p", "--text", "lake-data"));
        var message = runner.InOrigin("log", "-1", "--format=%B", "lake-data");
        Assert.StartsWith("alignment_research: 2 added, 1 changed, 0 removed\n", message);
        Assert.Contains("\n  documents: 10 → 12\n", message);
        Assert.Contains("\n  arxiv: 10 → 11\n", message);
        Assert.Contains("\n  other: 0 → 1\n", message);
        var release = runner.InOrigin("show", "lake-data:lake/serveable/current").Trim();
        var trailers = runner.InOrigin("log", "-1", "--format=%(trailers)", "lake-data").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Source", "Revision", "Release"], trailers.Select(line => line.Split(": ")[0]));
        Assert.Equal($"Release: {release}", trailers[2]);
        Assert.Matches("^Revision: [0-9a-f]{40}$", trailers[1]);
        Assert.Equal("2", runner.InOrigin("rev-list", "--count", "lake-data").Trim());
        // Parts that the branch names no more are gone.
        Assert.Equal(Indexed(runner), runner.Assets);
        Assert.Empty(runner.ForeignWrites(before));

        // Whoever wants the lake elsewhere has all of it.
        Directory.CreateDirectory(Path.Combine(scratch.Folder, "packed", "assets"));
        runner.InOrigin("worktree", "add", "--quiet", "--detach", Path.Combine(scratch.Folder, "packed", "git"), "lake-data");
        foreach (var asset in runner.Assets)
            File.Copy(Path.Combine(runner.State, "releases", "lake", asset), Path.Combine(scratch.Folder, "packed", "assets", asset));
        (await Published.RunAsync(scratch.Folder, ["unpack", "packed"])).MustBe(0);
        (await Published.RunAsync(scratch.Folder, ["verify", "--all"])).MustBe(0);
        Assert.Equal(release, (string)(await Published.RunAsync(scratch.Folder, ["status", "--json"])).MustBe(0).Json["release"]!);
    }

    [Fact]
    public async Task A_failing_run_opens_one_issue_and_the_recovery_closes_it()
    {
        var (scratch, server) = await SomeHubAsync();
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner("http://127.0.0.1:9");
        var before = runner.Written();
        var failed = await runner.TriggerAsync(("mode", "auto"));
        Assert.Equal("failure", failed["Refresh"].Outcome);
        Assert.Contains("Step: `refresh` (failure). `sluice run` ended with exit code 3.", (string)Assert.Single(runner.Issues)["body"]!);
        Assert.Contains("### alignment_research: failed\n\nExit code 3: the step Refresh says why.", failed.Summary);
        var said = runner.InOrigin("log", "-1", "--format=%B", "lake-data");
        Assert.StartsWith("alignment_research: failed (exit code 3)\n", said);
        Assert.Contains("\nSource: alignment_research\n", said);
        await runner.TriggerAsync();
        Assert.Single((JsonArray)Assert.Single(runner.Issues)["comments"]!);
        Assert.Equal("open", (string)runner.Issues[0]["state"]!);
        // The ledger remembers both, and the branch says it in counts and states only.
        Assert.DoesNotContain("127.0.0.1", runner.InOrigin("log", "-p", "--text", "lake-data"));

        // A sample, or one source of several, says nothing of the whole.
        runner.Endpoint = server.Endpoint;
        await GreenAsync(runner, ("limit", "3"));
        await GreenAsync(runner, ("source", "alignment_research"));
        Assert.Equal("open", (string)Assert.Single(runner.Issues)["state"]!);
        await GreenAsync(runner);
        Assert.Equal("closed", (string)Assert.Single(runner.Issues)["state"]!);

        // Green without news, it still ends what the branch tells of a failure; the next one is no news.
        runner.Endpoint = "http://127.0.0.1:9";
        await runner.TriggerAsync();
        runner.Endpoint = server.Endpoint;
        Assert.Contains("Committed to `lake-data`: alignment_research: unchanged", (await GreenAsync(runner)).Summary);
        Assert.Contains("Nothing is new", (await GreenAsync(runner)).Summary);
        Assert.Empty(runner.ForeignWrites(before));

        // A lost asset is no reason to begin anew: it is said, and the branch stays.
        var head = runner.InOrigin("rev-parse", "lake-data");
        File.Delete(Path.Combine(runner.State, "releases", "lake", runner.Assets[0]));
        var lost = await runner.TriggerAsync();
        Assert.Equal(("failure", "skipped", "skipped"), (lost["Restore the lake"].Outcome, lost["Refresh"].Outcome, lost["Keep the lake"].Outcome));
        Assert.Contains("is missing", lost["Restore the lake"].Output);
        Assert.Equal(head, runner.InOrigin("rev-parse", "lake-data"));
        Assert.Equal(3, runner.Issues.Count);
    }

    [Fact]
    public async Task What_was_forgotten_stays_so_when_a_lake_is_begun_anew()
    {
        var (scratch, server) = await SomeHubAsync();
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner(server.Endpoint);
        await GreenAsync(runner);
        var forgotten = await runner.ByHandAsync("""
            deploy/github/build.sh
            deploy/github/restore.sh
            id=$(jq -r .id "$RUNNER_TEMP"/lake/serveable/releases/*/documents.jsonl | head -n 1)
            dotnet "$RUNNER_TEMP/sluice/Sluice.Cli.dll" forget "$id" --reason "The author asked for it" --by "Ada Sampleton" --lake "$RUNNER_TEMP/lake"
            deploy/github/keep.sh
            """);
        Assert.True(forgotten.Outcome == "success", forgotten.Output);
        Assert.Contains("\n  documents: 10 → 9\n", runner.InOrigin("log", "-1", "--format=%B", "lake-data"));

        foreach (var asset in runner.Assets)
            File.Delete(Path.Combine(runner.State, "releases", "lake", asset));
        Assert.Equal("failure", (await runner.TriggerAsync())["Restore the lake"].Outcome);
        var page = await File.ReadAllTextAsync(Path.Combine(Published.Repository, "docs", "automation.md"));
        var commands = page[page.IndexOf("### Begin anew")..].Split("```")[1][3..].Split('\n').Where(line => !line.StartsWith("export"));
        var begun = await runner.ByHandAsync(string.Join('\n', commands).Replace("../decided", "\"$RUNNER_TEMP\"/decided").Replace("\"\"$RUNNER_TEMP\"/decided", "\"$RUNNER_TEMP/decided"));
        Assert.True(begun.Outcome == "success", begun.Output);
        var again = await GreenAsync(runner);
        Assert.Contains("| extract | 10 | 9 | 1 `", again.Summary);
        Assert.Contains("\n  documents: 0 → 9\n", runner.InOrigin("log", "-1", "--format=%B", "lake-data"));
    }

    [Fact]
    public async Task A_refresh_that_takes_too_long_fails_and_is_told()
    {
        var (scratch, server) = await SomeHubAsync(3);
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner(server.Endpoint);
        runner.Workflow = runner.Workflow.Replace("timeout-minutes: 280\n", "timeout-minutes: 0.001\n");
        Assert.Equal("failure", (await runner.TriggerAsync())["Refresh"].Outcome);
        Assert.Contains("`refresh` (failure)", (string)Assert.Single(runner.Issues)["body"]!);
    }

    [Fact]
    public async Task Inputs_reach_the_run_and_a_held_release_waits()
    {
        var (scratch, server) = await SomeHubAsync();
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner(server.Endpoint);
        var held = await GreenAsync(runner, ("mode", "full"), ("source", "alignment_research"), ("hold", "true"), ("limit", ""));
        Assert.Contains("is held** and not current", held.Summary);
        Assert.Contains("Nothing is published.", runner.InOrigin("log", "-1", "--format=%B", "lake-data"));
        // An asset whose upload broke off is there and cannot be fetched: it goes up again.
        var assets = runner.Assets;
        var broken = Directory.CreateDirectory(Path.Combine(runner.State, "broken")).FullName;
        foreach (var asset in assets)
            await File.WriteAllTextAsync(Path.Combine(broken, asset), "");
        var sample = await runner.TriggerAsync(("mode", "auto"), ("limit", "3"));
        Assert.NotEmpty(assets.Intersect(runner.Assets));
        Assert.DoesNotContain(runner.Assets, asset => File.Exists(Path.Combine(broken, asset)));
        Assert.Contains("### alignment_research: sample", sample.Summary);
        // What a person typed is a word, not a flag and not a command.
        foreach (var input in new[] { "source", "limit", "mode" })
        {
            var flag = await runner.TriggerAsync((input, "--lake=elsewhere"));
            Assert.Equal("failure", flag["Refresh"].Outcome);
            Assert.Contains("--lake=elsewhere is a flag", flag["Refresh"].Output);
        }
        var typed = await runner.TriggerAsync(("source", "$(touch planted) ; touch planted"));
        Assert.Equal("failure", typed["Refresh"].Outcome);
        Assert.False(File.Exists(Path.Combine(typed.Checkout, "planted")));
    }

    [Fact]
    public async Task A_foreign_write_is_refused_or_seen()
    {
        var (scratch, server) = await SomeHubAsync(3);
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner(server.Endpoint);
        var (workflow, before) = (runner.Workflow, runner.Written());
        string Planted(string command) => workflow.Replace("      - name: Keep the lake\n", $"      - name: Planted\n        run: {command}\n\n      - name: Keep the lake\n");

        runner.Workflow = Planted("echo x > \"$RUNNER_TEMP/packed/git/notes.txt\"");
        var refused = await runner.TriggerAsync();
        Assert.Equal("failure", refused["Keep the lake"].Outcome);
        Assert.Contains("notes.txt of the branch lake-data is not among the paths that this workflow owns", refused["Keep the lake"].Output);
        Assert.DoesNotContain(runner.Written(), write => write.StartsWith("refs/heads/lake-data"));

        // A name of two lines is one name.
        runner.Workflow = Planted("touch \"$RUNNER_TEMP/packed/git/notes\"$'\\n'pack.jsonl");
        refused = await runner.TriggerAsync();
        Assert.Contains("pack.jsonl of the branch lake-data is not among the paths", refused["Keep the lake"].Output);

        runner.Workflow = Planted("git -c user.name=x -c user.email=x@example.org commit --quiet --allow-empty -m x && git push --quiet origin HEAD:refs/heads/main");
        await GreenAsync(runner);
        Assert.StartsWith("refs/heads/main", Assert.Single(runner.ForeignWrites(before)));
    }

    [Fact]
    public async Task A_public_repository_is_refused_unless_a_variable_says_otherwise()
    {
        var (scratch, server) = await SomeHubAsync(3);
        using var _ = scratch;
        await using var __ = server;
        using var runner = new ActionsRunner(server.Endpoint) { Visibility = "PUBLIC" };
        var refused = await runner.TriggerAsync();
        Assert.Equal("failure", refused["Refuse a public repository"].Outcome);
        Assert.Contains("this repository is public", refused.Summary);
        Assert.Empty(runner.Assets);
        Assert.Contains("`visibility` (failure)", (string)Assert.Single(runner.Issues)["body"]!);
        // Nobody is alarmed each week by a copy that nobody set up.
        runner.Event = "schedule";
        var skipped = await GreenAsync(runner);
        Assert.Contains("::notice::This repository is public", skipped["Refuse a public repository"].Output);
        Assert.All(skipped.Steps.Where(step => step.Name is "Build" or "Restore the lake" or "Refresh" or "Verify" or "Keep the lake" or "Balance sheet" or "Say that it works again"), step => Assert.Equal("skipped", step.Outcome));
        Assert.Empty(runner.Assets);
        runner.Variables["SLUICE_ALLOW_PUBLIC"] = "true";
        // Where there are no issues, none is closed.
        runner.HasIssues = false;
        await GreenAsync(runner);
    }

    [Fact]
    public async Task The_build_step_builds_the_program()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SLUICE_LONG_TESTS") == "1" || Environment.GetEnvironmentVariable("CI") == "true", "It publishes once more; SLUICE_LONG_TESTS=1 runs it. The other tests take the published program by SLUICE_PROGRAM.");
        using var scratch = new Scratch();
        var start = new ProcessStartInfo("bash", ["-e", "-c", "deploy/github/build.sh"]) { WorkingDirectory = Published.Repository, UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["RUNNER_TEMP"] = scratch.Folder;
        start.Environment.Remove("SLUICE_PROGRAM");
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, output);
        Assert.True(File.Exists(Path.Combine(scratch.Folder, "sluice", "Sluice.Cli.dll")));
    }
}
