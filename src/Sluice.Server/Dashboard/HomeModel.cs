using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>What the front page shows. Before the first release there are only zones, or not even those.</summary>
/// <param name="Years">Works by year; so are the lists by collection and by tier.</param>
public sealed record HomeModel(Overview Lake, ReleaseManifest? Release, IReadOnlyList<FacetValue> Years, IReadOnlyList<FacetValue> Collections, IReadOnlyList<FacetValue> Tiers, RunBalance? LastRun)
{
    const int NewestDumps = 3;

    public static HomeModel Of(Lake lake, Catalog catalog, Timeline timeline)
    {
        var overview = Overview.Of(lake);
        var release = overview.Release is null ? null : catalog.Shown().Manifest;
        var (all, none) = (new DocumentFilter(), (IReadOnlyList<FacetValue>)[]);
        return release is null
            ? new HomeModel(overview, release, none, none, none, RunBalance.Of(overview.LastRun))
            : new HomeModel(overview, release, timeline.ByYear(all), timeline.ByCollection(all), timeline.ByTier(all), RunBalance.Of(overview.LastRun));
    }

    /// <summary>How many copies and related works there are, and of which kind; null if there are none.</summary>
    public string? Relations
    {
        get
        {
            if (Release is null)
                return null;
            var sentences = new[] { (Release.ByRelation, "record is a copy", "records are copies"), (Release.RelatedByRelation, "work is related to another", "works are related to another") }
                .Where(kind => kind.Item1.Count > 0)
                .Select(kind => $"{Wording.Count(kind.Item1.Values.Sum())} {(kind.Item1.Values.Sum() == 1 ? kind.Item2 : kind.Item3)}: {string.Join(", ", kind.Item1.Select(pair => $"{pair.Key} {Wording.Count(pair.Value)}"))}.");
            return string.Join(' ', sentences) is { Length: > 0 } told ? told : null;
        }
    }

    /// <summary>Of how many records the text is here, and why of the others it is not; null if the release does not tell.</summary>
    public string? Texts => Release is null || Release.Text.Count == 0 ? null
        : $"The text of {Wording.Count(Release.Text.GetValueOrDefault(TextState.Served), "record")} is served; of {Wording.Count(Release.Text.GetValueOrDefault(TextState.Withheld))} it is withheld, and of {Wording.Count(Release.Text.GetValueOrDefault(TextState.Unknown))} no licence is known: these are served as metadata with a link.";

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
