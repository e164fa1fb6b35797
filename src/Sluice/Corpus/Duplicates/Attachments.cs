using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>A record that is related to another work without being a copy of it.</summary>
/// <param name="Record">The record, one of the copies of its own work.</param>
/// <param name="Target">The record of the other work that it is tied to.</param>
/// <param name="Order">Which goes first where a record is related to several works: a summary, a part, a translation, a link.</param>
readonly record struct Attachment(int Record, int Target, string Relation, int Order, Tie Tie)
{
    /// <summary>Whether the two go by one name, or a person said so: then they must not end up apart.</summary>
    public bool IsByName => Tie.Has(Evidence.Key | Evidence.Address | Evidence.Person);
}

/// <summary>
/// Relates works to works. A record stands in one cluster only, so each work is related to one other at the most; what is
/// related to a related work comes along to the one that is related to nothing. First come the people's words, then summaries,
/// parts, translations, links. Works that share a name always end up in one cluster.
/// </summary>
sealed class Attachments(IReadOnlyList<RecordFacts> records, TieTable ties, Func<int, int> workOf)
{
    /// <summary>By work (its canonical record), what it is attached to.</summary>
    public Dictionary<int, Attachment> Attach()
    {
        var attached = new Dictionary<int, Attachment>();
        var children = new Dictionary<int, List<int>>();
        foreach (var attachment in Possible().OrderBy(attachment => attachment.Order).ThenBy(attachment => attachment.Record).ThenBy(attachment => attachment.Target))
        {
            var (work, target) = (workOf(attachment.Record), RootOf(workOf(attachment.Target), attached));
            if (work == target || attached.ContainsKey(work) || (children.ContainsKey(work) && !attachment.IsByName))
                continue;
            attached[work] = attachment;
            var family = children.TryGetValue(target, out var there) ? there : children[target] = [];
            family.Add(work);
            if (children.Remove(work, out var own))
                family.AddRange(own);
            foreach (var member in family)
                _roots[member] = target;
        }
        return attached;
    }

    readonly Dictionary<int, int> _roots = [];

    /// <summary>The work whose cluster a work stands in: itself, if it is related to nothing.</summary>
    public int RootOf(int work, Dictionary<int, Attachment> attached) => attached.ContainsKey(work) ? _roots[work] : work;

    IEnumerable<Attachment> Possible()
    {
        foreach (var tie in ties.InOrder())
            if ((!tie.IsCopy || tie.IsStrong) && !tie.IsBroken && tie.Judgement?.Decision != Judgement.Distinct && workOf(tie.A) != workOf(tie.B) && Of(tie) is { } attachment)
                yield return attachment;
    }

    Attachment? Of(Tie tie)
    {
        var (a, b) = (records[tie.A], records[tie.B]);
        // Copies by name that a star had no room for: they are told, not joined.
        if (tie.IsCopy)
            return From(tie, a.Standing.CompareTo(b.Standing) >= 0 ? tie.B : tie.A, Relation.LinkTo, 6);
        if (tie.Judgement is not null)
            return From(tie, tie.From, tie.Relation!, 0);
        var names = tie.Has(Evidence.Key | Evidence.Address | Evidence.Title);
        var sameWords = tie.Has(Evidence.Text) && tie.Text is TextRelation.Same or TextRelation.Version;
        if (a.IsSummary != b.IsSummary && (names || sameWords))
            return From(tie, a.IsSummary ? tie.A : tie.B, Relation.SummaryOf, tie.Has(Evidence.Key | Evidence.Address) ? 1 : 2);
        if (tie.Has(Evidence.Text) && tie.Text is TextRelation.PartOfA or TextRelation.PartOfB && !(a.IsSummary && b.IsSummary))
            return From(tie, tie.Text == TextRelation.PartOfB ? tie.A : tie.B, Relation.ExcerptOf, 3);
        if (tie.Relation is { } relation)
            return From(tie, tie.From, relation, relation == Relation.TranslationOf ? 4 : 5);
        // Two summaries of one work that is not here, or records of which one name was taken for another's.
        if (names)
            return From(tie, a.Standing.CompareTo(b.Standing) >= 0 ? tie.B : tie.A, Relation.LinkTo, 6);
        return null;
    }

    static Attachment From(Tie tie, int record, string relation, int order) => new(record, tie.OtherThan(record), relation, order, tie);
}
