using Sluice.JsonSchema.Keywords;

namespace Sluice.JsonSchema;

/// <summary>Finds schemas that lead back to themselves without looking at anything new: to run them would never end.</summary>
static class CircleCheck
{
    sealed record Step(SchemaNode Node, IEnumerator<SchemaNode> Next);

    /// <exception cref="SchemaException">There is a circle; the message names a reference in it.</exception>
    public static void Check(IEnumerable<SchemaNode> nodes)
    {
        var (seen, open) = (new HashSet<SchemaNode>(), new HashSet<SchemaNode>());
        var path = new Stack<Step>();
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
                open.Remove(path.Pop().Node);
            }
        }

        void Enter(SchemaNode node)
        {
            if (open.Contains(node))
                throw Circle(node, path.Select(step => step.Node));
            if (!seen.Add(node))
                return;
            open.Add(node);
            path.Push(new Step(node, node.Keywords.SelectMany(keyword => keyword.InPlace).GetEnumerator()));
        }
    }

    static SchemaException Circle(SchemaNode closed, IEnumerable<SchemaNode> path)
    {
        var circle = path.TakeWhile(node => node != closed).Append(closed).ToList();
        var reference = circle.SelectMany(node => node.Keywords).OfType<RefKeyword>().First(reference => circle.Contains(reference.Target));
        return new SchemaException(reference.Site, "$ref", $"'{reference.Written}' leads back to itself without looking at anything new, so that it would never end");
    }
}
