using Sluice.Records;
using Sluice.Retention;
using Sluice.Zones;

namespace Sluice.Tests.Retention;

public sealed class ReleasePlanTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 6, 1, 2, 0, 0, TimeSpan.Zero);

    readonly TempFolder _folder = new();

    Lake Lake => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    // Releases r01, r02 … of successive weeks; the last one is current.
    void Releases(int count, Func<int, string>? asOf = null)
    {
        for (var i = 1; i <= count; i++)
            _folder.Write($"serveable/releases/r{i:00}/MANIFEST.json", ReceiptJson.Write(new ReleaseManifest
            {
                Release = $"r{i:00}", PublishVersion = 1, AsOf = asOf?.Invoke(i) ?? $"2026-{1 + (i / 28):00}-{1 + (i % 28):00}T02:00:00Z", DocumentCount = 1,
                ByCollection = [], ByYear = [], ByTier = [], Files = [], Sources = [],
            }));
        AtomicFile.Write(Lake.CurrentFile, $"r{count:00}\n");
    }

    ReleasePlan Plan(int keep) => ReleasePlan.Of(Lake, new RetentionOptions { KeepReleases = keep }, Now);

    void Decide(string decision, string release, DateTimeOffset at) =>
        ReleaseDecision.Append(Lake, new ReleaseDecision(decision, release, null, "Ada Sampleton", "a reason", Provenance.Timestamp(at)));

    [Fact]
    public void The_newest_stay_and_older_ones_go_oldest_first()
    {
        Releases(6);

        Assert.Equal(["r01", "r02", "r03"], Plan(3).Gone);
        Assert.Equal(["r06", "r05", "r04"], Plan(3).Kept.Select(kept => kept.Release));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void None_go_where_all_are_kept_or_there_are_not_so_many(int keep)
    {
        Releases(6);

        Assert.Empty(Plan(keep).Gone);
    }

    [Fact]
    public void The_current_one_and_the_one_before_it_stay_however_old_they_are()
    {
        Releases(6);
        AtomicFile.Write(Lake.CurrentFile, "r02\n");

        var plan = Plan(1);

        Assert.Equal(["r03", "r04", "r05"], plan.Gone);
        Assert.Contains(plan.Kept, kept => kept is { Release: "r01", Because: var because } && because.Contains("rollback"));
        Assert.Contains(plan.Kept, kept => kept is { Release: "r02", Because: "it is current" });
    }

    [Fact]
    public void What_a_rollback_would_not_go_back_to_is_not_kept_for_it()
    {
        Releases(4);
        Decide(ReleaseDecision.Rejected, "r03", Now.AddDays(-1));

        Assert.Equal(["r01", "r03"], Plan(1).Gone);
    }

    [Fact]
    public void Of_equally_old_ones_that_a_rollback_could_mean_all_stay()
    {
        Releases(4, i => i == 4 ? "2026-05-01T02:00:00Z" : "2026-04-01T02:00:00Z");

        Assert.Empty(Plan(1).Gone);
    }

    [Fact]
    public void A_held_one_stays_until_somebody_decides()
    {
        Releases(6);
        HeldReleases.Add(Lake, "r02");

        Assert.Equal(["r01", "r03", "r04"], Plan(1).Gone);
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, false)]
    public void One_that_a_person_approved_stays_for_90_days(int days, bool stays)
    {
        Releases(6);
        Decide(ReleaseDecision.Approved, "r02", Now.AddDays(-days));

        Assert.Equal(!stays, Plan(1).Gone.Contains("r02"));
    }

    [Fact]
    public void One_whose_manifest_cannot_be_read_stays()
    {
        Releases(6);
        File.WriteAllText(Path.Combine(Lake.Release("r01"), ReleaseManifest.FileName), "{");

        Assert.DoesNotContain("r01", Plan(1).Gone);
    }
}
