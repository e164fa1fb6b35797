using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>The counts of a release without the records that were forgotten since it was made; those that the index does not tell are left out.</summary>
static class ReleaseWithout
{
    public static ReleaseManifest Counted(ShownRelease shown)
    {
        var manifest = shown.Release.Manifest;
        var (copies, related) = Relations(shown);
        var filter = new DocumentFilter { Forgotten = shown.ForgottenJson };
        var text = By(shown, "d.text_state", filter);
        foreach (var state in TextState.All)
            text.TryAdd(state, 0);
        return manifest with
        {
            DocumentCount = Scalar(shown, "count(*)", filter),
            WorkCount = Scalar(shown, $"count(DISTINCT {filter.Work()})", filter),
            ByRelation = copies,
            RelatedByRelation = related,
            Text = text,
            Rights = null,
            ByCollection = By(shown, "d.collection", filter),
            ByYear = By(shown, "d.year", filter),
            ByTier = By(shown, "d.tier", filter),
        };
    }

    static long Scalar(ShownRelease shown, string value, DocumentFilter filter)
    {
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {value} FROM documents d WHERE {filter.Where(command)}";
        return (long)command.ExecuteScalar()!;
    }

    static SortedDictionary<string, long> By(ShownRelease shown, string value, DocumentFilter filter)
    {
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {value}, count(*) FROM documents d WHERE {value} IS NOT NULL AND {filter.Where(command)} GROUP BY 1";
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            counts[rows.GetValue(0).ToString()!] = rows.GetInt64(1);
        return counts;
    }

    // Of the few clusters that hold a forgotten record: taken out as they were, and put back as they are shown.
    static (SortedDictionary<string, long> Copies, SortedDictionary<string, long> Related) Relations(ShownRelease shown)
    {
        var manifest = shown.Release.Manifest;
        SortedDictionary<string, long> copies = new(manifest.ByRelation, StringComparer.Ordinal), related = new(manifest.RelatedByRelation, StringComparer.Ordinal);
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT cluster_offset, cluster_length FROM documents WHERE cluster_offset IS NOT NULL AND document_id IN (SELECT value FROM json_each($forgotten))";
        command.Parameters.AddWithValue("$forgotten", shown.ForgottenJson);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var cluster = shown.Release.ReadCluster(rows.GetInt64(0), rows.GetInt32(1));
            foreach (var member in cluster.Members.Where(member => shown.Release.Holds(member.Id)))
            {
                var work = cluster.WorkOf(member);
                if (work != member.Id)
                    Count(copies, cluster.RelationToWork(member), -1);
                else if (member.Id != cluster.Canonical)
                    Count(related, member.Relation, -1);
                if (shown.IsForgotten(member.Id))
                    continue;
                if (work != member.Id && !shown.IsForgotten(work))
                    Count(copies, cluster.RelationToWork(member), 1);
                else if (member.Id != cluster.Canonical && !shown.IsForgotten(cluster.Canonical))
                    Count(related, member.Relation, 1);
            }
        }
        return (copies, related);
    }

    static void Count(SortedDictionary<string, long> counts, string relation, int by)
    {
        if ((counts[relation] = counts.GetValueOrDefault(relation) + by) == 0)
            counts.Remove(relation);
    }
}
