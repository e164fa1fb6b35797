using System.Text;
using Sluice.Records;

namespace Sluice.Publish;

/// <summary>Counts of a release while it is written.</summary>
sealed class ReleaseCounts
{
    public SortedDictionary<string, long> ByCollection { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> ByYear { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> ByTier { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Source, string Collection), long> BySource { get; } = [];

    public long Works { get; private set; }

    /// <summary>Copies only.</summary>
    public SortedDictionary<string, long> ByRelation { get; } = new(StringComparer.Ordinal);

    public void Count(DocumentId id, RecordLine served, WorkPlace work)
    {
        if (work.Work == id.ToString())
            Works++;
        else
            Add(ByRelation, work.Relation);
        var collection = served.GetString("source"u8) ?? "";
        Add(ByCollection, collection);
        BySource[(id.Source, collection)] = BySource.GetValueOrDefault((id.Source, collection)) + 1;
        if (!served.TryGet("enriched"u8, out var enriched))
            return;
        if (enriched.TryGetMember("year"u8, out var year) && year.Kind == JsonKind.Number)
            Add(ByYear, Encoding.UTF8.GetString(year.Bytes));
        if (enriched.TryGetMember("quality_tier"u8, out var tier) && tier.Kind == JsonKind.String)
            Add(ByTier, tier.GetString());
    }

    static void Add(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
