using System.Text;
using System.Text.Json;

namespace Sluice.JsonSchema;

/// <summary>A keyword where it is written, and the compiler for the schemas that it holds.</summary>
sealed record KeywordSite(Compiler Compiler, SchemaPlace Schema, string Name, JsonElement Value)
{
    public string Location => $"{Schema.Location}/{JsonSchema.Schema.Escape(Name)}";

    public SchemaOptions Options => Compiler.Options;

    public Dialect Dialect => Schema.Resource.Dialect;

    /// <summary>The keyword's value as one schema.</summary>
    public SchemaNode Node() => Compiler.Node(Schema, "/" + Name);

    /// <summary>The keyword's value as a list of schemas.</summary>
    public SchemaNode[] Nodes()
    {
        var nodes = new SchemaNode[Value.GetArrayLength()];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = Compiler.Node(Schema, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/{Name}/{i}"));
        return nodes;
    }

    /// <summary>The names in the keyword's value, in order.</summary>
    public string[] Names()
    {
        var names = new List<string>();
        foreach (var member in Value.EnumerateObject())
            names.Add(member.Name);
        return [.. names];
    }

    /// <summary>The schema under a name in the keyword's value.</summary>
    public SchemaNode Node(string name) => Compiler.Node(Schema, $"/{Name}/{JsonSchema.Schema.Escape(name)}");

    /// <summary>The keyword beside this one, or null.</summary>
    public KeywordSite? Beside(string name) => Schema.Element.TryGetProperty(name, out var value) ? this with { Name = name, Value = value } : null;

    /// <summary>The value as a count; larger than can ever be is the largest.</summary>
    public long Count() => JsonNumber.Parse(Encoding.UTF8.GetBytes(Value.GetRawText())).ToCount();

    public byte[] Bytes() => Encoding.UTF8.GetBytes(Value.GetRawText());

    public SchemaException Error(string problem) => new(Schema.Location, Name, problem);
}
