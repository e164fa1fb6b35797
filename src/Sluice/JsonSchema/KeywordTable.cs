using Sluice.JsonSchema.Keywords;

namespace Sluice.JsonSchema;

/// <summary>Every keyword: what makes it, in which order, and in which drafts and vocabularies.</summary>
static class KeywordTable
{
    [Flags]
    enum In
    {
        Neither = 0,
        Seven = 1,
        TwentyTwenty = 2,
        Both = Seven | TwentyTwenty,
    }

    sealed record Entry(string Name, In Drafts, Vocabularies Vocabulary, Func<KeywordSite, Keyword?> Make);

    // The order in which the errors of one value are reported.
    static readonly Entry[] Entries =
    [
        new("$ref", In.Both, Vocabularies.Core, site => new RefKeyword(site)),
        new("$dynamicRef", In.TwentyTwenty, Vocabularies.Core, site => new DynamicRefKeyword(site)),
        new("type", In.Both, Vocabularies.Validation, site => new TypeKeyword(site)),
        new("enum", In.Both, Vocabularies.Validation, site => new EnumKeyword(site)),
        new("const", In.Both, Vocabularies.Validation, site => new EnumKeyword(site)),
        new("multipleOf", In.Both, Vocabularies.Validation, site => new MultipleOfKeyword(site)),
        new("minimum", In.Both, Vocabularies.Validation, site => new BoundKeyword(site)),
        new("exclusiveMinimum", In.Both, Vocabularies.Validation, site => new BoundKeyword(site)),
        new("maximum", In.Both, Vocabularies.Validation, site => new BoundKeyword(site)),
        new("exclusiveMaximum", In.Both, Vocabularies.Validation, site => new BoundKeyword(site)),
        new("pattern", In.Both, Vocabularies.Validation, site => new PatternKeyword(site)),
        new("minLength", In.Both, Vocabularies.Validation, site => new LengthKeyword(site)),
        new("maxLength", In.Both, Vocabularies.Validation, site => new LengthKeyword(site)),
        new("format", In.Both, Vocabularies.FormatAnnotation | Vocabularies.FormatAssertion, FormatKeyword.From),
        new("contentEncoding", In.Seven, Vocabularies.Content, ContentKeyword.From),
        new("contentMediaType", In.Seven, Vocabularies.Content, ContentKeyword.From),
        new("minItems", In.Both, Vocabularies.Validation, site => new SizeKeyword(site)),
        new("maxItems", In.Both, Vocabularies.Validation, site => new SizeKeyword(site)),
        new("prefixItems", In.TwentyTwenty, Vocabularies.Applicator, site => ItemsKeyword.Prefix(site)),
        new("items", In.Both, Vocabularies.Applicator, site => ItemsKeyword.From(site)),
        new("additionalItems", In.Seven, Vocabularies.Applicator, ItemsKeyword.Additional),
        new("contains", In.Both, Vocabularies.Applicator, site => new ContainsKeyword(site)),
        new("uniqueItems", In.Both, Vocabularies.Validation, UniqueItemsKeyword.From),
        new("minProperties", In.Both, Vocabularies.Validation, site => new SizeKeyword(site)),
        new("maxProperties", In.Both, Vocabularies.Validation, site => new SizeKeyword(site)),
        new("required", In.Both, Vocabularies.Validation, site => new RequiredKeyword(site)),
        new("dependentRequired", In.TwentyTwenty, Vocabularies.Validation, site => new DependentRequiredKeyword(site)),
        new("propertyNames", In.Both, Vocabularies.Applicator, site => new PropertyNamesKeyword(site)),
        new("properties", In.Both, Vocabularies.Applicator, site => new PropertiesKeyword(site)),
        new("patternProperties", In.Both, Vocabularies.Applicator, site => new PatternPropertiesKeyword(site)),
        new("additionalProperties", In.Both, Vocabularies.Applicator, site => new AdditionalPropertiesKeyword(site)),
        new("dependentSchemas", In.TwentyTwenty, Vocabularies.Applicator, site => new DependentSchemasKeyword(site)),
        new("dependencies", In.Both, Vocabularies.Applicator, site => new DependentSchemasKeyword(site)),
        new("allOf", In.Both, Vocabularies.Applicator, site => new AllOfKeyword(site)),
        new("anyOf", In.Both, Vocabularies.Applicator, site => new AnyOfKeyword(site)),
        new("oneOf", In.Both, Vocabularies.Applicator, site => new OneOfKeyword(site)),
        new("not", In.Both, Vocabularies.Applicator, site => new NotKeyword(site)),
        new("if", In.Both, Vocabularies.Applicator, IfKeyword.From),
        new("unevaluatedItems", In.TwentyTwenty, Vocabularies.Unevaluated, site => new UnevaluatedKeyword(site)),
        new("unevaluatedProperties", In.TwentyTwenty, Vocabularies.Unevaluated, site => new UnevaluatedKeyword(site)),
    ];

    // References and applicators tell the errors of the schemas that they apply; these have none of their own.
    static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
        { "$ref", "$dynamicRef", "prefixItems", "properties", "patternProperties", "dependentSchemas", "allOf", "if" };

    /// <summary>The keywords that errors name.</summary>
    public static IReadOnlyList<string> Reported { get; } =
        [.. Entries.Select(entry => entry.Name).Where(name => !Silent.Contains(name)), "minContains", "maxContains", FalseKeyword.Anywhere, "limit"];

    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(
    [
        .. Entries.Select(entry => entry.Name), "$schema", "$id", "$anchor", "$dynamicAnchor", "$vocabulary", "$comment", "$defs", "definitions", "title", "description", "default", "examples",
        "deprecated", "readOnly", "writeOnly", "then", "else", "minContains", "maxContains", "contentSchema",
    ], StringComparer.Ordinal);

    /// <summary>The keywords of one schema, compiled, in order.</summary>
    public static List<Keyword> Of(Compiler compiler, SchemaPlace place)
    {
        var dialect = place.Resource.Dialect;
        var draft = dialect.Is7 ? In.Seven : In.TwentyTwenty;
        var keywords = new List<Keyword>();
        foreach (var entry in Entries)
        {
            if ((entry.Drafts & draft) != draft || !dialect.Has(entry.Vocabulary) || !place.Element.TryGetProperty(entry.Name, out var value))
                continue;
            if (entry.Make(new KeywordSite(compiler, place, entry.Name, value)) is { } keyword)
                keywords.Add(keyword);
            // In draft-07 a $ref makes its siblings mean nothing; it is the first in the table.
            if (dialect.Is7 && entry.Name == "$ref")
                break;
        }
        return keywords;
    }
}
