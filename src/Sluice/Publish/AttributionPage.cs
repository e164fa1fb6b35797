using System.Globalization;
using System.Text;
using Sluice.Publish.Rights;
using Sluice.Records;
using Sluice.Records.Citations;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>
/// <c>ATTRIBUTION.md</c>: by source who compiled it, then by licence every text that is served: its authors, its title,
/// its address, and whether the text was changed on its way. The texts of a licence gather in a file of their own until the page is put together.
/// </summary>
sealed class AttributionPage(AtomicFolder folder) : IDisposable
{
    readonly SortedDictionary<(string Source, string License), (string Path, StreamWriter To, long Count)> _lists =
        new(Comparer<(string Source, string License)>.Create((a, b) => string.CompareOrdinal(a.Source, b.Source) is var bySource and not 0 ? bySource : string.CompareOrdinal(a.License, b.License)));

    /// <summary>Adds a document whose text is served.</summary>
    public void Add(string source, DocumentRights rights, RecordLine served)
    {
        var license = rights.License;
        if (!_lists.TryGetValue((source, license), out var list))
            list = (folder.File(string.Create(CultureInfo.InvariantCulture, $".attribution-{_lists.Count}")), null!, 0);
        var to = list.To ?? new StreamWriter(list.Path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        _lists[(source, license)] = (list.Path, to, list.Count + 1);
        var authors = Plain(Citation.Names(served));
        to.WriteLine(FormattableString.Invariant($"- [{Plain(served.GetString("title"u8) ?? "")}](<{Address(served.GetString("url"u8) ?? "")}>){(authors.Length == 0 ? "" : ", by " + authors)}{(rights.Changed is { } changed ? $" (text {changed})" : "")}"));
    }

    public void Finish(ReleaseManifest release)
    {
        using var page = new StreamWriter(folder.File(ReleaseManifest.Attribution), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        page.WriteLine("# Attribution");
        foreach (var source in release.Sources)
        {
            page.WriteLine(FormattableString.Invariant($"""

                ## {source.Title}

                - Dataset: [{source.Dataset}]({source.SourceUrl}), commit `{source.Revision}`
                - Compiled by: {source.Attribution}
                - Licence of the compilation: {source.License}. The texts in it keep their own authors' rights.
                - Cite: {source.Citation}
                """).ReplaceLineEndings("\n"));
            foreach (var ((_, license), list) in _lists.Where(list => list.Key.Source == source.Id))
            {
                page.WriteLine(FormattableString.Invariant($"\n### {license}\n\n{list.Count} {(list.Count == 1 ? "text" : "texts")} under [{license}]({SpdxLicence.AddressOf(license)}):\n"));
                list.To.Dispose();
                foreach (var line in File.ReadLines(list.Path))
                    page.WriteLine(line);
                File.Delete(list.Path);
            }
        }
    }

    // A sign that means something in Markdown or HTML stands for itself.
    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in CitedText.OneLine(text))
            _ = c is '\\' or '[' or ']' or '*' or '_' or '`' or '<' or '>' or '#' or '&' ? plain.Append('\\').Append(c) : plain.Append(c);
        return plain.ToString();
    }

    internal static string Address(string url) => CitedText.OneLine(url).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (var (_, list) in _lists)
            list.To.Dispose();
    }
}
