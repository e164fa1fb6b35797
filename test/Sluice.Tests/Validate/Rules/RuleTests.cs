using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Validate.Rules;

namespace Sluice.Tests.Validate.Rules;

public sealed class RuleTests
{
    const string Karma = """{"name":"karma","field":"karma","operator":"at_least","value":0}""";

    static bool Fires(string condition, string line) =>
        SomeRules.Codes(SomeRules.Of($$"""{"name":"some","field":"f",{{condition}}}"""), line).Length == 1;

    [Theory]
    [InlineData("\"operator\":\"equals\",\"value\":1.0", """{"f":1e0}""", false)]
    [InlineData("\"operator\":\"equals\",\"value\":true", """{"f":true}""", false)]
    [InlineData("\"operator\":\"equals\",\"value\":true", """{"f":"true"}""", true)]
    [InlineData("\"operator\":\"equals\",\"value\":\"\\u0061\"", """{"f":"a"}""", false)]
    [InlineData("\"operator\":\"equals\",\"value\":\"2021-03-04\"", """{"f":"2021-03-04T02:00:00+02:00"}""", false)]
    [InlineData("\"operator\":\"not_equals\",\"value\":\"2021-03-04\"", """{"f":"2021-03-04, 12:00 AM"}""", true)]
    [InlineData("\"operator\":\"less_than\",\"value\":0.1", """{"f":0.09999999999999999999999999}""", false)]
    [InlineData("\"operator\":\"less_than\",\"value\":\"a\"", """{"f":"B"}""", false)]
    [InlineData("\"operator\":\"greater_than\",\"value\":\"2021-02-30\"", """{"f":"2021-03-01"}""", false)]
    [InlineData("\"operator\":\"at_least\",\"value\":0", """{"f":"7"}""", true)]
    [InlineData("\"operator\":\"matches\",\"value\":\"x\"", """{"f":7}""", true)]
    [InlineData("\"operator\":\"not_matches\",\"value\":\"x\"", """{"f":7}""", false)]
    [InlineData("\"operator\":\"contains\",\"value\":1", """{"f":[2,1.0]}""", false)]
    [InlineData("\"operator\":\"contains\",\"value\":1", """{"f":"1"}""", true)]
    [InlineData("\"operator\":\"in\",\"value\":[1,\"a\",false]", """{"f":false}""", false)]
    [InlineData("\"operator\":\"in\",\"value\":[]", """{"f":1}""", true)]
    [InlineData("\"operator\":\"max_length\",\"value\":1", """{"f":"\ud83d\ude00"}""", false)]
    [InlineData("\"operator\":\"max_length\",\"value\":1e1", """{"f":[1,2,3,4,5,6,7,8,9,10,11]}""", true)]
    [InlineData("\"operator\":\"max_length\",\"value\":9", """{"f":7}""", true)]
    [InlineData("\"operator\":\"type\",\"value\":\"integer\"", """{"f":7.0}""", false)]
    [InlineData("\"operator\":\"type\",\"value\":\"integer\"", """{"f":7.5}""", true)]
    [InlineData("\"operator\":\"type\",\"value\":\"number\"", """{"f":7}""", false)]
    [InlineData("\"operator\":\"type\",\"value\":\"object\"", """{"f":[]}""", true)]
    public void An_operator_compares_as_the_page_says(string condition, string line, bool fires) => Assert.Equal(fires, Fires(condition, line));

    [Theory]
    [InlineData("equals", """{"f":{"a":[1,{"b":2,"c":3}]},"g":{"a":[1.0,{"c":3,"b":2}]}}""", false)]
    [InlineData("equals", """{"f":[1,2],"g":[2,1]}""", true)]
    [InlineData("at_most", """{"f":2,"g":1}""", true)]
    [InlineData("at_most", """{"f":2,"g":"3"}""", true)]
    [InlineData("at_most", """{"f":2}""", false)]
    [InlineData("at_most", """{"f":2,"g":null}""", false)]
    [InlineData("in", """{"f":"cs.AI","g":["cs.LG","cs.AI"]}""", false)]
    [InlineData("in", """{"f":"cs.AI","g":"cs.AI"}""", true)]
    [InlineData("max_length", """{"f":["a","b"],"g":1}""", true)]
    [InlineData("contains", """{"f":"On oversight","g":"oversight"}""", false)]
    public void Another_field_may_stand_for_the_value(string @operator, string line, bool fires) =>
        Assert.Equal(fires, Fires($"\"operator\":\"{@operator}\",\"other\":\"g\"", line));

