using Sluice.JsonSchema.Formats;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>format</c>, asserted; of a format that is not known nothing is asserted.</summary>
sealed class FormatKeyword(KeywordSite site, Format format) : Keyword(site)
{
    public override JsonKinds Kinds => JsonKinds.String;

    public static FormatKeyword? From(KeywordSite site) =>
        (site.Options.AssertFormat || site.Dialect.Has(Vocabularies.FormatAssertion)) && Format.Known.TryGetValue(site.Value.GetString()!, out var format)
            ? new FormatKeyword(site, format)
            : null;

    public override bool Evaluate(ref Evaluation run, int value) =>
        format.IsValid(run.Work.Utf8(run.Body(value))) || run.Fail(this, value, format.Expected);
}
