using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Pipeline;

public sealed class PromotionTests : IDisposable
{
    const string Name = "2026-01-31_020000";

    readonly TempFolder _folder = new();
    readonly FakeClock _clock = new();
    readonly Lake _lake;

    public PromotionTests() => _lake = new Lake(_folder.Path);

    public void Dispose() => _folder.Dispose();

    Run NewRun(bool dryRun = false) => new(_lake, _clock, NullLogger.Instance, dryRun: dryRun);

    static string Line(int number, bool bad = false) => Some.RawLine(Some.Line(number, row => { if (bad) row["bad"] = 1; }), "lesswrong.jsonl", number);

    Task<StageReport> PromoteAsync(Dump dump, SomeStage stage, Func<Manifest, string?>? gate = null, bool dryRun = false) =>
        new Promotion<RawRecord, Document>(Zone.Raw, Zone.Validated, () => stage, gate).PromoteAsync(NewRun(dryRun), dump, default);

    string Folder => _lake.FolderOf(Zone.Validated, SomeDump.Source, Name);

    string Quarantine => Path.Combine(_lake.Quarantine(SomeDump.Source, Name), "data.jsonl");

    [Fact]
    public async Task What_the_stage_gives_out_is_committed_with_its_receipt_and_the_rest_waits()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2, bad: true), Line(3)]);

        var report = await PromoteAsync(dump, new SomeStage());

        Assert.Equal((3, 2, false), (report.Read, report.Kept, report.Skipped));
        Assert.Equal(["url.malformed=1"], report.Rejected.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["source.unknown=1", "url.malformed=1"], report.Findings.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(Line(1) + "\n" + Line(3) + "\n", File.ReadAllText(Path.Combine(Folder, "data.jsonl")));
        var manifest = Manifest.ReadFrom(Folder)!;
        Assert.Equal((dump.Metadata.Data.Sha256, Checksums.OfFile(Path.Combine(Folder, "data.jsonl")), 2), (manifest.InputSha256, manifest.Output.Sha256, manifest.Output.Lines));
        Assert.Equal(new Shard("lesswrong.jsonl", 1, 2, 0, manifest.Output.Bytes, manifest.Output.Sha256), manifest.Shards.Single());
        var entry = JsonNode.Parse(File.ReadAllLines(Quarantine).Single())!;
        Assert.Equal((Some.Line(2, row => row["bad"] = 1), 2, "validate"), ((string?)entry["raw"], (int)entry["line"]!, (string?)entry["stage"]));
        Assert.Empty(Verification.OfDump(_lake, dump));
    }

    [Fact]
    public async Task Work_that_is_done_already_is_skipped()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2, bad: true)]);
        await PromoteAsync(dump, new SomeStage());
        var before = _folder.Tree();
        var stage = new SomeStage();

        var report = await PromoteAsync(dump, stage);

        Assert.Equal((true, 2, 1, 0), (report.Skipped, report.Read, report.Kept, stage.Seen));
        Assert.Equal(before, _folder.Tree());
    }

    [Fact]
    public async Task Another_version_configuration_or_input_does_it_again()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1)]);
        await PromoteAsync(dump, new SomeStage());

        Assert.False((await PromoteAsync(dump, new SomeStage(version: 2))).Skipped);
        Assert.False((await PromoteAsync(dump, new SomeStage(version: 2, configuration: "other"))).Skipped);
        Directory.Delete(dump.Folder, recursive: true);
        var other = SomeDump.Commit(_lake, Name, [Line(1), Line(2)]);
        var again = await PromoteAsync(other, new SomeStage(version: 2, configuration: "other"));
        Assert.Equal((false, 2), (again.Skipped, again.Kept));
        Assert.True((await PromoteAsync(other, new SomeStage(version: 2, configuration: "other"))).Skipped);
    }

    [Theory]
    [InlineData("On oversight", "On oversighT")]
    [InlineData("\"title\"", "\"title")]
    [InlineData("part 2", "part 2\\n and more")]
    public async Task A_damaged_input_fails_a_gate_and_promotes_nothing(string old, string damage)
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2)]);
        File.WriteAllText(dump.Data, File.ReadAllText(dump.Data).Replace(old, damage));

        var stop = await Assert.ThrowsAsync<GateFailedException>(() => PromoteAsync(dump, new SomeStage()));

        Assert.Equal(1, stop.ExitCode);
        Assert.False(Directory.Exists(Folder));
        Assert.False(File.Exists(Quarantine));
    }

    [Fact]
    public async Task A_truncated_input_fails_a_gate()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2)]);
        File.WriteAllText(dump.Data, Line(1) + "\n");

        await Assert.ThrowsAsync<GateFailedException>(() => PromoteAsync(dump, new SomeStage()));
    }

    [Fact]
    public async Task A_stage_that_loses_a_record_does_not_balance()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2)]);

        var stop = await Assert.ThrowsAsync<GateFailedException>(() => PromoteAsync(dump, new SomeStage { LosesOne = true }));

        Assert.Contains("does not balance", stop.Message);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_gate_that_trips_stops_the_promotion_but_leaves_the_quarantine_to_look_at()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2, bad: true)]);

        await Assert.ThrowsAsync<GateTrippedException>(() => PromoteAsync(dump, new SomeStage(), manifest => manifest.Rejected.Count > 0 ? "too many" : null));

        Assert.False(Directory.Exists(Folder));
        Assert.Single(File.ReadAllLines(Quarantine));
    }

    [Fact]
    public async Task A_gate_is_asked_again_when_the_work_is_skipped()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2, bad: true)]);
        await PromoteAsync(dump, new SomeStage());

        await Assert.ThrowsAsync<GateTrippedException>(() => PromoteAsync(dump, new SomeStage(), _ => "too many"));
    }

    [Fact]
    public async Task Doing_it_again_keeps_what_other_stages_put_into_quarantine_and_replaces_its_own()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2, bad: true)]);
        await using (var quarantine = await QuarantineFile.BeginAsync(_lake, SomeDump.Source, Name, "extract", default))
        {
            await quarantine.AddAsync([(byte)'x', 0xFF], new Site(new Place("f", 9)), [Finding.Error("json.malformed", "", null, "")]);
            await quarantine.CommitAsync();
        }
        await PromoteAsync(dump, new SomeStage());
        await PromoteAsync(dump, new SomeStage(version: 2));

        Assert.Equal(["extract", "validate"], File.ReadAllLines(Quarantine).Select(line => (string)JsonNode.Parse(line)!["stage"]!));
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1), Line(2, bad: true)]);
        var before = _folder.Tree();

        var report = await PromoteAsync(dump, new SomeStage(), dryRun: true);

        Assert.Equal((2, 1), (report.Read, report.Kept));
        Assert.Equal(before, _folder.Tree());
    }

    [Fact]
    public async Task An_empty_dump_is_promoted_too()
    {
        var dump = SomeDump.Commit(_lake, Name, []);

        var report = await PromoteAsync(dump, new SomeStage());

        Assert.Equal((0, 0, false), (report.Read, report.Kept, report.Skipped));
        Assert.True(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_zone_that_was_not_reached_yet_cannot_be_promoted()
    {
        var dump = SomeDump.Commit(_lake, Name, [Line(1)]);
        var promotion = new Promotion<Document, Document>(Zone.Validated, Zone.Cleaned, () => new Sluice.Clean.Cleaning());

        Assert.Equal(2, (await Assert.ThrowsAsync<CorrectTheCallException>(() => promotion.PromoteAsync(NewRun(), dump, default))).ExitCode);
    }
}
