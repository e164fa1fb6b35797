using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>A record's lines, zone by zone, to follow one value through.</summary>
sealed class WhyCopies
{
    // What mapping did, and to which field; cleaners name the field themselves.
    static readonly Dictionary<string, string> Mapped = new(StringComparer.Ordinal) { ["date_iso"] = "date_published", ["doi_bare"] = "doi", ["authors_split"] = "authors" };

    /// <summary>The row as it rests in the raw zone.</summary>
    public byte[]? Raw { get; private set; }

    /// <summary>By the zone's name, in order; null where it is not.</summary>
    public OrderedDictionary<string, byte[]?> Zones { get; } = new(StringComparer.Ordinal);

    public byte[]? Released { get; set; }

    /// <summary>Of several rows with one id, the one that went on counts; else the first.</summary>
    public void ChooseRaw(List<byte[]> lines)
    {
        var went = (Zones.Values.LastOrDefault(line => line is not null) ?? Released) is { } newest ? PlaceOf(newest) : default;
        Raw = lines.Find(line => PlaceOf(line) == went) ?? lines.FirstOrDefault();
    }

    public static Place PlaceOf(byte[] line) => UpstreamLines.PlaceOf(Read(line));

    /// <exception cref="CorrectTheCallException">No copy has the field.</exception>
    public WhyField Follow(string field)
    {
        var sent = Raw is null ? null : Read(UpstreamLines.AsSent(Read(Raw)));
        var newest = Released ?? Zones.Values.LastOrDefault(line => line is not null) ?? Raw;
        if (new[] { sent, newest is null ? null : Read(newest) }.All(line => line is null || !Has(line, field)))
            throw new CorrectTheCallException($"The record has no field '{field}'.{(newest is null ? "" : Nearest.Hint(field, NamesOf(Read(newest))))}");
        var zones = new JsonObject(Zones.Select(zone => KeyValuePair.Create(zone.Key, ValueIn(zone.Value, field))));
        return new WhyField(field, sent is null ? null : ValueIn(sent, field), newest is null ? null : OriginalIn(Read(newest), field), zones, ValueIn(Released, field),
            newest is null ? [] : [.. TransformationsOf(newest).Where(by => Names(by, field)), .. MethodIn(Read(newest), field)]);
    }

    public static IReadOnlyList<string> TransformationsOf(byte[] line)
    {
        var names = new List<string>();
        if (Read(line).TryGet("_provenance"u8, out var provenance) && provenance.TryGetMember("transformations"u8, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                if (item.Kind == JsonKind.String)
                    names.Add(item.GetString());
        return names;
    }

    static bool Names(string transformation, string field) =>
        transformation[(transformation.IndexOf(':', StringComparison.Ordinal) + 1)..] is var what && (what == field || what == "coerced_" + field || what.StartsWith(field + "_from_", StringComparison.Ordinal) || Mapped.GetValueOrDefault(what) == field);

    static RecordLine Read(ReadOnlyMemory<byte> bytes)
    {
        var line = new RecordLine();
        return line.Read(bytes.ToArray(), out var fault) ? line : throw new InvalidDataException($"a record's line is not JSON at byte {fault.Offset}.");
    }

    static IEnumerable<string> NamesOf(RecordLine line)
    {
        var names = new List<string>();
        for (var i = 0; i < line.FieldCount; i++)
            names.Add(JsonText.Decode(line.NameOf(i)));
        return names;
    }

    static bool Has(RecordLine line, string field) => TryGet(line, field, out _);

    static JsonNode? ValueIn(byte[]? line, string field) => line is null ? null : ValueIn(Read(line), field);

    static JsonNode? ValueIn(RecordLine line, string field) => TryGet(line, field, out var value) ? value.ToNode() : null;

    // A field of the record, or else a derived one: `year` is `enriched.year`.
    static bool TryGet(RecordLine line, string field, out JsonView value) =>
        line.TryGet(Encoding.UTF8.GetBytes(field), out value)
        || (line.TryGet("enriched"u8, out var enriched) && enriched.TryGetMember(Derived(field), out value));

    static byte[] Derived(string field) => Encoding.UTF8.GetBytes(field.StartsWith("enriched.", StringComparison.Ordinal) ? field["enriched.".Length..] : field);

    static JsonNode? OriginalIn(RecordLine line, string field) =>
        line.TryGet("_provenance"u8, out var provenance) && provenance.TryGetMember("original"u8, out var original)
            && original.TryGetMember(Encoding.UTF8.GetBytes(field), out var value) ? value.ToNode() : null;

    static IEnumerable<string> MethodIn(RecordLine line, string field) =>
        line.IndexOf(Encoding.UTF8.GetBytes(field)) < 0 && line.TryGet("enriched"u8, out var enriched) && enriched.TryGetMember("methods"u8, out var methods)
            && methods.TryGetMember(Derived(field), out var method) && method.Kind == JsonKind.String ? [method.GetString()] : [];
}
