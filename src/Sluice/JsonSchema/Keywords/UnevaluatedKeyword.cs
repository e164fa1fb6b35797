
namespace Sluice.JsonSchema.Keywords;

/// <summary><c>unevaluatedProperties</c> and <c>unevaluatedItems</c>: a schema for what no keyword of this schema, here or through others, has looked at.</summary>
sealed class UnevaluatedKeyword(KeywordSite site) : Keyword(site)
{
    readonly SchemaNode _node = site.Node();

    public override JsonKinds Kinds { get; } = site.Name == "unevaluatedItems" ? JsonKinds.Array : JsonKinds.Object;

    public override bool ReadsMarks => true;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var marks = run.Work.Marks;
        var next = run.MarksStart;
        var end = marks.Count;
        // Children are numbered in their order, so sorted notes are walked beside them.
        marks.Sort(next, end - next, null);
        var holds = true;
        for (var child = run.FirstChild(value); child >= 0; child = run.Tape[child].Next)
        {
            while (next < end && marks[next] < child)
                next++;
            if (next < end && marks[next] == child)
                continue;
            holds &= run.Descend(_node, child);
            if (!holds && run.IsSilent)
                return false;
            run.Mark(child);
        }
        return holds;
    }
}
