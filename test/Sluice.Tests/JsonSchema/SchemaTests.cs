using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.JsonSchema;

public sealed class SchemaTests
{
    static List<Finding> Evaluate(string schema, string line)
    {
        var findings = new List<Finding>();
        Schema.Parse(schema).Evaluate(Some.Read(line), findings);
        return findings;
    }

    static string[] Of(string property, string json) => Some.Codes(Evaluate($$$"""{"properties":{"f":{{{property}}}}}""", $$"""{"f":{{json}}}"""));

    [Theory]
    [InlineData("string", "\"\"", "7")]
    [InlineData("number", "1.5", "\"1\"")]
    [InlineData("integer", "7", "1.5")]
    [InlineData("integer", "1.0", "true")]
    [InlineData("integer", "1e3", "1e-3")]
    [InlineData("boolean", "false", "0")]
    [InlineData("boolean", "true", "\"true\"")]
    [InlineData("array", "[]", "{}")]
    [InlineData("object", "{}", "[]")]
    [InlineData("null", "null", "\"\"")]
    public void Type(string type, string right, string wrong)
    {
        Assert.Empty(Of($$"""{"type":"{{type}}"}""", right));
        Assert.Equal(["schema.type"], Of($$"""{"type":"{{type}}"}""", wrong));
    }

    [Fact]
    public void One_of_several_types_is_enough()
    {
        const string Either = """{"type":["string","null"]}""";

        Assert.Empty(Of(Either, "null"));
        Assert.Empty(Of(Either, "\"x\""));
        Assert.Equal(["schema.type"], Of(Either, "7"));
    }

