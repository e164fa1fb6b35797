using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Tests.JsonSchema;

/// <summary>Whatever comes, there is a clear answer in bounded time and memory.</summary>
public sealed class HostileTests
{
    const int Levels = 100_000;

    static readonly byte[] Deep = Some.Bytes(new string('[', Levels) + new string(']', Levels));

    static string[] Said(string schema, byte[] json, SchemaOptions? options = null) =>
        [.. Schema.Parse(schema, options: options).Evaluate(json).Select(error => error.Keyword)];

    [Fact]
    public void Nesting_beyond_the_limit_is_one_error_with_its_place()
    {
        var error = Assert.Single(Schema.Parse("""{"items":{"$ref":"#"}}""").Evaluate(Deep));

        Assert.Equal(("limit", 257), (error.Keyword, error.Pointer.Split('/').Length - 1));
        Assert.Equal("at most 256 levels", error.Expected);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":"array","maxItems":1}""")]
    [InlineData("""{"items":{"uniqueItems":true}}""")]
    [InlineData("""{"not":{"const":[[[1]]]}}""")]
    public void Nesting_that_no_keyword_follows_is_no_error(string schema) => Assert.Empty(Said(schema, Deep));

    [Fact]
    public void Deep_twins_in_one_list_are_found() =>
        Assert.Equal(["uniqueItems"], Said("""{"uniqueItems":true}""", [(byte)'[', .. Deep, (byte)',', .. Deep, (byte)']']));

    [Fact]
    public void A_deep_record_is_a_finding_and_a_silent_branch_does_not_hide_it()
    {
        var findings = new List<Finding>();
        var line = Some.Read($$"""{"a":{{Some.Text8(Deep)}}}""");

        Schema.Parse("""{"properties":{"a":{"not":{"$ref":"#/definitions/list"}}},"definitions":{"list":{"items":{"$ref":"#/definitions/list"}}}}""").Evaluate(line, findings);

        Assert.Equal(["schema.limit"], Some.Codes(findings));
    }

    [Fact]
    public void More_values_than_the_limit_are_one_error()
    {
        var many = Some.Bytes("[" + string.Join(',', Enumerable.Range(0, 1001)) + "]");

        Assert.Equal(["limit"], Said("""{"items":{"type":"string"}}""", many, new SchemaOptions { MaxValues = 1000 }));
        Assert.Equal(1001, Said("""{"items":{"type":"string"}}""", many, new SchemaOptions { MaxValues = 2000 }).Length);
    }

    [Fact]
    public void A_hundred_thousand_errors_are_told_in_time_in_proportion()
    {
        var many = Some.Bytes("[" + string.Join(',', Enumerable.Repeat("7", Levels)) + "]");

        Assert.Equal(Levels, Said("""{"items":{"type":"string"}}""", many).Length);
        Assert.Equal(Levels - 1, Said("""{"uniqueItems":true}""", many).Length);
    }

    [Fact]
    public void An_expression_that_would_backtrack_for_ever_answers()
    {
        var text = Some.Bytes("\"" + new string('a', 5000) + "!\"");

        Assert.Equal(["pattern"], Said("""{"pattern":"^(a+)+$"}""", text));
        Assert.Equal(["pattern"], Said("""{"pattern":"^(([a-z])+.)+[A-Z]([a-z])+$"}""", text));
        Assert.Empty(Said("""{"pattern":"^(a|a)*!$"}""", text));
    }

    [Fact]
    public void An_expression_that_can_only_backtrack_is_given_up()
    {
        var error = Assert.Single(Schema.Parse("""{"pattern":"^(?=a)(a|aa)+$"}""", options: new SchemaOptions { PatternTimeout = TimeSpan.FromMilliseconds(50) })
            .Evaluate(Some.Bytes("\"" + new string('a', 200) + "!\"")));

        Assert.Contains("given up after 0.05 s", error.Expected);
    }

    [Theory]
    [InlineData("\"\\ud800\"", "")]
    [InlineData("1e99999999999999999999", "")]
    [InlineData("-0.0e-99999999999999999999", "minimum")]
    [InlineData("{\"a\":1,\"a\":\"x\"}", "")]
    [InlineData("", "json")]
    [InlineData("[1,]", "json")]
    [InlineData("[1] x", "json")]
    [InlineData("nul", "json")]
    public void Odd_texts_have_an_answer(string json, string said) =>
        Assert.Equal(said.Length == 0 ? [] : [said], Said("""{"minimum":1,"minLength":1,"maxLength":1,"multipleOf":0.01,"properties":{"a":{"type":"string"}}}""", Some.Bytes(json)));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_an_error_and_not_an_exception() =>
        Assert.Equal("valid UTF-8", Assert.Single(Schema.Parse("{}").Evaluate([(byte)'"', 0xFF, (byte)'"'])).Expected);

    [Fact]
    public void A_chain_of_many_references_is_followed_or_refused_but_does_not_crash()
    {
        var chain = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $$"""
            "d{{i}}":{"$ref":"#/definitions/d{{i + 1}}"}
            """));
        var said = Said("""{"$ref":"#/definitions/d0","definitions":{CHAIN,"d50000":{"type":"null"}}}""".Replace("CHAIN", chain), "1"u8.ToArray());

        Assert.Contains(Assert.Single(said), new[] { "type", "limit" });
    }

    [Fact]
    public void A_dynamic_reference_to_itself_is_a_limit() =>
        Assert.Equal(["limit"], Said("""{"$schema":"https://json-schema.org/draft/2020-12/schema","$dynamicAnchor":"a","$dynamicRef":"#a"}""", "1"u8.ToArray()));

    [Fact]
    public void Schemas_made_to_crash_a_reader_are_refused()
    {
        Assert.Throws<CorrectTheCallException>(() => Schema.Parse(string.Concat(Enumerable.Repeat("{\"not\":", Levels)) + "true" + new string('}', Levels)));
        Assert.Throws<CorrectTheCallException>(() => Schema.Parse($$"""{"pattern":"{{new string('(', Levels) + new string(')', Levels)}}"}"""));
        Assert.Throws<CorrectTheCallException>(() => Schema.Parse("""{"multipleOf":0}"""));
        Assert.Throws<CorrectTheCallException>(() => Schema.Parse("""{"$ref":7}"""));
        Assert.Throws<CorrectTheCallException>(() => Schema.Parse("\uD800"));
    }

    [Fact]
    public void A_million_digits_are_compared_and_divided()
    {
        var digits = Some.Bytes("1" + new string('0', 999_998) + "7");

        Assert.Equal(["maximum"], Said("""{"maximum":9}""", digits));
        Assert.Equal(["multipleOf"], Said("""{"multipleOf":2}""", digits));
    }
}
