using System.Security.Cryptography;
using Sluice.Planted;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Corpus.Duplicates;

/// <summary>10,000 records with planted copies, beside 2,000 unrelated texts under one boilerplate.</summary>
public sealed class PlantedCorpusTests
{
    sealed record Outcome(string Sha256, List<Cluster> Clusters, List<string> Told);

    static async Task<Outcome> RunAsync(PlantedCorpus planted, int order, int workers)
    {
        await using var hub = await SomeHub.StartAsync();
        planted.Write(hub.Beside("hub"), order);
        // Nothing private is planted, and reading for it would take longer than all else.
        var flow = new Flow(Sluice.Sources.SourceRegistry.Load(), new Sluice.Validate.ValidateOptions()) { Workers = workers, Gate = () => new Sluice.Publish.Privacy.PrivacyGate([], [], []) };
        var release = (await flow.RunAsync(hub.NewRun(), [SomeHub.Source], hub.All, default)).Release!;
        var path = Path.Combine(hub.Lake.Release(release), ClusterFile.InRelease);
        var clusters = new List<Cluster>();
        await foreach (var cluster in ClusterFile.ReadAsync(path))
            clusters.Add(cluster);
        return new Outcome(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), clusters, [.. DuplicationTests.ManifestOf(hub).Told]);
    }

    /// <summary>F3 no. 11, https://github.com/huggingface/datatrove/issues/106: the same survivors for any number of workers, and here in any order of rows too.</summary>
    [Fact]
    public async Task Planted_copies_are_found_and_no_11_the_survivors_are_the_same_for_any_workers_and_order()
    {
        var planted = PlantedCorpus.Make(10_000, seed: 106);
        planted.AddFramed(2_000, fewest: 15);

        var found = await RunAsync(planted, order: 1, workers: 1);

        var pairs = found.Clusters.SelectMany(cluster => cluster.Members.Skip(1).Select(member => (Canonical: cluster.Members[0].UpstreamId, Member: member))).ToList();
        var truth = planted.Copies.ToDictionary(copy => Key(copy.Original, copy.Copy), copy => copy.Plant);
        var right = pairs.Where(pair => truth.TryGetValue(Key(pair.Canonical, pair.Member.UpstreamId), out var plant) && Allowed(plant).Contains(pair.Member.Relation)).ToList();
        Assert.Equal(200, right.Count(pair => truth[Key(pair.Canonical, pair.Member.UpstreamId)] == Plant.Exact));
        Assert.True(right.Count >= 0.99 * pairs.Count, $"precision {right.Count} of {pairs.Count}");
        Assert.True(right.Count - 200 >= 0.97 * 300, $"recall {right.Count - 200} of 300");
        Assert.Contains(found.Told, sentence => sentence.Contains("passages in common with more than 32 others"));

        Assert.Equal(found.Sha256, (await RunAsync(planted, order: 2, workers: 2)).Sha256);
    }

    static string[] Allowed(Plant plant) => plant is Plant.Truncated or Plant.Framed ? [Relation.Same, Relation.VersionOf, Relation.ExcerptOf] : [Relation.Same, Relation.VersionOf];

    static string Key(string one, string other) => string.CompareOrdinal(one, other) < 0 ? one + other : other + one;
}
