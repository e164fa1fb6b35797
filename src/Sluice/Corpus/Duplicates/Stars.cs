namespace Sluice.Corpus.Duplicates;

/// <summary>
/// Joins copies around centres: every member of a cluster is tied to its centre itself. There is no chain from one
/// record over others to a third: that is how unlike texts end up in one heap.
/// </summary>
sealed class Stars
{
    readonly IReadOnlyList<RecordFacts> _records;
    readonly Dictionary<int, List<Tie>> _ties = [];

    /// <param name="copies">Ties between copies.</param>
    public Stars(IReadOnlyList<RecordFacts> records, IEnumerable<Tie> copies)
    {
        _records = records;
        foreach (var tie in copies)
        {
            TiesOf(tie.A).Add(tie);
            TiesOf(tie.B).Add(tie);
        }
    }

    List<Tie> TiesOf(int record) => _ties.TryGetValue(record, out var ties) ? ties : _ties[record] = [];

    /// <summary>
    /// Clusters of at least two, each with its centre first and then in the order of records. The record with the most names
    /// in common with others comes first, then the best; it takes all that are tied to it and still free.
    /// </summary>
    public List<List<int>> Join()
    {
        var free = _ties.Keys.ToHashSet();
        var clusters = new List<List<int>>();
        foreach (var centre in _ties.Keys.OrderByDescending(record => _ties[record].Count(tie => tie.IsStrong)).ThenByDescending(record => _records[record].Standing).ThenBy(record => record))
        {
            if (!free.Remove(centre))
                continue;
            var members = _ties[centre].Select(tie => tie.OtherThan(centre)).Where(free.Contains).Distinct().Order().ToList();
            if (members.Count == 0)
                continue;
            free.ExceptWith(members);
            clusters.Add([centre, .. members]);
        }
        return clusters;
    }
}
