using System.Text;
using System.Text.Json;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>
/// A JSON Schema (draft-07), compiled once and run over UTF-8 bytes. All errors are reported, none stops the others.
/// This is the subset that Sluice's own schemas use: type, required, properties, items, uniqueItems, pattern, enum,
/// minLength, maxLength, minimum, maximum. A schema with any other assertion is refused, never half-applied.
/// </summary>
public sealed class Schema
{
    readonly SchemaNode _root;

    Schema(SchemaNode root, string text)
    {
        (_root, Text) = (root, text);
    }

    /// <summary>The schema as written; part of the validation's configuration.</summary>
    public string Text { get; }

    /// <exception cref="CorrectTheCallException">The file is missing, not JSON, or uses a keyword that is not supported.</exception>
    public static Schema Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (IOException e)
        {
            throw new CorrectTheCallException($"The schema {path} cannot be read: {e.Message}");
        }
    }

    /// <param name="name">What the message of an error calls it.</param>
    /// <exception cref="CorrectTheCallException">The text is not JSON, or uses a keyword or value that is not supported.</exception>
    public static Schema Parse(string text, string name = "text")
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new Schema(SchemaNode.Compile(json.RootElement, "#"), text);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new CorrectTheCallException($"The schema {name} cannot be used: {e.Message}");
        }
    }

    /// <summary>Adds a finding for each assertion that does not hold; the line's top level is not scanned again.</summary>
    public void Evaluate(RecordLine line, List<Finding> findings) => _root.EvaluateRecord(line, findings);

    /// <summary>RFC 6901: <c>/authors/0</c>, with ~ and / in names escaped.</summary>
    internal static string Pointer(string parent, ReadOnlySpan<byte> name) =>
        parent + "/" + JsonText.Decode(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal static string Pointer(string parent, string name) => Pointer(parent, Encoding.UTF8.GetBytes(name));
}
