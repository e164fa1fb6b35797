namespace Sluice.Sources.Scaffolds;

/// <summary>What a person must know of a source whose dates Extract does not read.</summary>
public static class LateDates
{
    /// <summary>A sentence or two; null if Extract reads them all.</summary>
    public static string? Of(SourceEntry source) => source.LateForms.ToList() is not { Count: > 0 } forms ? null
        : $"date_formats: Validate reads dates as {string.Join(", ", forms)}, and Extract does not, so `--limit` and `--dry-run` keep no such row: they are counted as unreadable_date, and join once they are validated. To look at records: `sluice run {source.Id} {Scaffold.Flags}`, then `sluice head {source.Id}`.";
}
