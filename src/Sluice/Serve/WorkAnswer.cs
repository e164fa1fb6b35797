namespace Sluice.Serve;

/// <summary>Another record beside the one that was asked for.</summary>
/// <param name="Id">Its document id.</param>
/// <param name="Relation">One of <see cref="Records.Relation.All"/>; to what, says the list that it is in.</param>
/// <param name="Date">As in a list of documents.</param>
/// <param name="Evidence">Why, a sentence each.</param>
public sealed record WorkMember(
    string Id, string Relation, string Title, string Collection, string Url, string Date, string DatePrecision, IReadOnlyList<string> Evidence);

/// <summary>The work that a record is of: what stands for it, its other copies, and what is related to it.</summary>
/// <param name="Id">The document id of the record that stands for the work; the record's own if it is that one.</param>
/// <param name="Relation">Of the record to that one; <c>same</c> if it is that one.</param>
/// <param name="Evidence">Why the record is here, a sentence each; empty if it is in no cluster.</param>
/// <param name="Reasons">Why the canonical record of the cluster was elected, a sentence each.</param>
/// <param name="Copies">The other records of the work, each with its relation to the record that stands for it.</param>
/// <param name="Related">Works that are summaries, excerpts … of this one, each with its relation to it.</param>
/// <param name="RelatedTo">The work that this one is a summary, an excerpt … of, with this one's relation to it; or null.</param>
public sealed record WorkAnswer(
    string Id, string Relation, IReadOnlyList<string> Evidence, IReadOnlyList<string> Reasons, IReadOnlyList<WorkMember> Copies,
    IReadOnlyList<WorkMember> Related, WorkMember? RelatedTo)
{
    /// <summary>Of a record in no cluster.</summary>
    internal static WorkAnswer Alone(string documentId) => new(documentId, Records.Relation.Same, [], [], [], [], null);
}
