using System.Runtime.InteropServices;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>The work that a document is of.</summary>
/// <param name="Work">The document id of the record that stands for it.</param>
/// <param name="Relation">Of the document to that record: <see cref="Records.Relation.Same"/> if it is that one.</param>
/// <param name="Cluster">Where the line of its cluster stands in <c>duplicates.jsonl</c>; null if it is in none.</param>
public readonly record struct WorkPlace(string Work, string Relation, (long Offset, int Length)? Cluster = null);

/// <summary>Which work each document of a release is of, by a file of clusters. What no cluster names is a work of its own.</summary>
sealed class Works
{
    readonly Dictionary<string, WorkPlace> _places = new(StringComparer.Ordinal);

    /// <summary>How many clusters the file holds.</summary>
    public long Clusters { get; private set; }

    /// <summary>Works that are related to another one, by relation; copies of a related work do not count again.</summary>
    public SortedDictionary<string, long> Related { get; } = new(StringComparer.Ordinal);

    public WorkPlace Of(string documentId) => _places.TryGetValue(documentId, out var place) ? place : new WorkPlace(documentId, Relation.Same);

    /// <param name="path">Null, or a file that is not there: there are no clusters.</param>
    /// <param name="holds">Whether the release holds a document. A member that is gone since is passed over.</param>
    /// <param name="tombstones">A cluster that a forgotten record stands for is passed over: its members are works of their own until clusters are looked for again.</param>
    /// <exception cref="GateFailedException">The clusters are not of these documents: a record that stands for a work is gone, or a record is in two clusters.</exception>
    public static async Task<Works> ReadAsync(string? path, Func<DocumentId, bool> holds, Tombstones tombstones, CancellationToken cancel)
    {
        var works = new Works();
        if (path is null)
            return works;
        await foreach (var (cluster, offset, length) in ClusterFile.PlacedAsync(path, cancel))
        {
            works.Clusters++;
            foreach (var member in cluster.Members)
                if (holds(DocumentId.Parse(member.Id)) && tombstones.Find(cluster.Canonical) is null && tombstones.Find(cluster.WorkOf(member)) is null)
                    works.Add(cluster, member, (offset, length), holds, path);
        }
        return works;
    }

    void Add(Cluster cluster, ClusterMember member, (long Offset, int Length) place, Func<DocumentId, bool> holds, string path)
    {
        var work = cluster.WorkOf(member);
        // The stage that finds the clusters and this one read the same snapshot, and a work is stood for by a member of the cluster: neither can happen.
        foreach (var standing in (ReadOnlySpan<string>)[cluster.Canonical, work])
            if (!holds(DocumentId.Parse(standing)))
                throw new GateFailedException($"{member.Id} is in the cluster of {cluster.Canonical}, but {standing} is not among the documents that are published; the clusters in {path} are of other documents. This should not happen: please report it. Nothing was published.");
        if (cluster.Members.FirstOrDefault(other => other.Id == work) is { } stands && cluster.WorkOf(stands) != work)
            throw new GateFailedException($"{member.Id} names {work} as the record that stands for its work, which itself names {cluster.WorkOf(stands)} ({path}). This should not happen: please report it. Nothing was published.");
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, member.Id, out var exists);
        if (exists)
            throw new GateFailedException($"{member.Id} is in two clusters, one of them that of {cluster.Canonical} ({path}). This should not happen: please report it. Nothing was published.");
        known = new WorkPlace(work, cluster.RelationToWork(member), place);
        if (work == member.Id && member.Id != cluster.Canonical)
            Related[member.Relation] = Related.GetValueOrDefault(member.Relation) + 1;
    }
}
