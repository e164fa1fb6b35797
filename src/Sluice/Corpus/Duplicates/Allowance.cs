using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>What people decided, by record: which pairs, which canonical records, and where the machine may go beyond its limits.</summary>
sealed class Allowance
{
    readonly HashSet<int> _allowed = [];
    readonly HashSet<string> _collections = new(StringComparer.Ordinal);
    readonly List<(int One, int Other, Judgement Judgement)> _pairs = [];
    readonly HashSet<(int, int)> _distinct = [];

    /// <summary>Records that a person prefers, and whose word it is; of two in one work the later word counts.</summary>
    public Dictionary<int, (int Order, Judgement Judgement)> Preferred { get; } = [];

    public Allowance(IReadOnlyList<Judgement> judgements, IReadOnlyList<RecordFacts> records, Func<DocumentId, string> upstreamIdOf, Breaker breaker)
    {
        if (judgements.Count == 0)
            return;
        var byId = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < records.Count; i++)
            foreach (var name in new[] { records[i].DocumentId, DocumentId.Parse(records[i].DocumentId).UpstreamId, upstreamIdOf(DocumentId.Parse(records[i].DocumentId)) }.Distinct(StringComparer.Ordinal))
                (byId.TryGetValue(name, out var list) ? list : byId[name] = []).Add(i);
        for (var order = 0; order < judgements.Count; order++)
            Take(judgements[order], order, byId, breaker);
    }

    void Take(Judgement judgement, int order, Dictionary<string, List<int>> byId, Breaker breaker)
    {
        var records = new List<int>();
        foreach (var id in judgement.Ids)
            if (byId.TryGetValue(id, out var found) && found.Count == 1)
                records.Add(found[0]);
            else
                breaker.Trip(FindingCode.CuratedUnknownId, $"{judgement.By} decided {judgement.Decision} of '{id}', but {(found is null ? "no record has that id" : $"{found.Count} records have that id; name SOURCE:ID")}.");
        // Without the record that a word is about there is nothing to say of the others.
        if (judgement.Decision is not (Judgement.Distinct or Judgement.Allow) && (!byId.TryGetValue(judgement.Ids[0], out var about) || about.Count != 1))
            return;
        switch (judgement.Decision)
        {
            case Judgement.Allow:
                _allowed.UnionWith(records);
                if (judgement.Collection is { } collection)
                    _collections.Add(collection);
                break;
            case Judgement.Prefer when records.Count > 0:
                Preferred[records[0]] = (order, judgement);
                break;
            case Judgement.Distinct:
                _pairs.AddRange(Groups.Pairs(records).Select(pair => (pair.A, pair.B, judgement)));
                break;
            default:
                // The first is the others' copy, excerpt, summary …
                _pairs.AddRange(records.Skip(1).Where(other => other != records[0]).Select(other => (records[0], other, judgement)));
                break;
        }
    }

    /// <summary>Whether a person allowed a group that holds this record to be as large as it is.</summary>
    public bool Holds(IEnumerable<int> group) => group.Any(_allowed.Contains);

    /// <summary>Whether a person said that the two are no copies of each other.</summary>
    public bool AreDistinct(int one, int other) => _distinct.Count > 0 && _distinct.Contains((Math.Min(one, other), Math.Max(one, other)));

    public bool HoldsCollection(string collection) => _collections.Contains(collection);

    /// <summary>Notes the decisions on their ties; a later word on a pair stands for an earlier one.</summary>
    public void Decide(TieTable ties)
    {
        foreach (var (one, other, judgement) in _pairs)
        {
            var tie = ties.Between(one, other);
            tie.Evidence |= Evidence.Person;
            tie.Judgement = judgement;
            var pair = (Math.Min(one, other), Math.Max(one, other));
            if (judgement.Decision == Judgement.Distinct)
                _distinct.Add(pair);
            else
                _distinct.Remove(pair);
            (tie.Relation, tie.From) = judgement.Decision == Judgement.Distinct ? (null, -1) : (judgement.Decision, one);
        }
    }
}
