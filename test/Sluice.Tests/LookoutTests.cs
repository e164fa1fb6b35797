using Sluice.Alerts;
using Sluice.Records;
using Sluice.Tests.Liveness;

namespace Sluice.Tests;

/// <summary>What is told of a source over the weeks: each happening once, and of weather nothing. The letters are <see cref="SomeYear"/>'s.</summary>
public sealed class LookoutTests
{
    [Theory]
    // Weather.
    [InlineData("....,...w..,,..", "")]
    [InlineData("....x....p....x....", "")]
    [InlineData("....xx....", "")]
    [InlineData("....vn...", "")]
    [InlineData("..=====.....", "")]
    // An outage, and how it ends.
    [InlineData("...xxx....", "source.failing")]
    [InlineData("...xpx....", "source.failing")]
    [InlineData("...xxxxxxxxxxxxxxx...", "source.failing")]
    [InlineData("...XXX....", "source.failing")]
    [InlineData("...X....", "source.failing")]
    [InlineData("...xxx.xxx...", "source.failing")]
    [InlineData("...xxx...xxx...", "source.failing source.failing")]
    [InlineData("...xxx---...", "source.failing")]
    // Nobody runs it.
    [InlineData("...---....", "source.overdue")]
    [InlineData("...--------------....", "source.overdue")]
    [InlineData("...---xxx....", "source.overdue source.failing")]
    // Most of it is gone, which the guard stops; then it comes back, or that is how it should be.
    [InlineData("...s....", "source.shrunk")]
    [InlineData("...sssss....", "source.shrunk")]
    [InlineData("...s.s.s....", "source.shrunk")]
    [InlineData("...ssvvvvn...", "source.shrunk")]
    [InlineData("...sss----...", "source.shrunk")]
    [InlineData("...sxxxx....", "source.shrunk source.failing")]
    [InlineData("...ggg...", "source.gated")]
    // A change of shape shows in many things.
    [InlineData("...h====n...", "source.rejected")]
    [InlineData("...hn...", "source.rejected")]
    [InlineData("...ddh==n...", "source.drift")]
    [InlineData("...h=====d==n...", "source.rejected")]
    [InlineData("...vvvn...", "source.volume")]
    // Upstream rests.
    [InlineData("..==========....", "source.stale")]
    [InlineData("..====================....", "source.stale")]
    [InlineData("..========xxxxxxxxxxxx...", "source.failing")]
    // What is no source's matter.
    [InlineData("...u...", "release.refused")]
    [InlineData("...mmmm", "disk.low")]
    [InlineData("...W..W...", "")]
    // A year of it all.
    [InlineData("...,..xxx...,.s....w..h==n....,...-----....,..==========...", "source.failing source.shrunk source.rejected source.overdue source.stale")]
    public async Task Each_happening_is_told_once_and_weather_never(string weeks, string told)
    {
        using var year = new SomeYear();

        await year.LiveAsync(weeks);

        Assert.Equal(told, string.Join(' ', year.Told.Messages.Select(message => message.Code)));
        Assert.Equal(year.Told.Messages.Count, year.Told.Messages.DistinctBy(message => message.Event).Count());
        if (!weeks.EndsWith('m'))
            Assert.Empty(year.State.Open);
        Assert.Empty(new Outbox(year.Lake).Waiting());
    }

    [Fact]
    public async Task What_comes_with_an_event_is_named_in_it_and_opens_nothing()
    {
        using var year = new SomeYear();

        await year.LiveAsync("...h==");

        var open = Assert.Single(year.State.Open);
        Assert.Equal((FindingCode.SourceRejected, "source.yield source.volume source.drift"), (open.Code, string.Join(' ', open.Also)));
        Assert.Equal("100 % of its records are rejected", open.Found);
    }

    [Fact]
    public async Task A_new_kind_of_trouble_is_told_though_another_one_never_ended()
    {
        using var year = new SomeYear();

        await year.LiveAsync("..===========xxx");

        Assert.Equal(["source.stale", "source.failing"], year.Told.Messages.Select(message => message.Code));
        Assert.Equal(2, year.State.Open.Count());
    }

