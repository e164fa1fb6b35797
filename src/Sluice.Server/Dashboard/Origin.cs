using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>A line of the provenance table.</summary>
public sealed record OriginRow(string Label, string Value, string? Href = null, string? Note = null, bool IsCode = false);

/// <summary>Where a document came from, what was done to it, and what its changed fields said before.</summary>
public sealed record Origin(IReadOnlyList<OriginRow> Rows, IReadOnlyList<string> Transformations, IReadOnlyList<KeyValuePair<string, string>> Originals)
{
    static readonly string[] Coded = ["revision", "file", "line", "oid", "extraction_method"];

    static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["source_system"] = "Source system",
        ["ingestion_date"] = "Ingested",
        ["license"] = "Licence",
        ["license_scope"] = "Scope of the licence",
        ["oid"] = "Content id of the file",
        ["revision"] = "Revision (commit)",
    };

    /// <summary>The order in which a reader asks; members not named here follow in their own.</summary>
    static readonly string[] Order =
        ["dataset", "revision", "file", "line", "oid", "ingestion_date", "license", "license_scope", "attribution", "citation", "source_system", "extraction_method"];

    public static Origin Of(RecordLine line, ReleaseSource? source)
    {
        if (!line.TryGet("_provenance"u8, out var provenance) || provenance.Kind != JsonKind.Object)
            return new Origin([], [], []);
        var transformations = provenance.TryGetMember("transformations"u8, out var list) ? list.Texts() ?? [] : [];
        var originals = provenance.TryGetMember("original"u8, out var original) && original.Kind == JsonKind.Object ? original.Members().Shown() : [];
        var rows = provenance.Members().Shown()
            .Where(member => member.Key is not ("transformations" or "original"))
            .OrderBy(member => Array.IndexOf(Order, member.Key) is var place && place < 0 ? Order.Length : place)
            .Select(member => RowOf(member.Key, member.Value, source));
        return new Origin([.. rows], transformations, originals);
    }

    static OriginRow RowOf(string name, string value, ReleaseSource? source) => new(
        Labels.GetValueOrDefault(name) ?? Wording.Label(name),
        name == "ingestion_date" ? Wording.Date(value) : value,
        name == "dataset" ? WebAddress.Of(source?.SourceUrl) : null,
        name switch
        {
            "license" => "Of the compilation. The texts in it keep their own authors’ rights.",
            "line" => "Counted from 1.",
            _ => null,
        },
        Coded.Contains(name, StringComparer.Ordinal));
}
