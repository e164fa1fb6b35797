using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Corpus.Duplicates;

/// <summary>What is joined among the real records, held against keys that are read from their addresses by other means.</summary>
public sealed partial class RealRecordsTests
{
    [Fact]
    public async Task Every_key_with_several_addresses_is_in_one_cluster_and_nothing_unlike_is_merged()
    {
        await using var hub = await SomeHub.StartAsync();
        foreach (var file in RealRecords.FilesOrSkip())
            hub.WriteBytes(Path.GetFileName(file), File.ReadAllBytes(file));
        var clusters = await DuplicationTests.ClustersAsync(hub);
        var documents = File.ReadLines(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), "documents.jsonl")).Select(line => JsonNode.Parse(line)!)
            .ToDictionary(document => (string)document["document_id"]!);
        var clusterOf = clusters.SelectMany(cluster => cluster.Members.Select(member => (member.Id, cluster.Canonical))).ToDictionary(pair => pair.Id, pair => pair.Canonical);

        var byKey = documents.SelectMany(document => KeysOf(document.Value).Select(key => (key, document.Key))).ToLookup(pair => pair.key, pair => pair.Key).Where(key => key.Distinct().Count() > 1).ToList();
        Assert.NotEmpty(byKey);
        Assert.All(byKey, key => Assert.Single(key.Select(id => clusterOf.GetValueOrDefault(id, id)).Distinct()));

        foreach (var cluster in clusters)
            foreach (var copy in cluster.Members.Where(member => member.IsCopy && member.Id != cluster.Canonical))
            {
                var (one, other) = (documents[copy.Id], documents[cluster.Canonical]);
                Assert.Equal((string)one["source"]! == "alignment_newsletter", (string)other["source"]! == "alignment_newsletter");
                Assert.True((string)one["title"]! == (string)other["title"]! || copy.Jaccard > 0.5 || KeysOf(one).Intersect(KeysOf(other)).Any(), $"{copy.Id} is no copy of {cluster.Canonical}");
            }
        Assert.All(clusters.SelectMany(cluster => cluster.Members).Where(member => member.Relation == Relation.SummaryOf), member => Assert.Equal("alignment_newsletter", member.Source));
    }

    static IEnumerable<string> KeysOf(JsonNode document)
    {
        var url = (string)document["url"]!;
        foreach (var (name, match) in new[] { ("arxiv", ArxivId().Match(url)), ("post", PostId().Match(url)), ("doi", Doi().Match(url)), ("doi", Doi().Match((string?)document["doi"] ?? "")) })
            if (match.Success)
                yield return $"{name} {match.Groups[1].Value.TrimEnd('/').ToLowerInvariant()}";
    }

    [GeneratedRegex(@"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5})")]
    private static partial Regex ArxivId();

    [GeneratedRegex(@"(?:lesswrong|alignmentforum|greaterwrong)\.(?:com|org)/(?:posts|s/\w+/p)/(\w{17})(?!.*comment)")]
    private static partial Regex PostId();

    [GeneratedRegex(@"\b(10\.\d{4,9}/[^\s?#]+)")]
    private static partial Regex Doi();
}
