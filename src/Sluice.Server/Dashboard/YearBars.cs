using System.Globalization;
using Sluice.Serve;

namespace Sluice.Server.Dashboard;

/// <summary>One bar of the chart by year; the first may stand for all earlier years together.</summary>
public sealed record YearBar(string Label, long Count, int? From, int To)
{
    public string Href => new SearchAddress { From = From, To = To }.Href;
}

/// <summary>Years in a row without gaps, so that a year without documents shows as such.</summary>
public static class YearBars
{
    /// <summary>As many as stand side by side on a page; one stray date of long ago must not make a thousand empty years.</summary>
    public const int Most = 30;

    public static IReadOnlyList<YearBar> Of(IReadOnlyList<FacetValue> years)
    {
        var counts = years.ToDictionary(year => int.Parse(year.Value, CultureInfo.InvariantCulture), year => year.Count);
        if (counts.Count == 0)
            return [];
        var last = counts.Keys.Max();
        var first = Math.Max(counts.Keys.Min(), last - Most + 1);
        var bars = new List<YearBar>();
        if (counts.Where(year => year.Key < first).Sum(year => year.Value) is > 0 and var earlier)
            bars.Add(new YearBar($"≤{SearchAddress.Year(first - 1)}", earlier, null, first - 1));
        for (var year = first; year <= last; year++)
            bars.Add(new YearBar(SearchAddress.Year(year), counts.GetValueOrDefault(year), year, year));
        return bars;
    }
}
