using Sluice.JsonSchema.Patterns;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>properties</c>: a schema for each field of that name. Of fields with one name the last is looked at; errors come in the schema's order.</summary>
sealed class PropertiesKeyword(KeywordSite site) : Keyword(site)
{
    readonly NameTable _names = new(site.Names());
    readonly SchemaNode[] _nodes = Array.ConvertAll(site.Names(), site.Node);

    public override JsonKinds Kinds => JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var slots = run.Work.TakeSlots(_nodes.Length);
        var members = run.Work.Slots(slots, _nodes.Length);
        for (var member = run.FirstChild(value); member >= 0; member = run.Tape[member].Next)
            if (_names.Find(run.NameOf(member), run.Tape[member].NameIsEscaped) is >= 0 and var number)
                members[number] = member;
        var holds = true;
        for (var number = 0; number < _nodes.Length; number++)
        {
            var member = run.Work.Slots(slots, _nodes.Length)[number];
            if (member < 0)
                continue;
            holds &= run.Descend(_nodes[number], member);
            if (!holds && run.IsSilent)
                break;
            run.Mark(member);
        }
        run.Work.FreeSlots(slots);
        return holds;
    }
}

/// <summary><c>patternProperties</c>: a schema for each field whose name matches.</summary>
sealed class PatternPropertiesKeyword(KeywordSite site) : Keyword(site)
{
    readonly (Pattern Pattern, SchemaNode Node)[] _rules =
        [.. site.Value.EnumerateObject().Select(rule => (site.Compiler.Pattern(site, rule.Name), site.Node(rule.Name)))];

    public override JsonKinds Kinds => JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var holds = true;
        for (var member = run.FirstChild(value); member >= 0; member = run.Tape[member].Next)
            foreach (var (pattern, node) in _rules)
            {
                if (pattern.Match(ref run, run.NameOf(member)) != PatternMatch.Yes)
                    continue;
                holds &= run.Descend(node, member);
                if (!holds && run.IsSilent)
                    return false;
                run.Mark(member);
            }
        return holds;
    }
}

/// <summary><c>additionalProperties</c>: a schema for the fields that neither <c>properties</c> nor <c>patternProperties</c> beside it speaks of.</summary>
sealed class AdditionalPropertiesKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode _node = site.Node();
    readonly NameTable _names = new(site.Beside("properties")?.Names() ?? []);
    readonly Pattern[] _patterns = Array.ConvertAll(site.Beside("patternProperties")?.Names() ?? [], name => site.Compiler.Pattern(site, name));

    public override JsonKinds Kinds => JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        if (!run.Collects && _node.AcceptsAll)
            return true;
        var holds = true;
        for (var member = run.FirstChild(value); member >= 0; member = run.Tape[member].Next)
        {
            if (_names.Find(run.NameOf(member), run.Tape[member].NameIsEscaped) >= 0 || MatchesAny(ref run, member))
                continue;
            holds &= run.Descend(_node, member);
            if (!holds && run.IsSilent)
                return false;
            run.Mark(member);
        }
        return holds;
    }

    bool MatchesAny(ref Evaluation run, int member)
    {
        foreach (var pattern in _patterns)
            if (pattern.Match(ref run, run.NameOf(member)) == PatternMatch.Yes)
                return true;
        return false;
    }
}

/// <summary><c>propertyNames</c>: a schema for the names themselves; errors point at the fields.</summary>
sealed class PropertyNamesKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode _node = site.Node();

    public override JsonKinds Kinds => JsonKinds.Object;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var holds = true;
        for (var member = run.FirstChild(value); member >= 0; member = run.Tape[member].Next)
        {
            holds &= run.Descend(_node, run.Tape.PushName(member));
            run.Tape.Drop();
        }
        return holds;
    }
}
