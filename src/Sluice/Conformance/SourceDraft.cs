using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;

namespace Sluice.Conformance;

/// <summary>An entry of the registry as somebody wrote it, right or wrong: what can be read of it, and all that the registry would refuse.</summary>
/// <param name="Entry">Null if not even its shape can be read.</param>
/// <param name="Folder">Where its schema, its fixtures and <c>expected.jsonl</c> lie, or null.</param>
/// <param name="Fixtures">Upstream's files in small, by the names that the registry has for them, or null for those in <paramref name="Folder"/>.</param>
public sealed record SourceDraft(string Id, SourceEntry? Entry, IReadOnlyList<string> Problems, string? Folder, string? Fixtures = null)
{
    /// <summary>Whose columns its entry has, if they are nobody's; else null.</summary>
    public Example? Example { get; init; }

    public string FixtureFolder => Fixtures ?? Path.Combine(Folder ?? ".", "fixtures");

    /// <summary>What stands for nothing in what nobody filled in.</summary>
    static readonly (string Field, JsonNode Value)[] Blanks =
    [
        ("title", ""), ("kind", ""), ("dataset", ""), ("source_url", ""), ("schema", "record_v1.json"), ("collections", new JsonArray()), ("license", new JsonObject()),
    ];

    /// <summary>Reads the registry file of a scaffold.</summary>
    public static SourceDraft Read(string id, string folder)
    {
        var problems = new List<string>();
        SourceEntry? entry = null;
        var file = Path.Combine(folder, "sources.json");
        if (!File.Exists(file))
            return new SourceDraft(id, null, [$"there is no {file}."], folder);
        try
        {
            var found = (JsonNode.Parse(File.ReadAllText(file)) as JsonObject)?["sources"] as JsonArray;
            if (found?.OfType<JsonObject>().FirstOrDefault(one => (string?)one["id"] == id) is not { } json)
                return new SourceDraft(id, null, [$"sources.json has no entry with the id '{id}'."], folder);
            entry = Strict(json, problems) ?? Lenient(json, problems);
        }
        catch (JsonException e)
        {
            problems.Add($"sources.json cannot be read: {RegistryText.Of(e)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            problems.Add($"sources.json cannot be read: {e.Message}");
        }
        return new SourceDraft(id, entry, problems, folder) { Example = Example.Of(folder, entry) };
    }

    static SourceEntry? Strict(JsonObject json, List<string> problems)
    {
        try
        {
            var entry = json.Deserialize(RegistryContext.Default.SourceEntry)!;
            problems.AddRange(SourceRegistry.ProblemsOf(entry));
            return entry;
        }
        catch (JsonException e)
        {
            problems.Add(RegistryText.Of(e));
            return null;
        }
    }

    // As much of it as has the right shape, so that one slip hides no other.
    static SourceEntry? Lenient(JsonObject json, List<string> problems)
    {
        foreach (var (field, value) in Blanks)
            if (json[field] is null)
                json[field] = value.DeepClone();
        foreach (var field in new[] { "id", "attribution", "citation" })
            if (json["license"] is JsonObject license && license[field] is null)
                license[field] = "";
        foreach (var collection in (json["collections"] as JsonArray)?.OfType<JsonObject>() ?? [])
            foreach (var field in new[] { "name", "file", "title" })
                collection[field] ??= "";
        try
        {
            var entry = json.Deserialize(RegistryContext.Lenient);
            problems.AddRange(entry is null ? [] : SourceRegistry.ProblemsOf(entry).Where(problem => !problems.Contains(problem, StringComparer.Ordinal)));
            return entry;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
