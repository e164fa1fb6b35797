namespace Sluice.JsonSchema;

/// <summary>One assertion of a schema that does not hold of an instance.</summary>
/// <param name="Pointer">RFC 6901 into the instance; of a missing field, where it should be.</param>
/// <param name="SchemaPointer">The keyword's place: <c>#/properties/id/pattern</c>, with the address of the schema before it where that is another one.</param>
/// <param name="Keyword">The keyword that did not hold; <c>false</c> of a schema that is <c>false</c>, <c>limit</c> of an instance that is too deep or too large, <c>json</c> of bytes that are not one JSON value in UTF-8.</param>
/// <param name="Found">What stood there, shortened.</param>
/// <param name="Expected">What the schema asks for, for people.</param>
public sealed record SchemaError(string Pointer, string SchemaPointer, string Keyword, string? Found, string Expected);
