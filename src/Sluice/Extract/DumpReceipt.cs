using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>Fills <c>_metadata.json</c>: what extraction knew when the dump was written, and nothing that it did not.</summary>
sealed class DumpReceipt(Run run, SourceEntry source, Selection selection)
{
    public DumpMetadata Of(
        Origin origin, ExtractStatus status, string because, IReadOnlyList<DumpFile> files, DumpCounts counts,
        (int Requests, bool Authenticated) network, DataFile data, DumpWriter writer)
    {
        var (revision, mode, baseline) = (origin.Revision, origin.Mode, origin.Baseline);
        var ended = run.Clock.GetUtcNow();
        var seconds = (ended - run.Started).TotalSeconds;
        return new DumpMetadata
        {
            ExtractionDate = Provenance.Timestamp(run.Started),
            SourceName = source.Title,
            SourceUrl = source.SourceUrl,
            ExtractionMethod = source.Method,
            ExtractorVersion = $"sluice {typeof(Extractor).Assembly.GetName().Version?.ToString(3)}, extract@{Extraction.Version}",
            RecordCount = data.Lines,
            ExtractionType = mode == ExtractMode.Full ? "full" : "delta",
            LastExtractionDate = baseline?.Metadata.ExtractionDate,
            FiltersApplied = selection.Describe(),
            ExtractionStatus = status.ToString().ToLowerInvariant(),
            ExtractionNotes = because,
            FieldsExtracted = writer.Fields,
            HuggingfaceDatasetVersion = revision.Sha,
            Attribution = source.License.Attribution,
            Citation = source.License.Citation,
            License = source.License.Id,
            RateLimitInfo = new RateLimitInfo(network.Authenticated, network.Requests, seconds),
            ExtractionStatistics = new ExtractionStatistics(counts.Read, counts.Read - counts.Kept, data.Lines,
                DropReasons.All.Where(reason => reason.IsDefective()).Sum(reason => counts.Dropped.GetValueOrDefault(reason.Name())),
                Provenance.Timestamp(run.Started), Provenance.Timestamp(ended), seconds),
            Source = source.Id,
            Revision = revision.Sha,
            Baseline = baseline?.Name,
            SelectionHash = selection.Hash,
            Counts = counts,
            Collections = writer.Collections,
            Data = data,
            MerkleRoot = writer.MerkleRoot,
            Files = [.. files.Select(file => file with { Status = RelationOf(file, baseline) })],
            Tree = [.. revision.Files.OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => new TreeFile(file.Path, file.Size, file.Oid, file.LastModified) { ETag = file.ETag })],
            Shards = writer.Shards,
            Table = selection.Table,
        };
    }

    // Not whether it was downloaded or found here: that is the run's own story, and the ledger tells it.
    static string RelationOf(DumpFile file, Dump? baseline) =>
        baseline?.Metadata.Files.FirstOrDefault(known => known.Path == file.Path) is not { } known ? "added"
        : known.Oid == file.Oid ? "unchanged" : "changed";
}
