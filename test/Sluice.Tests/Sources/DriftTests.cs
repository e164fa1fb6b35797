using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Sources;

public sealed class DriftTests
{
    static string Schema => File.ReadAllText(SourceRegistry.Shipped("alignment_research_v1.json"));

    static async Task<DriftReport> DriftOf(SomeHub hub, SourceEntry? source = null)
    {
        await hub.RunAsync();
        return await new Drift(source ?? hub.Flow().Registry.Source(SomeHub.Source), Schema).FindAsync(hub.Lake, default);
    }

    static string[] Told(DriftReport report) => [.. report.Items.Where(item => item.Kind != "file_gone").Select(item => $"{item.Kind} {item.Collection}/{item.Name} {item.Count}")];

    [Fact]
    public async Task What_is_as_the_registry_has_it_is_no_drift()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));

        var report = await DriftOf(hub);

        Assert.Empty(Told(report));
        Assert.Equal(report.Source.Canonical, report.Proposed.Canonical);
        Assert.Contains(report.Items, item => item is { Kind: "file_gone", Collection: "arxiv" });
    }

    [Fact]
    public async Task Collections_files_fields_and_values_that_nobody_listed_are_counted_with_an_example()
    {
        await using var hub = await SomeHub.StartAsync(
            ("lesswrong.jsonl", [Some.Line(1, row => row["mood"] = 1), Some.Line(2, row => (row["mood"], row["source_type"]) = (2, "carved in stone"))]),
            ("tomorrow.jsonl", [Some.Line(3, row => row["source"] = "tomorrow")]));

        var report = await DriftOf(hub);

        Assert.Equal(["collection tomorrow/tomorrow 1", "field lesswrong/mood 2", "file /tomorrow.jsonl 0", "value lesswrong/source_type=carved in stone 1"], Told(report).Order(StringComparer.Ordinal));
        Assert.Equal(new("lesswrong.jsonl", 1), report.Items.Single(item => item.Kind == "field").Example);
    }

    [Fact]
    public async Task The_patch_makes_the_drift_known()
    {
        await using var hub = await SomeHub.StartAsync(
            ("lesswrong.jsonl", [Some.Line(1, row => (row["mood"], row["source_type"]) = (2, "carved in stone"))]),
            ("tomorrow.jsonl", [Some.Line(3, row => row["source"] = "tomorrow"), Some.Line(4, row => row["date_published"] = "March 4, 2021")]));
        var report = await DriftOf(hub);
        File.WriteAllText(hub.Beside("patch.json"), report.Patch);

        var patched = SourceRegistry.Load(hub.Beside("patch.json")).Source(SomeHub.Source);

        Assert.Equal("tomorrow.jsonl", patched.Collection("tomorrow")!.File);
        Assert.Empty(Told(await DriftOf(hub, patched)).Where(told => !told.StartsWith("date_form")));
        Assert.Equal(["MMMM D, YYYY"], patched.Collection("lesswrong")!.DateFormats!.Except(report.Source.Collection("lesswrong")!.DateFormats!));
        // With the patch a replay admits the row that had waited for its form.
        hub.Registry = hub.Beside("patch.json");
        Assert.Equal(1, (await hub.Flow().ReplayAsync(hub.NewRun(), [SomeHub.Source], default)).Replays.Sum(replay => replay.Admitted));
    }

    [Theory]
    [InlineData(new[] { "2023-06-08 07:08:09" }, "YYYY-MM-DD HH:mm:ss")]
    [InlineData(new[] { "4 March 2021", "14 May 2022" }, "D MMMM YYYY")]
    [InlineData(new[] { "2021" }, "YYYY")]
    [InlineData(new[] { "13/04/2021" }, "DD/MM/YYYY")]
    [InlineData(new[] { "03/04/2021", "04/13/2021" }, "MM/DD/YYYY")]
    public async Task A_form_is_proposed_if_only_one_reads_all_dates_of_a_shape(string[] dates, string form)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [.. dates.Select((date, i) => Some.Line(i + 1, row => row["date_published"] = date))]));

        var item = (await DriftOf(hub)).Items.Single(item => item.Kind == "date_form");

        Assert.Equal((form, (long)dates.Length), (item.Name, item.Count));
        Assert.StartsWith("add to its date_formats", item.Proposal);
    }

    [Theory]
    [InlineData("03/04/2021", "choose one of DD/MM/YYYY, MM/DD/YYYY")]
    [InlineData("soon", "no known form reads it")]
    public async Task A_date_that_can_be_read_in_two_ways_or_in_none_is_for_a_person(string date, string proposal)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1, row => row["date_published"] = date)]));

        var report = await DriftOf(hub);

        Assert.StartsWith(proposal, report.Items.Single(item => item.Kind == "date_form").Proposal);
        Assert.Equal(report.Source.Collection("lesswrong")!.DateFormats, report.Proposed.Collection("lesswrong")!.DateFormats);
    }

    [Fact]
    public async Task Without_a_dump_there_is_nothing_to_compare()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        hub.Lake.Create();

        await Assert.ThrowsAsync<CorrectTheCallException>(() => new Drift(hub.Flow().Registry.Source(SomeHub.Source), Schema).FindAsync(hub.Lake, default));
    }
}
