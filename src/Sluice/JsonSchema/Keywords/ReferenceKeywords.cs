using System.Runtime.CompilerServices;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>$ref</c>: another schema in this place.</summary>
sealed class RefKeyword(KeywordSite site) : Keyword(site)
{
    public SchemaNode Target { get; } = site.Compiler.Referred(site, out _);

    public string Written { get; } = site.Value.GetString()!;

    /// <summary>The schema that it stands in.</summary>
    public string Site { get; } = site.Schema.Location;

    public override JsonKinds Kinds => JsonKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => [Target];

    public override bool Evaluate(ref Evaluation run, int value) =>
        RuntimeHelpers.TryEnsureSufficientExecutionStack() ? Target.Evaluate(ref run, value) : run.GiveUp(value, $"a shorter chain of references than the one through {Location}");
}

/// <summary>
/// <c>$dynamicRef</c>: where it leads to a dynamic anchor, the outermost resource on the way here that has an anchor of
/// that name answers.
/// </summary>
sealed class DynamicRefKeyword : Keyword
{
    readonly SchemaNode _fallback;
    readonly string? _anchor;

    public DynamicRefKeyword(KeywordSite site)
        : base(site)
    {
        _fallback = site.Compiler.Referred(site, out var place);
        var fragment = UriReference.Parse(site.Value.GetString()!).Fragment;
        if (fragment is null || place.Resource.DynamicAnchors.GetValueOrDefault(fragment) != place)
            return;
        _anchor = fragment;
        site.Compiler.NeedDynamic(fragment);
    }

    public override JsonKinds Kinds => JsonKinds.Any;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var target = Target(run.Work);
        if (run.Work.Following.Contains((target, value)) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return run.GiveUp(value, $"a way out of {Location}, which leads back to itself");
        run.Work.Following.Add((target, value));
        var holds = target.Evaluate(ref run, value);
        run.Work.Following.RemoveAt(run.Work.Following.Count - 1);
        return holds;
    }

    SchemaNode Target(Workspace work)
    {
        if (_anchor is not null)
            foreach (var scope in work.Scopes)
                if (scope.DynamicNodes.TryGetValue(_anchor, out var node))
                    return node;
        return _fallback;
    }
}
