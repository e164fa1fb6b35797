using System.Globalization;
using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// From ties to clusters, with a breaker on each way in which unlike records could end up as one: a cluster that is too
/// large, and a collection of which too much would vanish.
/// </summary>
sealed class Clustering(IReadOnlyList<RecordFacts> records, IReadOnlyList<string> collections, TieTable ties, Allowance allowance, DuplicateOptions options, Breaker breaker)
{
    /// <summary>Clusters of copies, the centre of each first.</summary>
    public List<List<int>> Join()
    {
        var copies = ties.InOrder().Where(tie => tie.IsCopy).ToList();
        while (true)
        {
            var clusters = JoinWithinLimits(copies);
            if (TooGreatLoss(clusters) is not { } lost)
                return clusters;
            breaker.Trip(FindingCode.DuplicatesCollectionLoss, string.Create(CultureInfo.InvariantCulture,
                $"{lost.Lost} of {lost.Of} records of {collections[lost.Collection]} would have been joined with others by texts and titles alone; expected at most {options.LargestShare:P0}. Only what shares a key was joined there."));
            Break(copies, tie => tie.IsDoubtful && (records[tie.A].Collection == lost.Collection || records[tie.B].Collection == lost.Collection));
        }
    }

    static void Break(List<Tie> copies, Predicate<Tie> isBroken)
    {
        foreach (var tie in copies.FindAll(isBroken))
            tie.IsBroken = true;
        copies.RemoveAll(isBroken);
    }

    List<List<int>> JoinWithinLimits(List<Tie> copies)
    {
        var clusters = new Stars(records, copies, allowance.AreDistinct).Join();
        var tooLarge = clusters.Where(cluster => cluster.Count > options.LargestCluster && !allowance.Holds(cluster)).ToList();
        if (tooLarge.Count == 0)
            return clusters;
        foreach (var cluster in tooLarge)
            breaker.Trip(FindingCode.DuplicatesClusterTooLarge, $"{cluster.Count} records are similar to {records[cluster[0]].DocumentId}; expected at most {options.LargestCluster}. At the most those that share a key were joined.");
        var inQuestion = tooLarge.SelectMany(cluster => cluster).ToHashSet();
        Break(copies, tie => !tie.IsStrong && (inQuestion.Contains(tie.A) || inQuestion.Contains(tie.B)));
        clusters = new Stars(records, copies, allowance.AreDistinct).Join();
        foreach (var cluster in clusters.Where(cluster => cluster.Count > options.LargestCluster && !allowance.Holds(cluster)).ToList())
        {
            breaker.Trip(FindingCode.DuplicatesClusterTooLarge, $"{cluster.Count} records share keys with {records[cluster[0]].DocumentId}; expected at most {options.LargestCluster}. They were left apart.");
            var apart = cluster.ToHashSet();
            Break(copies, tie => apart.Contains(tie.A) && apart.Contains(tie.B));
            clusters.Remove(cluster);
        }
        return clusters;
    }

    (int Collection, int Lost, int Of)? TooGreatLoss(List<List<int>> clusters)
    {
        var lost = new Dictionary<int, int>();
        foreach (var cluster in clusters)
            foreach (var member in cluster.Skip(1))
                if (ties.Find(cluster[0], member) is { IsDoubtful: true })
                    lost[records[member].Collection] = lost.GetValueOrDefault(records[member].Collection) + 1;
        foreach (var (collection, count) in lost.OrderBy(pair => collections[pair.Key], StringComparer.Ordinal))
        {
            var of = records.Count(record => record.Collection == collection);
            if (count > options.SmallestLoss && count > options.LargestShare * of && !allowance.HoldsCollection(collections[collection]))
                return (collection, count, of);
        }
        return null;
    }
}
