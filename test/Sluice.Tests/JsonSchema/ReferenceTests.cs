using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Tests.JsonSchema;

/// <summary>Where a <c>$ref</c> may lead, and where not.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void A_reference_leads_to_files_beside_the_schema_and_below()
    {
        using var folder = new TempFolder();
        folder.Write("parts/number.json", """{"definitions":{"n":{"$id":"#n","type":"number"}}}""");
        folder.Write("name.json", """{"type":"string","maxLength":3}""");
        var schema = Schema.Load(folder.Write("main.json", """{"properties":{"a":{"$ref":"name.json"},"b":{"$ref":"parts/number.json#/definitions/n"},"c":{"$ref":"parts/number.json#n"}}}"""));

        var errors = schema.Evaluate("""{"a":"long","b":"x","c":null}"""u8);

        Assert.Equal(["maxLength /a", "type /b", "type /c"], errors.Select(error => error.Keyword + " " + error.Pointer));
        Assert.EndsWith("name.json#/maxLength", errors[0].SchemaPointer);
        Assert.Contains("maxLength\":3", schema.Identity);
    }

    [Fact]
    public void An_address_of_its_own_gives_its_neighbours_theirs()
    {
        using var folder = new TempFolder();
        folder.Write("name.json", """{"$id":"https://example.org/schemas/name.json","type":"string"}""");
        var schema = Schema.Load(folder.Write("main.json", """{"$id":"https://example.org/schemas/main.json","items":{"$ref":"https://example.org/schemas/name.json"},"contains":{"$ref":"name.json"}}"""));

        Assert.Equal(["/1"], schema.Evaluate("""["a",1]"""u8).Select(error => error.Pointer));
    }

    [Theory]
    [InlineData("../outside.json")]
    [InlineData("missing.json")]
    [InlineData("https://example.org/x.json")]
    [InlineData("file:///etc/hostname")]
    [InlineData("name.json#/definitions/missing")]
    [InlineData("#missing")]
    public void What_cannot_be_resolved_is_named(string reference)
    {
        using var folder = new TempFolder();
        folder.Write("outside.json", "true");
        folder.Write("in/name.json", "{}");

        var refused = Assert.Throws<CorrectTheCallException>(() => Schema.Load(folder.Write("in/main.json", $$$"""{"items":{"$ref":"{{{reference}}}"}}""")));

        Assert.Contains($"'{reference}'", refused.Message);
        Assert.Contains("#/items ($ref)", refused.Message);
    }

    [Fact]
    public void A_caller_can_resolve_addresses()
    {
        var schema = Schema.Parse("""{"$ref":"https://example.org/x.json#/definitions/a"}""", options: new SchemaOptions
        {
            Resolve = address => address == "https://example.org/x.json" ? """{"definitions":{"a":{"type":"null"}}}""" : null,
        });

        Assert.Equal("https://example.org/x.json#/definitions/a/type", Assert.Single(schema.Evaluate("1"u8)).SchemaPointer);
    }

    [Fact]
    public void A_file_that_is_referred_to_is_held_to_its_metaschema_too()
    {
        using var folder = new TempFolder();
        folder.Write("part.json", """{"definitions":{"a":{"type":"strng"}}}""");

        var refused = Assert.Throws<CorrectTheCallException>(() => Schema.Load(folder.Write("main.json", """{"$ref":"part.json#/definitions/a"}""")));

        Assert.Contains("part.json#/definitions/a/type", refused.Message);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#/definitions/a"}],"definitions":{"a":{"anyOf":[true,{"$ref":"#/definitions/b"}]},"b":{"not":{"$ref":"#/definitions/a"}}}}""")]
    [InlineData("""{"if":{"$ref":"#"}}""")]
    public void A_circle_that_looks_at_nothing_new_is_refused(string schema) =>
        Assert.Contains("leads back to itself", Assert.Throws<CorrectTheCallException>(() => Schema.Parse(schema)).Message);

    [Fact]
    public void A_circle_through_the_instance_is_none() =>
        Assert.Equal(["/a/a"], Schema.Parse("""{"type":"object","additionalProperties":{"$ref":"#"}}""").Evaluate("""{"a":{"a":1}}"""u8).Select(error => error.Pointer));

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", """{"type":"strin"}""", "/type")]
    [InlineData("https://json-schema.org/draft/2020-12/schema", """{"items":[true]}""", "/items")]
    [InlineData("https://json-schema.org/draft/2020-12/schema", """{"properties":{"a":{"minLength":-1}}}""", "/properties/a/minLength")]
    public void A_schema_of_a_schema_is_a_schema(string metaschema, string wrong, string pointer)
    {
        var schema = Schema.Parse($$"""{"$ref":"{{metaschema}}"}""", options: new SchemaOptions { DefaultDraft = SchemaDraft.Draft2020_12 });

        Assert.Empty(schema.Evaluate("""{"type":["string","null"],"properties":{"a":{"enum":[1]}},"additionalProperties":false}"""u8));
        Assert.All(schema.Evaluate(Some.Bytes(wrong)), error => Assert.StartsWith(pointer, error.Pointer));
        Assert.NotEmpty(schema.Evaluate(Some.Bytes(wrong)));
    }

    [Theory]
    [InlineData("http://a/b/c/d;p?q", "../../../g", "http://a/g")]
    [InlineData("http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y")]
    [InlineData("http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y")]
    [InlineData("http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q#s")]
    [InlineData("http://a/b/c/d;p?q", "//g", "http://g")]
    [InlineData("http://a/b/c/d;p?q", "./", "http://a/b/c/")]
    [InlineData("http://a/b/c/d;p?q", "..", "http://a/b/")]
    [InlineData("http://a", "g", "http://a/g")]
    [InlineData("urn:uuid:1", "#/a", "urn:uuid:1#/a")]
    public void References_resolve_as_RFC_3986_says(string from, string reference, string target) =>
        Assert.Equal(target, UriReference.Parse(reference).From(UriReference.Parse(from)).ToString());
}
