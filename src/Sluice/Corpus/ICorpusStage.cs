using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus;

/// <summary>
/// Work that needs the whole corpus: reads the snapshots of all sources and writes annotations beside the documents, which
/// it never edits. The same inputs give the same bytes.
/// </summary>
public interface ICorpusStage
{
    /// <summary>Raise the version when the output would change.</summary>
    StageId Id { get; }

    /// <summary>All settings that change the output, canonically.</summary>
    string Configuration { get; }

    /// <summary>Writes its files, <see cref="CorpusManifest.DataName"/> among them, into a folder that appears whole when this returns.</summary>
    /// <param name="before">The folder of an earlier state, which may spare work and must not change the outcome; null if there is none.</param>
    Task<CorpusResult> RunAsync(Run run, CorpusInput input, string? before, string folder, CancellationToken cancel);
}

/// <summary>What every corpus stage is given beside the snapshots.</summary>
/// <param name="Aliases">Which records upstream calls otherwise now.</param>
public sealed record CorpusInput(AliasTable Aliases);

/// <summary>What a corpus stage made.</summary>
/// <param name="Records">Records that it read; it keeps all of them.</param>
/// <param name="Output">Its data file.</param>
/// <param name="Counts">What it counted, by name.</param>
/// <param name="Findings">By finding code (<see cref="FindingCode.OfCorpus"/>).</param>
/// <param name="Told">The findings in full, a sentence each.</param>
public sealed record CorpusResult(long Records, DataFile Output, SortedDictionary<string, long> Counts, SortedDictionary<string, long> Findings, IReadOnlyList<string> Told);
