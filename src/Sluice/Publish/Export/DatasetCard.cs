using System.Globalization;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Publish.Export;

/// <summary>A collection of an exported release: its file, its lines, and what they have in common.</summary>
public sealed record ExportedCollection(string Name, string Config, string File, DataFile Data, Shape Columns);

/// <summary><c>README.md</c> of a dataset in the hub's layout: its configurations and columns for loaders, the rest for people.</summary>
static class DatasetCard
{
    static readonly (long Below, string Name)[] s_sizes = [(1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"), (long.MaxValue, "n>10M")];

    /// <summary>The configuration of all collections together.</summary>
    public const string All = "all";

    public static string Of(ReleaseManifest release, string dataset, IReadOnlyList<ExportedCollection> collections)
    {
        var (page, records) = (new StringBuilder(), collections.Sum(collection => collection.Data.Lines));
        var all = new Shape();
        foreach (var collection in collections)
            all.Take(collection.Columns);
        Line(page, $"---");
        Line(page, $"pretty_name: {Quoted(string.Join(" and ", release.Sources.Select(source => source.Title)))}");
        var licences = release.Sources.Select(source => source.License).Distinct(StringComparer.Ordinal).ToList();
        Line(page, $"license: {(licences.Count == 1 && SpdxLicence.Find(licences[0]) is { } known ? known.ToLowerInvariant() : "other")}");
        Line(page, $"language:\n- en");
        Line(page, $"size_categories:\n- {s_sizes.First(size => records < size.Below).Name}");
        Line(page, $"configs:");
        foreach (var (config, files) in collections.Select(collection => (collection.Config, Files: (string[])[collection.File])).Prepend((All, [.. collections.Select(collection => collection.File)])))
        {
            Line(page, $"- config_name: {Quoted(config)}");
            if (config == All)
                Line(page, $"  default: true");
            Line(page, $"  data_files:\n  - split: train\n    path:");
            foreach (var file in files)
                Line(page, $"    - {Quoted(file)}");
        }
        Line(page, $"dataset_info:");
        foreach (var (config, columns, lines) in collections.Select(collection => (collection.Config, collection.Columns, collection.Data.Lines)).Prepend((All, all, records)))
            Info(page, config, columns, lines);
        Line(page, $"---");
        Body(page, release, dataset, collections, all);
        return page.ToString();
    }

    // Columns that no loader can make one of are left for it to find out.
    static void Info(StringBuilder page, string config, Shape columns, long lines)
    {
        Line(page, $"- config_name: {Quoted(config)}");
        if (columns.IsUniform && columns.Members.Count > 0)
        {
            Line(page, $"  features:");
            Columns(page, "  ", columns);
        }
        Line(page, $"  splits:\n  - name: train\n    num_examples: {lines}");
    }

    static void Columns(StringBuilder page, string indent, Shape of)
    {
        foreach (var (name, shape) in of.Members)
        {
            Line(page, $"{indent}- name: {Quoted(name)}");
            Column(page, indent + "  ", shape);
        }
    }

    static void Column(StringBuilder page, string indent, Shape shape)
    {
        if (shape.Type == "struct" && shape.Members.Count > 0)
        {
            Line(page, $"{indent}struct:");
            Columns(page, indent, shape);
        }
        else if (shape.Type == "list" && shape.Items is { Type: "struct", Members.Count: > 0 } items)
        {
            Line(page, $"{indent}list:");
            Columns(page, indent, items);
        }
        else if (shape.Type == "list")
        {
            if (shape.Items!.Type == "list")
            {
                Line(page, $"{indent}list:");
                Column(page, indent + "  ", shape.Items);
            }
            else
                Line(page, $"{indent}list: {Quoted(shape.Items.Type is "struct" ? "null" : shape.Items.Type)}");
        }
        else
            Line(page, $"{indent}dtype: {Quoted(shape.Type is "struct" ? "null" : shape.Type)}");
    }

    static void Body(StringBuilder page, ReleaseManifest release, string dataset, IReadOnlyList<ExportedCollection> collections, Shape all)
    {
        Line(page, $"");
        Line(page, $"# {string.Join(" and ", release.Sources.Select(source => source.Title))}");
        Line(page, $"");
        Line(page, $"Release {release.Release}, as of {release.AsOf}: {collections.Sum(collection => collection.Data.Lines)} documents. Each line is one, byte for byte as in the release, with its rights, its provenance and the derived facts with their methods.");
        Line(page, $"");
        Line(page, $"```python\nfrom datasets import load_dataset\n\nload_dataset(\"json\", data_files=\"{collections.Select(collection => collection.File).FirstOrDefault() ?? "data/*.jsonl"}\", split=\"train\")\n```");
        Line(page, $"");
        Line(page, $"| collection | configuration | documents |\n|---|---|--:|");
        foreach (var collection in collections)
            Line(page, $"| {collection.Name.Replace("|", "\\|", StringComparison.Ordinal)} | `{collection.Config}` | {collection.Data.Lines} |");
        Line(page, $"");
        Line(page, $"## Rights\n\nThe licence above is that of the compilation. Each text has its own, in `rights.license` of its document; a text without a known basis is not here, and `rights.reason` says why. [LICENSE.md](LICENSE.md), [{ReleaseManifest.Attribution}]({ReleaseManifest.Attribution}), [{ReleaseManifest.Statement}]({ReleaseManifest.Statement}).");
        Line(page, $"");
        Line(page, $"## Cite");
        Line(page, $"");
        foreach (var source in release.Sources)
            Line(page, $"- {source.Citation} Revision `{source.Revision}`.");
        if (!all.IsUniform)
            Line(page, $"\n## Columns of several kinds\n\nThese places hold values of unlike kinds, so a loader cannot make one column of them: {string.Join(", ", all.Conflicts().Select(place => $"`{place}`"))}. Configurations without `features` have them; read such a file line by line.");
    }

    // YAML reads double quotes as JSON does.
    static string Quoted(string text) => Encoding.UTF8.GetString(new JsonLineBuilder().String(text).Bytes);

    static void Line(StringBuilder page, FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
