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
        using var kill = new CancellationTokenSource();
        year.Told.Answer = _ =>
        {
            kill.Cancel();
            throw new OperationCanceledException("killed", kill.Token);
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => year.Lookout().LookAsync(kill.Token));
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
        (state["events"]![0]!["queued"], state["events"]![0]!["queued_for"]) = (false, new JsonArray());
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
    public async Task Waiting_grows_to_six_hours_and_to_what_the_receiver_asks_for_but_to_no_more_than_a_day()
    {
        using var year = await ShrunkAsync(_ => Delivery.Later("down"));
        for (var look = 0; look < 9; look++)
        {
            year.Clock.Advance(TimeSpan.FromHours(7));
            await year.LookAsync();
        }
        Assert.Equal(Provenance.Timestamp(year.Clock.GetUtcNow().AddHours(6)), new Outbox(year.Lake).Waiting()[0].NotBefore);
        // Some ask for a year that no calendar has.
        year.Told.Answer = _ => Delivery.Later("busy", TimeSpan.MaxValue);
        year.Clock.Advance(TimeSpan.FromHours(7));

        await year.LookAsync();

        Assert.Equal(Provenance.Timestamp(year.Clock.GetUtcNow().AddDays(1)), new Outbox(year.Lake).Waiting()[0].NotBefore);
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
    public async Task One_receiver_that_breaks_keeps_nothing_from_another()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        year.Clock.Advance(TimeSpan.FromDays(1));
        year.Report("failed", "shrink");
        year.Told.Answer = _ => throw new InvalidOperationException("broken");
        var file = Path.Combine(year.Lake.Root, "alerts.jsonl");

        await year.Lookout(channels: [year.Told, new FileChannel(file)]).LookAsync(default);

        var waiting = Assert.Single(new Outbox(year.Lake).Waiting());
        Assert.Equal(("told", 0), (waiting.Channel, waiting.Refusals));
        Assert.Contains("InvalidOperationException: broken", waiting.Problem);
        Assert.Single(File.ReadAllLines(file));
    }

    [Fact]
    public async Task What_is_open_is_told_once_to_a_channel_that_is_set_later()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        year.Clock.Advance(TimeSpan.FromDays(1));
        year.Report("failed", "shrink");
        var file = Path.Combine(year.Lake.Root, "alerts.jsonl");

        await year.Lookout(channels: []).LookAsync(default);
        Assert.Empty(new Outbox(year.Lake).Waiting());
        for (var look = 0; look < 2; look++)
            await year.Lookout(channels: [year.Told]).LookAsync(default);
        Assert.Single(year.Told.Messages);
        for (var look = 0; look < 2; look++)
            await year.Lookout(channels: [year.Told, new FileChannel(file)]).LookAsync(default);

        Assert.Single(year.Told.Messages);
        Assert.Equal(year.Told.Messages[0].Event, (string?)JsonNode.Parse(Assert.Single(File.ReadAllLines(file)))!["event"]);
    }

    [Fact]
    public async Task What_was_over_before_a_channel_was_set_is_not_told_to_it()
    {
        using var year = await ShrunkAsync();
        for (var run = 0; run < 2; run++)
        {
            year.Clock.Advance(TimeSpan.FromDays(7));
            year.News(0, 1);
            await year.LookAsync();
        }
        Assert.Empty(year.State.Open);
        var file = Path.Combine(year.Lake.Root, "alerts.jsonl");

        await year.Lookout(tellsRecovery: true, channels: [new FileChannel(file)]).LookAsync(default);

        Assert.False(File.Exists(file));
    }

    [Theory]
    // Who was told that it is over must hear that it is not.
    [InlineData(true, "open resolved open resolved")]
    // Who could not be told that it is over never heard that it was.
    [InlineData(false, "open resolved resolved")]
    public async Task Trouble_that_comes_back_within_a_day_is_told_again_to_whom_its_end_was_told(bool takesTheEnd, string told)
    {
        using var year = new SomeYear();
        async Task LookAsync(long free, int looks)
        {
            for (year.Free = free; looks > 0; looks--)
            {
                await year.Lookout(tellsRecovery: true).LookAsync(default);
                year.Clock.Advance(TimeSpan.FromHours(1));
            }
        }
        year.Told.Answer = message => message.State == AlertMessage.Open || takesTheEnd ? Delivery.Done : Delivery.Later("down", TimeSpan.FromHours(3));

        await LookAsync(free: 1, looks: 2);
        await LookAsync(free: long.MaxValue, looks: 2);
        await LookAsync(free: 1, looks: 2);
        Assert.Empty(new Outbox(year.Lake).Waiting());
        Assert.Single(year.State.Open);
        await LookAsync(free: long.MaxValue, looks: 2);

        Assert.Equal(told, string.Join(' ', year.Told.Messages.Select(message => message.State)));
        Assert.Single(year.Told.Messages.Select(message => message.Event).Distinct());
    }

    [Fact]
    public async Task What_a_killed_look_left_aside_goes_with_the_next_one()
    {
        using var year = await ShrunkAsync();
        File.WriteAllText(Path.Combine(new Outbox(year.Lake).Folder, ".aside-one.json"), "half");

        await year.LookAsync();

        Assert.Empty(Directory.GetFiles(new Outbox(year.Lake).Folder));
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
