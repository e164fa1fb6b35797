using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>What a release's own pages say of validation. The same inputs give the same bytes.</summary>
public sealed class ReleaseReports(SourceRegistry registry, Lake lake)
{
    /// <summary>Writes the three forms into a folder that is there.</summary>
    /// <param name="dumps">The release's, source by source, oldest first.</param>
    /// <param name="documents">Documents of the release by source and collection.</param>
    public async Task WriteAsync(string release, string asOf, IReadOnlyList<Dump> dumps, IReadOnlyDictionary<(string Source, string Collection), long> documents, string folder, CancellationToken cancel)
    {
        var passing = Path.Combine(folder, ".findings");
        var parts = new List<ValidatedPart>();
        SortedDictionary<string, long>? before = null;
        // An empty delta says nothing of any id, and makes no release.
        var newest = dumps.GroupBy(dump => dump.Source, StringComparer.Ordinal).Select(chain => chain.Last().Name).ToHashSet(StringComparer.Ordinal);
        foreach (var chain in dumps.Where(dump => dump.Metadata.ExtractionStatus != "unchanged" || DumpPart.ReplayFolders(dump.FolderOf(Zone.Validated)).Count > 0).GroupBy(dump => dump.Source, StringComparer.Ordinal))
        {
            var folded = new FoldedFindings(lake, [.. chain], newest);
            var kept = documents.Where(pair => pair.Key.Source == chain.Key).ToDictionary(pair => pair.Key.Collection, pair => pair.Value, StringComparer.Ordinal);
            await foreach (var (dump, path) in folded.WriteAsync(passing, cancel))
            {
                parts.Add(new ValidatedPart(dump.Source, dump.Name, TreeOf(registry.Source(dump.Source), dump), path, kept));
                kept = [];
            }
            foreach (var (code, count) in folded.Before ?? [])
                (before ??= new(StringComparer.Ordinal))[code] = before.GetValueOrDefault(code) + count;
            before ??= folded.Before;
        }
        var against = before is null ? null : new Against("the same sources without the newest dump of each", null, before);
        var report = await ValidationReport.OfAsync($"release {release}", $"As of {asOf}: what holds of the newest row of each record, released or rejected. {HandedOn.Note}", parts, against, cancel);
        await ReportFiles.WriteAsync(report, folder, cancel);
        if (Directory.Exists(passing))
            Directory.Delete(passing, recursive: true);
    }

    /// <summary>Where upstream shows the files of a dump's revision.</summary>
    public static string TreeOf(SourceEntry source, Dump dump) => $"{source.SourceUrl.TrimEnd('/')}/blob/{dump.Metadata.Revision}";
}
