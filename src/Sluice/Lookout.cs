using Microsoft.Extensions.Logging;
using Sluice.Alerts;
using Sluice.Liveness;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice;

/// <summary>What a look found and told.</summary>
/// <param name="Opened">Events that began.</param>
/// <param name="Closed">Events that are over.</param>
/// <param name="Open">All that is the matter now.</param>
/// <param name="Delivered">Alerts that a receiver took.</param>
/// <param name="Undelivered">Alerts that were tried and not taken: the channel, the event and why.</param>
public sealed record LookoutReport(
    IReadOnlyList<AlertEvent> Opened, IReadOnlyList<AlertEvent> Closed, IReadOnlyList<AlertEvent> Open,
    IReadOnlyList<AlertMessage> Delivered, IReadOnlyList<(string Channel, string Event, string Problem)> Undelivered);

/// <summary>
/// Looks at the lake's own files, decides what is the matter and what that is news of, and tells it. It may be asked as
/// often as one likes: the same happening is told once.
/// </summary>
public sealed class Lookout(SourceRegistry registry, Lake lake, TimeProvider clock, IReadOnlyList<IAlertChannel> channels, ILogger log)
{
    const int LockTries = 50;
    static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes that may still be written. Default: of the lake's disk.</summary>
    public Func<long> FreeBytes { get; init; } = () => Disk.FreeBytes(lake.Root);

    /// <summary>Bytes free below which the disk is low; 0: never. Default 2 GB.</summary>
    public long LowDisk { get; init; } = 2_000_000_000;

    /// <summary>Recovery is told too. Default false.</summary>
    public bool TellsRecovery { get; init; }

    /// <summary>Tries what waits at once, whatever time was set for it. Default false.</summary>
    public bool Impatient { get; init; }

    /// <summary>Evaluates, opens and closes, and delivers what waits.</summary>
    /// <exception cref="StopException">The alerts' own files are damaged or cannot be written, or another look is under way.</exception>
    public async Task<LookoutReport> LookAsync(CancellationToken cancel)
    {
        lake.MustExist();
        using var held = await TakeAsync(cancel);
        // What a killed look left aside: whoever takes the lake's lock does not clear it away.
        foreach (var aside in Directory.EnumerateFiles(AlertState.FolderOf(lake), AtomicFile.AsidePrefix + "*", SearchOption.AllDirectories).ToList())
            File.Delete(aside);
        var (now, state, outbox) = (clock.GetUtcNow(), AlertState.ReadOrBeginAnew(lake, out var damage), new Outbox(lake));
        if (damage is not null)
            log.LogWarning("{Damage} It was put aside as alerts/state.damaged.json.", damage);
        var verdicts = await VerdictsAsync(state, now, cancel);
        // That several runs failed is a verdict about several runs already.
        var (opened, closed) = new AlertBook(state, (source, code) => source is null || code == FindingCode.SourceFailing ? 1 : registry.Source(source).Expected.RunsBefore(code)).See(verdicts, now);
        state.LookedAt = Provenance.Timestamp(now);
        // :: 1  What happened is on record before anybody is told: a kill from here on opens no second event.
        state.Write(lake);
        // :: 2  Then it waits in the outbox,
        if (Queue(state, outbox))
            state.Write(lake);
        // :: 3  and then it is told.
        var tried = await outbox.DeliverAsync(channels, now, Impatient, cancel);
        foreach (var (item, delivery) in tried.Where(try_ => try_.Delivery.State != DeliveryState.Delivered))
            log.LogWarning("Alert {Event} ({Headline}) was not taken by {Channel}: {Problem}{Rest}", item.Message.Event, item.Message.Headline, item.Channel, delivery.Problem,
                item.Refusals >= Outbox.MostRefusals ? " It is given up; see alerts/refused." : "");
        return new LookoutReport(opened, closed, [.. state.Open],
            [.. tried.Where(try_ => try_.Delivery.State == DeliveryState.Delivered).Select(try_ => try_.Item.Message)],
            [.. tried.Where(try_ => try_.Delivery.State != DeliveryState.Delivered).Select(try_ => (try_.Item.Channel, try_.Item.Message.Event, try_.Delivery.Problem ?? ""))]);
    }

