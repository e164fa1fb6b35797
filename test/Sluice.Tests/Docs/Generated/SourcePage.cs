using System.Text;
using System.Text.Json;

namespace Sluice.Tests.Docs.Generated;

/// <summary>The page of one registered source: links, fields, licence, and each of its collections with an example.</summary>
static class SourcePage
{
    /// <param name="samples">The folder of the sample hub, from which examples are taken; no record of anybody else's is quoted.</param>
    public static string Of(JsonElement source, string samples)
    {
        var (id, kind, schema, licence) = (Text(source, "id")!, Text(source, "kind")!, Text(source, "schema")!, source.GetProperty("license"));
        var page = new StringBuilder($"# {Text(source, "title")}\n\n<!-- generated: from schemas/sources.json -->\n\n")
            .Append($"`{id}` is a source of kind [`{kind}`](../sources.md). It is {(source.TryGetProperty("enabled", out var enabled) && !enabled.GetBoolean() ? $"not enabled: name it to run it" : "enabled: `sluice run` takes it unless other sources are named")}.\n\n")
            .Append("| | |\n|---|---|\n");
        Row(page, "page", Text(source, "source_url") is { } url ? $"<{url}>" : null);
        Row(page, "dataset", $"`{Text(source, "dataset")}`");
        Row(page, "file", Text(source, "url") is { } file ? $"<{file}>" : null);
        Row(page, "rows are told apart by", Words(source, "key"));
        Row(page, "licence of the compilation", $"`{Text(licence, "id")}`");
        Row(page, "credit", Text(licence, "attribution"));
        Row(page, "cite", Text(licence, "citation"));
        Row(page, "schema", $"[`{schema}`](../schemas/{Path.ChangeExtension(schema, ".md")})");
        foreach (var gap in Strings(source, "known_gaps"))
            Row(page, "known gap", gap);

        page.Append("\n## Run it\n\n");
        if (kind != "hub")
            page.Append("<!-- needs: web -->\n");
        page.Append($"```sh\nsluice run {id}{(kind == "hub" ? "" : " --min-date \"\" --no-keywords --min-length 0")}\nsluice sources show {id}\nsluice sources drift {id}\nsluice head {id} -n 1\n```\n\n")
            .Append(kind == "hub" ? "" : "Without these flags, only rows that the filters of the alignment corpus let pass are kept.\n\n")
            .Append("## Fields\n\n").Append($"Those of [its schema](../schemas/{Path.ChangeExtension(schema, ".md")}#fields). ")
            .Append(Strings(source, "extra_fields").Any() ? $"Any of its collections may also send {Words(source, "extra_fields")}. " : "").Append("What each means: [the data dictionary](../dictionary.md).\n\n");
        Rights(page, source);
        Collections(page, source, samples);
        return page.ToString().TrimEnd() + "\n";
    }

    static void Rights(StringBuilder page, JsonElement source)
    {
        page.Append("## What a release does with its texts\n\n[How a licence is found](../rights.md). A licence that is not in this list is withheld.\n\n| licence of the text | its text is | because |\n|---|---|---|\n");
        foreach (var licence in source.GetProperty("licences").EnumerateObject())
            page.Append($"| `{licence.Name}` | {Text(licence.Value, "text") switch { "serve" => "served", "serve_unmodified" => "served if nothing in it was changed", _ => "withheld" }} | {Text(licence.Value, "because")} |\n");
        if (source.TryGetProperty("sites", out var sites) && sites.ValueKind == JsonValueKind.Object)
        {
            page.Append("\nBy the host of the address:\n\n| host | terms |\n|---|---|\n");
            foreach (var site in sites.EnumerateObject())
                page.Append($"| `{site.Name}` | {Terms(site.Value)} |\n");
        }
        page.Append('\n');
    }

    static void Collections(StringBuilder page, JsonElement source, string samples)
    {
        var collections = source.GetProperty("collections").EnumerateArray().ToList();
        page.Append("## Collections\n\n| collection | title | file |\n|---|---|---|\n");
        foreach (var collection in collections)
            page.Append($"| [`{Text(collection, "name")}`](#{DocPage.Slug(Text(collection, "name")!)}) | {Text(collection, "title")} | `{Text(collection, "file")}` |\n");
        foreach (var collection in collections)
        {
            page.Append($"\n### `{Text(collection, "name")}`\n\n{Text(collection, "title")}, in `{Text(collection, "file")}`.\n\n");
            foreach (var quirk in Strings(collection, "quirks").Concat(Strings(collection, "known_gaps")).Distinct())
                page.Append($"- {quirk}\n");
            page.Append($"- The date is that of {Text(collection, "date_basis") switch { "submitted" => "the first version that was sent in", "last_edited" => "the last edit", "last_commit" => "the file's last commit", _ => "publication, as upstream says" }}{(Text(collection, "date_precision") == "year" ? "; only its year is vouched for" : "")}. Beside ISO 8601 it is read as {(Strings(collection, "date_formats").Any() ? Words(collection, "date_formats") : "nothing else")}.\n");
            if (collection.TryGetProperty("fields", out var fields) && fields.EnumerateObject().Any())
                page.Append($"- Our fields from upstream's: {string.Join(", ", fields.EnumerateObject().Select(field => $"`{field.Name}` from `{field.Value.GetString()}`"))}.\n");
            foreach (var (name, words) in new[] { ("links", "Columns of free text that addresses are taken from"), ("extra_fields", "Further fields") })
                if (Strings(collection, name).Any())
                    page.Append($"- {words}: {Words(collection, name)}.\n");
            foreach (var values in collection.TryGetProperty("values", out var known) ? known.EnumerateObject() : default)
                page.Append($"- Known values of `{values.Name}`: {string.Join(", ", values.Value.EnumerateArray().Select(value => $"`{value.GetString()}`"))}.\n");
            if (Text(collection, "holds") == "summaries")
                page.Append("- Each record is about another work; it is [related to it and never merged with it](../duplicates.md).\n");
            page.Append($"- Terms of its texts: {(collection.TryGetProperty("rights", out var rights) && rights.ValueKind == JsonValueKind.Object ? Terms(rights) : "nobody has confirmed any, so a text is served only if the record or the text itself names its licence.")}\n");
            if (Example(Path.Combine(samples, Text(collection, "file")!)) is { } example)
                page.Append($"\nAn example, from [the samples](../../samples/README.md): fictional, and shortened.\n\n```{(Text(source, "kind") == "csv" ? "csv" : "json")}\n{example}\n```\n");
        }
    }

    static string Terms(JsonElement terms) => string.Join(", ", new[]
    {
        Text(terms, "license") is "NOASSERTION" or null ? "each text has its own licence" : $"`{Text(terms, "license")}`",
        Text(terms, "from") is { } from ? $"for texts from {from} on" : null,
        Text(terms, "metadata_license") is { } metadata ? $"what describes it is `{metadata}`" : null,
        Text(terms, "terms_url") is { } url ? $"[terms]({url})" : null,
        Text(terms, "verified_at") is { } day ? $"read on {day}" : "confirmed by nobody",
    }.OfType<string>()) + ".";

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The first row that is whole, with what is long cut short.
    static string? Example(string file)
    {
        if (file.EndsWith(".csv", StringComparison.Ordinal))
            return File.Exists(file) ? File.ReadAllText(file).TrimEnd() : null;
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (line.TrimStart('\uFEFF') is not ['{', ..] row || !row.Contains("\"date_published\"", StringComparison.Ordinal))
                continue;
            var record = System.Text.Json.Nodes.JsonNode.Parse(row)!.AsObject();
            foreach (var (name, value) in record.ToList())
                if (value is System.Text.Json.Nodes.JsonValue text && text.GetValueKind() == JsonValueKind.String && (string)text! is { Length: > 120 } said)
                    record[name] = said[..80] + " …";
                else if (value is System.Text.Json.Nodes.JsonArray { Count: > 0 } list && list.ToJsonString().Length > 240)
                    record[name] = new System.Text.Json.Nodes.JsonArray("…");
            return record.ToJsonString(Indented).ReplaceLineEndings("\n");
        }
        return null;
    }

    static void Row(StringBuilder page, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            page.Append($"| {name} | {SchemaFields.Cell(value)} |\n");
    }

    static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static IEnumerable<string> Strings(JsonElement from, string name) => from.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    static string Words(JsonElement from, string name) => string.Join(", ", Strings(from, name).Select(word => $"`{word}`"));
}
