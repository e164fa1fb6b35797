using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// Makes a dump again from upstream's files, by its own account of how it was made: in a shadow of the lake, with the same
/// name, revision, selection and clock.
/// </summary>
static partial class Rederivation
{
    /// <param name="baseline">What it was compared with, by its own account; null if with nothing.</param>
    /// <param name="files">Its files from upstream, by the sha256 under which they rest in the lake now.</param>
    /// <exception cref="GateFailedException">It does not balance, a file is damaged, or it does not say how it was made.</exception>
    public static async Task<Dump> RunAsync(Flow flow, Lake lake, Lake shadow, Dump dump, Dump? baseline, IEnumerable<DumpFile> files, ILogger log, CancellationToken cancel)
    {
        var metadata = dump.Metadata;
        var run = new Run(shadow, new StoppedClock(DateTimeOffset.Parse(metadata.ExtractionDate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)), log);
        var revision = new HubRevision(flow.Registry.Source(dump.Source).Dataset, metadata.Revision, null, [.. metadata.Tree.Select(Upstream.FileOf)]);
        var ready = files.Select(file => new ReadyFile(new HubFile(file.Path, file.Bytes, file.Oid, file.LastModified), file.Sha256, true,
            () => UpstreamFile.Open(lake, dump.Source, file.Sha256)!, file.OriginalSha256)).ToList();
        var origin = new Origin(dump.Name, revision, metadata.ExtractionType == "full" ? ExtractMode.Full : ExtractMode.Delta, baseline, LimitOf(metadata));
        // As the registry was then, by the dump's own account: a corrected attribution is no damage.
        var source = flow.Registry.Source(dump.Source) with { Title = metadata.SourceName, SourceUrl = metadata.SourceUrl, License = new License(metadata.License, metadata.Attribution, metadata.Citation) };
        await new Derivation(run, source, Selection.Of(metadata)) { Forgotten = flow.Forgotten(lake, dump.Source) }.RunAsync(origin, ready, cancel);
        return new Dump(shadow, dump.Source, dump.Name);
    }

    // Only its notes tell a sample's limit.
    static int? LimitOf(DumpMetadata metadata) =>
        metadata.ExtractionStatus != "sample" ? null
        : Limit().Match(metadata.ExtractionNotes) is { Success: true } told ? int.Parse(told.Groups["rows"].Value, CultureInfo.InvariantCulture)
        : checked((int)metadata.Counts.Kept);

    [GeneratedRegex(@"\(--limit (?<rows>[0-9]{1,9})\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Limit();
}
