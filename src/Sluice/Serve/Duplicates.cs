using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>A page of clusters. <see cref="Next"/> is what to skip for the following one; null on the last.</summary>
public sealed record ClusterPage(string Release, long Total, IReadOnlyList<Cluster> Clusters, int? Next);

/// <summary>Which records of the current release are copies of one work, and what is related to it; and why.</summary>
public sealed class Duplicates(Catalog catalog)
{
    /// <summary>All clusters, by the document id of the canonical record. Each member names the record that stands for its work.</summary>
    /// <param name="relation">Only clusters with such a member beside the canonical one; of the others the members are left out.</param>
    /// <exception cref="CorrectTheCallException">Nothing is published, or there is no such relation.</exception>
    public async Task<IReadOnlyList<Cluster>> AllAsync(string? relation = null, CancellationToken cancel = default)
    {
        var clusters = new List<Cluster>();
        await foreach (var cluster in ReadAsync(relation, cancel))
            clusters.Add(cluster);
        return clusters;
    }

    /// <summary>The same, a page of it.</summary>
    public async Task<ClusterPage> PageAsync(string? relation = null, int limit = Catalog.DefaultLimit, int skip = 0, CancellationToken cancel = default)
    {
        (limit, skip) = (Math.Clamp(limit, 1, Catalog.LargestLimit), Math.Max(0, skip));
        var clusters = new List<Cluster>();
        var total = 0;
        await foreach (var cluster in ReadAsync(relation, cancel))
            if (total++ >= skip && clusters.Count < limit)
                clusters.Add(cluster);
        return new ClusterPage(catalog.Current().Id, total, clusters, skip + clusters.Count < total && clusters.Count > 0 ? skip + clusters.Count : null);
    }

    /// <summary>The cluster of a record; null if it is in none, or none of its others has the relation.</summary>
    /// <param name="id">A document id, or upstream's id if only one document has it.</param>
    /// <exception cref="CorrectTheCallException">The release has no such document, or there is no such relation.</exception>
    public Cluster? Of(string id, string? relation = null)
    {
        MustBeRelation(relation);
        var line = new RecordLine();
        if (catalog.Find(id) is not { } found || !line.Read(found, out _))
            throw new CorrectTheCallException($"There is no document '{id}' in release {catalog.Current().Id}, or several have that upstream id. `sluice search` prints ids.");
        return ClusterOf(line.GetString("document_id"u8)!) is { } cluster ? Selected(cluster, relation) : null;
    }

    /// <summary>The work of a document of the release.</summary>
    /// <param name="documentId">What no cluster names is a work of its own.</param>
    public WorkAnswer WorkOf(string documentId)
    {
        if (ClusterOf(documentId) is not { } cluster || cluster.Members.FirstOrDefault(member => member.Id == documentId) is not { } self)
            return WorkAnswer.Alone(documentId);
        var work = cluster.WorkOf(self);
        var isCanonical = work == cluster.Canonical;
        var stands = cluster.Members.FirstOrDefault(member => member.Id == work);
        return new WorkAnswer(work, cluster.RelationToWork(self), self.Evidence, isCanonical ? cluster.Reasons : [],
            [.. cluster.Members.Where(member => member.Id != documentId && cluster.WorkOf(member) == work).Select(member => Shown(member.Id, cluster.RelationToWork(member), member.Evidence)).OfType<WorkMember>()],
            [.. (isCanonical ? cluster.Members.Where(member => member.Id != work && cluster.WorkOf(member) == member.Id) : []).Select(member => Shown(member.Id, member.Relation, member.Evidence)).OfType<WorkMember>()],
            isCanonical || stands is null ? null : Shown(cluster.Canonical, stands.Relation, stands.Evidence));
    }

    // A member that the release does not hold is gone since the clusters were found.
    WorkMember? Shown(string id, string relation, IReadOnlyList<string> evidence) =>
        catalog.Summary(id) is { } document ? new WorkMember(id, relation, document.Title, document.Collection, document.Url, document.Date, document.DatePrecision, evidence) : null;

    Cluster? ClusterOf(string documentId)
    {
        var shown = catalog.Shown();
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT cluster_offset, cluster_length FROM documents WHERE document_id = $id AND cluster_offset IS NOT NULL";
        command.Parameters.AddWithValue("$id", documentId);
        using var rows = command.ExecuteReader();
        return rows.Read() ? shown.Without(shown.Release.ReadCluster(rows.GetInt64(0), rows.GetInt32(1))) : null;
    }

    async IAsyncEnumerable<Cluster> ReadAsync(string? relation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        MustBeRelation(relation);
        var shown = catalog.Shown();
        await foreach (var cluster in ClusterFile.ReadAsync(shown.Release.ClustersPath, cancel))
            if (shown.Without(cluster) is { } left && Selected(left, relation) is { } selected)
                yield return selected;
    }

    static Cluster? Selected(Cluster cluster, string? relation)
    {
        var told = cluster with { Members = [.. cluster.Members.Select(member => member with { Work = cluster.WorkOf(member) })] };
        if (relation is null)
            return told;
        var members = told.Members.Where(member => member.Id == cluster.Canonical || member.Relation == relation).ToList();
        return members.Count > 1 ? told with { Members = members } : null;
    }

    static void MustBeRelation(string? relation)
    {
        if (relation is not null && !Relation.All.Contains(relation, StringComparer.Ordinal))
            throw new CorrectTheCallException($"There is no relation '{relation}'.{Nearest.Hint(relation, Relation.All)}");
    }
}
