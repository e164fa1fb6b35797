namespace Sluice.Sources.Scaffolds;

/// <summary>The one key that the files of a source have: columns that are in each of them and tell its rows apart, and those of all together where that can be.</summary>
static class SharedKey
{
    /// <returns>The key, null if rows have ids of their own; and what a person must look at, or null.</returns>
    public static (IReadOnlyList<string>? Key, string? Todo) Of(IReadOnlyList<(TableSample Sample, TableProposal Proposal)> files)
    {
        var without = files.Where(file => file.Proposal.Keys is not null).ToList();
        if (without.Count == 0)
            return (null, null);
        var (first, samples) = (without[0], without.ConvertAll(file => file.Sample));
        if (samples.Count == 1)
            return (first.Proposal.Key, null);
        string?[] unfit = [.. without.SelectMany(file => new[] { file.Proposal.Fields.GetValueOrDefault("text", "text"), file.Proposal.Fields.GetValueOrDefault("date_published", "date_published") }), "url", "source"];
        // A proposed key first; then whatever column all of them have.
        var candidates = without.SelectMany(file => file.Proposal.Keys!).OrderBy(key => key.Count)
            .Concat(first.Sample.Columns.Where(column => !unfit.Contains(column, StringComparer.Ordinal)).Select(column => (IReadOnlyList<string>)[column]))
            .Where(key => samples.TrueForAll(sample => TableProposal.TellsApart([sample], key))).ToList();
        if (candidates.Find(key => TableProposal.TellsApart(samples, key)) is { } apart)
            return (apart, null);
        return candidates is [var common, ..] ? (common, $"key: {string.Join(", ", common)} tells the rows of each file apart, but several files have rows that say the same there, and of those only the first is admitted. Name more columns.")
            : ([TableProposal.Undecided], "key: no column that all files have tells their rows apart. Name those that do; or make a source of each file, since a source has one key.");
    }
}
