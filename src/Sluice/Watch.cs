using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Schedule;
using Sluice.Zones;

namespace Sluice;

/// <summary>A run that a watch began.</summary>
/// <param name="Json">The run's entry in the ledger, without its seal.</param>
public sealed record WatchedRun(Turn Turn, Attempt Attempt, int ExitCode, JsonObject Json);

/// <summary>
/// Refreshes each source when its turn comes, one after the other. The lake's ledger is all its memory: whatever stopped it,
/// the next watch knows what is due. A failure is written down and tried again; only somebody who stops it ends it.
/// </summary>
/// <param name="flow">Asked again before each plan, so that a source that was added meanwhile has its turn too.</param>
/// <param name="sources">Empty: all that are enabled in the registry.</param>
public sealed class Watch(Lake lake, TimeProvider clock, ILogger log, Func<Flow> flow, IReadOnlyList<string> sources, ExtractOptions options)
{
    // Waits are cut in pieces: the clock may be set, and the machine may sleep.
    static readonly TimeSpan Breath = TimeSpan.FromMinutes(1);

    readonly Attempts _attempts = new(lake);
    readonly DateTimeOffset _started = clock.GetUtcNow();
    readonly Lock _beating = new();
    SortedDictionary<string, DateTimeOffset?> _next = new(StringComparer.Ordinal);
    Flow? _flow;
    string? _running, _said;
    bool _beats;
    Attempt? _last;

    /// <summary>Begins a run. Default: one that logs where the watch does.</summary>
    public Func<Run> NewRun { get; init; } = () => new Run(lake, clock, log);

    /// <summary>Looks at the lake after each run and each <see cref="LookEvery"/>: who is to be told of what.</summary>
    public Func<CancellationToken, Task> Look { get; init; } = _ => Task.CompletedTask;

    public TimeSpan LookEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Keeps house after a run with news, under the lake's lock.</summary>
    public Func<Run, CancellationToken, Task> Keep { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Told of each run that ended.</summary>
    public Action<WatchedRun> OnRun { get; init; } = _ => { };

    /// <summary>Told what a person should know, once.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Waits until an instant. Default: as the clock goes.</summary>
    public Func<DateTimeOffset, CancellationToken, Task> WaitUntil { get; init; } = async (until, cancel) =>
    {
        while (until - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < Breath ? left : Breath, clock, cancel);
    };

    /// <summary>What is due and when, the most urgent first; what never is comes last.</summary>
    /// <exception cref="CorrectTheCallException">The registry cannot be read, or lacks a source.</exception>
    public IReadOnlyList<Turn> Turns()
    {
        var (now, registry) = (clock.GetUtcNow(), Fresh().Registry);
        var entries = sources.Count > 0 ? sources.Select(registry.Source) : registry.Sources.Where(source => source.IsEnabled);
        return [.. entries.Select(source => Turn.Of(source, _attempts.Of(source.Id, now), now)).OrderBy(turn => turn.Due ?? DateTimeOffset.MaxValue).ThenBy(turn => turn.Source, StringComparer.Ordinal)];
    }

    /// <summary>Runs what is due now, each source once, and looks at the lake. Returns the largest exit code of its runs.</summary>
    /// <exception cref="CheckTheMachineException">Another process writes to the lake.</exception>
    public async Task<int> OnceAsync(CancellationToken cancel)
    {
        lake.Create();
        TellOfKilled();
        var (done, worst) = (new HashSet<string>(StringComparer.Ordinal), 0);
        while (Turns().FirstOrDefault(turn => turn.IsDueAt(clock.GetUtcNow()) && !done.Contains(turn.Source)) is { } turn)
        {
            // What happened while nobody watched is told before a run makes good for it.
            if (done.Count == 0)
                await LookAsync(cancel);
            var watched = await TryRunAsync(turn, cancel)
                ?? throw new CheckTheMachineException($"Another sluice is writing to {lake.Root} (its lock {lake.LockFile} is held). Wait for it, or stop it.");
            done.Add(turn.Source);
            worst = Math.Max(worst, watched.ExitCode);
        }
        await LookAsync(cancel);
        return worst;
    }

    /// <summary>Watches until somebody stops it.</summary>
    /// <exception cref="CheckTheMachineException">Another process watches the lake, or it cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        lake.Create();
        using var alone = LakeLock.TryWatch(lake)
            ?? throw new CheckTheMachineException($"Another `sluice watch` watches {lake.Root} (its lock {lake.WatchLockFile} is held). One is enough; stop it to start another.");
        _beats = true;
        await using var beats = clock.CreateTimer(_ => Beat(), null, Breath, Breath);
        DateTimeOffset? looked = null;
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                TellOfKilled();
                var turns = Turns();
                _next = new(turns.ToDictionary(turn => turn.Source, turn => turn.Due), StringComparer.Ordinal);
                Beat();
                if (looked is null)
                {
                    await LookAsync(cancel);
                    looked = clock.GetUtcNow();
                }
                var now = clock.GetUtcNow();
                if (turns.FirstOrDefault(turn => turn.IsDueAt(now)) is { } due && await TryRunAsync(due, cancel) is not null || now - looked >= LookEvery)
                {
                    await LookAsync(cancel);
                    looked = clock.GetUtcNow();
                    continue;
                }
                // Due, but somebody else writes: soon again.
                var next = turns.Select(turn => turn.Due).Append(looked + LookEvery).Min()!.Value;
                await WaitUntil(next > now ? next : now + Breath, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Being stopped is how it ends.
        }
        Beat(stopped: clock.GetUtcNow());
    }

