using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Alerts;
using Sluice.Records;
using Sluice.Tests.Liveness;

namespace Sluice.Tests.Alerts;

/// <summary>At least once, across restarts, and the same event each time.</summary>
public sealed class OutboxTests
{
    static async Task<SomeYear> ShrunkAsync(Func<AlertMessage, Delivery>? answer = null)
    {
        var year = new SomeYear();
        year.News(0, 0);
        year.Clock.Advance(TimeSpan.FromDays(1));
        year.Report("failed", "shrink");
        if (answer is not null)
            year.Told.Answer = answer;
        await year.LookAsync();
        return year;
    }

    [Fact]
    public async Task What_was_not_taken_waits_and_goes_out_again_under_the_same_id()
    {
        using var year = await ShrunkAsync(_ => Delivery.Later("down"));
        var waiting = Assert.Single(new Outbox(year.Lake).Waiting());
        Assert.Equal((1, "down", "2026-01-06T02:05:00Z"), (waiting.Tries, waiting.Problem, waiting.NotBefore));
        year.Told.Answer = _ => Delivery.Done;

        year.Clock.Advance(TimeSpan.FromMinutes(4));
        await year.LookAsync();
        Assert.Single(year.Told.Messages);
        year.Clock.Advance(TimeSpan.FromMinutes(1));
        await year.LookAsync();
        await year.LookAsync();

        Assert.Equal(2, year.Told.Messages.Count);
        Assert.Equal(year.Told.Messages[0].ToBytes(), year.Told.Messages[1].ToBytes());
        Assert.Empty(new Outbox(year.Lake).Waiting());
    }

    [Fact]
    public async Task A_kill_after_the_receiver_has_it_and_before_that_is_noted_tells_the_same_event_again()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        year.Clock.Advance(TimeSpan.FromDays(1));
        year.Report("failed", "shrink");
        year.Told.Answer = _ => throw new OperationCanceledException("killed");
        await Assert.ThrowsAsync<OperationCanceledException>(year.LookAsync);
        year.Told.Answer = _ => Delivery.Done;

        year.Clock.Advance(TimeSpan.FromHours(1));
        var report = await year.LookAsync();

        Assert.Empty(report.Opened);
        Assert.Equal(2, year.Told.Messages.Count);
        Assert.Single(year.Told.Messages.Select(message => message.Event).Distinct());
    }

    [Fact]
    public async Task A_kill_before_the_outbox_was_written_loses_nothing()
    {
        using var year = await ShrunkAsync();
        // As the state stands between its first writing and the outbox's.
        var state = JsonNode.Parse(File.ReadAllText(AlertState.PathOf(year.Lake)))!;
        state["events"]![0]!["queued"] = false;
        File.WriteAllText(AlertState.PathOf(year.Lake), state.ToJsonString());

        year.Clock.Advance(TimeSpan.FromHours(1));
        await year.LookAsync();

        Assert.Equal(2, year.Told.Messages.Count);
        Assert.Single(year.Told.Messages.Select(message => message.Event).Distinct());
    }

    [Fact]
    public async Task Who_says_no_five_times_is_not_asked_again_and_what_he_missed_is_kept()
    {
        using var year = await ShrunkAsync(_ => Delivery.Refused("410"));
        for (var look = 0; look < 10; look++)
        {
            year.Clock.Advance(TimeSpan.FromHours(7));
            await year.LookAsync();
        }

        Assert.Equal(Outbox.MostRefusals, year.Told.Messages.Count);
        Assert.Empty(new Outbox(year.Lake).Waiting());
        Assert.Equal((5, "410"), (Assert.Single(new Outbox(year.Lake).Refused()).Refusals, new Outbox(year.Lake).Refused()[0].Problem));
    }

    [Fact]
    public async Task Waiting_grows_to_six_hours_and_to_what_the_receiver_asks_for()
    {
        using var year = await ShrunkAsync(_ => Delivery.Later("down"));
        for (var look = 0; look < 9; look++)
        {
            year.Clock.Advance(TimeSpan.FromHours(7));
            await year.LookAsync();
        }
        Assert.Equal(AlertEvent.Timestamp(year.Clock.GetUtcNow().AddHours(6)), new Outbox(year.Lake).Waiting()[0].NotBefore);
        year.Told.Answer = _ => Delivery.Later("busy", TimeSpan.FromDays(1));
        year.Clock.Advance(TimeSpan.FromHours(7));

        await year.LookAsync();

        Assert.Equal(AlertEvent.Timestamp(year.Clock.GetUtcNow().AddDays(1)), new Outbox(year.Lake).Waiting()[0].NotBefore);
    }

    [Fact]
    public async Task One_receiver_that_is_down_keeps_nothing_from_another()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        year.Clock.Advance(TimeSpan.FromDays(1));
        year.Report("failed", "shrink");
        year.Told.Answer = _ => Delivery.Later("down");
        var file = Path.Combine(year.Lake.Root, "alerts.jsonl");

        await year.Lookout(channels: [year.Told, new FileChannel(file)]).LookAsync(default);

        Assert.Equal("told", Assert.Single(new Outbox(year.Lake).Waiting()).Channel);
        Assert.Equal(FindingCode.SourceShrunk, (string?)JsonNode.Parse(Assert.Single(File.ReadAllLines(file)))!["code"]);
    }

    [Fact]
    public async Task A_line_that_a_kill_cut_spoils_no_other()
    {
        using var folder = new TempFolder();
        var path = folder.Write("alerts.jsonl", "{\"half");
        var message = AlertMessage.ForTest(new Sluice.Zones.Lake("lake"), new FakeClock().GetUtcNow());

        await new FileChannel(path).SendAsync(message, default);
        await new FileChannel(path).SendAsync(message, default);

        Assert.Equal(3, File.ReadAllLines(path).Length);
        Assert.All(File.ReadAllLines(path).Skip(1), line => Assert.Equal(message.Event, (string?)JsonNode.Parse(line)!["event"]));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_tried_later()
    {
        using var folder = new TempFolder();

        var delivery = await new FileChannel(folder.Path).SendAsync(AlertMessage.ForTest(new Sluice.Zones.Lake("lake"), new FakeClock().GetUtcNow()), default);

        Assert.Equal(DeliveryState.Later, delivery.State);
    }

    [Fact]
    public async Task Two_looks_at_once_take_turns()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        year.Clock.Advance(TimeSpan.FromDays(1));
        year.Report("failed", "shrink");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => year.Lookout(channels: [year.Told]).LookAsync(default))));

        Assert.Single(year.Told.Messages);
    }
}
