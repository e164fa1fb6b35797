using Sluice.JsonSchema.Keywords;

namespace Sluice.JsonSchema;

/// <summary>Finds schemas that lead back to themselves without looking at anything new: to run them would never end.</summary>
static class CircleCheck
{
    enum Mark
    {
        Open,
        Done,
    }

    /// <exception cref="SchemaException">There is a circle; the message names a reference in it.</exception>
    public static void Check(IEnumerable<SchemaNode> nodes)
    {
        var marks = new Dictionary<SchemaNode, Mark>();
        var path = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Next)>();
        foreach (var start in nodes)
        {
            Enter(start);
            while (path.TryPeek(out var top))
            {
                if (top.Next.MoveNext())
                {
                    Enter(top.Next.Current);
                    continue;
                }
                marks[top.Node] = Mark.Done;
                path.Pop();
            }
        }

        void Enter(SchemaNode node)
        {
            if (marks.TryGetValue(node, out var mark))
            {
                if (mark == Mark.Open)
                    throw Circle(node, path.Select(step => step.Node));
                return;
            }
            marks[node] = Mark.Open;
            path.Push((node, node.Keywords.SelectMany(keyword => keyword.InPlace).GetEnumerator()));
        }
    }

    static SchemaException Circle(SchemaNode closed, IEnumerable<SchemaNode> path)
    {
        var circle = path.TakeWhile(node => node != closed).Append(closed).ToList();
        var reference = circle.SelectMany(node => node.Keywords).OfType<RefKeyword>().First(reference => circle.Contains(reference.Target));
        return new SchemaException(reference.Site, "$ref", $"'{reference.Written}' leads back to itself without looking at anything new, so that it would never end");
    }
}
