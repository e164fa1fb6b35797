using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>Elects the record that stands for a work: a person's choice, else the one with the best fields among those that are tied to all others.</summary>
static class Election
{
    public static (int Canonical, IReadOnlyList<string> Reasons) Of(List<int> cluster, IReadOnlyList<RecordFacts> records, TieTable ties, Allowance allowance)
    {
        var preferred = cluster.Where(allowance.Preferred.ContainsKey).OrderByDescending(member => allowance.Preferred[member].Order).Take(1).ToList();
        if (preferred is [var chosen])
            return (chosen, [allowance.Preferred[chosen].Judgement.Sentence]);
        // The centre is one of them always.
        var eligible = cluster.Where(member => cluster.All(other => other == member || ties.Find(member, other) is { IsCopy: true })).ToList();
        if (eligible.Count == 0)
            eligible.Add(cluster[0]);
        var ranked = eligible.OrderByDescending(member => records[member].Standing).ThenBy(member => member).ToList();
        var next = cluster.Where(member => member != ranked[0]).OrderByDescending(member => records[member].Standing).ThenBy(member => member).First();
        var reasons = records[ranked[0]].Standing.Over(records[next].Standing);
        return (ranked[0], reasons.Count > 0 ? reasons
            : records[ranked[0]].Standing.CompareTo(records[next].Standing) == 0 ? ["its fields are as good as the next one's, and its document id is the first by letters"]
            : ["it is tied to all other copies itself"]);
    }
}
