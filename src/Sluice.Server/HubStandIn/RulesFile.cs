using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sluice.Records;

namespace Sluice.Server.HubStandIn;

/// <summary>A rules file: one JSON object with the fields of <see cref="HubRules"/> and <c>faults</c>, in snake_case.</summary>
public static class RulesFile
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <exception cref="CorrectTheCallException">The file is missing, is no JSON, has an unknown field, or a rule that cannot be.</exception>
    public static (HubRules Rules, IReadOnlyList<Fault> Faults) Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or CorrectTheCallException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CorrectTheCallException($"The rules in {Path.GetFullPath(file)} cannot be used: {e.Message}");
        }
    }

    static (HubRules Rules, IReadOnlyList<Fault> Faults) Parse(string text)
    {
        var root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
            ?? throw new CorrectTheCallException("Expected one JSON object.");
        root.Remove("faults", out var list);
        var faults = list?.Deserialize<List<Fault>>(Json) ?? [];
        foreach (var fault in faults)
            fault.Check();
        var rules = root.Deserialize<HubRules>(Json)!;
        foreach (var (dataset, its) in rules.Datasets)
        {
            if (its.Gated is not (null or "auto" or "manual"))
                throw new CorrectTheCallException($"'{dataset}' is gated \"{its.Gated}\". Expected \"auto\" or \"manual\".");
        }
        if (rules.PageSize < 1 || rules.LargestGitFile < 0)
            throw new CorrectTheCallException("page_size must be 1 or more, and largest_git_file 0 or more.");
        return (rules, faults);
    }

    /// <summary>Writes rules and faults as a rules file.</summary>
    public static string Write(HubRules rules, params IEnumerable<Fault> faults)
    {
        var root = JsonSerializer.SerializeToNode(rules, Json)!.AsObject();
        root["faults"] = JsonSerializer.SerializeToNode(faults.ToList(), Json);
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
