using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Sources.Scaffolds;

/// <summary>Looks at the first rows of each of a source's files, by way of whoever fetches it.</summary>
public static class Sampling
{
    const int MostFiles = 50;

    /// <summary>Nothing but what is needed to fetch it.</summary>
    public static SourceEntry Bare(string name, string kind, string title, string address) =>
        new(name, title, kind, kind == Upstream.OfHub ? address : name, "", new License("", "", ""), "", [new Collection(name, name + UpstreamRows.Csv, title)],
            Url: kind == Upstream.OfCsv ? address : null, Path: kind == Upstream.OfFolder ? address : null);

    /// <returns>A sample of each file that has rows; and what was left out, a sentence each.</returns>
    /// <exception cref="StopException">Upstream cannot be asked, says no, or sends nothing that can be read.</exception>
    public static async Task<(IReadOnlyList<TableSample> Samples, IReadOnlyList<string> PassedOver)> OfAsync(IUpstream upstream, CancellationToken cancel)
    {
        var (samples, passed) = (new List<TableSample>(), new List<string>());
        if (upstream is FolderUpstream folder)
            folder.Unreadable = (file, because) => passed.Add(Left(file, because));
        var revision = await upstream.ListAsync(cancel);
        var files = revision.Files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (files.Count > MostFiles)
            passed.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"collections: there are {files.Count} files, and the entry has the first {MostFiles} of them by name. The others ({files[MostFiles].Path} …) are read by no collection: add one for each that is wanted, and fixtures for it."));
        foreach (var file in files.Take(MostFiles))
            try
            {
                if (await TableSample.ReadAsync(file.Path, () => upstream.Open(revision, file), cancel) is { Columns.Count: > 0 } sample)
                    samples.Add(sample);
                else if (files.Count > 1)
                    passed.Add(Left(file.Path, "no row of it could be read"));
            }
            catch (Exception e) when (files.Count > 1 && (e is StopException or IOException or UnauthorizedAccessException))
            {
                passed.Add(Left(file.Path, e.Message));
            }
        return (samples, passed);
    }

    static string Left(string file, string because) => $"collections: {file} is not among them ({because.TrimEnd('.')}). Mend it and add a collection for it, or take it away.";
}
