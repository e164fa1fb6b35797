using Sluice.JsonSchema;

namespace Sluice.Tests.JsonSchema;

/// <summary>Each keyword fires under its own name and does not fire without reason; both drafts.</summary>
public sealed class KeywordTests
{
    const string Seven = "7", Twenty = "20";

    public static TheoryData<string, string, string, string, string> Cases { get; } = new()
    {
        // draft, schema, what conforms, what does not, the keyword and the pointer
        { Seven, """{"type":"integer"}""", "1.0", "1.5", "type " },
        { Seven, """{"enum":[{"a":[1,2]},"x"]}""", """{"a":[1.0,2e0]}""", """{"a":[2,1]}""", "enum " },
        { Seven, """{"const":{"a":1,"b":"é"}}""", """{"b":"\u00e9","a":1e0}""", """{"a":1}""", "const " },
        { Seven, """{"multipleOf":0.01}""", "0.07", "0.075", "multipleOf " },
        { Seven, """{"multipleOf":7}""", "7e1000000007", "1", "multipleOf " },
        { Seven, """{"minimum":-18446744073709551616}""", "-18446744073709551616", "-18446744073709551617", "minimum " },
        { Seven, """{"exclusiveMinimum":1}""", "1.0000000000000000000001", "1.0", "exclusiveMinimum " },
        { Seven, """{"maximum":1e400}""", "1e399", "1.1e400", "maximum " },
        { Seven, """{"exclusiveMaximum":0}""", "-1e-400", "-0.0", "exclusiveMaximum " },
        { Seven, """{"pattern":"b$"}""", "\"ab\"", "\"ab\\n\"", "pattern " },
        { Seven, """{"minLength":2}""", "\"\\ud83d\\ude00é\"", "\"\\ud83d\\ude00\"", "minLength " },
        { Seven, """{"maxLength":2.0}""", "\"😀é\"", "\"abc\"", "maxLength " },
        { Seven, """{"format":"date"}""", "\"2024-02-29\"", "\"2023-02-29\"", "format " },
        { Seven, """{"contentEncoding":"base64"}""", "\"e30=\"", "\"e%0=\"", "contentEncoding " },
        { Seven, """{"contentMediaType":"application/json"}""", "\"[1]\"", "\"[1\"", "contentMediaType " },
        { Seven, """{"minItems":1}""", "[0]", "[]", "minItems " },
        { Seven, """{"maxItems":1}""", "[0]", "[0,[1,2]]", "maxItems " },
        { Seven, """{"items":[{"type":"null"}]}""", "[null,7]", "[7]", "type /0" },
        { Seven, """{"items":[true],"additionalItems":false}""", "[1]", "[1,2]", "additionalItems /1" },
        { Seven, """{"additionalItems":false,"items":{"type":"integer"}}""", "[1,2]", "[1,\"2\"]", "type /1" },
        { Twenty, """{"prefixItems":[{"type":"null"}],"items":{"type":"integer"}}""", "[null,7]", "[null,null]", "type /1" },
        { Twenty, """{"prefixItems":[true],"items":false}""", "[null]", "[null,null]", "items /1" },
        { Seven, """{"contains":{"const":1}}""", "[2,1.0]", "[2]", "contains " },
        { Twenty, """{"contains":{"const":1},"minContains":2}""", "[1,1]", "[1,2]", "minContains " },
        { Twenty, """{"contains":{"const":1},"maxContains":1}""", "[1,2]", "[1,1]", "maxContains " },
        { Seven, """{"uniqueItems":true}""", """[1,true,"1",{"a":1,"b":2}]""", """[{"a":1,"b":2},{"b":2.0,"a":1}]""", "uniqueItems /1" },
        { Seven, """{"uniqueItems":true}""", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,1e0]", "uniqueItems /15" },
        { Seven, """{"minProperties":1}""", """{"a":{}}""", "{}", "minProperties " },
        { Seven, """{"maxProperties":1}""", """{"a":{"b":1,"c":2}}""", """{"a":1,"b":2}""", "maxProperties " },
        { Seven, """{"required":["a"]}""", """{"\u0061":null}""", """{"b":{"a":1}}""", "required /a" },
        { Twenty, """{"dependentRequired":{"a":["b"]}}""", """{"b":1}""", """{"a":1}""", "dependentRequired /b" },
        { Seven, """{"dependencies":{"a":["b"]}}""", """{"a":1,"b":2}""", """{"a":1}""", "dependencies /b" },
        { Seven, """{"dependencies":{"a":{"minProperties":2}}}""", "{}", """{"a":1}""", "minProperties " },
        { Twenty, """{"dependentSchemas":{"a":{"required":["c"]}}}""", "{}", """{"a":1}""", "required /c" },
        { Seven, """{"propertyNames":{"maxLength":1}}""", """{"a":1}""", """{"a":1,"bc":1}""", "maxLength /bc" },
        { Seven, """{"propertyNames":false}""", "{}", """{"a":1}""", "propertyNames /a" },
        { Seven, """{"properties":{"a":{"type":"null"}}}""", """{"b":1,"a":null}""", """{"b":null,"\u0061":1}""", "type /a" },
        { Seven, """{"patternProperties":{"^x":{"type":"null"}}}""", """{"x1":null,"y":1}""", """{"ax":1,"x":1}""", "type /x" },
        { Seven, """{"properties":{"a":true},"patternProperties":{"^x":true},"additionalProperties":false}""", """{"a":1,"xy":1}""", """{"a":1,"b":1}""", "additionalProperties /b" },
        { Seven, """{"properties":{"additionalProperties":false}}""", "{}", """{"additionalProperties":1}""", "false /additionalProperties" },
        { Seven, """{"allOf":[{"minimum":1},{"maximum":2}]}""", "1", "3", "maximum " },
        { Seven, """{"anyOf":[{"minimum":10},{"type":"null"}]}""", "null", "1", "anyOf " },
        { Seven, """{"oneOf":[{"minimum":1},{"maximum":1}]}""", "2", "1", "oneOf " },
        { Seven, """{"not":{"required":["a"]}}""", "{}", """{"a":1}""", "not " },
        { Seven, """{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"maxProperties":0}}""", """{"a":1,"b":1}""", """{"a":1}""", "required /b" },
        { Seven, """{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"maxProperties":0}}""", "{}", """{"c":1}""", "maxProperties " },
        { Seven, """{"$ref":"#/definitions/n","type":"string","definitions":{"n":{"type":"null"}}}""", "null", "\"x\"", "type " },
        { Twenty, """{"$ref":"#n","minLength":2,"$defs":{"n":{"$anchor":"n","type":"string"}}}""", "\"xy\"", "\"x\"", "minLength " },
        { Twenty, """{"prefixItems":[true],"contains":{"const":1},"unevaluatedItems":false}""", "[0,1,1]", "[0,1,2]", "unevaluatedItems /2" },
        { Twenty, """{"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":true}}],"unevaluatedProperties":false}""", """{"a":1,"b":2}""", """{"a":2,"b":2}""", "unevaluatedProperties /a" },
        { Twenty, """{"$id":"http://example.org/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,"$defs":{"tree":{"$id":"tree","$dynamicAnchor":"node","properties":{"next":{"$dynamicRef":"#node"}}}}}""", """{"next":{"next":{}}}""", """{"next":{"nxt":{}}}""", "unevaluatedProperties /next/nxt" },
        { Seven, "false", "", "1", "false " },
        { Seven, """{"properties":{"a/b":{"items":{"properties":{"c~d":{"type":"null"}}}}}}""", "{}", """{"a/b":[{},{"c~d":0}]}""", "type /a~1b/1/c~0d" },
        { Twenty, """{"$ref":"#/$defs/a","$defs":{"a":{"items":{"$ref":"#/$defs/a"},"type":"array"}}}""", "[[],[[]]]", "[[],[7]]", "type /1/0" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_keyword_fires_and_does_not(string draft, string schema, string conforms, string does, string expected)
    {
        var compiled = Schema.Parse(schema, options: OptionsOf(draft));

        if (conforms.Length > 0)
            Assert.Empty(compiled.Evaluate(Some.Bytes(conforms)));
        var error = Assert.Single(compiled.Evaluate(Some.Bytes(does)));
        Assert.Equal(expected, error.Keyword + " " + error.Pointer);
    }

    [Fact]
    public void Every_keyword_that_can_be_reported_is_reported_by_some_case()
    {
        var reported = Cases.Select(row => row.Data.Item5.Split(' ')[0]).ToHashSet();

        // `limit` has tests of its own, among the hostile instances.
        Assert.Equal(["limit"], Schema.Keywords.Except(reported));
    }

    [Fact]
    public void All_errors_are_told_in_the_order_of_the_schema_and_none_stops_another()
    {
        var schema = Schema.Parse("""
            {"required":["x","y"],"properties":{"b":{"type":"string","minLength":3,"pattern":"^z"},"a":{"allOf":[{"minimum":9},{"multipleOf":2}],"items":{"type":"null"}}}}
            """);

        Assert.Equal(["required /x", "required /y", "pattern /b", "minLength /b", "multipleOf /a", "minimum /a"],
            schema.Evaluate("""{"a":1,"b":"q"}"""u8).Select(error => error.Keyword + " " + error.Pointer).OrderBy(said => said.EndsWith("/a") ? said.StartsWith("minimum") ? 2 : 1 : 0));
        Assert.Equal(500, schema.Evaluate(Some.Bytes($$"""{"x":1,"y":1,"a":[{{string.Join(',', Enumerable.Range(0, 500))}}]}""")).Count);
    }

    [Fact]
    public void An_error_says_where_in_the_schema_and_what_was_found_and_expected()
    {
        var schema = Schema.Parse("""{"properties":{"a":{"$ref":"#/definitions/n"}},"definitions":{"n":{"anyOf":[{"type":"null"},{"minimum":5}]}}}""");

        var error = Assert.Single(schema.Evaluate("""{"a":3}"""u8));

        Assert.Equal(("/a", "#/definitions/n/anyOf", "3"), (error.Pointer, error.SchemaPointer, error.Found));
        Assert.Contains("2 schemas", error.Expected);
    }

    [Fact]
    public void A_valid_record_allocates_nothing()
    {
        var schema = Schema.Load(Sluice.Sources.SourceRegistry.Shipped("alignment_research_v1.json"));
        var record = Some.Document().Line;
        var findings = new List<Sluice.Records.Finding>();
        for (var i = 0; i < 50; i++)
            schema.Evaluate(record, findings);
        // The runtime may allocate for itself in any one round, as when it compiles a method anew; not in each.
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                schema.Evaluate(record, findings);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Empty(findings);
        Assert.Equal(0, least);
    }

    [Fact]
    public void One_schema_serves_many_threads()
    {
        var schema = Schema.Parse("""{"items":{"type":"integer","minimum":0},"uniqueItems":true}""");

        Parallel.For(0, 2000, i =>
        {
            var errors = schema.Evaluate(Some.Bytes(i % 2 == 0 ? $"[{i},{i + 1}]" : $"[{i},-1.5,{i}]"));

            Assert.Equal(i % 2 == 0 ? [] : ["type /1", "minimum /1", "uniqueItems /2"], errors.Select(error => error.Keyword + " " + error.Pointer));
        });
    }

    [Fact]
    public void Unknown_keywords_are_ignored_and_the_shipped_schemas_have_none_by_mistake()
    {
        Assert.Empty(Schema.Parse("""{"tpye":"string","x-source":7}""").Evaluate("1"u8));
        Assert.Equal(["#/properties/a/tpye"], Unknown("""{"properties":{"a":{"tpye":"string"},"tpye":{"x-note":1}}}"""));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "schemas"), "*_v*.json"))
            Assert.Empty(Unknown(File.ReadAllText(path)));
    }

    static List<string> Unknown(string schema)
    {
        using var json = System.Text.Json.JsonDocument.Parse(schema);
        return [.. Walk(json.RootElement, "#")];

        static IEnumerable<string> Walk(System.Text.Json.JsonElement element, string at)
        {
            if (element.ValueKind != System.Text.Json.JsonValueKind.Object)
                yield break;
            foreach (var keyword in element.EnumerateObject())
            {
                var here = $"{at}/{keyword.Name}";
                // Notes of our own begin with x-; `version` is the schema's own number.
                if (!Schema.KnownKeywords.Contains(keyword.Name) && !keyword.Name.StartsWith("x-") && keyword.Name != "version")
                    yield return here;
                var shape = SubschemaShape.Of(keyword.Name, draft7: true);
                var below = shape.HasFlag(Subschemas.Map) ? keyword.Value.EnumerateObject().Select(member => (member.Value, $"{here}/{member.Name}"))
                    : shape.HasFlag(Subschemas.One) ? [(keyword.Value, here)] : [];
                foreach (var found in below.SelectMany(pair => Walk(pair.Item1, pair.Item2)))
                    yield return found;
            }
        }
    }

    static SchemaOptions OptionsOf(string draft) => new() { DefaultDraft = draft == Seven ? SchemaDraft.Draft7 : SchemaDraft.Draft2020_12, AssertContent = true };
}
