using Sluice.Zones;

namespace Sluice.Schedule;

/// <summary>
/// What was tried, read from the lake's own ledger, so that a restart knows it, and so that a run by hand counts like one
/// of the schedule.
/// </summary>
public sealed class Attempts(Lake lake)
{
    readonly LedgerTries _ledger = new(lake);
    readonly Dictionary<(string Run, string Source), Attempt> _seen = [];

    /// <summary>Notes an attempt of this process: it goes before what the ledger says of it, or cannot say since the disk is full.</summary>
    public void Note(Attempt attempt) => _seen[(attempt.Run, attempt.Source)] = attempt;

    /// <summary>Of one source, newest first, without those of the future. Samples and extractions alone are none: they make no release.</summary>
    public IEnumerable<Attempt> Of(string source, DateTimeOffset now)
    {
        var noted = _seen.Values.Where(attempt => attempt.Source == source && !LedgerTry.IsOfTheFuture(attempt.At, now)).OrderByDescending(attempt => Dump.OrderOf(attempt.Run), StringComparer.Ordinal).ToList();
        var at = 0;
        foreach (var (run, tries) in _ledger.NewestFirst(now))
        {
            for (; at < noted.Count && string.CompareOrdinal(Dump.OrderOf(noted[at].Run), Dump.OrderOf(run)) > 0; at++)
                yield return noted[at];
            foreach (var tried in tries)
                if (tried.Source == source && !_seen.ContainsKey((run, source)) && Attempt.Of(tried) is { } attempt)
                    yield return attempt;
        }
        for (; at < noted.Count; at++)
            yield return noted[at];
    }
}
