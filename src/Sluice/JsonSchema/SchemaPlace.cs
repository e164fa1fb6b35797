using System.Text.Json;

namespace Sluice.JsonSchema;

/// <summary>A part of a schema with an address of its own: what relative references inside it are relative to.</summary>
sealed class SchemaResource(UriReference address, Dialect dialect)
{
    public UriReference Address { get; } = address;

    public Dialect Dialect { get; } = dialect;

    /// <summary>The place that the address alone means.</summary>
    public SchemaPlace Root { get; set; } = null!;

    public Dictionary<string, SchemaPlace> Anchors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SchemaPlace> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The dynamic anchors that some <c>$dynamicRef</c> may ask for, compiled.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);
}

/// <summary>One (sub)schema where it is written.</summary>
/// <param name="Pointer">RFC 6901 into its document.</param>
sealed record SchemaPlace(SchemaDocument Document, string Pointer, JsonElement Element, SchemaResource Resource)
{
    /// <summary>How errors name it: <c>#/properties/id</c>, after the document's address if that is not the root schema's.</summary>
    public string Location => (Document.IsRoot ? "" : Document.Address) + "#" + Pointer;

    public bool Equals(SchemaPlace? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
