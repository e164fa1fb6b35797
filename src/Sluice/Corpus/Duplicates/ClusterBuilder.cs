using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Duplicates;

/// <summary>Puts clusters into the form in which they are published: elects, types, measures and gives the evidence in words.</summary>
sealed class ClusterBuilder(IReadOnlyList<RecordFacts> records, TieTable ties, TextComparison texts, RecordLines lines, Allowance allowance, DuplicateOptions options)
{
    readonly Dictionary<int, (int Canonical, List<int> Members, IReadOnlyList<string> Reasons)> _works = [];
    readonly Dictionary<int, int> _workOf = [];

    /// <summary>All clusters, by the document id of the canonical record: works with copies, and works with related ones.</summary>
    public IEnumerable<Cluster> Build(List<List<int>> copies)
    {
        foreach (var cluster in copies)
        {
            var (canonical, reasons) = Election.Of(cluster, records, ties, allowance);
            _works[canonical] = (canonical, [.. cluster.Where(member => member != canonical).Order()], reasons);
            foreach (var member in cluster)
                _workOf[member] = canonical;
        }
        var attachments = new Attachments(records, ties, WorkOf);
        var attached = attachments.Attach();
        var related = attached.GroupBy(pair => attachments.RootOf(pair.Key, attached)).ToDictionary(group => group.Key, group => group.Select(pair => pair.Key).Order().ToList());
        foreach (var canonical in _works.Keys.Union(related.Keys).Where(work => !attached.ContainsKey(work)).Order())
            yield return ClusterOf(canonical, related.GetValueOrDefault(canonical) ?? [], attached);
    }

    int WorkOf(int record) => _workOf.GetValueOrDefault(record, record);

    Cluster ClusterOf(int canonical, List<int> related, Dictionary<int, Attachment> attached)
    {
        var (_, copies, reasons) = _works.GetValueOrDefault(canonical, (canonical, [], ["it is the only record of its work"]));
        var members = new List<ClusterMember> { Member(canonical, Relation.Same, null, ["stands for the work"], null) with { Jaccard = 1, Containment = 1 } };
        members.AddRange(copies.Select(copy => CopyOf(copy, canonical)));
        foreach (var work in related)
        {
            var attachment = attached[work];
            members.Add(RelatedTo(canonical, work, attachment, null));
            // Its own copies come along.
            foreach (var copy in _works.TryGetValue(work, out var own) ? own.Members : [])
                members.Add(RelatedTo(canonical, copy, attachment, work));
        }
        return new Cluster(records[canonical].DocumentId, reasons, members);
    }

    ClusterMember CopyOf(int copy, int canonical)
    {
        var tie = ties.Find(copy, canonical);
        var measure = tie?.MeasureFrom(copy) ?? texts.Measure(copy, canonical);
        var relation = CopyRelation.Of(records[copy], records[canonical], tie, measure, options, copyIsFrom: tie?.From == copy);
        return Member(copy, relation, measure, EvidenceOf(copy, canonical, tie, measure), null);
    }

    ClusterMember RelatedTo(int canonical, int record, Attachment attachment, int? work)
    {
        var measure = texts.Measure(record, canonical);
        var evidence = record == attachment.Record && canonical == attachment.Target ? EvidenceOf(record, canonical, attachment.Tie, measure) : EvidenceOf(attachment.Record, attachment.Target, attachment.Tie, null);
        if (record != attachment.Record)
            evidence = [$"is a copy of {records[work ?? attachment.Record].DocumentId}", .. evidence];
        return Member(record, attachment.Relation, measure, evidence, work);
    }

    ClusterMember Member(int record, string relation, TextMeasure? measure, IReadOnlyList<string> evidence, int? work)
    {
        var line = lines.Read(records[record]);
        return new ClusterMember(records[record].DocumentId, line.GetString("id"u8) ?? "", line.GetString("source"u8) ?? "", line.GetString("url"u8) ?? "", relation,
            measure?.Jaccard, measure?.Containment, evidence)
        {
            Work = work is { } canonical ? records[canonical].DocumentId : null,
        };
    }

    IReadOnlyList<string> EvidenceOf(int record, int other, Tie? tie, TextMeasure? measure) =>
        new EvidenceText(records, lines).Of(record, other, tie, measure ?? tie?.MeasureFrom(record), options);
}
