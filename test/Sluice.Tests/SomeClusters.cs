using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>Clusters over the records of <see cref="Some"/>, as the stage that finds them would write them.</summary>
static class SomeClusters
{
    public static string DocumentId(int number) => $"{SomeHub.Source}:{Some.IdOf(number)}";

    public static ClusterMember Member(int number, string relation, int? work = null) =>
        new(DocumentId(number), Some.IdOf(number), "lesswrong", $"https://www.lesswrong.com/posts/{number}/on-oversight", relation,
            relation == Relation.Same ? null : 0.9, null, [$"Record {number} is here for a reason."])
        {
            Work = work is { } other ? DocumentId(other) : null,
        };

    /// <summary>The first member is the canonical one.</summary>
    public static Cluster Of(params ClusterMember[] members) => new(members[0].Id, ["It was elected."], members);

    public static string Lines(params Cluster[] clusters)
    {
        var json = new JsonLineBuilder();
        return string.Concat(clusters.Select(cluster =>
        {
            ClusterFile.Write(json.Clear(), cluster);
            return Some.Text8(json.Bytes) + "\n";
        }));
    }
}
