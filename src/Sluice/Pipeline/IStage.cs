using Sluice.Records;

namespace Sluice.Pipeline;

/// <summary>A stage's name and version. Raise the version when the output would change.</summary>
public readonly record struct StageId(string Name, int Version)
{
    public override string ToString() => $"{Name}@{Version}";
}

/// <summary>
/// Code between two zones: a stream of one shard's records in, a stream of records out. Records are views: a stage
/// takes what it needs from one before it asks for the next. One instance serves the shards of one dump in order.
/// </summary>
public interface IStage<in TIn, out TOut>
{
    StageId Id { get; }

    /// <summary>All settings that change the output, canonically; their hash goes into the manifest.</summary>
    string Configuration { get; }

    IAsyncEnumerable<TOut> RunAsync(IAsyncEnumerable<TIn> records, IShardRun run, CancellationToken cancel);
}

/// <summary>A stage whose judgement of a record depends on those of earlier shards.</summary>
public interface IRemembers
{
    /// <summary>
    /// Told of each record that it admitted in shards that a stopped promotion had finished, in order and before the
    /// first shard that is left, so that it judges the rest as if it had never been stopped.
    /// </summary>
    void Recall(RecordLine admitted);
}

/// <summary>What a stage may say about the shard it is working on.</summary>
public interface IShardRun
{
    string Source { get; }

    /// <summary>The shard's key: upstream's file name.</summary>
    string Shard { get; }

    /// <summary>
    /// Sends a record to quarantine with its findings; the first error among them is the one that it is counted under.
    /// The stage must not also give it out.
    /// </summary>
    ValueTask RejectAsync(IRecord record, IReadOnlyList<Finding> findings);

    /// <summary>Counts findings of an admitted record.</summary>
    void Note(IRecord record, IReadOnlyList<Finding> findings);
}
