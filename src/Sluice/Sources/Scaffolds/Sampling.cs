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

    /// <exception cref="StopException">Upstream cannot be asked, says no, or sends what cannot be read.</exception>
    public static async Task<IReadOnlyList<TableSample>> OfAsync(IUpstream upstream, CancellationToken cancel)
    {
        var samples = new List<TableSample>();
        var revision = await upstream.ListAsync(cancel);
        foreach (var file in revision.Files.OrderBy(file => file.Path, StringComparer.Ordinal).Take(MostFiles))
            if (await TableSample.ReadAsync(file.Path, () => upstream.Open(revision, file), cancel) is { Columns.Count: > 0 } sample)
                samples.Add(sample);
        return samples;
    }
}
