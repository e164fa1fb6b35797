using Sluice.Alerts;
using Sluice.Liveness;
using Sluice.Records;
using Sluice.Tests.Liveness;

namespace Sluice.Tests.Alerts;

/// <summary>What is news of what goes on for long.</summary>
public sealed class AlertBookTests
{
    readonly AlertState _state = new();
    readonly FakeClock _clock = new();
    int _runs;

    string[] See(params string[] names)
    {
        _clock.Advance(TimeSpan.FromDays(7));
        var verdict = new Verdict("alpha", FindingCode.SourceDrift, names.Length > 0, $"run {++_runs}", string.Join(", ", names), "only what is known") { Names = names };
        return [.. new AlertBook(_state, (_, _) => 1).See([verdict], _clock.GetUtcNow()).Opened.Select(opened => opened.Found)];
    }

    [Fact]
    public void What_comes_soon_is_part_of_the_same_change_and_what_comes_later_is_told_by_its_own_name()
    {
        Assert.Equal(["field mood"], See("field mood"));
        Assert.Empty(See("field mood", "field tone"));
        for (var week = 0; week < 10; week++)
            Assert.Empty(See("field mood", "field tone"));

        Assert.Equal(["field hue"], See("field mood", "field tone", "field hue"));
        Assert.Empty(See("field mood", "field tone", "field hue"));
        Assert.Equal(2, _state.Events.Count);
        Assert.Single(_state.Open);
    }

    [Fact]
    public void What_was_there_from_the_start_is_told_once_in_a_year()
    {
        Assert.Single(See("field mood"));
        for (var week = 0; week < 52; week++)
            Assert.Empty(See("field mood"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"format\": 99}")]
    [InlineData("{\"format\": 1, \"events\": null}")]
    [InlineData("{\"format\": 1, \"events\": [null]}")]
    [InlineData("{\"format\": 1, \"events\": [{\"id\": \"a\"}]}")]
    [InlineData("{\"format\": 1, \"standings\": [{}]}")]
    [InlineData("{\"format\": 1, \"drift\": {\"alpha\": null}}")]
    public async Task A_damaged_state_is_put_aside_and_what_is_the_matter_is_told_again(string damaged)
    {
        using var year = new SomeYear();
        await year.LiveAsync("...xxx");
        File.WriteAllText(AlertState.PathOf(year.Lake), damaged);

        Assert.Throws<GateFailedException>(() => year.State);
        await year.LookAsync();

        Assert.Equal([FindingCode.SourceFailing, FindingCode.SourceFailing], year.Told.Messages.Select(message => message.Code));
        Assert.Equal(damaged, File.ReadAllText(Path.Combine(AlertState.FolderOf(year.Lake), "state.damaged.json")));
    }

    [Fact]
    public async Task Who_does_not_answer_is_asked_once_in_a_look()
    {
        using var year = new SomeYear { Free = 1 };
        var asked = 0;
        year.Told.Answer = _ => { asked++; return new Delivery(DeliveryState.Later, "no answer"); };
        await year.LiveAsync("...xxx");
        Assert.Equal(2, new Outbox(year.Lake).Waiting().Count);

        asked = 0;
        year.Clock.Advance(TimeSpan.FromDays(2));
        await year.LookAsync();
        Assert.Equal(1, asked);

        year.Told.Answer = _ => Delivery.Done;
        year.Clock.Advance(TimeSpan.FromDays(2));
        await year.LookAsync();
        Assert.Empty(new Outbox(year.Lake).Waiting());
    }
}
