using Sluice.Liveness;

namespace Sluice.Tests.Liveness;

public sealed class HistoryTests
{
    [Fact]
    public void The_ledger_is_read_no_further_back_than_to_the_newest_success_of_each()
    {
        using var year = new SomeYear();
        void Day(Action happens)
        {
            happens();
            year.Clock.Advance(TimeSpan.FromDays(1));
        }
        for (var day = 0; day < 5; day++)
            Day(() => year.News(0, 1));
        Assert.Equal(1, History.Read(year.Lake, [SomeYear.Source], year.Clock.GetUtcNow()).EntriesRead);

        Day(() => year.Fail(3));
        var history = History.Read(year.Lake, [], year.Clock.GetUtcNow());
        Assert.Equal((2, 2), (history.EntriesRead, history.Of(SomeYear.Source).Count));
        // One that never succeeded may have failed at any time.
        Assert.Equal(6, History.Read(year.Lake, ["beta"], year.Clock.GetUtcNow()).EntriesRead);
        // The source is well, and publishing is not.
        Day(() => year.Report("failed", "publish"));
        Assert.Equal((3, 2), (History.Read(year.Lake, [], year.Clock.GetUtcNow()).EntriesRead, History.Read(year.Lake, [], year.Clock.GetUtcNow()).Publishings.Count));
    }
}
