namespace Sluice.Corpus.Duplicates;

/// <summary>All ties of the corpus, one for each pair of records.</summary>
sealed class TieTable
{
    readonly Dictionary<(int A, int B), Tie> _ties = [];

    public Tie Between(int one, int other)
    {
        var pair = one < other ? (one, other) : (other, one);
        if (!_ties.TryGetValue(pair, out var tie))
            _ties[pair] = tie = new Tie(pair.Item1, pair.Item2);
        return tie;
    }

    public Tie? Find(int one, int other) => _ties.GetValueOrDefault(one < other ? (one, other) : (other, one));

    /// <summary>In the order of their records.</summary>
    public IReadOnlyList<Tie> InOrder() => [.. _ties.Values.OrderBy(tie => tie.A).ThenBy(tie => tie.B)];
}

/// <summary>Groups of records with something in common that is known as a hash.</summary>
static class Groups
{
    /// <summary>Groups of at least two, each in the order of the records; in an order that depends on nothing but the keys.</summary>
    public static IEnumerable<IReadOnlyList<int>> By<TKey>(IEnumerable<(TKey Key, int Record)> keyed)
        where TKey : IComparable<TKey> => Keyed(keyed).Select(group => group.Records);

    /// <summary>The same, with the keys.</summary>
    public static IEnumerable<(TKey Key, IReadOnlyList<int> Records)> Keyed<TKey>(IEnumerable<(TKey Key, int Record)> keyed)
        where TKey : IComparable<TKey>
    {
        var entries = keyed.ToArray();
        Array.Sort(entries, static (a, b) => a.Key.CompareTo(b.Key) is var byKey and not 0 ? byKey : a.Record.CompareTo(b.Record));
        for (int start = 0, end; start < entries.Length; start = end)
        {
            for (end = start + 1; end < entries.Length && entries[end].Key.CompareTo(entries[start].Key) == 0;)
                end++;
            if (end - start > 1)
                if (entries[start..end].Select(entry => entry.Record).Distinct().ToList() is { Count: > 1 } group)
                    yield return (entries[start].Key, group);
        }
    }

    /// <summary>Each two of a group.</summary>
    public static IEnumerable<(int A, int B)> Pairs(IReadOnlyList<int> group)
    {
        for (var i = 0; i < group.Count; i++)
            for (var j = i + 1; j < group.Count; j++)
                yield return (group[i], group[j]);
    }
}
