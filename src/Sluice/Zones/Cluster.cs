using System.Text.Json.Serialization;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>One record of a cluster; the canonical one is a member too.</summary>
/// <param name="Id">Its document id.</param>
/// <param name="UpstreamId">Upstream's id of it.</param>
/// <param name="Source">The record's collection: upstream's <c>source</c>.</param>
/// <param name="Url">Upstream's.</param>
/// <param name="Relation">To the canonical record: one of <see cref="Records.Relation.All"/>.</param>
/// <param name="Jaccard">Of the word shingles of the two texts, 0 to 1, and 1 for the canonical record itself; null where the texts were not compared.</param>
/// <param name="Containment">Of the smaller text's shingles in the larger one's, 0 to 1; null where they were not compared.</param>
/// <param name="Evidence">Why it is here: shared keys, titles, texts, a person's word. A sentence each.</param>
public sealed record ClusterMember(
    string Id, string UpstreamId, string Source, string Url, string Relation, double? Jaccard, double? Containment, IReadOnlyList<string> Evidence)
{
    /// <summary>Whether it is a copy of the work; the others are related works of their own.</summary>
    [JsonIgnore]
    public bool IsCopy => Records.Relation.IsCopy(Relation);

    /// <summary>
    /// The document id of the record that stands for its work, where that is not the rule of <see cref="Cluster.WorkOf"/>:
    /// a related work that has copies of its own, such as a summary that was posted twice.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Work { get; init; }
}

/// <summary>Records that belong together: the copies of one work, and what is related to it.</summary>
/// <param name="Canonical">The document id of the copy that stands for the work.</param>
/// <param name="Reasons">Why that one was elected, a sentence each.</param>
/// <param name="Members">The canonical record first, then the copies, then the related, each by document id.</param>
public sealed record Cluster(string Canonical, IReadOnlyList<string> Reasons, IReadOnlyList<ClusterMember> Members)
{
    /// <summary>The document id of the record that stands for a member's work: the canonical one for a copy, itself for a related record, unless it names another.</summary>
    public string WorkOf(ClusterMember member) => member.Work ?? (member.IsCopy ? Canonical : member.Id);

    /// <summary>
    /// How a member stands to the record that stands for its work: always that of a copy. What is a copy of a related
    /// work is another version of it: its relation to the canonical record tells nothing nearer.
    /// </summary>
    public string RelationToWork(ClusterMember member) =>
        WorkOf(member) == member.Id ? Relation.Same : member.IsCopy ? member.Relation : Relation.VersionOf;
}