    [Theory]
    [InlineData("/authors/1", """{"authors":["Ada Example","x"]}""", true)]
    [InlineData("/authors/1", """{"authors":["x"]}""", false)]
    [InlineData("/authors/01", """{"authors":["Ada Example","x"]}""", false)]
    [InlineData("/a~1b/m~0n", """{"a/b":{"m~n":"x"}}""", true)]
    [InlineData("/a/b", """{"a":"x","a/b":"x"}""", false)]
    [InlineData("/", """{"":"x"}""", true)]
    [InlineData("a/b", """{"a/b":"x"}""", true)]
    public void A_field_is_a_name_or_a_pointer(string field, string line, bool isX) =>
        Assert.Equal(isX ? ["rule.some"] : [], SomeRules.Codes(SomeRules.Of($$"""{"name":"some","field":"{{field}}","operator":"not_equals","value":"x"}"""), line));

    [Fact]
    public void A_finding_says_where_and_what_and_what_was_expected()
    {
        var checks = SomeRules.Of(
            """{"name":"one","field":"/a~1b/0","operator":"max_length","value":3,"severity":"error"}""",
            """{"name":"two","field":"n","operator":"at_most","other":"m","when":{"field":"s","operator":"equals","value":"x"}}""",
            """{"name":"three","field":"gone","operator":"exists","message":"a field that is there"}""");

        Assert.Equal(
        [
            new Finding("rule.one", Severity.Error, "/a~1b/0", "4 characters: \"abcd\"", "max length 3"),
            new Finding("rule.two", Severity.Warning, "/n", "2", "at most m, which is 1, when s equals \"x\""),
            new Finding("rule.three", Severity.Warning, "/gone", "absent", "a field that is there"),
        ], SomeRules.Findings(checks, """{"a/b":["abcd"],"n":2,"m":1,"s":"x"}"""));
    }

    [Fact]
    public void An_expression_that_backtracks_does_not_hang() =>
        Assert.Equal(["rule.some"], SomeRules.Codes(SomeRules.Of("""{"name":"some","field":"f","operator":"matches","value":"^(a+)+$"}"""), $$"""{"f":"{{new string('a', 50_000)}}!"}"""));

    [Fact]
    public void Values_nested_very_deep_are_compared_without_trouble()
    {
        var deep = new string('[', 50_000) + new string(']', 50_000);
        Assert.False(Fires("\"operator\":\"equals\",\"other\":\"g\"", $$"""{"f":{{deep}},"g":{{deep}}}"""));
        Assert.True(Fires("\"operator\":\"equals\",\"other\":\"g\"", $$"""{"f":{{deep}},"g":[{{deep}}]}"""));
    }

    [Fact]
    public void Rules_are_judged_after_the_mapping_and_after_our_own_checks()
    {
        var custom = SomeRules.Of("""{"name":"late","field":"date_published","operator":"less_than","value":"2021-01-01","severity":"error"}""", Karma);
        var validation = new Validation(SomeValidation.Source, SomeValidation.New().Schema, new ValidateOptions { Custom = custom });
        var findings = validation.Judge(Some.RawRecord(1, row => { row["date_published"] = "2021-03-04, 5:06 PM"; row["karma"] = -1; }), new Document());

        Assert.Equal(["rule.late", "rule.karma"], Some.Codes(findings));
        Assert.Equal("\"2021-03-04T17:06:00Z\"", findings[0].Found);
    }

    [Fact]
    public void Other_rules_are_another_configuration_and_another_layout_is_not()
    {
        string Of(CustomChecks? custom) => new Validation(SomeValidation.Source, SomeValidation.New().Schema, new ValidateOptions { Custom = custom }).Configuration;
        var known = Of(SomeRules.Of(Karma));

        Assert.NotEqual(Of(null), known);
        Assert.Equal(known, Of(SomeRules.Load("""{ "rules" : [ { "operator":"at_least", "value": 0, "severity":"warning", "field":"\u006barma", "name":"karma" } ] }""")));
        foreach (var other in new[] { "\"value\":1", "\"value\":\"0\"", "\"value\":0,\"severity\":\"error\"", "\"value\":0,\"message\":\"m\"", "\"other\":\"votes\"", "\"value\":0,\"when\":{\"field\":\"f\",\"operator\":\"exists\"}" })
            Assert.NotEqual(known, Of(SomeRules.Of($$"""{"name":"karma","field":"karma","operator":"at_least",{{other}}}""")));
    }

    [Fact]
    public void A_rule_has_no_code_that_is_ours() => Assert.DoesNotContain(FindingCode.All, code => code.Code.StartsWith("rule."));
}
