using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>What the front page shows. Before the first release there are only zones, or not even those.</summary>
public sealed record HomeModel(Overview Lake, ReleaseManifest? Release, IReadOnlyList<FacetValue> Years, RunBalance? LastRun)
{
    const int NewestDumps = 3;

    public static HomeModel Of(Lake lake, Catalog catalog, Timeline timeline)
    {
        var overview = Overview.Of(lake);
        var release = overview.Release is null ? null : catalog.Current().Manifest;
        return new HomeModel(overview, release, release is null ? [] : timeline.ByYear(new DocumentFilter()), RunBalance.Of(overview.LastRun));
    }

    /// <summary>Each source with its newest dumps, newest first, and how many older ones there are.</summary>
    public IEnumerable<(string Source, IReadOnlyList<DumpOverview> Newest, int Older)> Sources =>
        Lake.Dumps.GroupBy(dump => dump.Source, StringComparer.Ordinal).Select(dumps =>
            (dumps.Key, (IReadOnlyList<DumpOverview>)[.. dumps.Reverse().Take(NewestDumps)], Math.Max(0, dumps.Count() - NewestDumps)));

    /// <summary>First and last year with a document, as <c>2015–2024</c>; null if no document knows its year.</summary>
    public string? Span => Years switch
    {
        [] => null,
        [var only] => only.Value,
        [var first, .., var last] => $"{first.Value}–{last.Value}",
    };
}
