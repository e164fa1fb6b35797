using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>Ties records that go by the same name: an arXiv id, a DOI, a post id, an address.</summary>
static class KeyTies
{
    public static void Add(TieTable ties, IReadOnlyList<RecordFacts> records, DuplicateOptions options, Allowance allowance, Breaker breaker)
    {
        var keyed = records.SelectMany((record, i) => record.Keys.Select(key => (Key: (key.Hash, key.Scheme), Record: i)));
        foreach (var (key, group) in Groups.Keyed(keyed))
        {
            var isAddress = key.Scheme == KeyScheme.Address;
            if (group.Count > options.LargestCluster && !allowance.Holds(group))
            {
                breaker.Trip(FindingCode.DuplicatesKeyTooCommon, $"{group.Count} records go by one {(isAddress ? "address" : "key")} ({records[group[0]].DocumentId} and others); expected at most {options.LargestCluster}. They were left apart.");
                continue;
            }
            foreach (var (a, b) in Groups.Pairs(group))
                ties.Between(a, b).Evidence |= isAddress ? Evidence.Address : Evidence.Key;
        }
    }

    /// <summary>
    /// Looks twice at names that a whole book, a journal's page or a careless hand may have shared: a DOI or an address under
    /// which titles and texts have nothing in common is no name of one work.
    /// </summary>
    public static void Contradict(TieTable ties, IReadOnlyList<RecordFacts> records, TextComparison texts, DuplicateOptions options, CancellationToken cancel)
    {
        foreach (var tie in ties.InOrder())
        {
            cancel.ThrowIfCancellationRequested();
            var (a, b) = (records[tie.A], records[tie.B]);
            if (!tie.Has(Evidence.Key | Evidence.Address) || a.IsSummary || b.IsSummary || (a.Title == b.Title && a.Title != 0) || IsBeyondDoubt(a, b))
                continue;
            tie.Measure ??= texts.Measure(tie.A, tie.B);
            tie.IsContradicted = TextJudgement.Of(tie.Measure.Value, null, options) == TextRelation.Unrelated
                && tie.Measure.Value.Containment < Least && texts.TitleOverlap(tie.A, tie.B) < LeastOfTitle;
        }
    }

    const double Least = 0.2, LeastOfTitle = 0.5;

    // Sites give these out themselves, one for one work; it is titles and texts that change.
    static bool IsBeyondDoubt(RecordFacts a, RecordFacts b) =>
        a.Keys.Any(key => key.Scheme is KeyScheme.Arxiv or KeyScheme.Forum or KeyScheme.Other && b.Keys.Contains(key));
}
