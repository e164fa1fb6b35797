using System.Text.Json;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>
/// One JSON text with schemas in it: where each stands, which addresses and anchors they have. Only the places where a
/// draft says that schemas stand are walked, so that an <c>$id</c> inside an <c>enum</c> is no address.
/// </summary>
sealed class SchemaDocument
{
    readonly Dictionary<string, SchemaPlace> _places = new(StringComparer.Ordinal);
    readonly Func<JsonElement, Dialect, Dialect> _dialectOf;

    /// <param name="address">Where the text was found.</param>
    /// <param name="dialectOf">The dialect that a schema's <c>$schema</c> names, or the one given.</param>
    public SchemaDocument(JsonElement root, string address, bool isRoot, Dialect dialect, Func<JsonElement, Dialect, Dialect> dialectOf)
    {
        (Address, IsRoot, _dialectOf) = (address, isRoot, dialectOf);
        var resource = new SchemaResource(UriReference.Parse(address), dialectOf(root, dialect));
        resource.Root = new SchemaPlace(this, "", root, resource);
        Resources.Add(resource);
        Index(root, "", resource);
        Root = _places[""];
    }

    public string Address { get; }

    /// <summary>Whether this is the schema that was asked for, rather than one that it refers to.</summary>
    public bool IsRoot { get; }

    public SchemaPlace Root { get; }

    /// <summary>The parts with addresses of their own; the first is the text as it was found.</summary>
    public List<SchemaResource> Resources { get; } = [];

    /// <summary>The schema at an RFC 6901 pointer, or null if nothing stands there.</summary>
    public SchemaPlace? At(string pointer)
    {
        if (_places.TryGetValue(pointer, out var known))
            return known;
        var (element, above) = (Root.Element, Root);
        var at = "";
        foreach (var token in pointer.Split('/').Skip(1))
        {
            if (Child(element, Unescape(token)) is not { } child)
                return null;
            (element, at) = (child, at + "/" + token);
            above = _places.GetValueOrDefault(at, above);
        }
        // A place that no draft knows for a schema becomes one because something refers to it.
        Index(element, pointer, above.Resource);
        return _places[pointer];
    }

    static JsonElement? Child(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty(name, out var member) => member,
        JsonValueKind.Array when int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index) && index < element.GetArrayLength() => element[index],
        _ => null,
    };

    static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    void Index(JsonElement schema, string pointer, SchemaResource resource)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            _places.TryAdd(pointer, new SchemaPlace(this, pointer, schema, resource));
            return;
        }
        resource = Enter(schema, pointer, resource);
        var place = new SchemaPlace(this, pointer, schema, resource);
        _places.TryAdd(pointer, place);
        if (resource.Root.Pointer == pointer)
            resource.Root = place;
        AddAnchors(place);
        foreach (var keyword in schema.EnumerateObject())
            IndexBelow(keyword, $"{pointer}/{Schema.Escape(keyword.Name)}", resource);
    }

    void IndexBelow(JsonProperty keyword, string pointer, SchemaResource resource)
    {
        var shape = SubschemaShape.Of(keyword.Name, resource.Dialect.Is7);
        if (shape.HasFlag(Subschemas.One) && keyword.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False)
            Index(keyword.Value, pointer, resource);
        else if (shape.HasFlag(Subschemas.List) && keyword.Value.ValueKind == JsonValueKind.Array)
            for (var i = 0; i < keyword.Value.GetArrayLength(); i++)
                Index(keyword.Value[i], string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{i}"), resource);
        else if (shape.HasFlag(Subschemas.Map) && keyword.Value.ValueKind == JsonValueKind.Object)
            foreach (var member in keyword.Value.EnumerateObject())
                if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False)
                    Index(member.Value, $"{pointer}/{Schema.Escape(member.Name)}", resource);
    }

    // The resource that the schema's $id opens, or the one around it.
    SchemaResource Enter(JsonElement schema, string pointer, SchemaResource around)
    {
        // In draft-07 a $ref makes its siblings mean nothing, $id among them.
        if (TextOf(schema, "$id") is not { } id || (around.Dialect.Is7 && schema.TryGetProperty("$ref", out _)))
            return around;
        var reference = UriReference.Parse(id);
        if (reference is { Scheme: null, Authority: null, Path: "", Query: null })
            return around;
        var own = new SchemaResource(reference.From(around.Address) with { Fragment = null }, _dialectOf(schema, around.Dialect));
        own.Root = new SchemaPlace(this, pointer, schema, own);
        Resources.Add(own);
        return own;
    }

    static void AddAnchors(SchemaPlace place)
    {
        var (schema, resource) = (place.Element, place.Resource);
        if (resource.Dialect.Is7)
        {
            if (TextOf(schema, "$id") is { } id && !schema.TryGetProperty("$ref", out _) && UriReference.Parse(id).Fragment is { Length: > 0 } name)
                resource.Anchors.TryAdd(name, place);
            return;
        }
        if (TextOf(schema, "$anchor") is { } anchor)
            resource.Anchors.TryAdd(anchor, place);
        if (TextOf(schema, "$dynamicAnchor") is not { } dynamic)
            return;
        resource.Anchors.TryAdd(dynamic, place);
        resource.DynamicAnchors.TryAdd(dynamic, place);
    }

    static string? TextOf(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
