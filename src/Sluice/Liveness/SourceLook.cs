using System.Globalization;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Liveness;

/// <summary>
/// Judges a source by what its runs and dumps tell. Pure: the same facts at the same instant give the same verdicts.
/// Of what cannot be known there is no verdict: upstream's state is judged as of the last run that read it, so that an
/// outage makes nothing look stale.
/// </summary>
/// <param name="attempts">Newest first, as <see cref="History.Of"/> gives them.</param>
/// <param name="holdings">Null for a source without a complete dump.</param>
/// <param name="drift">What the registry does not know, by name; null if nobody looked.</param>
public sealed class SourceLook(SourceEntry source, IReadOnlyList<Attempt> attempts, Holdings? holdings, IReadOnlyList<string>? drift, DateTimeOffset now)
{
    // Tries follow each other within minutes when one failed: three of them alone are still weather.
    static readonly TimeSpan Weather = TimeSpan.FromHours(24);
    const int Named = 5;

    readonly Expectations _expected = source.Expected;

    public IEnumerable<Verdict> Verdicts()
    {
        var tried = attempts.Where(attempt => attempt.Outcome != Outcome.NotReached).ToList();
        if (tried is [var latest, ..])
        {
            // A try that did not come so far tells nothing of the gates, and one or two that failed nothing of an outage's end.
            if (latest.Outcome != Outcome.Failed)
            {
                yield return Of(FindingCode.SourceShrunk, latest.Outcome == Outcome.Shrunk, latest.Run, latest.Because, "a snapshot that does not become smaller than the guard allows");
                yield return Of(FindingCode.SourceGated, latest.Outcome == Outcome.Gated, latest.Run, latest.Because, "no gate stops it");
            }
            if (Failing(tried, latest) is { } failing && (failing.Holds || latest.Outcome != Outcome.Failed))
                yield return failing;
        }
        if (attempts.Count > 0)
        {
            var since = now - attempts[0].At;
            yield return Of(FindingCode.SourceOverdue, _expected.SuccessDays > 0 && since > TimeSpan.FromDays(_expected.SuccessDays.Value), null,
                Text($"the last run of it began {Day(attempts[0].At)}, {since.TotalDays:0.#} days ago"), Text($"a run at least every {_expected.SuccessDays} days"));
        }
        if (holdings is not null)
            foreach (var verdict in OfContent(holdings, attempts.FirstOrDefault(attempt => attempt.Outcome == Outcome.Succeeded)))
                yield return verdict;
    }

    Verdict Failing(List<Attempt> tried, Attempt latest)
    {
        var streak = tried.TakeWhile(attempt => attempt.Outcome == Outcome.Failed).ToList();
        var most = _expected.RunsBefore(FindingCode.SourceFailing);
        // From the first to the last of them, whenever it is looked at: what the next try mends was weather.
        var holds = streak.Count >= most && (most == 1 || streak[0].At - streak[^1].At >= Weather);
        var verdict = Of(FindingCode.SourceFailing, holds, latest.Run, streak.Count == 0 ? "" : Text($"{streak.Count} runs since {Day(streak[^1].At)} failed; the last one: {latest.Because}"), "runs that read upstream");
        return verdict with { OfMachine = streak.Count > 0 && streak.All(attempt => attempt.ExitCode == 5) };
    }

    // As of the run that last read upstream.
    IEnumerable<Verdict> OfContent(Holdings held, Attempt? read)
    {
        var run = read?.Run ?? held.Newest.Name;
        if (held.Rejected is { } share)
            yield return Of(FindingCode.SourceRejected, _expected.MaxRejectedPercent > 0 && 100 * share > _expected.MaxRejectedPercent, run, Text($"{100 * share:0.#} % of its records are rejected"), Text($"at most {_expected.MaxRejectedPercent:0.##} %"));
        if (held.Read > 0)
        {
            var yield = 100.0 * (held.Kept * (1 - (held.Rejected ?? 0)) + held.Late) / held.Read;
            yield return Of(FindingCode.SourceYield, yield < _expected.MinYieldPercent, run, Text($"{yield:0.#} % of {held.Read} rows that no filter leaves out became valid records"), Text($"at least {_expected.MinYieldPercent:0.##} %"));
        }
        yield return Of(FindingCode.SourceVolume, held.Records < _expected.MinRecords || (_expected.MaxRecords > 0 && held.Records > _expected.MaxRecords), run, Text($"{held.Records} documents"),
            _expected.MaxRecords > 0 ? Text($"{_expected.MinRecords} to {_expected.MaxRecords}") : Text($"at least {_expected.MinRecords}"));
        if (drift is not null)
            yield return Of(FindingCode.SourceDrift, _expected.Drift == true && drift.Count > 0, run, string.Join(", ", drift.Take(Named)) + (drift.Count > Named ? Text($" and {drift.Count - Named} more") : ""), "only what the registry knows") with { Names = drift };
        if (read is not null && Freshest(held, read) is { } fresh)
            yield return Of(FindingCode.SourceStale, _expected.FreshDays > 0 && read.At - fresh > TimeSpan.FromDays(_expected.FreshDays.Value), run,
                Text($"upstream last changed {Day(fresh)}, {(read.At - fresh).TotalDays:0} days before it was last read"), Text($"a change at least every {_expected.FreshDays} days"));
    }

    // A date in the future tells nothing, and a change that was seen here tells more than a date that was sent.
    static DateTimeOffset? Freshest(Holdings held, Attempt read)
    {
        var told = read.LastModified <= read.At.AddDays(1) ? read.LastModified : null;
        return told > held.Changed ? told : held.Changed ?? told ?? held.First;
    }

    Verdict Of(string code, bool holds, string? run, string found, string expected) => new(source.Id, code, holds, run, found, expected);

    static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Text(FormattableString text) => FormattableString.Invariant(text);
}
