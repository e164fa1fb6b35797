namespace Sluice.Corpus.Duplicates;

/// <summary>
/// Joins copies around centres: every member of a cluster is tied to its centre itself. There is no chain from one
/// record over others to a third: that is how unlike texts end up in one heap.
/// </summary>
sealed class Stars
{
    readonly IReadOnlyList<RecordFacts> _records;
    readonly Func<int, int, bool> _areDistinct;
    readonly Dictionary<int, List<Tie>> _ties = [];

    /// <param name="copies">Ties between copies.</param>
    /// <param name="areDistinct">Whether a person said that two records are no copies of each other; default nobody did.</param>
    public Stars(IReadOnlyList<RecordFacts> records, IEnumerable<Tie> copies, Func<int, int, bool>? areDistinct = null)
    {
        (_records, _areDistinct) = (records, areDistinct ?? ((_, _) => false));
        foreach (var tie in copies)
        {
            TiesOf(tie.A).Add(tie);
            TiesOf(tie.B).Add(tie);
        }
    }

    List<Tie> TiesOf(int record) => _ties.TryGetValue(record, out var ties) ? ties : _ties[record] = [];

    /// <summary>
    /// Clusters of at least two, each with its centre first and then in the order of records. First all centres take what
    /// shares a name with them, the one with the most such ties first; then what is still free is taken by its words and
    /// title, by the best record first, which may be a centre already.
    /// </summary>
    public List<List<int>> Join()
    {
        var (free, clusters) = (_ties.Keys.ToHashSet(), new SortedDictionary<int, List<int>>());
        foreach (var centre in _ties.Keys.OrderByDescending(record => _ties[record].Count(tie => tie.IsStrong)).ThenByDescending(record => _records[record].Standing).ThenBy(record => record))
            if (free.Contains(centre) && _ties[centre].Exists(tie => tie.IsStrong))
                Take(centre, _ties[centre].Where(tie => tie.IsStrong), free, clusters);
        foreach (var centre in _ties.Keys.OrderByDescending(record => _records[record].Standing).ThenByDescending(record => _ties[record].Count).ThenBy(record => record))
            if (free.Contains(centre) || clusters.ContainsKey(centre))
                Take(centre, _ties[centre], free, clusters);
        return [.. clusters.Values.Select(cluster => (List<int>)[cluster[0], .. cluster.Skip(1).Order()])];
    }

    void Take(int centre, IEnumerable<Tie> ties, HashSet<int> free, SortedDictionary<int, List<int>> clusters)
    {
        var members = clusters.TryGetValue(centre, out var there) ? there : [centre];
        foreach (var member in ties.Select(tie => tie.OtherThan(centre)).Where(member => member != centre && free.Contains(member)).Distinct().Order())
            if (!members.Exists(other => _areDistinct(member, other)))
                members.Add(member);
        if (members.Count == 1)
            return;
        free.ExceptWith(members);
        clusters[centre] = members;
    }
}
