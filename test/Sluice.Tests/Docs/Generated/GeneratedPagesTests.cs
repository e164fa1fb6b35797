using System.Text.Json;

namespace Sluice.Tests.Docs.Generated;

/// <summary>
/// The data dictionary, a page for each schema and one for each source are made from the schemas and the registry, so they
/// cannot say anything else. <c>SLUICE_WRITE_DOCS=1</c> writes them.
/// </summary>
public sealed class GeneratedPagesTests
{
    static readonly JsonElement Registry = Json("sources.json");
    static readonly IReadOnlyDictionary<string, JsonElement> Schemas = Directory.EnumerateFiles(Path.Combine(Repository.Root, "schemas"), "*.json").Select(Path.GetFileName).OfType<string>()
        .Where(name => name != "sources.json").ToDictionary(name => name, Json, StringComparer.Ordinal);

    [Fact]
    public void Every_generated_page_says_what_registry_and_schemas_say()
    {
        var pages = Pages().ToDictionary(page => page.Path, page => page.Text, StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("SLUICE_WRITE_DOCS") == "1")
            foreach (var (path, text) in pages)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
                File.WriteAllText(Full(path), text);
            }
        Assert.Empty(pages.Where(page => !File.Exists(Full(page.Key)) || File.ReadAllText(Full(page.Key)) != page.Value).Select(page => $"{page.Key} is not as it would be generated. Run this test with SLUICE_WRITE_DOCS=1."));
        Assert.Empty(new[] { "docs/sources", "docs/schemas" }.SelectMany(folder => Directory.EnumerateFiles(Full(folder))).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Except(pages.Keys));
    }

    [Fact]
    public void Every_field_of_a_served_document_has_a_meaning_of_its_own() =>
        Assert.Empty(SchemaFields.Of(Schemas["document_v1.json"]).Where(field => FieldMeanings.Of(field.Path, field.Says).StartsWith("As its name says", StringComparison.Ordinal)).Select(field => field.Path));

    [Fact]
    public void A_field_that_a_schema_gains_changes_its_page()
    {
        var changed = JsonDocument.Parse(Schemas["record_v1.json"].GetRawText().Replace("\"links\"", "\"planted\": { \"type\": \"string\" }, \"links\"", StringComparison.Ordinal)).RootElement;
        Assert.Contains("| `planted` | string | no |", SchemaPage.Of("record_v1.json", changed));
        Assert.NotEqual(SchemaPage.Of("record_v1.json", Schemas["record_v1.json"]), SchemaPage.Of("record_v1.json", changed));
    }

    static IEnumerable<(string Path, string Text)> Pages()
    {
        foreach (var (file, schema) in Schemas)
            yield return ($"docs/schemas/{Path.ChangeExtension(file, ".md")}", SchemaPage.Of(file, schema));
        foreach (var source in Registry.GetProperty("sources").EnumerateArray())
            yield return ($"docs/sources/{source.GetProperty("id").GetString()}.md", SourcePage.Of(source, Full(source.GetProperty("kind").GetString() == "hub" ? $"samples/hub/{source.GetProperty("dataset").GetString()}" : "samples/web/data")));
        yield return ("docs/dictionary.md", DictionaryPage.Of(Schemas, Registry));
    }

    static string Full(string path) => Path.Combine(Repository.Root, path);

    static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", name))).RootElement;
}
