using System.Globalization;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>minItems</c>, <c>maxItems</c>, <c>minProperties</c> and <c>maxProperties</c>.</summary>
sealed class SizeKeyword(KeywordSite site) : Keyword(site)
{
    readonly long _limit = site.Count();
    readonly bool _isLower = site.Name is "minItems" or "minProperties";
    readonly string _parts = site.Name is "minItems" or "maxItems" ? "items" : "fields";

    public override JsonKinds Kinds { get; } = site.Name is "minItems" or "maxItems" ? JsonKinds.Array : JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var count = run.ChildCount(value);
        return (_isLower ? count >= _limit : count <= _limit) || run.Fail(this, value,
            string.Create(CultureInfo.InvariantCulture, $"{count} {_parts}"), string.Create(CultureInfo.InvariantCulture, $"at {(_isLower ? "least" : "most")} {_limit} {_parts}"));
    }
}
