using System.Text;
using System.Text.Json;

namespace Sluice.Tests.Docs.Generated;

/// <summary>The page of one schema of <c>schemas/</c>: every field with its type, its limits and its meaning.</summary>
static class SchemaPage
{
    public static string Of(string file, JsonElement schema)
    {
        var page = new StringBuilder()
            .Append($"# `{file}`\n\n<!-- generated: from schemas/{file} -->\n\n")
            .Append($"{schema.GetProperty("title").GetString()}. Version {schema.GetProperty("version").GetString()}. The schema itself: [`schemas/{file}`](../../schemas/{file}).\n\n")
            .Append(schema.GetProperty("description").GetString()).Append("\n\n## Fields\n\n| field | type | must be there | limits | means |\n|---|---|---|---|---|\n");
        foreach (var field in SchemaFields.Of(schema))
            page.Append($"| `{field.Path}` | {field.Type} | {(field.Required ? "yes" : "no")} | {field.Limits} | {FieldMeanings.Of(field.Path, field.Says)} |\n");
        page.Append('\n').Append(schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False
            ? "No other field may be there.\n" : "Other fields are kept as upstream sent them.\n");
        page.Append("\n“Must be there” is about the name: where the type says `null`, the value may be null. Codes of what does not fit: [the findings](../findings.md#schema-codes). All fields in one list: [the data dictionary](../dictionary.md).\n");
        return page.ToString();
    }
}
