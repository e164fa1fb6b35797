namespace Sluice.Records;

/// <summary>
/// What every record of a dump says about its origin; only file, line and oid change from row to row. Written as the
/// last field, <c>_provenance</c>, so that upstream's own bytes stand in front of it untouched.
/// </summary>
public sealed record Provenance(
    string SourceSystem,
    DateTimeOffset IngestionDate,
    License License,
    string ExtractionMethod,
    string Dataset,
    string Revision)
{
    public const string Field = "_provenance";

    public static ReadOnlySpan<byte> Utf8 => "_provenance"u8;

    /// <summary>The transformation that made room for our field: without it nobody could tell what upstream sent.</summary>
    public const string Renamed = "renamed@1:" + Field;

    /// <summary>Writes the value of <c>_provenance</c> for one row.</summary>
    /// <param name="renamed">True if upstream had a field of our name, which <c>transformations</c> then tells.</param>
    public void WriteTo(JsonLineBuilder json, Place place, string oid, bool renamed = false)
    {
        json.BeginObject()
            .Name("source_system"u8).String(SourceSystem)
            .Name("ingestion_date"u8).String(Timestamp(IngestionDate))
            .Name("license"u8).String(License.Id)
            .Name("license_scope"u8).String("compilation")
            .Name("attribution"u8).String(License.Attribution)
            .Name("citation"u8).String(License.Citation)
            .Name("extraction_method"u8).String(ExtractionMethod)
            .Name("transformations"u8).BeginArray();
        if (renamed)
            json.String(Renamed);
        json.EndArray()
            .Name("dataset"u8).String(Dataset)
            .Name("revision"u8).String(Revision)
            .Name("file"u8).String(place.File)
            .Name("line"u8).Number(place.Line)
            .Name("oid"u8).String(oid)
            .EndObject();
    }

    /// <summary>UTC to the second: <c>2026-01-31T02:00:00Z</c>.</summary>
    public static string Timestamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The licence of a compilation (an SPDX id or NOASSERTION), never of the texts in it, with what it asks for.</summary>
public sealed record License(string Id, string Attribution, string Citation);
