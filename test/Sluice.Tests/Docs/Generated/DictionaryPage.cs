using System.Text;
using System.Text.Json;

namespace Sluice.Tests.Docs.Generated;

/// <summary>The data dictionary: every field of every schema and of the registry, by name.</summary>
static class DictionaryPage
{
    public static string Of(IReadOnlyDictionary<string, JsonElement> schemas, JsonElement registry)
    {
        var fields = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        Entry At(string path) => fields.TryGetValue(path, out var entry) ? entry : fields[path] = new Entry();

        foreach (var (file, schema) in schemas.OrderBy(pair => pair.Key == "document_v1.json" ? "" : pair.Key, StringComparer.Ordinal))
            foreach (var field in SchemaFields.Of(schema))
            {
                var entry = At(field.Path);
                entry.Type ??= field.Type;
                entry.Says ??= field.Says;
                entry.In.Add($"[{(file == "document_v1.json" ? "document" : file[..^".json".Length])}](schemas/{Path.ChangeExtension(file, ".md")}#fields)");
            }
        foreach (var source in registry.GetProperty("sources").EnumerateArray())
        {
            var id = source.GetProperty("id").GetString()!;
            foreach (var name in Names(source))
                At(name).In.Add($"[{id}](sources/{id}.md#fields)");
            foreach (var collection in source.GetProperty("collections").EnumerateArray())
                foreach (var name in Names(collection))
                    At(name).In.Add($"[{collection.GetProperty("name").GetString()}](sources/{id}.md#{DocPage.Slug(collection.GetProperty("name").GetString()!)})");
        }

        var page = new StringBuilder("""
            # The data dictionary

            <!-- generated: from schemas/ and schemas/sources.json -->

            Every field that a record or a served document may have, by its name. “In” says where: a [served document](formats.md#documentsjsonl), a record as a schema has it, or a collection that is known to send it. `a.b` is a field inside of an object, `a[].b` one inside of each object of a list. A field that is not here is one that nobody knew of: it is kept as upstream sent it, and counted as [drift](registry.md#drift).


            """);
        foreach (var initial in fields.GroupBy(pair => pair.Key[0] == '_' ? "_" : pair.Key[..1].ToUpperInvariant()).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append($"## {(initial.Key == "_" ? "Provenance" : initial.Key)}\n\n| field | type | means | in |\n|---|---|---|---|\n");
            foreach (var (path, entry) in initial)
                page.Append($"| `{path}` | {entry.Type ?? "as sent"} | {FieldMeanings.Of(path, entry.Says)} | {string.Join(", ", entry.In.Distinct())} |\n");
            page.Append('\n');
        }
        return page.ToString().TrimEnd() + "\n";
    }

    static IEnumerable<string> Names(JsonElement entry) => entry.TryGetProperty("extra_fields", out var names) && names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    sealed class Entry
    {
        public string? Type { get; set; }

        public string? Says { get; set; }

        public List<string> In { get; } = [];
    }
}
