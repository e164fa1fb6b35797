using System.Globalization;
using Sluice.Records;

namespace Sluice.Sources;

/// <summary>What is expected of a source as a whole. 0 switches an expectation off; what is not said is as the defaults say.</summary>
/// <param name="SuccessDays">Longest time without a run of it, in days. Default two days more than the longest time between its turns (9 for one that is weekly), and none for a source that only a call by its name runs.</param>
/// <param name="FreshDays">Longest time that upstream stays as it is, in days. Default 60.</param>
/// <param name="MinRecords">Fewest documents that its snapshot holds. Default none.</param>
/// <param name="MaxRecords">Most of them. Default none.</param>
/// <param name="MinYieldPercent">Of the rows that no filter leaves out, the least share that becomes valid records. Default 50.</param>
/// <param name="MaxRejectedPercent">Of the snapshot's records, the largest share that Validate rejects. Default 20.</param>
/// <param name="Drift">Whether it counts that upstream has what the registry does not know. Default true.</param>
/// <param name="OpensAfter">By finding code, the runs in which it must hold before it opens an alert. Default 3 for <c>source.failing</c>, 2 for <c>source.volume</c>, else 1.</param>
public sealed record Expectations(
    int? SuccessDays = null, int? FreshDays = null, long? MinRecords = null, long? MaxRecords = null,
    double? MinYieldPercent = null, double? MaxRejectedPercent = null, bool? Drift = null, SortedDictionary<string, int>? OpensAfter = null)
{
    const int MostDays = 3660;
    const int MostRuns = 100;
    const int Slack = 2;

    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A pattern of days and months is over within a year, and a little more shows the gap behind its last turn.
    static readonly TimeSpan LookedAt = TimeSpan.FromDays(400);

    // Any beginning does.
    static readonly DateTimeOffset SomeDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="gap">The longest time between two turns of it; null if it has none.</param>
    public Expectations OrDefaults(TimeSpan? gap) => this with
    {
        SuccessDays = SuccessDays ?? (gap is null ? 0 : (int)Math.Ceiling(gap.Value.TotalDays) + Slack),
        FreshDays = FreshDays ?? 60,
        MinRecords = MinRecords ?? 0,
        MaxRecords = MaxRecords ?? 0,
        MinYieldPercent = MinYieldPercent ?? 50,
        MaxRejectedPercent = MaxRejectedPercent ?? 20,
        Drift = Drift ?? true,
    };

    /// <summary>
    /// The longest time between two turns of a schedule, as it is over a year and more; null if there are no two. Gaps of
    /// less than a day are not told apart.
    /// </summary>
    /// <param name="next">The first turn after an instant. Turns lie on whole minutes.</param>
    public static TimeSpan? LongestGap(Func<DateTimeOffset, DateTimeOffset?> next)
    {
        TimeSpan? longest = null;
        for (var turn = next(SomeDay); turn is { } before && (longest is null || before < SomeDay + LookedAt);)
        {
            if (next(before) is not { } after)
                break;
            if (longest is null || after - before > longest)
                longest = after - before;
            // Of turns that lie close to each other only the last can have a long gap behind it.
            turn = after - before < Day ? LastOfADay(next, after) : after;
        }
        return longest;
    }

    // The last turn within a day of one; there may be 1,440 of them.
    static DateTimeOffset LastOfADay(Func<DateTimeOffset, DateTimeOffset?> next, DateTimeOffset turn)
    {
        var (end, first, last) = (turn + Day, 0, (int)Day.TotalMinutes);
        while (first < last)
        {
            var middle = (first + last) / 2;
            if (next(turn.AddMinutes(middle)) <= end)
                first = middle + 1;
            else
                last = middle;
        }
        return turn.AddMinutes(first);
    }

    /// <summary>Runs in which a code must hold before it opens an alert.</summary>
    public int RunsBefore(string code) =>
        OpensAfter is not null && OpensAfter.TryGetValue(code, out var runs) ? runs
        : code switch { FindingCode.SourceFailing => 3, FindingCode.SourceVolume => 2, _ => 1 };

    /// <summary>What is wrong with them, a sentence each.</summary>
    internal IEnumerable<string> Problems(string source)
    {
        foreach (var (name, days) in new[] { ("success_days", SuccessDays), ("fresh_days", FreshDays) })
            if (days is < 0 or > MostDays)
                yield return string.Create(CultureInfo.InvariantCulture, $"{source}, expect: {name} is {days}, expected 0 (never) to {MostDays} days.");
        foreach (var (name, records) in new[] { ("min_records", MinRecords), ("max_records", MaxRecords) })
            if (records < 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{source}, expect: {name} is {records}, expected 0 (none) or more.");
        if (MinRecords > MaxRecords && MaxRecords > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{source}, expect: min_records is {MinRecords}, more than max_records, which is {MaxRecords}.");
        foreach (var (name, percent) in new[] { ("min_yield_percent", MinYieldPercent), ("max_rejected_percent", MaxRejectedPercent) })
            if (percent is not (null or (>= 0 and <= 100)))
                yield return string.Create(CultureInfo.InvariantCulture, $"{source}, expect: {name} is {percent}, expected 0 (none) to 100.");
        var codes = FindingCode.OfLiveness.Select(code => code.Code).Where(code => code.StartsWith("source.", StringComparison.Ordinal)).ToList();
        foreach (var (code, runs) in OpensAfter ?? [])
            if (!codes.Contains(code, StringComparer.Ordinal))
                yield return $"{source}, expect, opens_after: '{code}' is no code of a source.{Nearest.Hint(code, codes)}";
            else if (runs is < 1 or > MostRuns)
                yield return string.Create(CultureInfo.InvariantCulture, $"{source}, expect, opens_after: {code} is {runs}, expected 1 to {MostRuns} runs.");
    }
}
