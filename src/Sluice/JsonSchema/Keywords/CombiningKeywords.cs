using System.Globalization;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>allOf</c>: every branch tells its own errors.</summary>
sealed class AllOfKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode[] _branches = site.Nodes();

    public override JsonKinds Kinds => JsonKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => _branches;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var holds = true;
        foreach (var branch in _branches)
        {
            holds &= branch.Evaluate(ref run, value);
            if (!holds && run.IsSilent)
                break;
        }
        return holds;
    }
}

/// <summary><c>anyOf</c>: branches are tried silently.</summary>
sealed class AnyOfKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode[] _branches = site.Nodes();

    public override JsonKinds Kinds => JsonKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => _branches;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var holds = false;
        foreach (var branch in _branches)
        {
            holds |= run.Try(branch, value);
            if (holds && !run.Collects)
                return true;
        }
        return holds || run.Fail(this, value, string.Create(CultureInfo.InvariantCulture, $"at least one of the {_branches.Length} schemas at {Location} to hold; none does"));
    }
}

/// <summary><c>oneOf</c>: branches are tried silently, all of them.</summary>
sealed class OneOfKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode[] _branches = site.Nodes();

    public override JsonKinds Kinds => JsonKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => _branches;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var count = 0;
        foreach (var branch in _branches)
        {
            count += run.Try(branch, value) ? 1 : 0;
            if (count > 1 && run.IsSilent)
                return false;
        }
        return count == 1 || run.Fail(this, value, string.Create(CultureInfo.InvariantCulture, $"exactly one of the {_branches.Length} schemas at {Location} to hold; {(count == 0 ? "none does" : $"{count} do")}"));
    }
}

/// <summary><c>not</c>: what it tries leaves no trace.</summary>
sealed class NotKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode _node = site.Node();

    public override JsonKinds Kinds => JsonKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => [_node];

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var marks = run.Work.Marks.Count;
        var fits = run.Try(_node, value);
        run.Work.Marks.RemoveRange(marks, run.Work.Marks.Count - marks);
        return !fits || run.Fail(this, value, $"a value that does not fit the schema at {Location}");
    }
}

/// <summary><c>if</c> with <c>then</c> and <c>else</c>: the condition is tried silently, its consequence tells its errors.</summary>
sealed class IfKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode _if = site.Node();
    readonly SchemaNode? _then = site.Beside("then")?.Node(), _else = site.Beside("else")?.Node();

    public override JsonKinds Kinds => JsonKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => new[] { _if, _then, _else }.OfType<SchemaNode>();

    public static IfKeyword From(KeywordSite site) => new(site);

    public override bool Evaluate(ref Evaluation run, int value) =>
        (run.Try(_if, value) ? _then : _else)?.Evaluate(ref run, value) ?? true;
}