    async Task<List<Verdict>> VerdictsAsync(AlertState state, DateTimeOffset now, CancellationToken cancel)
    {
        var history = History.Read(lake, registry.Sources.Where(source => source.IsEnabled).Select(source => source.Id), now);
        var verdicts = new List<Verdict>();
        foreach (var source in registry.Sources)
            try
            {
                var holdings = Holdings.Of(lake, source.Id);
                verdicts.AddRange(new SourceLook(source, history.Of(source.Id), holdings, holdings is null ? null : await DriftAsync(state, source, holdings, cancel), now).Verdicts());
            }
            catch (StopException e)
            {
                log.LogWarning("{Source}: its dumps cannot be judged: {Problem}", source.Id, e.Message);
                verdicts.AddRange(new SourceLook(source, history.Of(source.Id), null, null, now).Verdicts());
            }
        verdicts.AddRange(new[] { LakeLook.Publishing(history.Publishings), LakeLook.Watching(lake, now), LowDisk > 0 ? LakeLook.Space(FreeBytes(), LowDisk) : null }.OfType<Verdict>());
        // Of a source that left the registry nothing is expected any more.
        verdicts.AddRange(state.Standings.Where(standing => standing.Source is { } id && registry.Sources.All(source => source.Id != id))
            .Select(standing => new Verdict(standing.Source, standing.Code, Holds: false, null, "", "")).ToList());
        return verdicts;
    }

    async Task<IReadOnlyList<string>?> DriftAsync(AlertState state, SourceEntry source, Holdings holdings, CancellationToken cancel)
    {
        if (source.Expected.Drift != true)
            return [];
        var seen = await DriftLook.FindAsync(lake, source, registry.SchemaOf(source.Id), holdings, state.Drift.GetValueOrDefault(source.Id), cancel);
        state.Drift[source.Id] = seen;
        return seen.Names;
    }

    bool Queue(AlertState state, Outbox outbox)
    {
        var any = false;
        foreach (var happened in state.Events)
        {
            if (happened is { ClosedAt: null, EndQueued: true })
            {
                // An end that was none: who has not heard of it need not, and who has is told that it goes on.
                foreach (var channel in happened.EndQueuedFor.Where(channel => !outbox.TakeBack(happened.Id, AlertMessage.Resolved, channel)))
                    happened.QueuedFor.Remove(channel);
                happened.EndQueuedFor.Clear();
                (happened.EndQueued, any) = (false, true);
            }
            if (happened.ClosedAt is null || !happened.Queued)
            {
                var missing = channels.Select(channel => channel.Name).Except(happened.QueuedFor, StringComparer.Ordinal).ToList();
                foreach (var channel in missing)
                    outbox.Put(AlertMessage.Of(happened, AlertMessage.Open, lake), channel);
                happened.QueuedFor.AddRange(missing);
                any |= missing.Count > 0 || !happened.Queued;
                happened.Queued = true;
            }
            if (happened is { ClosedAt: not null, EndQueued: false })
            {
                // Of what somebody never heard he need not hear the end.
                foreach (var channel in TellsRecovery ? channels.Select(channel => channel.Name).Intersect(happened.QueuedFor, StringComparer.Ordinal) : [])
                {
                    outbox.Put(AlertMessage.Of(happened, AlertMessage.Resolved, lake), channel);
                    happened.EndQueuedFor.Add(channel);
                }
                any = happened.EndQueued = true;
            }
        }
        return any;
    }

    // Not the lake's lock: a look need not wait for a run of hours.
    async Task<FileStream> TakeAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(AlertState.FolderOf(lake));
        for (var tries = 1; ; tries++)
            try
            {
                return new FileStream(Path.Combine(AlertState.FolderOf(lake), ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e)
            {
                if (tries >= LockTries)
                    throw new CheckTheMachineException($"Another look at {lake.Root} is under way, or its lock cannot be taken: {e.Message} What waits goes out with the next one.", e);
                await Task.Delay(LockPause, clock, cancel);
            }
    }
}
