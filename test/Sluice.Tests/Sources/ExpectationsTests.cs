using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Sources;

public sealed class ExpectationsTests
{
    static SourceRegistry Load(TempFolder folder, string expect) => SourceRegistry.Load(folder.Write("registry.json", """
        {"sources":[{"id":"other","title":"Other","kind":"hub","dataset":"Some/other","source_url":"https://example.org","license":{"id":"NOASSERTION","attribution":"","citation":""},
        "schema":"alignment_research_v1.json","collections":[{"name":"a","file":"a.jsonl","title":"A"}],"expect":
        """ + expect + "}]}"));

    [Fact]
    public void What_is_not_said_is_as_the_defaults_say()
    {
        using var folder = new TempFolder();
        var expected = Load(folder, """{"fresh_days":400,"opens_after":{"source.drift":2}}""").Source("other").Expected;

        Assert.Equal((9, 400, 0L, 0L, 50d, 20d, true), (expected.SuccessDays, expected.FreshDays, expected.MinRecords, expected.MaxRecords, expected.MinYieldPercent, expected.MaxRejectedPercent, expected.Drift));
        Assert.Equal((3, 2, 2, 1), (expected.RunsBefore(FindingCode.SourceFailing), expected.RunsBefore(FindingCode.SourceVolume), expected.RunsBefore(FindingCode.SourceDrift), expected.RunsBefore(FindingCode.SourceShrunk)));
    }

    [Fact]
    public void Nobody_need_run_a_source_that_runs_only_by_its_name() => Assert.Equal(0, SourceRegistry.Load().Source("epoch_ai").Expected.SuccessDays);

    [Theory]
    [InlineData(7, 9)]
    [InlineData(1, 3)]
    [InlineData(31, 33)]
    public void A_source_is_overdue_two_days_after_its_turn(int every, int days)
    {
        var gap = Expectations.LongestGap(after => after.AddDays(every));

        Assert.Equal((TimeSpan.FromDays(every), days), (gap, new Expectations().OrDefaults(gap).SuccessDays));
        Assert.Equal(4, new Expectations(SuccessDays: 4).OrDefaults(gap).SuccessDays);
    }

    [Theory]
    [InlineData("0 2 * * 1", 7, 9)]
    [InlineData("*/10 2-23 * * 1", 6.0 + (2.0 / 24) + (10.0 / 1440), 9)]
    [InlineData("* * * * 1,4", 3.0 + (1.0 / 1440), 6)]
    [InlineData("0 2 * * *", 1, 3)]
    [InlineData("0 */6 * * *", 0.25, 3)]
    [InlineData("0 4 1 * *", 31, 33)]
    [InlineData("* * * 6 *", 335.0 + (1.0 / 1440), 338)]
    [InlineData("0 0 1 1 *", 365, 367)]
    [InlineData("0 0 29 2 *", 1461, 1463)]
    public void The_longest_gap_is_that_of_all_turns_of_a_year(string cron, double gap, int days)
    {
        var asked = 0;
        var schedule = new SourceSchedule { Cron = cron };

        var longest = Expectations.LongestGap(after =>
        {
            asked++;
            return schedule.Next(after);
        });

        Assert.Equal(gap, longest!.Value.TotalDays, 6);
        Assert.Equal(days, new Expectations().OrDefaults(longest).SuccessDays);
        Assert.InRange(asked, 1, 6000);
    }

    [Fact]
    public void Without_turns_nothing_is_overdue()
    {
        Assert.Null(Expectations.LongestGap(_ => null));
        Assert.Equal(0, new Expectations().OrDefaults(null).SuccessDays);
    }

    [Fact]
    public void What_is_expected_changes_nothing_of_how_a_source_is_read()
    {
        using var folder = new TempFolder();
        Assert.Equal(Load(folder, "null").Source("other").Canonical, Load(folder, """{"fresh_days":400}""").Source("other").Canonical);
    }

    [Theory]
    [InlineData("""{"success_days":-1}""", "success_days is -1, expected 0 (never) to 3660")]
    [InlineData("""{"fresh_days":99999}""", "fresh_days is 99999")]
    [InlineData("""{"min_records":-1}""", "min_records is -1")]
    [InlineData("""{"min_records":9,"max_records":8}""", "min_records is 9, more than max_records")]
    [InlineData("""{"min_yield_percent":101}""", "min_yield_percent is 101, expected 0 (none) to 100")]
    [InlineData("""{"max_rejected_percent":-0.5}""", "max_rejected_percent is -0.5")]
    [InlineData("""{"opens_after":{"source.fialing":3}}""", "Did you mean 'source.failing'?")]
    [InlineData("""{"opens_after":{"disk.low":3}}""", "'disk.low' is no code of a source")]
    [InlineData("""{"opens_after":{"source.drift":0}}""", "source.drift is 0, expected 1 to 100")]
    [InlineData("""{"freshdays":4}""", "freshdays")]
    public void What_cannot_be_expected_is_refused(string expect, string why)
    {
        using var folder = new TempFolder();

        Assert.Contains(why, Assert.Throws<CorrectTheCallException>(() => Load(folder, expect)).Message);
    }
}
