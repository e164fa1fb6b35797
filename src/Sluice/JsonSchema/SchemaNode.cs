using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>A compiled schema: where to begin, and what one run of it needs to know.</summary>
sealed record SchemaProgram(SchemaNode Root, int MaxDepth, int MaxValues, long MaxSteps);

/// <summary>One (sub)schema, compiled: for each kind of value the keywords that have something to say about it, in order.</summary>
sealed class SchemaNode(SchemaPlace place)
{
    static readonly int Kinds = Enum.GetValues<JsonKind>().Length;

    readonly Keyword[][] _keywords = [.. Enumerable.Repeat<Keyword[]>([], Kinds)];
    bool _scoped, _collects;

    public SchemaPlace Place { get; } = place;

    /// <summary>Set once, by the compiler.</summary>
    public IReadOnlyList<Keyword> Keywords { get; set; } = [];

    /// <param name="scoped">Whether some reference asks through which resources a value came.</param>
    public void Finish(bool scoped)
    {
        _scoped = scoped;
        _collects = Keywords.Any(keyword => keyword.ReadsMarks);
        for (var kind = 0; kind < Kinds; kind++)
            _keywords[kind] = [.. Keywords.Where(keyword => keyword.Kinds.HasFlag((JsonKinds)(1 << kind)))];
    }

    /// <summary>Whether nothing can be wrong with a value of this kind.</summary>
    public bool Accepts(JsonKind kind) => _keywords[(int)kind].Length == 0;

    /// <summary>Whether nothing can be wrong with any value.</summary>
    public bool AcceptsAll => Keywords.Count == 0;

    /// <summary>Runs every keyword; in a silent run the first that fails is enough.</summary>
    public bool Evaluate(ref Evaluation run, int value)
    {
        var keywords = _keywords[(int)run.Tape[value].Kind];
        if (keywords.Length == 0 || !run.Step(value))
            return true;
        if (_scoped || _collects)
            return EvaluateInScope(ref run, value, keywords);
        return Run(ref run, value, keywords);
    }

    static bool Run(ref Evaluation run, int value, Keyword[] keywords)
    {
        var holds = true;
        foreach (var keyword in keywords)
        {
            if (keyword.Evaluate(ref run, value))
                continue;
            holds = false;
            if (run.IsSilent)
                break;
        }
        return holds;
    }

    bool EvaluateInScope(ref Evaluation run, int value, Keyword[] keywords)
    {
        var (scopes, collecting) = (run.Work.Scopes.Count, run.Collects);
        if (_scoped && (scopes == 0 || run.Work.Scopes[^1] != Place.Resource))
            run.Work.Scopes.Add(Place.Resource);
        run.Collects |= _collects;
        var start = run.MarksStart;
        if (_collects)
            run.MarksStart = run.Work.Marks.Count;
        var holds = Run(ref run, value, keywords);
        run.MarksStart = start;
        run.Collects = collecting;
        if (run.Work.Scopes.Count > scopes)
            run.Work.Scopes.RemoveAt(scopes);
        return holds;
    }
}
