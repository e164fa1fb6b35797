using System.Collections.Concurrent;

namespace Sluice.JsonSchema;

/// <summary>The drafts' schemas of schemas, which travel inside the library.</summary>
static class Metaschemas
{
    public const string Draft7 = "http://json-schema.org/draft-07/schema";
    public const string Draft2020 = "https://json-schema.org/draft/2020-12/schema";

    const string Folder2020 = "https://json-schema.org/draft/2020-12/";

    static readonly ConcurrentDictionary<string, Schema> Compiled = new(StringComparer.Ordinal);

    /// <summary>Every address that has a text.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        Draft7, Draft2020,
        .. from part in new[] { "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion", "content" } select Folder2020 + "meta/" + part,
    ];

    /// <summary>The text of the metaschema at an address, or null if there is none.</summary>
    public static string? Text(string address)
    {
        var name = address == Draft7 ? "draft-07.json" : address.StartsWith(Folder2020, StringComparison.Ordinal) ? "2020-12." + address[Folder2020.Length..].Replace('/', '.') + ".json" : null;
        if (name is null || typeof(Metaschemas).Assembly.GetManifestResourceStream("Sluice.JsonSchema.Metaschemas." + name) is not { } stream)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The metaschema of a draft, compiled once and itself taken on trust.</summary>
    public static Schema Of(string address) => Compiled.GetOrAdd(address, static address => Schema.Trusted(Text(address)!, address));
}
