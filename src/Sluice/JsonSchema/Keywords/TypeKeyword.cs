using System.Text.Json;
using Sluice.Records;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>type</c>: one kind of value or one of several; 1.0 is an integer.</summary>
sealed class TypeKeyword : Keyword
{
    readonly string _expected;
    readonly bool _integersOnly;

    public TypeKeyword(KeywordSite site)
        : base(site)
    {
        string[] types = site.Value.ValueKind == JsonValueKind.Array ? [.. site.Value.EnumerateArray().Select(type => type.GetString()!)] : [site.Value.GetString()!];
        _expected = string.Join(" or ", types);
        _integersOnly = types.Contains("integer", StringComparer.Ordinal) && !types.Contains("number", StringComparer.Ordinal);
        var allowed = types.Aggregate(JsonKinds.None, (kinds, type) => kinds | KindsOf(type));
        Kinds = JsonKinds.Any & ~allowed | (_integersOnly ? JsonKinds.Number : JsonKinds.None);
    }

    public override JsonKinds Kinds { get; }

    public override bool Evaluate(ref Evaluation run, int value) =>
        (_integersOnly && run.Tape[value].Kind == JsonKind.Number && JsonNumber.Parse(run.View(value).Bytes).IsInteger)
        || run.Fail(this, value, _expected);

    static JsonKinds KindsOf(string type) => type switch
    {
        "object" => JsonKinds.Object,
        "array" => JsonKinds.Array,
        "string" => JsonKinds.String,
        "number" or "integer" => JsonKinds.Number,
        "boolean" => JsonKinds.Boolean,
        _ => JsonKinds.Null,
    };
}
