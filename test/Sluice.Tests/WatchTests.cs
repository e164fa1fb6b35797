using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Schedule;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests;

public sealed class WatchTests
{
    readonly List<string> _said = [];
    readonly List<(DateTimeOffset At, string Status)> _ran = [];
    int _looks;

    // A watch over the hub whose waits move the clock, until a day.
    (Watch Watch, CancellationTokenSource Stop) On(SomeHub hub, DateTimeOffset until, Func<Flow>? flow = null, Action<DateTimeOffset>? waits = null)
    {
        var stop = new CancellationTokenSource();
        return (new Watch(hub.Lake, hub.Clock, NullLogger.Instance, flow ?? (() => hub.Flow()), [SomeHub.Source], hub.All)
        {
            LookEvery = TimeSpan.FromHours(6),
            Look = _ => Task.FromResult(_looks++),
            Say = _said.Add,
            OnRun = watched => _ran.Add((watched.Attempt.At, watched.Attempt.Status)),
            WaitUntil = (instant, cancel) =>
            {
                waits?.Invoke(instant);
                if (instant >= until)
                    stop.Cancel();
                cancel.ThrowIfCancellationRequested();
                hub.Clock.Advance(instant - hub.Clock.GetUtcNow());
                return Task.CompletedTask;
            },
        }, stop);
    }

