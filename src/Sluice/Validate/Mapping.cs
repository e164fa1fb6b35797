using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate;

/// <summary>
/// Turns a row as upstream writes it into the common form, by what the registry says of its collection: upstream's
/// names for our fields, dates to ISO with precision and basis beside them, DOIs bare, one string of authors to a list,
/// and what the contract lets convert. What a field said before stays in <c>_provenance.original</c>. It never fails:
/// what it cannot read it leaves for the checks.
/// </summary>
public sealed class Mapping(SourceEntry source, Coercion? coercion = null)
{
    public const string Name = "validate@3";

    static readonly byte[] Null = "null"u8.ToArray();

    static readonly string[] DoiPrefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://www.doi.org/", "doi.org/", "dx.doi.org/", "doi:"];

    readonly CollectionMappings _collections = new(source);
    readonly bool _isTable = source.Table is not null;
    readonly RecordLine _renamed = new();
    readonly LineEdit _fields = new();
    readonly LineEdit _edit = new();
    readonly ProvenanceEdit _provenance = new();
    readonly TextBuffer _text = new();
    readonly List<(string Ours, string Sent)> _copied = [];

    /// <summary>Reads the mapped record into <paramref name="into"/>; valid until the next call.</summary>
    public void Map(RawRecord record, Document into)
    {
        _provenance.Clear();
        var collection = _collections.Of(record.Line);
        var line = MapFields(record.Line, collection);
        _edit.Begin(line);
        MapDate(line, collection);
        MapOccurrence(line, collection);
        MapDoi(line);
        if (collection.AuthorSeparator is { } separator)
            MapList(line, "authors"u8, separator);
        foreach (var (field, between) in collection.Separators)
            MapList(line, field, between);
        foreach (var field in coercion?.Fields ?? [])
            if (coercion!.TryConvert(line, field, out var index, out var json))
                Replace(line, index, json, "coerced_" + Encoding.UTF8.GetString(field));
        _provenance.ApplyTo(_edit, line);
        try
        {
            _edit.ApplyTo(into.Line);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{record.Place.File} line {record.Place.Line}: {e.Message}", e);
        }
        into.Place = record.Place;
    }

    /// <summary>The place in the record as upstream sent it of one in the record last mapped.</summary>
    public string SentPointer(string pointer)
    {
        foreach (var (ours, sent) in _copied)
            if (pointer.StartsWith(ours, StringComparison.Ordinal) && (pointer.Length == ours.Length || pointer[ours.Length] == '/'))
                return sent + pointer[ours.Length..];
        // Upstream's own field of a name that is ours moved aside.
        foreach (var ours in new[] { "date_precision", "date_basis" })
            if (pointer.StartsWith("/" + LineEdit.UpstreamName(ours), StringComparison.Ordinal))
                return "/" + ours + pointer[(1 + LineEdit.UpstreamName(ours).Length)..];
        return pointer;
    }

    /// <summary>The date that a row would have once mapped, or null: what a row that Extract could not date is asked.</summary>
    public PublicationDate? DateOf(RecordLine sent)
    {
        var collection = _collections.Of(sent);
        _provenance.Clear();
        var line = MapFields(sent, collection);
        if (!line.TryGetString("date_published"u8, out var body))
            return null;
        _text.Load(body);
        return collection.ReadDate(_text.Span, out var date, out _) == DateReading.Read ? date : null;
    }

    // Ours are copied from upstream's, which stay: nothing that was sent goes.
    RecordLine MapFields(RecordLine line, CollectionMapping collection)
    {
        _fields.Begin(line);
        _copied.Clear();
        foreach (var (ours, theirs) in collection.Fields)
        {
            var from = line.IndexOf(theirs);
            var to = line.IndexOf(ours);
            // Of a table our field is there even where its cell is empty: unknown, and not forgotten.
            if (to < 0 && from >= 0 && line.ValueOf(from).Kind == JsonKind.Null && _isTable)
                _fields.Append(Encoding.UTF8.GetString(ours), Null);
            if (from < 0 || line.ValueOf(from).Kind == JsonKind.Null || (to >= 0 && line.ValueOf(to).Kind != JsonKind.Null))
                continue;
            var value = line.Memory[line.Fields[from].ValueStart..line.Fields[from].ValueEnd];
            if (to >= 0)
                _fields.Replace(to, value);
            else
                _fields.Append(Encoding.UTF8.GetString(ours), value);
            _copied.Add((JsonSchema.Schema.Pointer("", ours), JsonSchema.Schema.Pointer("", theirs)));
            _provenance.Transformed($"{Name}:{Encoding.UTF8.GetString(ours)}_from_{Encoding.UTF8.GetString(theirs)}");
        }
        MapLinks(line, collection);
        if (_fields.IsEmpty)
            return line;
        _renamed.Read(_fields.Apply(), out _);
        return _renamed;
    }

