using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate;

/// <summary>
/// Turns a row as upstream writes it into the common form, by what the registry says of its collection: dates to ISO,
/// DOIs bare, the date's precision and basis beside it. What a field said before stays in <c>_provenance.original</c>.
/// It never fails: what it cannot read it leaves for the checks.
/// </summary>
public sealed class Mapping(SourceEntry source)
{
    public const string Name = "validate@1";

    static readonly string[] DoiPrefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://www.doi.org/", "doi.org/", "dx.doi.org/", "doi:"];

    readonly LineEdit _edit = new();
    readonly ProvenanceEdit _provenance = new();
    readonly TextBuffer _text = new();

    /// <summary>Reads the mapped record into <paramref name="into"/>; valid until the next call.</summary>
    public void Map(RawRecord record, Document into)
    {
        var line = record.Line;
        _edit.Begin(line);
        _provenance.Clear();
        MapDate(line);
        MapDoi(line);
        _provenance.ApplyTo(_edit, line);
        if (!into.Line.Read(_edit.Apply(), out var fault))
            throw new InvalidDataException($"{record.Place.File} line {record.Place.Line}: mapping made a line that is not JSON at byte {fault.Offset}.");
        into.Place = record.Place;
    }

    void MapDate(RecordLine line)
    {
        if (!line.TryGetString("date_published"u8, out var body))
            return;
        _text.Load(body);
        if (PublicationDate.TryRead(_text.Span, out var date) != DateReading.Read)
            return;
        if (!_text.Span.SequenceEqual(date.Iso))
            Replace(line, "date_published"u8, date.Iso, "date_iso");
        var collection = line.GetString("source"u8) is { } name ? source.Collection(name) : null;
        var precision = collection?.DatePrecision == "year" && date.Day is { Month: 1, Day: 1 } ? "year" : date.Precision;
        _edit.Append("date_precision", Quote(precision));
        _edit.Append("date_basis", Quote(collection?.DateBasis ?? "published"));
    }

    void MapDoi(RecordLine line)
    {
        if (line.GetString("doi"u8) is not { } doi)
            return;
        var prefix = DoiPrefixes.FirstOrDefault(prefix => doi.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        if (prefix is not null)
            Replace(line, "doi"u8, doi[prefix.Length..].TrimStart(), "doi_bare");
    }

    void Replace(RecordLine line, ReadOnlySpan<byte> field, string value, string by)
    {
        var index = line.IndexOf(field);
        _provenance.Original(Encoding.UTF8.GetString(field), line.ValueOf(index).Bytes);
        _provenance.Transformed($"{Name}:{by}");
        _edit.Replace(index, Quote(value));
    }

    static byte[] Quote(string text)
    {
        var json = new JsonLineBuilder();
        return json.String(text).Bytes.ToArray();
    }
}
