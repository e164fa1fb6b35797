using System.Globalization;
using Sluice.Records;
using Sluice.Schedule;
using Sluice.Sources;

namespace Sluice.Tests.Schedule;

public sealed class TurnTests
{
    static readonly SourceEntry Plain = SourceRegistry.Load().Source(SomeHub.Source) with { Schedule = new SourceSchedule { JitterMinutes = 0 } };

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static Attempt Tried(string at, AttemptOutcome outcome = AttemptOutcome.Succeeded) =>
        new(At(at).UtcDateTime.ToString("yyyy-MM-dd_HHmmss", CultureInfo.InvariantCulture), Plain.Id, At(at), outcome, "", null);

    static Turn Of(string now, params Attempt[] newestFirst) => Turn.Of(Plain, newestFirst, At(now));

    [Fact]
    public void A_source_that_never_ran_is_due_now() => Assert.Equal(At("2026-01-07T12:00"), Of("2026-01-07T12:00").Due);

    [Fact]
    public void Its_turn_comes_on_Monday_at_two() => Assert.Equal(At("2026-01-12T02:00"), Of("2026-01-07T12:00", Tried("2026-01-05T02:00")).Due);

    [Fact]
    public void A_run_by_hand_in_the_week_does_not_put_Monday_off() => Assert.Equal(At("2026-01-12T02:00"), Of("2026-01-09T12:00", Tried("2026-01-09T11:00"), Tried("2026-01-05T02:00")).Due);

    [Fact]
    public void Missed_turns_are_caught_up_once()
    {
        var turn = Of("2026-01-29T12:00", Tried("2026-01-05T02:00"));

        Assert.True(turn.IsDueAt(At("2026-01-29T12:00")));
        Assert.Contains("once for 3 that were missed", turn.Because);
        Assert.Equal(At("2026-02-02T02:00"), Of("2026-01-29T12:01", Tried("2026-01-29T12:00"), Tried("2026-01-05T02:00")).Due);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 30)]
    [InlineData(3, 60)]
    [InlineData(4, 120)]
    [InlineData(5, 240)]
    [InlineData(6, 360)]
    [InlineData(7, 360)]
    [InlineData(100, 360)]
    public void Pauses_double_up_to_six_hours(int failures, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), Turn.PauseAfter(failures));

    [Fact]
    public void A_failure_is_tried_again_and_each_pause_is_longer()
    {
        Assert.Equal(At("2026-01-05T02:15"), Of("2026-01-05T02:01", Tried("2026-01-05T02:00", AttemptOutcome.Hindered)).Due);
        Assert.Equal(At("2026-01-05T02:45"), Of("2026-01-05T02:16", Tried("2026-01-05T02:15", AttemptOutcome.Hindered), Tried("2026-01-05T02:00", AttemptOutcome.Hindered)).Due);
    }

    [Fact]
    public void The_pause_begins_when_the_failure_ended_if_that_is_known() =>
        Assert.Equal(At("2026-01-05T04:15"), Of("2026-01-05T04:01", Tried("2026-01-05T02:00", AttemptOutcome.Hindered) with { Ended = At("2026-01-05T04:00") }).Due);

    [Fact]
    public void The_next_turn_comes_though_a_pause_is_longer_and_begins_anew()
    {
        var week = Enumerable.Range(0, 20).Select(i => Tried($"2026-01-{11 - (i / 4):00}T{23 - ((i % 4) * 6):00}:00", AttemptOutcome.Hindered)).ToArray();

        Assert.Equal(At("2026-01-12T02:00"), Of("2026-01-11T23:30", week).Due);
        Assert.Equal(At("2026-01-12T02:15"), Of("2026-01-12T02:01", [Tried("2026-01-12T02:00", AttemptOutcome.Hindered), .. week]).Due);
    }

    [Fact]
    public void A_tripped_gate_waits_for_the_next_turn() => Assert.Equal(At("2026-01-12T02:00"), Of("2026-01-05T02:01", Tried("2026-01-05T02:00", AttemptOutcome.Gated)).Due);

    [Fact]
    public void What_was_stopped_by_hand_is_still_due() =>
        Assert.True(Of("2026-01-05T02:10", Tried("2026-01-05T02:00", AttemptOutcome.Stopped), Tried("2025-12-29T02:00")).IsDueAt(At("2026-01-05T02:10")));

    [Theory]
    [InlineData(SourceSchedule.Never)]
    [InlineData(null)]
    public void A_source_that_is_switched_off_has_no_turn(string? cron) => Assert.Null(Turn.Of(Plain with { Schedule = new SourceSchedule { Cron = cron } }, [], At("2026-01-05T02:00")).Due);

    [Fact]
    public void Jitter_is_the_same_for_one_turn_and_spread_over_turns()
    {
        var slots = Enumerable.Range(0, 200).Select(week => At("2026-01-05T02:00").AddDays(7 * week)).ToList();
        var jitters = slots.Select(slot => Turn.JitterOf("some_source", slot, 10)).ToList();

        Assert.Equal(jitters, slots.Select(slot => Turn.JitterOf("some_source", slot, 10)));
        Assert.All(jitters, jitter => Assert.InRange(jitter, TimeSpan.Zero, TimeSpan.FromMinutes(10)));
        Assert.InRange(jitters.Average(jitter => jitter.TotalMinutes), 4, 6);
        Assert.NotEqual(Turn.JitterOf("another", slots[0], 10), jitters[0]);
        Assert.Equal(TimeSpan.Zero, Turn.JitterOf("some_source", slots[0], 0));
    }
}