    // A killed run left no entry in the ledger: it would be tried again without a pause, and nobody would be told.
    void TellOfKilled()
    {
        if (!Underway.IsThere(lake))
            return;
        try
        {
            // While somebody writes, it may be theirs.
            using var held = LakeLock.TryTake(lake);
            if (held is not null)
                TellOfKilledUnderLock();
        }
        catch (CheckTheMachineException e)
        {
            SayOnce(e.Message);
        }
    }

    void TellOfKilledUnderLock()
    {
        if (Underway.Find(lake) is { } killed && Ledger.Find(lake, killed.Run) is null)
        {
            var because = $"The watch that refreshed {killed.Source} was killed, or the machine stopped. What was finished is kept; the next try goes on from there.";
            var tried = new Undertaking([killed.Source]);
            tried.Begin(killed.Source);
            var entry = tried.Into(Ledger.Failure(lake, killed.Run, because), new CheckTheMachineException("").ExitCode);
            entry["ended"] = Provenance.Timestamp(clock.GetUtcNow());
            Ledger.WriteFailure(lake, killed.Run, entry);
            log.LogWarning("{Source}, run {Run}: {Because}", killed.Source, killed.Run, because);
            Say($"Run {killed.Run}: {because}");
        }
        Underway.Clear(lake);
    }

    // Null while another process writes to the lake.
    async Task<WatchedRun?> TryRunAsync(Turn turn, CancellationToken cancel)
    {
        Run? run = null;
        try
        {
            using var held = LakeLock.TryTake(lake);
            if (held is null)
            {
                SayOnce($"Another sluice is writing to {lake.Root}; {turn.Source} waits for it.");
                return null;
            }
            TellOfKilledUnderLock();
            run = NewRun();
            _running = turn.Source;
            Beat();
            log.LogInformation("{Source}: {Because}", turn.Source, turn.Because);
            var report = await RunUnderLockAsync(run, turn.Source, cancel);
            _said = null;
            return Told(turn, run, report.ExitCode, report.Sources[0].Failure ?? report.Sources[0].Extract.Because, report.ToJson());
        }
        catch (StopException e)
        {
            return Told(turn, run, e.ExitCode, e.Message, json: null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // A watch outlives what should not happen; whoever reads the ledger must see it.
            log.LogError(e, "{Source}: this should not happen", turn.Source);
            var because = $"This should not happen: {e.GetType().Name}: {e.Message}";
            if (run is not null)
                Ledger.WriteFailure(lake, run.Id, new Undertaking([turn.Source]).Into(Ledger.Failure(lake, run.Id, because), 1));
            return Told(turn, run, 1, because, json: null);
        }
        finally
        {
            _running = null;
        }
    }

    async Task<RunReport> RunUnderLockAsync(Run run, string source, CancellationToken cancel)
    {
        new Underway(run.Id, source).TryWrite(lake);
        try
        {
            var report = await Fresh().RunAsync(run, [source], options, cancel);
            if (report.Status == ExtractStatus.Complete)
                await KeepAsync(run, cancel);
            return report;
        }
        finally
        {
            Underway.Clear(lake);
        }
    }

    WatchedRun Told(Turn turn, Run? run, int exitCode, string because, JsonObject? json)
    {
        // Where not even the lock could be taken there was no run, and its try counts all the same.
        run ??= new Run(lake, clock, log);
        json ??= Ledger.Find(lake, run.Id) ?? new Undertaking([turn.Source]).Into(Ledger.Failure(lake, run.Id, because), exitCode);
        _last = new Attempt(run.Id, turn.Source, run.Started, Attempt.OutcomeOf(exitCode), (string?)json["status"] ?? "failed", because) { Ended = clock.GetUtcNow() };
        _attempts.Note(_last);
        var watched = new WatchedRun(turn, _last, exitCode, json);
        OnRun(watched);
        return watched;
    }

    async Task KeepAsync(Run run, CancellationToken cancel)
    {
        try
        {
            await Keep(run, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The run itself is done, and the next one keeps house again.
            log.LogWarning(e, "Housekeeping was stopped");
            Say($"Housekeeping was stopped: {e.Message}");
        }
    }

    async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            await Look(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "The look at the lake was stopped");
            Say($"The look at the lake was stopped: {e.Message}");
        }
    }

    Flow Fresh()
    {
        try
        {
            var fresh = flow();
            foreach (var source in sources)
                fresh.Registry.Source(source);
            return _flow = fresh;
        }
        // A registry that is being edited must not end a watch.
        catch (CorrectTheCallException e) when (_flow is not null)
        {
            SayOnce($"{e.Message} The watch goes on by what it read before.");
            return _flow;
        }
    }

    void SayOnce(string what)
    {
        if (_said == what)
            return;
        _said = what;
        log.LogWarning("{What}", what);
        Say(what);
    }

    // One that runs what is due and ends keeps nobody waiting for its next beat.
    void Beat(DateTimeOffset? stopped = null)
    {
        if (!_beats)
            return;
        lock (_beating)
            if (!new Heartbeat(clock.GetUtcNow(), _started, _next, _running, _last, stopped).TryWrite(lake))
                log.LogDebug("The heartbeat could not be written");
    }
}
