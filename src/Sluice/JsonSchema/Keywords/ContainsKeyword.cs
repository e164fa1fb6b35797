using System.Globalization;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>: how many items must fit a schema.</summary>
sealed class ContainsKeyword : Keyword
{
    readonly SchemaNode _node;
    readonly long _least = 1, _most = long.MaxValue;
    readonly Bound? _leastBound, _mostBound;

    public ContainsKeyword(KeywordSite site)
        : base(site)
    {
        _node = site.Node();
        if (site.Dialect.Is7 || !site.Dialect.Has(Vocabularies.Validation))
            return;
        if (site.Beside("minContains") is { } min)
            (_least, _leastBound) = (min.Count(), new Bound(min));
        if (site.Beside("maxContains") is { } max)
            (_most, _mostBound) = (max.Count(), new Bound(max));
    }

    public override JsonKinds Kinds => JsonKinds.Array;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        long count = 0;
        for (var item = run.FirstChild(value); item >= 0; item = run.Tape[item].Next)
        {
            if (!run.TryChild(_node, item))
                continue;
            count++;
            run.Mark(item);
            if (!run.Collects && count >= _least && _mostBound is null)
                return true;
        }
        var holds = true;
        if (count < _least)
            holds = run.Fail(_leastBound is null ? this : _leastBound, value, string.Create(CultureInfo.InvariantCulture, $"{count} that fit"), string.Create(CultureInfo.InvariantCulture, $"at least {_least} items that fit {Location}"));
        if (count > _most)
            holds = run.Fail(_mostBound!, value, string.Create(CultureInfo.InvariantCulture, $"{count} that fit"), string.Create(CultureInfo.InvariantCulture, $"at most {_most} items that fit {Location}"));
        return holds;
    }

    /// <summary>Only the name and place under which a wrong count is told.</summary>
    sealed class Bound(KeywordSite site) : Keyword(site)
    {
        public override JsonKinds Kinds => JsonKinds.None;

        public override bool Evaluate(ref Evaluation run, int value) => true;
    }
}
