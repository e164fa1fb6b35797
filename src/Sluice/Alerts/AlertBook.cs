using Sluice.Liveness;
using Sluice.Records;

namespace Sluice.Alerts;

/// <summary>
/// From verdicts to events, so that each happening is told once. A thing opens when it held in enough runs, and is over
/// when two of them saw it well. What follows from an open event, or shows the same change of shape, joins it instead of
/// opening another; what opens again within a day is the event of before.
/// </summary>
/// <param name="runsBefore">By source and code: the runs in which it must hold.</param>
public sealed class AlertBook(AlertState state, Func<string?, string, int> runsBefore)
{
    const int WellTwice = 2;
    const int Told = 5;
    static readonly TimeSpan SameEvent = TimeSpan.FromDays(1);
    static readonly TimeSpan SameShape = TimeSpan.FromDays(45);
    static readonly TimeSpan Remembered = TimeSpan.FromDays(366);

    /// <summary>Takes one look's verdicts in. What there is no verdict about stays as it was.</summary>
    /// <returns>The events that opened and those that closed.</returns>
    public (IReadOnlyList<AlertEvent> Opened, IReadOnlyList<AlertEvent> Closed) See(IEnumerable<Verdict> verdicts, DateTimeOffset now)
    {
        var (opened, closed) = (new List<AlertEvent>(), new List<AlertEvent>());
        foreach (var verdict in verdicts)
            See(verdict, now);
        foreach (var standing in state.Standings.Where(standing => standing.Event is null && standing.Clear == 0).OrderBy(standing => Weight.Of(standing.Code)).ThenBy(standing => standing.Source, StringComparer.Ordinal))
            if (Host(standing, now) is { } host)
                Join(standing, host);
            else if (standing.Held >= runsBefore(standing.Source, standing.Code))
                Begin(standing, now, opened);
        state.Standings.RemoveAll(standing => standing.Clear >= (standing.Event is null ? 1 : WellTwice));
        foreach (var over in state.Open.Where(happened => state.Standings.All(standing => standing.Event != happened.Id)).ToList())
        {
            over.ClosedAt = Provenance.Timestamp(now);
            closed.Add(over);
        }
        state.Events.RemoveAll(happened => happened.ClosedAt is { } at && now - AlertEvent.InstantOf(at) > Remembered);
        return (opened, closed);
    }

    void See(Verdict verdict, DateTimeOffset now)
    {
        var seen = verdict.Run ?? Provenance.Timestamp(now);
        var standing = state.Standings.Find(standing => standing.IsOf(verdict));
        if (standing is null && verdict.Holds)
            state.Standings.Add(standing = new Standing(verdict.Source, verdict.Code, Provenance.Timestamp(now)));
        if (verdict.Holds)
            standing!.Hold(verdict with { Found = Fresh(standing, verdict, now) }, seen);
        else
            standing?.BeWell(seen);
    }

    // Of what can grow the rest is told as well, once the change that it may belong to is long over. What is found then is the rest.
    string Fresh(Standing standing, Verdict verdict, DateTimeOffset now)
    {
        var fresh = verdict.Names.Except(standing.Names, StringComparer.Ordinal).ToList();
        standing.Names.AddRange(fresh);
        if (fresh.Count == 0 || standing.Event is null || state.Events.Find(happened => happened.Id == standing.Event) is { } told && now - AlertEvent.InstantOf(told.OpenedAt) <= SameShape)
            return verdict.Found;
        standing.BeginAnew();
        return fresh.Count <= Told ? string.Join(", ", fresh) : $"{string.Join(", ", fresh.Take(Told))} and more";
    }

    // Looked for at every look, also before it may open: what begins under an open event never opens one of its own.
    AlertEvent? Host(Standing standing, DateTimeOffset now) => state.Open.LastOrDefault(open =>
        (open.Source is null || open.Source == standing.Source)
        && ((Weight.Explains(open.Code, standing.Code, standing.OfMachine) && Leads(open)) || (Weight.AreOfShape(open.Code, standing.Code) && now - AlertEvent.InstantOf(open.OpenedAt) <= SameShape)));

    // An event that only lingers, by what once followed from it, explains nothing new.
    bool Leads(AlertEvent open) => state.Standings.Exists(standing => standing.Event == open.Id && standing.Code == open.Code);

    static void Join(Standing standing, AlertEvent host)
    {
        standing.Event = host.Id;
        if (host.Code != standing.Code && !host.Also.Contains(standing.Code, StringComparer.Ordinal))
            host.Also.Add(standing.Code);
    }

    void Begin(Standing standing, DateTimeOffset now, List<AlertEvent> opened)
    {
        var before = state.Events.FindLast(happened => happened.Source == standing.Source && happened.Code == standing.Code);
        if (before?.ClosedAt is { } at && now - AlertEvent.InstantOf(at) <= SameEvent)
        {
            // Whoever was told of its end is told again; that its end is queued is how the lookout knows.
            before.ClosedAt = null;
            standing.Event = before.Id;
            return;
        }
        var begun = new AlertEvent(AlertEvent.IdOf(standing.Source, standing.Code, now), standing.Source, standing.Code, Provenance.Timestamp(now), standing.Run, standing.Found, standing.Expected);
        state.Events.Add(begun);
        standing.Event = begun.Id;
        opened.Add(begun);
    }
}
