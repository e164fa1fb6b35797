using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>What a copy is to the record that stands for its work.</summary>
static class CopyRelation
{
    // Word for word, but for what a site adds to a post.
    const double WordForWord = 0.98;

    public static string Of(RecordFacts copy, RecordFacts canonical, Tie? tie, TextMeasure measure, DuplicateOptions options, bool copyIsFrom)
    {
        // A person's word is of one record to the other; the other way round it is another version at least.
        if (tie?.Judgement is { } judgement && Relation.IsCopy(judgement.Decision))
            return copyIsFrom || judgement.Decision is Relation.Same or Relation.CrossPost ? judgement.Decision : Relation.VersionOf;
        var sameWords = copy.Text == canonical.Text || measure.Jaccard >= options.SameJaccard;
        if (copy.Has(KeyScheme.Forum) && canonical.Has(KeyScheme.Forum) && (copy.Host != canonical.Host || copy.Collection != canonical.Collection)
            && (Shares(copy, canonical, KeyScheme.Forum) || copy.Text == canonical.Text || measure.Jaccard >= WordForWord))
            return Relation.CrossPost;
        if (copy.IsPreprint && canonical.Has(KeyScheme.Doi) && copy.Host != canonical.Host)
            return Relation.PreprintOf;
        return sameWords ? Relation.Same : Relation.VersionOf;
    }

    static bool Shares(RecordFacts one, RecordFacts other, KeyScheme scheme) =>
        one.Keys.Any(key => key.Scheme == scheme && other.Keys.Contains(key));
}