    [Fact]
    public async Task A_source_that_another_one_s_stop_kept_from_its_turn_is_not_overdue()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        for (var week = 0; week < 4; week++)
        {
            year.Clock.Advance(TimeSpan.FromDays(7));
            year.Fail(3, "beta", "beta", SomeYear.Source);
            await year.LookAsync();
        }
        Assert.Empty(year.Told.Messages);
    }

    [Fact]
    public async Task What_a_person_stopped_counts_for_nothing()
    {
        using var year = new SomeYear();
        for (var week = 0; week < 4; week++)
        {
            year.Fail(130);
            await year.LookAsync();
            year.Clock.Advance(TimeSpan.FromDays(7));
        }
        Assert.Empty(year.Told.Messages);
    }

    [Fact]
    public async Task A_run_under_a_clock_that_went_wrong_silences_nobody()
    {
        using var year = new SomeYear();
        await year.LiveAsync("...");
        var now = year.Clock.GetUtcNow();
        year.Clock.Advance(TimeSpan.FromDays(3000));
        year.Report("unchanged", null);
        year.Clock.Advance(now - year.Clock.GetUtcNow());

        await year.LiveAsync("xxx---");

        Assert.Equal(["source.failing"], year.Told.Messages.Select(message => message.Code));
    }

    [Fact]
    public async Task What_is_expected_can_be_said_for_each_source()
    {
        using var year = new SomeYear();
        year.Entry = year.Entry.Replace("\"min_records\":5", "\"success_days\":30,\"fresh_days\":0,\"min_yield_percent\":0,\"max_rejected_percent\":0,\"drift\":false,\"opens_after\":{\"source.failing\":5}");

        await year.LiveAsync("...h==========---...xxxx....xxxxx...");

        Assert.Equal(["source.failing"], year.Told.Messages.Select(message => message.Code));
    }

    [Fact]
    public async Task Recovery_is_told_if_that_is_wanted()
    {
        using var year = new SomeYear();
        await year.LiveAsync("...s");
        year.News(0, 1);
        await year.Lookout(tellsRecovery: true).LookAsync(default);
        Assert.Single(year.Told.Messages);
        year.Clock.Advance(TimeSpan.FromDays(7));
        year.News(0, 1);

        await year.Lookout(tellsRecovery: true).LookAsync(default);

        Assert.Equal([("open", null), ("resolved", year.State.Events[0].ClosedAt)], year.Told.Messages.Select(message => (message.State, message.ClosedAt)));
        Assert.Single(year.Told.Messages.Select(message => message.Event).Distinct());
    }

    [Theory]
    [InlineData("""{"at":"2026-01-05T02:00:00Z"}""", 1, 0)]
    [InlineData("""{"at":"2026-01-05T02:00:00Z"}""", 3, 1)]
    [InlineData("""{"at":"2027-01-05T02:00:00Z"}""", 1, 1)]
    [InlineData("""{"at":"2026-01-05T02:00:00Z","stopped":"2026-01-05T02:00:00Z"}""", 3, 0)]
    [InlineData("rubbish", 3, 0)]
    public async Task A_watch_that_is_silent_for_two_hours_is_told(string heartbeat, int hours, int told)
    {
        using var year = new SomeYear();
        year.Heartbeat(heartbeat);

        year.Clock.Advance(TimeSpan.FromHours(hours));
        await year.LookAsync();

        Assert.Equal(told, year.Told.Messages.Count(message => message.Code == FindingCode.LakeUnwatched));
    }

    [Fact]
    public async Task A_silent_watch_explains_that_nothing_is_run()
    {
        using var year = new SomeYear();
        year.News(0, 0);
        year.Heartbeat("""{"at":"2026-01-05T02:00:00Z"}""");
        for (var day = 0; day < 20; day++)
        {
            year.Clock.Advance(TimeSpan.FromDays(1));
            await year.LookAsync();
        }
        Assert.Equal(["lake.unwatched"], year.Told.Messages.Select(message => message.Code));
    }

    [Fact]
    public async Task A_disk_that_is_now_a_little_above_and_now_below_opens_one_event()
    {
        using var year = new SomeYear();
        foreach (var megabytes in new[] { 3000, 1999, 2001, 1990, 2400, 1999, 2100 })
        {
            year.Free = megabytes * 1_000_000L;
            await year.LookAsync();
            year.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal("1999 MB free", Assert.Single(year.Told.Messages).Found);
        Assert.Single(year.State.Open);

        year.Free = 2_600_000_000;
        for (var look = 0; look < 2; look++)
        {
            await year.LookAsync();
            year.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Empty(year.State.Open);
        // Within a day it is the same event.
        year.Free = 1_000_000_000;
        await year.LookAsync();
        Assert.Single(year.Told.Messages);
        Assert.Single(year.State.Open);
    }

}
