using System.Text.Json;

namespace Sluice.Validate.SelfTest;

/// <summary>Which keywords a schema uses so that a record can fail them.</summary>
static class SchemaKeywords
{
    // Their members have names that people chose, and are schemas.
    static readonly HashSet<string> Maps = new(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"], StringComparer.Ordinal);

    // They speak for themselves only where they are false; else what is in them does.
    static readonly HashSet<string> SilentUnlessFalse = new(["items", "additionalItems", "unevaluatedItems", "additionalProperties", "unevaluatedProperties", "propertyNames"], StringComparer.Ordinal);

    // They hold values, not schemas.
    static readonly HashSet<string> Values = new(["enum", "const", "default", "examples", "required", "type"], StringComparer.Ordinal);

    public static HashSet<string> UsedBy(string schema)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 1000 });
        Walk(json.RootElement, used);
        return used;
    }

    static void Walk(JsonElement schema, HashSet<string> used)
    {
        if (schema.ValueKind == JsonValueKind.Array)
            foreach (var item in schema.EnumerateArray())
                Walk(item, used);
        if (schema.ValueKind == JsonValueKind.False)
            used.Add("false");
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        foreach (var keyword in schema.EnumerateObject())
        {
            // What is true asserts nothing, but for uniqueItems.
            if (SilentUnlessFalse.Contains(keyword.Name) ? keyword.Value.ValueKind == JsonValueKind.False : keyword.Value.ValueKind != JsonValueKind.True || keyword.NameEquals("uniqueItems"))
                used.Add(keyword.Name);
            if (keyword.Value.ValueKind == JsonValueKind.False && !SilentUnlessFalse.Contains(keyword.Name) && !Values.Contains(keyword.Name))
                used.Add("false");
            if (Maps.Contains(keyword.Name) && keyword.Value.ValueKind == JsonValueKind.Object)
                foreach (var named in keyword.Value.EnumerateObject())
                    Walk(named.Value, used);
            else if (!Values.Contains(keyword.Name) && keyword.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                Walk(keyword.Value, used);
        }
    }
}
