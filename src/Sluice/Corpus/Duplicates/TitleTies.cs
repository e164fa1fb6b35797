using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// Ties records by title: with the first author and years that fit they are one work unless something speaks against it;
/// without, a post under another work's title that links to it is a link to it.
/// </summary>
sealed class TitleTies(IReadOnlyList<RecordFacts> records, TieTable ties, TextComparison texts, RecordLines lines, HeadLinks links, DuplicateOptions options)
{
    // A preprint may come out years before the printed work.
    const int YearsBetween = 1, YearsToPrint = 3;

    // What two texts of one work have in common at the least: an abstract and a full text share the abstract. One site
    // calls different pages alike, and what has another id there is mostly another work.
    const double LeastContainment = 0.1, LeastOnOneSite = 0.3, LeastAgainstIds = 0.5;

    public void Add()
    {
        foreach (var group in Groups.By(records.Select((record, i) => (Key: record.Title, Record: i)).Where(pair => pair.Key != 0 && records[pair.Record].TitleIsTelling)))
            if (group.Count <= options.LargestCluster)
                foreach (var (a, b) in Groups.Pairs(group))
                    Look(a, b);
    }

    void Look(int a, int b)
    {
        var (one, other) = (records[a], records[b]);
        if (one.FirstAuthor != 0 && one.FirstAuthor == other.FirstAuthor && (one.IsSummary || other.IsSummary || MayBeOne(a, b)))
            ties.Between(a, b).Evidence |= Evidence.Title;
        else if (!one.IsSummary && !other.IsSummary && ties.Find(a, b) is null or { Evidence: Evidence.Text, Text: TextRelation.PartOfA or TextRelation.PartOfB })
            LookForLink(a, b);
    }

    bool MayBeOne(int a, int b)
    {
        var (one, other) = (records[a], records[b]);
        if (!YearsFit(one, other))
            return false;
        var tie = ties.Find(a, b);
        var contradicts = one.Contradicts(other);
        if (tie is not null && (tie.Has(Evidence.Key) || (tie.Has(Evidence.Text) && !contradicts)))
            return true;
        var measure = tie?.Measure ?? texts.Measure(a, b);
        var sameSite = one.Host == other.Host && !one.SharesAddress(other);
        var least = contradicts ? LeastAgainstIds : sameSite ? LeastOnOneSite : LeastContainment;
        var enough = measure.Containment >= least || (!contradicts && !sameSite && Math.Min(one.Words, other.Words) < options.FewestWords);
        if (enough)
            ties.Between(a, b).Measure = measure;
        return enough;
    }

    static bool YearsFit(RecordFacts one, RecordFacts other) =>
        one.Year is { } first && other.Year is { } second
        && Math.Abs(first - second) <= (one.IsPreprint != other.IsPreprint ? YearsToPrint : YearsBetween);

    void LookForLink(int a, int b)
    {
        var (ofA, ofB) = (links.Of(lines.Read(records[a])), links.Of(lines.Read(records[b])));
        var (toB, toA) = (records[b].Keys.Any(key => ofA.Contains(key.Hash)), records[a].Keys.Any(key => ofB.Contains(key.Hash)));
        if (toA == toB)
            return;
        var tie = ties.Between(a, b);
        tie.Evidence |= Evidence.Link;
        (tie.Relation, tie.From) = (Relation.LinkTo, toB ? a : b);
    }

    /// <summary>Texts that begin by saying that they are a translation, with a link to what of.</summary>
    public void AddTranslations()
    {
        if (!records.Any(record => record.MayBeTranslation))
            return;
        var byKey = records.SelectMany((record, i) => record.IsSummary ? [] : record.Keys.Select(key => (key.Hash, Record: i)))
            .GroupBy(pair => pair.Hash).ToDictionary(group => group.Key, group => group.First().Record);
        for (var i = 0; i < records.Count; i++)
            if (records[i].MayBeTranslation)
                foreach (var target in links.TranslatedBy(lines.Read(records[i])).Where(byKey.ContainsKey).Select(key => byKey[key]).Where(target => target != i).Distinct().Order().Take(1).ToList())
                {
                    var tie = ties.Between(i, target);
                    tie.Evidence |= Evidence.Link;
                    (tie.Relation, tie.From) = (Relation.TranslationOf, i);
                }
    }
}
