using System.Text.Json;
using Sluice.JsonSchema.Keywords;
using Sluice.JsonSchema.Patterns;

namespace Sluice.JsonSchema;

/// <summary>Turns schemas as written into nodes that run; each place is compiled once, however often it is referred to.</summary>
sealed class Compiler(References references, SchemaOptions options)
{
    readonly Dictionary<SchemaPlace, SchemaNode> _nodes = [];
    readonly Queue<SchemaNode> _unfilled = [];
    readonly Dictionary<string, Pattern> _patterns = new(StringComparer.Ordinal);
    readonly HashSet<string> _dynamicNames = new(StringComparer.Ordinal);

    public SchemaOptions Options => options;

    /// <exception cref="SchemaException">A reference leads nowhere or in a circle, or a value is not supported.</exception>
    public SchemaProgram Compile(SchemaPlace root)
    {
        var node = Node(root);
        var compiled = new List<SchemaNode>();
        do
        {
            while (_unfilled.TryDequeue(out var next))
            {
                next.Keywords = KeywordsOf(next);
                compiled.Add(next);
            }
            foreach (var resource in references.Resources.ToList())
                foreach (var name in _dynamicNames.Where(resource.DynamicAnchors.ContainsKey))
                    resource.DynamicNodes[name] = Node(resource.DynamicAnchors[name]);
        }
        while (_unfilled.Count > 0);
        foreach (var each in compiled)
            each.Finish(_dynamicNames.Count > 0);
        CircleCheck.Check(compiled);
        return new SchemaProgram(node, options.MaxDepth, options.MaxValues, options.MaxSteps);
    }

    /// <summary>The schema at a pointer below another; its keywords are compiled later, so that no chain of schemas is too long.</summary>
    public SchemaNode Node(SchemaPlace above, string below) =>
        Node(above.Document.At(above.Pointer + below) ?? throw new SchemaException(above.Location + below, "", "no schema stands here"));

    /// <summary>The schema that a reference means.</summary>
    public SchemaNode Referred(KeywordSite site, out SchemaPlace place)
    {
        place = references.Resolve(site.Value.GetString()!, site.Schema, site.Name);
        return Node(place);
    }

    /// <summary>Makes sure that the dynamic anchors of that name can be run.</summary>
    public void NeedDynamic(string name) => _dynamicNames.Add(name);

    /// <summary>An expression, compiled once however often it is written.</summary>
    public Pattern Pattern(KeywordSite site, string text)
    {
        if (_patterns.TryGetValue(text, out var known))
            return known;
        try
        {
            return _patterns[text] = new Pattern(text, options.PatternTimeout);
        }
        catch (Exception e) when (e is FormatException or NotSupportedException)
        {
            throw site.Error($"'{text}' is not supported as an expression: {e.Message}");
        }
    }

    SchemaNode Node(SchemaPlace place)
    {
        if (_nodes.TryGetValue(place, out var known))
            return known;
        var node = new SchemaNode(place);
        _nodes.Add(place, node);
        _unfilled.Enqueue(node);
        return node;
    }

    List<Keyword> KeywordsOf(SchemaNode node)
    {
        try
        {
            return node.Place.Element.ValueKind switch
            {
                JsonValueKind.True => [],
                JsonValueKind.False => [FalseKeyword.At(node.Place)],
                JsonValueKind.Object => KeywordTable.Of(this, node.Place),
                _ => throw new SchemaException(node.Place.Location, "", "a schema is an object, true or false"),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // Only a place that no draft knows for a schema has not been held to the metaschema yet.
            references.Check(node.Place);
            throw new SchemaException(node.Place.Location, "", e.Message);
        }
    }
}
