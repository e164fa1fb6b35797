using System.Globalization;
using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>Year, quarter, month and decade of the day as written.</summary>
public sealed class TimeFields : IEnricher
{
    public string Method => "calendar@1";

    public IReadOnlyList<string> Fields { get; } = ["year", "quarter", "month", "decade"];

    public void Write(Reading document, JsonLineBuilder enriched)
    {
        var day = document.Day;
        enriched.Name("year"u8).NumberOrNull(day?.Year)
            .Name("quarter"u8).StringOrNull(day is { } d ? string.Create(CultureInfo.InvariantCulture, $"Q{(d.Month - 1) / 3 + 1}") : null)
            .Name("month"u8).NumberOrNull(day?.Month)
            .Name("decade"u8).StringOrNull(day is { } e ? string.Create(CultureInfo.InvariantCulture, $"{e.Year / 10 * 10}s") : null);
    }
}
