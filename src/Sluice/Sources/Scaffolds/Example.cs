using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Sources.Scaffolds;

/// <summary>
/// The columns in an entry are an example's, for nobody could look at upstream: true until somebody edits them, or takes
/// <c>example.json</c> away.
/// </summary>
/// <param name="Because">Why upstream was not looked at; null if that was wanted.</param>
public sealed record Example(string? Because)
{
    const string FileName = "example.json";

    public bool OnPurpose => Because is null;

    /// <summary>In a sentence or two.</summary>
    public string Says => $"fields, links and key: {(Because is null ? "nobody looked at upstream" : $"upstream could not be looked at ({Because.TrimEnd('.')})")}, so these are an example's columns. Put upstream's into sources.json and the fixtures; or delete the folder, and begin anew once upstream can be reached.";

    internal static void Write(string folder, SourceEntry source, string? because) =>
        AtomicFile.Write(Path.Combine(folder, FileName), new JsonObject { ["mapping"] = MappingOf(source), ["because"] = because }.ToJsonString(ReceiptJson.Options) + "\n");

    /// <summary>Null once it is nobody's example any more.</summary>
    public static Example? Of(string folder, SourceEntry? source)
    {
        var file = Path.Combine(folder, FileName);
        if (source is null || !File.Exists(file))
            return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) is JsonObject mark && (string?)mark["mapping"] == MappingOf(source) ? new Example((string?)mark["because"]) : null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new CorrectTheCallException($"{file} cannot be read. Delete it if the columns in sources.json are upstream's.");
        }
    }

    static string MappingOf(SourceEntry source) =>
        string.Join("; ", source.Collections.Select(collection => $"{collection.File}: {string.Join(", ", (collection.Fields ?? []).Select(pair => $"{pair.Key}={pair.Value}"))}; links {string.Join(", ", collection.Links ?? [])}"))
        + $"; key {string.Join(", ", source.Key ?? [])}";
}
