using System.Text.Json;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>items</c>, <c>prefixItems</c> and <c>additionalItems</c>: some schemas for the first items, or one for all from an index on.</summary>
sealed class ItemsKeyword : Keyword
{
    readonly SchemaNode[] _first = [];
    readonly SchemaNode? _rest;
    readonly int _from;

    ItemsKeyword(KeywordSite site, SchemaNode[] first)
        : base(site) => _first = first;

    ItemsKeyword(KeywordSite site, SchemaNode rest, int from)
        : base(site) => (_rest, _from) = (rest, from);

    public override JsonKinds Kinds => JsonKinds.Array;

    public static ItemsKeyword Prefix(KeywordSite site) => new(site, site.Nodes());

    public static ItemsKeyword From(KeywordSite site)
    {
        if (site.Dialect.Is7)
            return site.Value.ValueKind == JsonValueKind.Array ? Prefix(site) : new ItemsKeyword(site, site.Node(), 0);
        return new ItemsKeyword(site, site.Node(), site.Beside("prefixItems")?.Value.GetArrayLength() ?? 0);
    }

    public static ItemsKeyword? Additional(KeywordSite site) =>
        site.Beside("items") is { Value.ValueKind: JsonValueKind.Array } items ? new ItemsKeyword(site, site.Node(), items.Value.GetArrayLength()) : null;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var (holds, index) = (true, 0);
        for (var item = run.FirstChild(value); item >= 0 && (_rest is not null || index < _first.Length); item = run.Tape[item].Next, index++)
        {
            if (_rest is not null && index < _from)
                continue;
            holds &= run.Descend(_rest ?? _first[index], item);
            if (!holds && run.IsSilent)
                return false;
            run.Mark(item);
        }
        return holds;
    }
}
