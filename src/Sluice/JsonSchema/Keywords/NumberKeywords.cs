namespace Sluice.JsonSchema.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms, compared exactly.</summary>
sealed class BoundKeyword(KeywordSite site) : Keyword(site)
{
    readonly byte[] _bound = site.Bytes();
    readonly bool _isLower = site.Name is "minimum" or "exclusiveMinimum";
    readonly bool _isExclusive = site.Name is "exclusiveMinimum" or "exclusiveMaximum";
    readonly string _expected = (site.Name switch { "minimum" => "at least ", "maximum" => "at most ", "exclusiveMinimum" => "more than ", _ => "less than " }) + site.Value.GetRawText();

    public override JsonKinds Kinds => JsonKinds.Number;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var order = JsonNumber.Parse(run.View(value).Bytes).OrderTo(JsonNumber.Parse(_bound));
        return (_isLower ? order > 0 : order < 0) || (order == 0 && !_isExclusive) || run.Fail(this, value, _expected);
    }
}

/// <summary><c>multipleOf</c>, in decimal: 0.07 is a multiple of 0.01.</summary>
sealed class MultipleOfKeyword(KeywordSite site) : Keyword(site)
{
    readonly byte[] _divisor = site.Bytes();
    readonly string _expected = "a multiple of " + site.Value.GetRawText();

    public override JsonKinds Kinds => JsonKinds.Number;

    public override bool Evaluate(ref Evaluation run, int value) =>
        JsonNumber.Parse(run.View(value).Bytes).IsMultipleOf(JsonNumber.Parse(_divisor)) || run.Fail(this, value, _expected);
}
