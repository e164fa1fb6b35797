using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

public sealed class RunTests
{
    [Fact]
    public async Task The_demo_serves_a_lake_from_an_empty_folder_without_any_network()
    {
        using var scratch = new Scratch();
        // Every way out leads to a closed port: whatever asked for the network would fail.
        var outcome = (await Published.RunAsync(scratch.Folder, ["demo", "--no-serve", "--json"],
            ("HTTPS_PROXY", "http://127.0.0.1:9"), ("ALL_PROXY", "http://127.0.0.1:9"), ("NO_PROXY", "127.0.0.1"))).MustBe(0);
        Assert.Equal("complete", (string)outcome.Json["status"]!);
        var lake = Path.Combine(scratch.Folder, "lake-demo");
        Assert.Equal((string)outcome.Json["release"]!, (await File.ReadAllTextAsync(Path.Combine(lake, "serveable", "current"))).Trim());
        foreach (var zone in new[] { "raw/alignment_research/dumps", "transformed/validated", "transformed/cleaned", "transformed/enriched", "quarantine", "runs", "logs" })
            Assert.True(Directory.Exists(Path.Combine(lake, zone)), zone);
    }

    [Fact]
    public async Task A_second_run_with_nothing_new_makes_no_dump_and_no_release_and_says_so()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        var before = DataTree(scratch);
        var second = (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint, "--json"])).MustBe(0).Json;
        Assert.Equal("unchanged", (string)second["status"]!);
        Assert.Null(second["dump"]);
        Assert.StartsWith("0 new because", (string)second["because"]!);
        Assert.All(second["stages"]!.AsArray(), stage => Assert.True((bool)stage!["skipped"]!));
        Assert.Equal(before, DataTree(scratch));
    }

    [Fact]
    public async Task Every_reject_is_in_quarantine_with_coordinates_and_upstream_s_bytes()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        var json = (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint, "--json"])).MustBe(0).Json;
        var dump = Path.GetFileName((string)json["dump"]!);
        var entries = File.ReadLines(Path.Combine(scratch.Lake, "quarantine", "alignment_research", dump, "data.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        var rejected = json["stages"]!.AsArray().Sum(stage => stage!["rejected"]!.AsObject().Sum(pair => (long)pair.Value!));
        var defective = json["counts"]!["dropped"]!.AsObject().Where(pair => pair.Key is "malformed_json" or "missing_date" or "unreadable_date").Sum(pair => (long)pair.Value!);
        Assert.Equal(rejected + defective, entries.Count);
        Assert.All(entries, entry =>
        {
            var file = File.ReadAllBytes(Path.Combine(Published.Samples, "StampyAI", "alignment-research-dataset", (string)entry["file"]!));
            var findings = entry["findings"]!.AsArray();
            Assert.NotEmpty(findings);
            var finding = findings[0]!;
            Assert.Equal((long)entry["line"]!, (long)finding["line"]!);
            Assert.NotNull(finding["pointer"]);
            Assert.NotNull(finding["found"]);
            Assert.NotNull(finding["expected"]);
            var sent = entry["raw"] is { } raw ? System.Text.Encoding.UTF8.GetBytes((string)raw!) : Convert.FromBase64String((string)entry["raw_base64"]!);
            Assert.True(file.AsSpan((int)(long)finding["byte_offset"]!).StartsWith(sent), $"{entry["file"]} line {entry["line"]}: not upstream's bytes");
        });
    }

    [Theory]
    [InlineData("run")]
    [InlineData("extract alignment_research")]
    [InlineData("run --mode full")]
    [InlineData("run --sources arxiv")]
    [InlineData("extract alignment_research --explain x")]
    [InlineData("validate alignment_research")]
    [InlineData("clean")]
    [InlineData("enrich")]
    [InlineData("publish")]
    public async Task A_dry_run_changes_nothing_on_disk(string call)
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        string[] endpoint = call.StartsWith("run") || call.StartsWith("extract") ? ["--endpoint", hub.Endpoint] : [];
        string[] dry = [.. call.Split(' '), "--dry-run", .. endpoint];
        if (endpoint.Length > 0)
        {
            await Published.RunAsync(scratch.Folder, dry);
            Assert.False(Directory.Exists(scratch.Lake), "a dry run made a lake");
        }
        (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        var before = Scratch.TreeHash(scratch.Lake);
        await Published.RunAsync(scratch.Folder, dry);
        Assert.Equal(before, Scratch.TreeHash(scratch.Lake));
    }

    [Fact]
    public async Task A_dry_run_tells_the_counts_that_the_run_then_has()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        var dry = (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint, "--json", "--dry-run"])).MustBe(0).Json;
        var real = (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint, "--json"])).MustBe(0).Json;
        Assert.Null(dry["dump"]);
        Assert.Equal(real["counts"]!.ToJsonString(), dry["counts"]!.ToJsonString());
        foreach (var (told, done) in dry["stages"]!.AsArray().Zip(real["stages"]!.AsArray()))
            Assert.Equal(done!["rejected"]!.ToJsonString(), told!["rejected"]!.ToJsonString());
    }

    [Fact]
    public async Task A_killed_run_leaves_the_old_state_or_the_new_one_and_the_next_run_finishes()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        foreach (var milliseconds in new[] { 250, 400, 550, 700, 850 })
        {
            using var run = Published.Start(scratch.Folder, ["run", "--mode", "full", "--endpoint", hub.Endpoint]);
            await Task.Delay(milliseconds);
            run.Kill();
            await run.WaitForExitAsync();
            if (Directory.Exists(scratch.Lake))
                Assert.All(Directory.EnumerateFiles(scratch.Lake, "data.jsonl", SearchOption.AllDirectories).Where(path => !path.Contains("/.aside-") && !path.Contains("/.old-")),
                    path => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "MANIFEST.sha256")), path));
        }
        (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        (await Published.RunAsync(scratch.Folder, ["verify", "--all"])).MustBe(0);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(scratch.Lake, "*", SearchOption.AllDirectories), path => Path.GetFileName(path).StartsWith(".aside-"));
    }

    [Fact]
    public async Task A_tripped_threshold_promotes_nothing_and_is_exit_1()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        var json = (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint, "--max-invalid", "2%", "--json"])).MustBe(1).Json;
        Assert.Equal("failed", (string)json["status"]!);
        Assert.False(Directory.Exists(Path.Combine(scratch.Lake, "serveable")));
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(scratch.Lake, "quarantine"), "data.jsonl", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_interrupted_run_stops_cleanly_with_exit_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are a Unix matter.");
        using var scratch = new Scratch();
        scratch.WriteDataset("arxiv.jsonl", [.. Enumerable.Range(0, 25_000).Select(i => Scratch.Record($"r{i}"))]);
        await using var hub = await Hub.StartAsync(scratch.HubFolder);
        using var run = Published.StartInterruptible(scratch.Folder, ["run", "--endpoint", hub.Endpoint]);
        // Once something of it is there it is well begun, and far from done.
        for (var waited = 0; waited < 60_000 && !run.HasExited && !Directory.Exists(Path.Combine(scratch.Lake, "transformed")); waited += 10)
            await Task.Delay(10);
        using var interrupt = System.Diagnostics.Process.Start("kill", ["-INT", run.Id.ToString()]);
        await run.WaitForExitAsync();
        Assert.Equal(130, run.ExitCode);
        (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        (await Published.RunAsync(scratch.Folder, ["verify", "--all"])).MustBe(0);
    }

    static string DataTree(Scratch scratch) => string.Join('\n', Scratch.TreeHash(scratch.Lake).Split('\n').Where(line => !line.StartsWith("logs") && !line.StartsWith("runs")));
}
