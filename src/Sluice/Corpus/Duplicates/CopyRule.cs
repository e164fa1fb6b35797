using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>Decides which ties join copies of one work; all others only relate works.</summary>
static class CopyRule
{
    public static bool IsCopy(Tie tie, RecordFacts a, RecordFacts b)
    {
        if (tie.Judgement is { } judgement)
            return Relation.IsCopy(judgement.Decision);
        // A work and a summary of it are two works, whatever they share. Two summaries are one if they summarise one work in the
        // same words: one sentence may stand for several works.
        var byWords = tie.Has(Evidence.Text) && tie.Text is TextRelation.Same or TextRelation.Version;
        if (a.IsSummary || b.IsSummary)
            return a.IsSummary && b.IsSummary && byWords && tie.Has(Evidence.Key | Evidence.Address | Evidence.Title);
        if (byWords || tie.Has(Evidence.Title))
            return true;
        if (tie.Has(Evidence.Key | Evidence.Address))
            return !tie.IsContradicted;
        return IsShorterVersion(tie, a, b);
    }

    // So much of the longer text must stand in the shorter one under another title. One site has different pages that share
    // much, so it must be on another.
    const double MostOfTheLonger = 0.6;

    // Under the same title a shorter text is a shorter version; under another it must be most of the longer one, or it is a part.
    static bool IsShorterVersion(Tie tie, RecordFacts a, RecordFacts b) =>
        tie.Text is TextRelation.PartOfA or TextRelation.PartOfB && !a.Contradicts(b)
        && ((a.Title != 0 && a.Title == b.Title) || a.Host != b.Host && tie.Measure is { } measure && Math.Min(measure.CoverageA, measure.CoverageB) >= MostOfTheLonger);
}
