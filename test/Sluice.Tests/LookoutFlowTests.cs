using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Tests.Liveness;

namespace Sluice.Tests;

/// <summary>The lookout over what real runs leave in the lake.</summary>
public sealed class LookoutFlowTests
{
    static async Task<LookoutReport> LookAsync(SomeHub hub, SomeYear.Telling told) =>
        await new Lookout(SourceRegistry.Load(hub.Registry), hub.Lake, hub.Clock, [told], NullLogger.Instance) { LowDisk = 0 }.LookAsync(default);

    static string[] Lines(int count, Action<JsonObject>? edit = null) => [.. Enumerable.Range(1, count).Select(number => Some.Line(number, number == 1 ? edit : null))];

    static JsonNode Findings(RunReport report) => report.ToJson()["sources"]![0]!["findings"]!;

    [Fact]
    public async Task A_field_that_nobody_knows_and_then_an_outage_are_told_once_each()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", Lines(5)));
        var told = new SomeYear.Telling();
        Assert.Empty(Findings(await hub.RunAsync()).AsArray());
        await LookAsync(hub, told);
        Assert.Empty(told.Messages);

        hub.Clock.Advance(TimeSpan.FromDays(7));
        hub.Write("lesswrong.jsonl", Lines(5, row => row["shelfmark_2"] = "X 17"));
        var drifted = await hub.RunAsync();
        await LookAsync(hub, told);

        Assert.Equal((0, FindingCode.SourceDrift), (drifted.ExitCode, (string?)Findings(drifted)[0]!["code"]));
        Assert.Equal((FindingCode.SourceDrift, "field shelfmark_2 of lesswrong", drifted.Run), (told.Messages[0].Code, told.Messages[0].Found, told.Messages[0].Run));

        await hub.StopAsync();
        for (var week = 0; week < 4; week++)
        {
            hub.Clock.Advance(TimeSpan.FromDays(7));
            await Assert.ThrowsAnyAsync<RetryLaterException>(() => hub.RunAsync(options => options with { Hub = options.Hub with { Deadline = TimeSpan.FromMilliseconds(50) } }));
            await LookAsync(hub, told);
        }

        var entry = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(hub.Lake.Runs, "*.json").Order(StringComparer.Ordinal).Last()))!;
        Assert.Equal((SomeHub.Source, 3, SomeHub.Source), ((string?)entry["source"], (int)entry["exit_code"]!, (string?)entry["asked"]![0]));
        Assert.Equal([FindingCode.SourceDrift, FindingCode.SourceFailing], told.Messages.Select(message => message.Code));
    }

    [Fact]
    public async Task A_mass_deletion_that_the_guard_stops_is_told_and_so_is_an_upstream_that_rests()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", Lines(5)));
        var told = new SomeYear.Telling();
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Lines(1));

        var shrunk = await hub.RunAsync(options => options with { MaxShrink = 20 });
        await LookAsync(hub, told);

        Assert.Equal((1, "shrink", FindingCode.SourceShrunk), (shrunk.ExitCode, shrunk.Sources[0].Gate, (string?)Findings(shrunk)[0]!["code"]));
        Assert.Contains("--max-shrink 80", Assert.Single(told.Messages).Found);

        hub.Write("lesswrong.jsonl", Lines(5));
        foreach (var days in new[] { 1, 1, 70 })
        {
            hub.Clock.Advance(TimeSpan.FromDays(days));
            Assert.Equal(0, (await hub.RunAsync()).ExitCode);
            await LookAsync(hub, told);
        }
        Assert.Equal([FindingCode.SourceShrunk, FindingCode.SourceStale], told.Messages.Select(message => message.Code));
        var unchanged = await hub.RunAsync();
        Assert.Equal((ExtractStatus.Unchanged, FindingCode.SourceStale), (unchanged.Status, (string?)Findings(unchanged)[0]!["code"]));
    }

    [Fact]
    public async Task Rows_that_became_ill_typed_are_told_as_one_thing()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", Lines(5)));
        var told = new SomeYear.Telling();
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", [.. Enumerable.Range(1, 5).Select(number => Some.Line(number, row => row["authors"] = 7))]);

        await hub.RunAsync();
        await LookAsync(hub, told);

        Assert.Equal((FindingCode.SourceRejected, "100 % of its records are rejected"), (Assert.Single(told.Messages).Code, told.Messages[0].Found));
    }
}
