using Sluice.Serve;

namespace Sluice.Tests.Serve;

public sealed class TimelineTests(PublishedLake lake) : IClassFixture<PublishedLake>
{
    static string[] Shown(IEnumerable<FacetValue> values) => [.. values.Select(value => $"{value.Value}={value.Count}")];

    [Fact]
    public void Years_count_every_document_in_order() =>
        Assert.Equal(["2017=2", "2018=1", "2019=1", "2020=2", "2021=12"], Shown(new Timeline(lake.Catalog).ByYear(new DocumentFilter())));

    [Fact]
    public void Months_leave_out_dates_that_only_vouch_for_the_year() =>
        Assert.Equal(["2018-12=1", "2019-02=1", "2020-01=2", "2021-06=12"], Shown(new Timeline(lake.Catalog).ByMonth(new DocumentFilter())));

    [Fact]
    public void Collections_count_what_the_filter_lets_pass() =>
        Assert.Equal(["arxiv=2", "lesswrong=12"], Shown(new Timeline(lake.Catalog).ByCollection(new DocumentFilter { YearFrom = 2020 })));

    [Fact]
    public void An_overview_says_how_much_reached_each_zone()
    {
        var overview = Overview.Of(lake.Hub.Lake);

        Assert.Equal((PublishedLake.Documents, 1), (overview.Manifest!.DocumentCount, overview.Dumps.Count));
        Assert.Equal(["validated 18/18", "cleaned 18/18", "enriched 18/18"], overview.Dumps[0].Stages.Select(stage => $"{stage.Zone} {stage.Read}/{stage.Kept}"));
        Assert.Equal("complete", overview.LastRun!.Value.GetProperty("status").GetString());
    }

    [Fact]
    public void An_empty_lake_has_an_overview_too()
    {
        using var folder = new TempFolder();

        var overview = Overview.Of(new Sluice.Zones.Lake(folder.Path));

        Assert.Equal((null, null, 0, null), (overview.Release, overview.Manifest, overview.Dumps.Count, overview.LastRun));
    }
}
