using Sluice.Clean.Addresses;
using Sluice.Corpus;
using Sluice.Corpus.Duplicates;
using Sluice.Corpus.Identity;
using Sluice.Pipeline;
using Sluice.Publish;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// The stages that read whole snapshots, in order, between Enrich and Publish: who is called otherwise now, then what is a
/// copy of what. Topics, citations and scores come later.
/// </summary>
/// <param name="workers">Threads that read texts.</param>
sealed class WholeCorpus(SourceRegistry registry, int workers)
{
    static readonly string AddressRules = new Clean.RecordCleaners.Identity().Name;

    /// <summary>What is done already is skipped.</summary>
    public async Task<(ReleaseAnnotations Annotations, StageReport Duplicates)> PromoteAsync(Run run, IReadOnlyList<(Dump Dump, IReadOnlyList<DumpPart> Parts)> inputs, CancellationToken cancel)
    {
        var identity = await new CorpusPromotion(new Identification(Summaries(), Flow.AddressOf, AddressRules))
            .PromoteAsync(run, new CorpusInput(AliasTable.None), Identification.Inputs(run.Lake), cancel);
        var aliases = Path.Combine(identity.Folder, CorpusManifest.DataName);
        var duplicates = await new CorpusPromotion(new Duplication(Summaries(), KeysOf, new DuplicateOptions(), workers))
            .PromoteAsync(run, new CorpusInput(AliasTable.Read(aliases)), [.. SnapshotInputs.Lines(inputs), .. Duplication.Inputs(run.Lake), $"aliases {Checksums.OfFile(aliases)}", AddressRules], cancel);
        return (new ReleaseAnnotations(Path.Combine(duplicates.Folder, CorpusManifest.DataName), aliases), duplicates.Report);
    }

    HashSet<(string Source, string Collection)> Summaries() =>
        [.. registry.Sources.SelectMany(source => source.Collections.Where(collection => collection.HoldsSummaries).Select(collection => (source.Id, collection.Name)))];

    // What Clean says of a record's own address, for the links in its text.
    static List<string> KeysOf(string url)
    {
        var keys = new List<string>();
        if (CanonicalAddress.Of(url, keys) is { } address)
            keys.Insert(0, address);
        return keys;
    }
}
