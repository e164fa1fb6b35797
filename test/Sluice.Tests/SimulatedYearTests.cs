using Sluice.Sources;
using Sluice.Tests.Sources;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>A year of a watch: what it leaves behind, and what it tells.</summary>
public sealed class SimulatedYearTests
{
    /// <summary>The list that was away for three weeks, the dates that nobody could read, the rows that were gone: one alert each, and none for the weather.</summary>
    static readonly string[] OfThreeMonths = ["source.failing epoch_ai", "source.shrunk alignment_research", "source.shrunk alignment_research"];

    static bool IsLong => Environment.GetEnvironmentVariable("SLUICE_LONG_TESTS") == "1" || Environment.GetEnvironmentVariable("CI") == "true";

    [Fact]
    public async Task After_twelve_weeks_the_lake_is_what_a_fresh_one_would_be()
    {
        await using var year = await SimulatedYear.BeginAsync(12);

        await year.WatchAsync();

        await MustBeAsAFreshOneAsync(year);
        Assert.Empty(Dump.Archived(year.Lake, SomeHub.Source));
        Assert.Equal(OfThreeMonths, year.Alerts.Select(alert => alert.Told));
    }

    [Fact]
    public async Task After_a_year_too_and_what_is_old_was_put_away()
    {
        Assert.SkipUnless(IsLong, "Set SLUICE_LONG_TESTS=1 to live through a whole year (about a minute).");
        await using var year = await SimulatedYear.BeginAsync(52);

        await year.WatchAsync();

        await MustBeAsAFreshOneAsync(year);
        Assert.NotEmpty(Dump.Archived(year.Lake, SomeHub.Source));
        Assert.InRange(Dump.Chain(year.Lake, SomeHub.Source).Count, 1, 13);
        Assert.InRange(year.Lake.ReleaseNames().Count, 12, 14);
        Assert.Equal([.. OfThreeMonths, "source.stale grants", "source.drift alignment_research"], year.Alerts.Select(alert => alert.Told));
        Assert.Distinct(year.Alerts.Select(alert => alert.Event));
    }

    static async Task MustBeAsAFreshOneAsync(SimulatedYear year)
    {
        var (fresh, watched) = (await year.FreshAsync(), SimulatedYear.Documents(year.Lake));
        Assert.Empty(fresh.Split('\n').Except(watched.Split('\n')).Concat(watched.Split('\n').Except(fresh.Split('\n'))));
        Assert.Equal(fresh, watched);
        Assert.Empty(Verification.OfAll(year.Lake));
        var failed = year.Ran.Where(run => run.Status is "failed" or "partial").ToList();
        // The gate stopped the hub's two bad weeks, and waited for the next turn.
        Assert.Equal([6, 9], failed.Where(run => run.Source == SomeHub.Source).Select(run => run.Week));
        // The list's three weeks away were tried often, and weather hindered nobody.
        Assert.All(failed.Where(run => run.Source == SomeCsv.Source), run => Assert.InRange(run.Week, 3, 5));
        Assert.InRange(failed.Count(run => run.Source == SomeCsv.Source), 10, 100);
        Assert.DoesNotContain(failed, run => run.Source is not (SomeHub.Source or SomeCsv.Source));
        Assert.All(new[] { SomeHub.Source, SomeCsv.Source, "grants" }, source => Assert.Contains(year.Ran, run => run.Source == source && run.Status == "complete"));
    }
}