    // All addresses of the columns go to links, and the first is the record's own where it has none.
    void MapLinks(RecordLine line, CollectionMapping collection)
    {
        if (collection.Links.Length == 0)
            return;
        var links = new List<string>();
        byte[]? first = null;
        foreach (var column in collection.Links)
        {
            if (!line.TryGetString(column, out var body))
                continue;
            _text.Load(body);
            var found = LinkCell.Read(_text.Span, out var repaired).Except(links, StringComparer.Ordinal).ToList();
            first ??= found.Count > 0 ? column : null;
            links.AddRange(found);
            if (repaired)
                _provenance.Transformed($"{Name}:link_scheme");
        }
        if (first is null)
            return;
        var json = new JsonLineBuilder().BeginArray();
        foreach (var link in links)
            json.String(link);
        var url = line.IndexOf("url"u8);
        if (url < 0)
            _fields.Append("url", Quote(links[0]));
        else if (line.ValueOf(url).Kind == JsonKind.Null)
            _fields.Replace(url, Quote(links[0]));
        if (url < 0 || line.ValueOf(url).Kind == JsonKind.Null)
        {
            _copied.Add(("/url", JsonSchema.Schema.Pointer("", first)));
            _provenance.Transformed($"{Name}:url_from_{Encoding.UTF8.GetString(first)}");
        }
        _fields.Append("links", json.EndArray().Bytes.ToArray());
    }

    void MapDate(RecordLine line, CollectionMapping collection)
    {
        var index = line.IndexOf("date_published"u8);
        if (index < 0 || line.ValueOf(index).Kind != JsonKind.String)
            return;
        _text.Load(line.ValueOf(index).Body);
        if (collection.ReadDate(_text.Span, out var date, out var precision) != DateReading.Read)
            return;
        if (!_text.Span.SequenceEqual(date.Iso))
            Replace(line, index, Quote(date.Iso), "date_iso");
        _edit.Append("date_precision", CollectionMapping.Precision(precision));
        _edit.Append("date_basis", collection.DateBasis);
    }

    // When it happened, in the forms of its collection's dates; what none of them reads is left for the schema.
    void MapOccurrence(RecordLine line, CollectionMapping collection)
    {
        var index = line.IndexOf("occurred_at"u8);
        if (index < 0 || line.ValueOf(index).Kind != JsonKind.String)
            return;
        _text.Load(line.ValueOf(index).Body);
        if (collection.ReadDate(_text.Span, out var date, out _) == DateReading.Read && !_text.Span.SequenceEqual(date.Iso))
            Replace(line, index, Quote(date.Iso), "occurred_iso");
    }

    void MapDoi(RecordLine line)
    {
        var index = line.IndexOf("doi"u8);
        if (index < 0 || line.ValueOf(index).Kind != JsonKind.String)
            return;
        var doi = line.ValueOf(index).GetString();
        if (DoiPrefixes.FirstOrDefault(prefix => doi.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix)
            Replace(line, index, Quote(doi[prefix.Length..].TrimStart()), "doi_bare");
    }

    void MapList(RecordLine line, ReadOnlySpan<byte> field, string separator)
    {
        var index = line.IndexOf(field);
        if (index < 0 || line.ValueOf(index).Kind != JsonKind.String)
            return;
        var json = new JsonLineBuilder().BeginArray();
        foreach (var name in line.ValueOf(index).GetString().Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            json.String(name);
        Replace(line, index, json.EndArray().Bytes.ToArray(), Encoding.UTF8.GetString(field) + "_split");
    }

    void Replace(RecordLine line, int index, ReadOnlyMemory<byte> json, string by)
    {
        _provenance.Original(JsonText.Decode(line.NameOf(index)), line.ValueOf(index).Bytes);
        _provenance.Transformed($"{Name}:{by}");
        _edit.Replace(index, json);
    }

    static byte[] Quote(string text) => new JsonLineBuilder().String(text).Bytes.ToArray();
}
