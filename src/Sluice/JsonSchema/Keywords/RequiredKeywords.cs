using System.Text;
using System.Text.Json;

namespace Sluice.JsonSchema.Keywords;

/// <summary>Names of fields that must be there, as text and as bytes.</summary>
sealed class RequiredNames(JsonElement names)
{
    readonly (string Text, byte[] Utf8)[] _names = [.. names.EnumerateArray().Select(name => (name.GetString()!, Encoding.UTF8.GetBytes(name.GetString()!)))];

    public bool Check(ref Evaluation run, int value, Keyword keyword, string because)
    {
        var holds = true;
        foreach (var (text, utf8) in _names)
            if (run.Find(value, utf8) < 0)
                holds = run.FailAbsent(keyword, value, text, $"a field '{text}'{because}");
        return holds;
    }
}

/// <summary><c>required</c>, told at the place where each missing field should be.</summary>
sealed class RequiredKeyword(KeywordSite site) : Keyword(site)
{
    readonly RequiredNames _names = new(site.Value);

    public override JsonKinds Kinds => JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value) => _names.Check(ref run, value, this, "");
}

/// <summary><c>dependentRequired</c>: where one field is, others must be.</summary>
sealed class DependentRequiredKeyword(KeywordSite site) : Keyword(site)
{
    readonly (byte[] Name, string Because, RequiredNames Names)[] _rules =
        [.. site.Value.EnumerateObject().Select(rule => (Encoding.UTF8.GetBytes(rule.Name), $" where there is '{rule.Name}'", new RequiredNames(rule.Value)))];

    public override JsonKinds Kinds => JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var holds = true;
        foreach (var (name, because, names) in _rules)
            if (run.Find(value, name) >= 0)
                holds &= names.Check(ref run, value, this, because);
        return holds;
    }
}

/// <summary><c>dependentSchemas</c>, and <c>dependencies</c> of the drafts before it: where a field is, the object must fit a schema or have other fields.</summary>
sealed class DependentSchemasKeyword(KeywordSite site) : Keyword(site)
{
    readonly (byte[] Name, string Because, SchemaNode? Node, RequiredNames? Names)[] _rules = [.. site.Value.EnumerateObject().Select(rule =>
        (Encoding.UTF8.GetBytes(rule.Name), $" where there is '{rule.Name}'",
            rule.Value.ValueKind == JsonValueKind.Array ? null : site.Node(rule.Name), rule.Value.ValueKind == JsonValueKind.Array ? new RequiredNames(rule.Value) : null))];

    public override JsonKinds Kinds => JsonKinds.Object;

    public override IEnumerable<SchemaNode> InPlace => _rules.Select(rule => rule.Node).OfType<SchemaNode>();

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var holds = true;
        foreach (var (name, because, node, names) in _rules)
            if (run.Find(value, name) >= 0)
                holds &= node?.Evaluate(ref run, value) ?? names!.Check(ref run, value, this, because);
        return holds;
    }
}
