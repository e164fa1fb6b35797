namespace Sluice.JsonSchema.Keywords;

/// <summary>
/// A schema that is <c>false</c>: nothing conforms. It speaks under the name of the keyword that it stands in where that
/// says more, as in <c>"additionalProperties": false</c>.
/// </summary>
sealed class FalseKeyword(string name, string location, string expected) : Keyword(name, location)
{
    public const string Anywhere = "false";

    static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["additionalProperties"] = "no other fields than those of the schema",
        ["unevaluatedProperties"] = "no other fields than those of the schema",
        ["additionalItems"] = "no further items",
        ["items"] = "no further items",
        ["unevaluatedItems"] = "no further items",
        ["propertyNames"] = "no fields",
    };

    public override JsonKinds Kinds => JsonKinds.Any;

    public static FalseKeyword At(SchemaPlace place)
    {
        var tokens = place.Pointer.Split('/');
        var last = tokens[^1];
        // A name that somebody chose is no keyword, even where it reads like one.
        var isName = tokens.Length > 1 && SubschemaShape.Of(tokens[^2], draft7: false).HasFlag(Subschemas.Map);
        return !isName && Meanings.TryGetValue(last, out var meaning)
            ? new FalseKeyword(last, place.Location, meaning)
            : new FalseKeyword(Anywhere, place.Location, "nothing here: the schema is false");
    }

    public override bool Evaluate(ref Evaluation run, int value) => run.Fail(this, value, expected);
}
