using System.Text.Json;

namespace Sluice.Tests.Docs.Generated;

/// <summary>A field as a schema has it: its path from the record (<c>author_names[].given</c>), and what the schema says.</summary>
/// <param name="Says">The schema's description, or its <c>x-source</c>; null if it has neither.</param>
sealed record SchemaField(string Path, bool Required, string Type, string Limits, string? Says);

/// <summary>Reads the fields of a schema file, nested ones too, in the schema's order.</summary>
static class SchemaFields
{
    public static IReadOnlyList<SchemaField> Of(JsonElement schema) => [.. Read(schema, "")];

    static IEnumerable<SchemaField> Read(JsonElement schema, string path)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var property in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
        {
            yield return Field(path + property.Name, property.Value, required.Contains(property.Name));
            foreach (var inner in Inside(property.Value, path + property.Name))
                yield return inner;
        }
        // What must be there, and of which the schema says nothing more.
        foreach (var name in required.Where(name => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(name, out _)))
            yield return new SchemaField(path + name, true, "any", "", null);
    }

    static IEnumerable<SchemaField> Inside(JsonElement field, string path) =>
        field.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _) ? Read(items, path + "[].") : Read(field, path + ".");

    static SchemaField Field(string path, JsonElement schema, bool required) =>
        new(path, required, TypeOf(schema), string.Join("; ", Limits(schema)), Text(schema, "description") ?? Text(schema, "x-source"));

    static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var text) ? text.GetString() : null;

    static string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? "object" : "any";
        return string.Join(" or ", (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!])
            .Select(name => name == "array" && schema.TryGetProperty("items", out var items) && items.TryGetProperty("type", out var item) && item.ValueKind == JsonValueKind.String ? $"list of {item.GetString()}s" : name == "array" ? "list" : name));
    }

    static IEnumerable<string> Limits(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values))
            yield return "one of " + string.Join(", ", values.EnumerateArray().Select(value => $"`{value.ToString() switch { "" => "null", var text => text }}`"));
        foreach (var (keyword, words) in new[] { ("minLength", "at least {0} characters"), ("maxLength", "at most {0} characters"), ("minimum", "at least {0}"), ("maximum", "at most {0}"), ("minItems", "at least {0} items") })
            if (schema.TryGetProperty(keyword, out var number))
                yield return string.Format(System.Globalization.CultureInfo.InvariantCulture, words, number.GetRawText()).Replace("1 characters", "1 character").Replace("1 items", "1 item");
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean())
            yield return "no item twice";
        if (Text(schema, "format") is { } format)
            yield return $"format `{format}`";
        if ((Text(schema, "pattern") ?? (schema.TryGetProperty("items", out var items) ? Text(items, "pattern") : null)) is { } pattern)
            yield return $"pattern `{Cell(pattern)}`";
    }

    /// <summary>A text that may stand in a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|").Replace("\n", " ");
}
