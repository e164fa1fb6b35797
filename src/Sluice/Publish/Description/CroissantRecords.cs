using System.Text.Json.Nodes;
using Sluice.Publish.Export;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Publish.Description;

/// <summary>The record sets of a release: what a line of each of its files holds, as far as a type is promised.</summary>
static class CroissantRecords
{
    static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["string"] = "sc:Text", ["integer"] = "sc:Integer", ["number"] = "sc:Float", ["boolean"] = "sc:Boolean",
    };

    static readonly Dictionary<string, string> s_meanings = new(StringComparer.Ordinal)
    {
        ["document_id"] = "sc:identifier", ["title"] = "sc:name", ["text"] = "sc:text", ["url"] = "sc:url", ["authors"] = "sc:author",
        ["tags"] = "sc:keywords", ["abstract"] = "sc:abstract", ["date_published"] = "sc:datePublished", ["rights/license"] = "sc:license",
    };

    // In the language of document_v1.json.
    const string Clusters = """
        {
          "canonical": {"type": "string", "x-source": "the document that stands for the work"},
          "reasons": {"type": "array", "items": {"type": "string"}, "x-source": "why that one was elected"},
          "members": {"type": "array", "x-source": "its copies and what is related to it, the canonical one included", "items": {"type": "object", "properties": {
            "id": {"type": "string"}, "upstream_id": {"type": "string"}, "source": {"type": "string"}, "url": {"type": "string"}, "relation": {"type": "string"},
            "jaccard": {"type": "number"}, "containment": {"type": "number"}}}}
        }
        """;

    const string Aliases = """
        {"document_id": {"type": "string", "x-source": "the document, by its id at first admission"}, "id": {"type": "string", "x-source": "what upstream calls it now"}, "since": {"type": "string", "x-source": "the dump in which it first did"}, "by": {"type": "string", "x-source": "how it was known again"}}
        """;

    const string Forgotten = """
        {"id": {"type": "string", "x-source": "the document id"}, "reason": {"type": "string", "x-source": "why"}, "at": {"type": "string", "x-source": "when"}}
        """;

    public static JsonArray OfRelease(IReadOnlyDictionary<string, DataFile> files, IReadOnlySet<string> fields)
    {
        // The name of a set, its file, the field that is unique, and the field that names a document of the first set.
        JsonObject?[] sets =
        [
            OfDocuments("documents", ReleaseManifest.Documents, files[ReleaseManifest.Documents], fields),
            Set("clusters", ClusterFile.InRelease, files[ClusterFile.InRelease], (JsonObject)JsonNode.Parse(Clusters)!, "canonical", "canonical"),
            Set("aliases", AliasTable.InRelease, files[AliasTable.InRelease], (JsonObject)JsonNode.Parse(Aliases)!, "document_id", "document_id"),
            Set("tombstones", Tombstones.FileName, files[Tombstones.FileName], (JsonObject)JsonNode.Parse(Forgotten)!, "id", null),
        ];
        return new JsonArray([.. sets.OfType<JsonNode>()]);
    }

    public static JsonArray OfCollections(IReadOnlyList<ExportedCollection> collections, IReadOnlyDictionary<string, IReadOnlySet<string>> fields) =>
        new([.. collections.Select(collection => OfDocuments(collection.Config, collection.File, collection.Data, fields[collection.Config])).OfType<JsonNode>()]);

    static JsonObject? OfDocuments(string name, string file, DataFile there, IReadOnlySet<string> fields)
    {
        var schema = (JsonObject)JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("document_v1.json")))!["properties"]!;
        return Set(name, file, there, new JsonObject(schema.Where(property => fields.Contains(property.Key)).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))), "document_id", null);
    }

    // A reader of an empty file finds no field that is described.
    static JsonObject? Set(string name, string file, DataFile there, JsonObject properties, string key, string? document) => there.Lines == 0 ? null : new()
    {
        ["@type"] = "cr:RecordSet",
        ["@id"] = name,
        ["name"] = name,
        ["description"] = $"The lines of {file}.",
        ["key"] = Reference($"{name}/{key}"),
        ["field"] = new JsonArray([.. properties.Select(property => Field(name, property.Key, (JsonObject)property.Value!, file, null, document == property.Key)).OfType<JsonNode>()]),
    };

    // What has no promised type, such as an object with free names, is not described.
    static JsonObject? Field(string parent, string name, JsonObject schema, string file, string? within, bool namesDocument)
    {
        var id = $"{parent}/{name}";
        var field = new JsonObject { ["@type"] = "cr:Field", ["@id"] = id, ["name"] = name };
        if ((string?)schema["x-source"] is { } from)
            field["description"] = from;
        var (type, of) = (TypeOf(schema), schema);
        if (type == "array")
        {
            field["isArray"] = true;
            (type, of) = schema["items"] is JsonObject items ? (TypeOf(items), items) : (null, schema);
        }
        if (type == "object")
        {
            var inner = within is not null || of["properties"] is not JsonObject members ? []
                : members.Select(member => Field(id, member.Key, (JsonObject)member.Value!, file, field.ContainsKey("isArray") ? $"{name}[*]" : name, namesDocument: false)).OfType<JsonNode>().ToArray();
            if (inner.Length == 0)
                return null;
            field["subField"] = new JsonArray(inner);
        }
        else if (type is null || !s_types.TryGetValue(type, out var known))
            return null;
        else
            field["dataType"] = known;
        if (s_meanings.TryGetValue(id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..], out var meaning))
            field["equivalentProperty"] = meaning;
        field["source"] = Source(file, name, within);
        if (namesDocument)
            field["references"] = Reference("documents/document_id");
        return field;
    }

    // The reference reader takes a line apart into its fields first: a path into one is a step of its own.
    static JsonObject Source(string file, string name, string? within)
    {
        var (column, path) = within is null ? (name, null) : within.EndsWith("[*]", StringComparison.Ordinal) ? (within[..^3], $"[*].{name}") : (within, name);
        var source = new JsonObject { ["fileObject"] = Reference(file), ["extract"] = new JsonObject { ["jsonPath"] = column } };
        if (path is not null)
            source["transform"] = new JsonObject { ["jsonPath"] = path };
        return source;
    }

    static string? TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(type => (string?)type).FirstOrDefault(type => type != "null"),
        JsonValue one => (string?)one,
        _ => null,
    };

    static JsonObject Reference(string id) => new() { ["@id"] = id };
}
