using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>Ties records by the words of their texts: equal texts at once, similar ones by their sketches and then by exact measure.</summary>
static class TextTies
{
    public static void Add(TieTable ties, IReadOnlyList<RecordFacts> records, SketchFile sketches, Func<TextComparison> newTexts, int workers, DuplicateOptions options, Allowance allowance, Breaker breaker, CancellationToken cancel)
    {
        var equal = new Dictionary<int, IReadOnlyList<int>>();
        var isCopy = new HashSet<int>();
        foreach (var group in Groups.By(records.Select((record, i) => (Key: record.Text, Record: i)).Where(pair => records[pair.Record].Words > 0)))
        {
            var isLong = records[group[0]].Words >= options.FewestWords;
            if (isLong && group.Count > options.LargestCluster && !allowance.Holds(group))
            {
                breaker.Trip(FindingCode.DuplicatesTextTooCommon, $"{group.Count} records have one and the same text of {records[group[0]].Words} words ({records[group[0]].DocumentId} and others); expected at most {options.LargestCluster}. They were left apart.");
                isCopy.UnionWith(group);
                continue;
            }
            if (isLong)
            {
                equal[group[0]] = group;
                isCopy.UnionWith(group.Skip(1));
            }
            // A few words may be anybody's; under the same title they are the same.
            if (!isLong && group.Count > options.LargestCluster)
                continue;
            foreach (var (a, b) in Groups.Pairs(group))
                if (isLong || (records[a].Title == records[b].Title && records[a].Title != 0))
                {
                    var tie = ties.Between(a, b);
                    (tie.Evidence, tie.Text, tie.IsEqualText) = (tie.Evidence | Evidence.Text, TextRelation.Same, true);
                }
        }
        AddSimilar(ties, records, sketches, newTexts, workers, options, breaker, equal, isCopy, cancel);
    }

    static void AddSimilar(TieTable ties, IReadOnlyList<RecordFacts> records, SketchFile sketches, Func<TextComparison> newTexts, int workers, DuplicateOptions options, Breaker breaker, Dictionary<int, IReadOnlyList<int>> equal, HashSet<int> isCopy, CancellationToken cancel)
    {
        var texts = Enumerable.Range(0, records.Count).Where(i => records[i].Words >= options.FewestWords && !isCopy.Contains(i)).ToList();
        var finder = new Candidates(sketches, options);
        var candidates = finder.Among(records, texts);
        if (finder.LargestBucket > 0)
            breaker.Trip(FindingCode.DuplicatesCommonText, $"{finder.CommonTexts} texts have passages in common with more than {options.CommonTo} others (up to {finder.LargestBucket}); those passages were passed over.");
        if (finder.PassedOver > 0)
            breaker.Trip(FindingCode.DuplicatesCommonText, $"{finder.PassedOver} pairs of texts share only passages that more than {options.CommonTo} texts have; these pairs were passed over.");
        var measures = new TextMeasure[candidates.Count];
        // Neighbours in the list share a text, so each worker gets a stretch of it.
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, worker =>
        {
            var comparison = newTexts();
            for (var i = candidates.Count * worker / workers; i < candidates.Count * (worker + 1) / workers; i++)
            {
                cancel.ThrowIfCancellationRequested();
                measures[i] = comparison.Measure(candidates[i].A, candidates[i].B);
            }
        });
        foreach (var (candidate, measure) in candidates.Zip(measures))
            if (TextJudgement.Of(measure, candidate, options) is var relation and not TextRelation.Unrelated)
                foreach (var a in equal.GetValueOrDefault(candidate.A) ?? [candidate.A])
                    foreach (var b in equal.GetValueOrDefault(candidate.B) ?? [candidate.B])
                        Note(ties.Between(a, b), a < b ? relation : Turned(relation), a < b ? measure : measure.Turned);
    }

    static void Note(Tie tie, TextRelation relation, TextMeasure measure)
    {
        tie.Evidence |= Evidence.Text;
        (tie.Text, tie.Measure) = (relation, measure);
    }

    static TextRelation Turned(TextRelation relation) => relation switch
    {
        TextRelation.PartOfA => TextRelation.PartOfB,
        TextRelation.PartOfB => TextRelation.PartOfA,
        _ => relation,
    };
}