    [Theory]
    [InlineData("""{"minLength":2}""", "\"😀é\"", "\"😀\"", "schema.minLength")]
    [InlineData("""{"maxLength":2}""", "\"😀\\ud83d\\ude00\"", "\"abc\"", "schema.maxLength")]
    [InlineData("""{"minimum":0}""", "0", "-0.5", "schema.minimum")]
    [InlineData("""{"maximum":1}""", "1.0", "1.01", "schema.maximum")]
    [InlineData("""{"enum":["a",null,1]}""", "1.0", "2", "schema.enum")]
    [InlineData("""{"enum":["a",null]}""", "\"\\u0061\"", "\"b\"", "schema.enum")]
    [InlineData("""{"enum":["null"]}""", "\"null\"", "null", "schema.enum")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aa\"", "\"ab\"", "schema.pattern")]
    [InlineData("""{"pattern":"b"}""", "\"abc\"", "\"ac\"", "schema.pattern")]
    [InlineData("""{"pattern":"^\\d{4}$"}""", "\"2021\"", "\"٢٠٢١\"", "schema.pattern")]
    [InlineData("""{"pattern":"^[$]\\$$"}""", "\"$$\"", "\"$\"", "schema.pattern")]
    [InlineData("""{"uniqueItems":true}""", "[1,\"1\",[1]]", "[\"a\",\"\\u0061\"]", "schema.uniqueItems")]
    [InlineData("""{"uniqueItems":true}""", "[]", "[1,1.0]", "schema.uniqueItems")]
    [InlineData("""{"items":{"type":"string"}}""", "[\"a\",\"b\"]", "[\"a\",7]", "schema.type")]
    [InlineData("""{"required":["a"]}""", "{\"a\":null}", "{\"b\":1}", "schema.required")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", "{\"b\":1}", "{\"a\":1}", "schema.type")]
    public void Each_keyword_fires_and_does_not(string property, string right, string wrong, string code)
    {
        Assert.Empty(Of(property, right));
        Assert.Equal([code], Of(property, wrong));
    }

    [Theory]
    [InlineData("""{"minLength":2}""", "7")]
    [InlineData("""{"pattern":"a"}""", "null")]
    [InlineData("""{"minimum":5}""", "\"1\"")]
    [InlineData("""{"uniqueItems":true}""", "{\"a\":1}")]
    [InlineData("""{"required":["a"]}""", "[]")]
    public void An_assertion_speaks_only_of_its_own_type(string property, string json) => Assert.Empty(Of(property, json));

    [Theory]
    [InlineData("\"abc\\n\"")]
    [InlineData("\"abc\\r\\n\"")]
    [InlineData("\"abc\\u2028\"")]
    [InlineData("\"\\nabc\"")]
    public void The_anchors_of_a_pattern_are_the_very_ends(string json) => Assert.Equal(["schema.pattern"], Of("""{"pattern":"^abc$"}""", json));

    [Fact]
    public void Every_error_is_reported_with_what_was_found_and_expected()
    {
        var findings = Evaluate(
            """{"required":["id","url"],"properties":{"id":{"type":"string","minLength":3,"pattern":"^[a-z]+$"},"list":{"items":{"type":"integer","maximum":5}}}}""",
            """{"id":"A","list":[1,"x",9]}""");

        Assert.Equal(["schema.required /url", "schema.pattern /id", "schema.minLength /id", "schema.type /list/1", "schema.maximum /list/2"],
            findings.Select(finding => finding.Code + " " + finding.Pointer));
        Assert.Equal(("\"x\"", "integer"), (findings[3].Found, findings[3].Expected));
        Assert.All(findings, finding => Assert.Equal(Severity.Error, finding.Severity));
    }

    [Fact]
    public void Pointers_are_escaped_as_RFC_6901_says()
    {
        var findings = Evaluate(
            """{"properties":{"a/b":{"properties":{"c~d":{"items":{"properties":{"":{"type":"null"}}}}}}}}""",
            """{"a/b":{"c~d":[{},{"":1}]}}""");

        Assert.Equal("/a~1b/c~0d/1/", findings.Single().Pointer);
        Assert.Equal("/~01", Schema.Pointer("", "~1"));
    }

    [Fact]
    public void The_last_of_repeated_names_is_the_one_that_is_looked_at() =>
        Assert.Empty(Evaluate("""{"properties":{"a":{"type":"string"}}}""", """{"a":1,"a":"x"}"""));

    [Theory]
    [InlineData("""{"anyOf":[]}""", "#/anyOf")]
    [InlineData("""{"properties":{"a":{"pattern":"("}}}""", "#/properties/a")]
    [InlineData("""{"properties":{"a":{"pattern":"\\p{Script=Greek}"}}}""", "#/properties/a (pattern)")]
    [InlineData("[]", "#")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"a":1,"a":2}""", "not JSON")]
    [InlineData("""{"$ref":"#/definitions/nothing"}""", "#/definitions/nothing")]
    [InlineData("""{"$ref":"http://example.org/other.json"}""", "http://example.org/other.json")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#"}""", "draft-04")]
    public void A_schema_that_would_be_half_applied_is_refused(string schema, string named)
    {
        using var folder = new TempFolder();

        var refused = Assert.Throws<CorrectTheCallException>(() => Schema.Load(folder.Write("schema.json", schema)));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(named, refused.Message);
    }

    [Theory]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"properties":{"a":{"type":7}}}""")]
    [InlineData("""{"properties":{"a":{"minLength":"3"}}}""")]
    [InlineData("""{"properties":{"a":{"minLength":1.5}}}""")]
    [InlineData("""{"required":"id"}""")]
    public void A_keyword_with_a_value_that_it_cannot_have_is_refused(string schema)
    {
        using var folder = new TempFolder();

        Assert.Throws<CorrectTheCallException>(() => Schema.Load(folder.Write("schema.json", schema)));
    }

    [Fact]
    public void A_schema_that_is_not_there_is_refused() =>
        Assert.Throws<CorrectTheCallException>(() => Schema.Load("/no/such/schema.json"));

    [Theory]
    [InlineData("alignment_research_v1.json")]
    [InlineData("document_v1.json")]
    public void The_schemas_that_travel_with_the_program_can_be_used(string name) => Assert.NotEmpty(Schema.Load(SourceRegistry.Shipped(name)).Text);
}
