using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>A set of <see cref="JsonKind"/>: one bit each.</summary>
[Flags]
enum JsonKinds
{
    None = 0,
    Object = 1 << JsonKind.Object,
    Array = 1 << JsonKind.Array,
    String = 1 << JsonKind.String,
    Number = 1 << JsonKind.Number,
    True = 1 << JsonKind.True,
    False = 1 << JsonKind.False,
    Boolean = True | False,
    Null = 1 << JsonKind.Null,
    Any = Object | Array | String | Number | Boolean | Null,
}

/// <summary>One keyword of one schema, compiled. Nothing in it changes while it runs.</summary>
abstract class Keyword(string name, string location)
{
    protected Keyword(KeywordSite site)
        : this(site.Name, site.Location)
    {
    }

    /// <summary>The keyword's name, as errors report it.</summary>
    public string Name { get; } = name;

    /// <summary>The finding code: <c>schema.</c> and the name.</summary>
    public string Code { get; } = "schema." + name;

    /// <summary>The schema pointer.</summary>
    public string Location { get; } = location;

    /// <summary>The kinds of value that it can fail of; it is not asked about others.</summary>
    public abstract JsonKinds Kinds { get; }

    /// <summary>Whether it asks which members or items other keywords have looked at.</summary>
    public virtual bool ReadsMarks => false;

    /// <summary>The schemas that it applies to the value itself rather than to a part of it: a circle of these never ends.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => [];

    /// <summary>Whether it holds; if not, it has told the run.</summary>
    public abstract bool Evaluate(ref Evaluation run, int value);
}