    [Fact]
    public async Task It_runs_at_once_then_each_Monday_looks_in_between_and_ends_when_it_is_stopped()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var began = hub.Clock.GetUtcNow();
        var (watch, stop) = On(hub, began.AddDays(10), waits: _ => hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2)));

        await watch.RunAsync(stop.Token);

        // It is a Saturday.
        Assert.Equal(["complete", "complete", "unchanged"], _ran.Select(run => run.Status));
        Assert.Equal([began.Date, new DateTime(2026, 2, 2), new DateTime(2026, 2, 9)], _ran.Select(run => run.At.UtcDateTime.Date));
        Assert.InRange(_ran[1].At.TimeOfDay, TimeSpan.FromHours(2), new TimeSpan(2, 10, 0));
        Assert.InRange(_looks, 40, 44);
        var heartbeat = Heartbeat.Read(hub.Lake)!.Value;
        Assert.Equal("unchanged", heartbeat.GetProperty("last").GetProperty("status").GetString());
        Assert.StartsWith("2026-02-16T02:0", heartbeat.GetProperty("next").GetProperty(SomeHub.Source).GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, heartbeat.GetProperty("running").ValueKind);
        Assert.InRange(Heartbeat.LastAt(hub.Lake)!.Value, began.AddDays(9), began.AddDays(10));
        Assert.StartsWith("Not watched: the watch was stopped", LakeStatus.Of(hub.Lake, hub.Flow().Registry, hub.Clock.GetUtcNow()).Watched);
    }

    [Theory]
    [InlineData(null, 1, "Not watched: no watch was here yet.")]
    [InlineData("""{"at":"2026-01-31T02:00:00Z"}""", 1, "Watched: the heartbeat is 1 min old.")]
    [InlineData("""{"at":"2026-01-31T02:00:00Z"}""", 90, "Not watched: the last watch showed its last sign of life 1 h 30 min ago.")]
    [InlineData("""{"at":"2026-01-31T02:00:00Z","stopped":"2026-01-31T02:00:00Z"}""", 1, "Not watched: the watch was stopped 1 min ago.")]
    public async Task Status_tells_whether_a_watch_lives(string? heartbeat, int minutes, string told)
    {
        await using var hub = await SomeHub.StartAsync();
        hub.Lake.Create();
        if (heartbeat is not null)
            AtomicFile.Write(hub.Lake.HeartbeatFile, heartbeat);

        Assert.Equal(told, LakeStatus.Of(hub.Lake, hub.Flow().Registry, new DateTimeOffset(2026, 1, 31, 2, 0, 0, TimeSpan.Zero).AddMinutes(minutes)).Watched);
    }

    [Fact]
    public async Task What_upstream_hinders_is_tried_again_and_a_restart_goes_on_counting()
    {
        await using var hub = await SomeHub.StartAsync();
        var began = hub.Clock.GetUtcNow();
        var (watch, stop) = On(hub, began.AddMinutes(20));
        await watch.RunAsync(stop.Token);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(15)], _ran.Select(run => run.At - began));

        hub.Write("lesswrong.jsonl", Some.Line(1));
        (watch, stop) = On(hub, began.AddMinutes(50));
        await watch.RunAsync(stop.Token);

        Assert.Equal(["failed", "failed", "complete"], _ran.Select(run => run.Status));
        Assert.Equal(TimeSpan.FromMinutes(45), _ran[2].At - began);
    }

    [Fact]
    public async Task A_lake_that_somebody_else_writes_to_is_waited_for_and_that_is_said_once()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var (other, waits) = (LakeLock.Take(hub.Lake), 0);
        var (watch, stop) = On(hub, hub.Clock.GetUtcNow().AddDays(1), waits: _ =>
        {
            if (++waits == 3)
                other.Dispose();
        });

        await Assert.ThrowsAsync<CheckTheMachineException>(() => watch.OnceAsync(default));
        await watch.RunAsync(stop.Token);

        Assert.Equal(["complete"], _ran.Select(run => run.Status));
        Assert.Contains("waits for it", Assert.Single(_said));
    }

    [Fact]
    public async Task What_should_not_happen_is_written_down_and_waits_for_the_next_turn()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var broken = new Flow(SourceRegistry.Load(), new Sluice.Validate.ValidateOptions()) { Gate = () => throw new InvalidOperationException("a planted bug") };
        var began = hub.Clock.GetUtcNow();
        var (watch, stop) = On(hub, began.AddDays(1), () => broken);

        await watch.RunAsync(stop.Token);

        Assert.Single(_ran);
        Assert.Contains("a planted bug", new Attempts(hub.Lake).Of(SomeHub.Source, hub.Clock.GetUtcNow()).Single().Because);
        (watch, stop) = On(hub, began.AddDays(3));
        await watch.RunAsync(stop.Token);
        Assert.Equal(["failed", "complete"], _ran.Select(run => run.Status));
    }

    [Fact]
    public async Task Once_runs_what_is_due_and_a_second_call_runs_nothing_and_two_watches_are_one_too_many()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var (watch, _) = On(hub, DateTimeOffset.MaxValue);

        Assert.Equal(0, await watch.OnceAsync(default));
        Assert.Equal(0, await watch.OnceAsync(default));

        Assert.Single(_ran);
        // Once before it runs something, and once at the end.
        Assert.Equal(3, _looks);
        using var other = LakeLock.TryWatch(hub.Lake);
        Assert.Contains("watches", (await Assert.ThrowsAsync<CheckTheMachineException>(() => watch.RunAsync(default))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_was_killed_is_written_down_told_and_tried_again_after_a_pause(bool once)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        hub.Lake.Create();
        // What a kill in the midst of a run leaves: hours pass before the machine is up again.
        new Underway(hub.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd_HHmmss"), SomeHub.Source).TryWrite(hub.Lake);
        hub.Clock.Advance(TimeSpan.FromHours(3));
        var began = hub.Clock.GetUtcNow();
        var (watch, stop) = On(hub, began.AddMinutes(14));

        if (once)
            Assert.Equal(0, await watch.OnceAsync(default));
        else
            await watch.RunAsync(stop.Token);

        Assert.Empty(_ran);
        Assert.Equal(1, _looks);
        Assert.Contains("was killed", Assert.Single(_said));
        var tried = new Attempts(hub.Lake).Of(SomeHub.Source, began).Single();
        Assert.Equal((AttemptOutcome.Hindered, began), (tried.Outcome, tried.Ended));
        Assert.False(Underway.IsThere(hub.Lake));
        (watch, stop) = On(hub, began.AddMinutes(50));
        await watch.RunAsync(stop.Token);
        Assert.Equal(TimeSpan.FromMinutes(15), Assert.Single(_ran).At - began);
        Assert.Single(_said);
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task What_another_process_is_about_was_not_killed_and_a_run_in_the_ledger_came_to_its_end()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.RunAsync();
        var run = Path.GetFileNameWithoutExtension(Directory.GetFiles(hub.Lake.Runs, "*.json").Single());
        var (watch, _) = On(hub, DateTimeOffset.MaxValue);

        new Underway("2026-01-01_000000", SomeHub.Source).TryWrite(hub.Lake);
        using (LakeLock.Take(hub.Lake))
            await watch.OnceAsync(default);
        Assert.True(Underway.IsThere(hub.Lake));
        new Underway(run, SomeHub.Source).TryWrite(hub.Lake);
        await watch.OnceAsync(default);

        Assert.Empty(_said);
        Assert.False(Underway.IsThere(hub.Lake));
        Assert.Single(Directory.GetFiles(hub.Lake.Runs, "*.json"));
    }

    [Fact]
    public async Task While_it_runs_a_source_there_is_a_mark_and_after_it_none()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        Underway? mark = null;
        var watch = new Watch(hub.Lake, hub.Clock, NullLogger.Instance, () => hub.Flow(), [SomeHub.Source], hub.All)
        {
            Keep = (run, _) => Task.FromResult(mark = Underway.Find(run.Lake)),
            OnRun = watched => Assert.Equal(watched.Attempt.Run, mark!.Run),
        };

        await watch.OnceAsync(default);

        Assert.Equal(SomeHub.Source, mark!.Source);
        Assert.False(Underway.IsThere(hub.Lake) || File.Exists(hub.Lake.HeartbeatFile));
    }

    [Fact]
    public async Task A_registry_that_breaks_while_it_watches_does_not_end_it()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var asked = 0;
        var (watch, stop) = On(hub, hub.Clock.GetUtcNow().AddDays(3), () => ++asked > 1 ? throw new CorrectTheCallException("The registry cannot be read.") : hub.Flow());

        await watch.RunAsync(stop.Token);

        Assert.Equal(["complete", "unchanged"], _ran.Select(run => run.Status));
        Assert.Contains("goes on by what it read before", Assert.Single(_said.Distinct()));
    }

    [Fact]
    public async Task A_look_and_housekeeping_that_fail_are_told_and_end_nothing()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var watch = new Watch(hub.Lake, hub.Clock, NullLogger.Instance, () => hub.Flow(), [SomeHub.Source], hub.All)
        {
            Look = _ => throw new IOException("no mail"),
            Keep = (_, _) => throw new IOException("no broom"),
            Say = _said.Add,
        };

        Assert.Equal(0, await watch.OnceAsync(default));

        Assert.Equal(["The look at the lake was stopped: no mail", "Housekeeping was stopped: no broom", "The look at the lake was stopped: no mail"], _said);
    }
}
