using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>One run of a schema over one instance. Values are indices into <see cref="Tape"/>.</summary>
ref struct Evaluation
{
    readonly SchemaProgram _program;
    readonly List<Finding>? _findings;
    readonly List<SchemaError>? _errors;
    int _silent, _depth;
    long _steps;

    public Evaluation(SchemaProgram program, Workspace work, ReadOnlySpan<byte> bytes, List<Finding>? findings, List<SchemaError>? errors)
    {
        (_program, Work, Tape, _findings, _errors) = (program, work, work.Tape, findings, errors);
        Bytes = bytes;
    }

    public readonly ReadOnlySpan<byte> Bytes;
    public readonly Workspace Work;
    public readonly InstanceTape Tape;

    /// <summary>Whether keywords note what they have looked at, for one that asks.</summary>
    public bool Collects;

    /// <summary>From where on in the notes those of the asking schema are.</summary>
    public int MarksStart;

    /// <summary>Whether errors are only counted as such, because a branch is tried.</summary>
    public readonly bool IsSilent => _silent > 0;

    /// <summary>Whether the run gave up on this instance; then verdicts mean nothing more.</summary>
    public bool GaveUp { get; private set; }

    public void Start() => _program.Root.Evaluate(ref this, 0);

    public readonly JsonView View(int value) => new(Bytes[Tape[value].Start..Tape[value].End]);

    /// <summary>A string's bytes between its quotes.</summary>
    public readonly ReadOnlySpan<byte> Body(int value) => Bytes[(Tape[value].Start + 1)..(Tape[value].End - 1)];

    public readonly ReadOnlySpan<byte> NameOf(int member) => Bytes[Tape[member].NameStart..Tape[member].NameEnd];

    /// <summary>The first member or item of a container, or -1; the others follow by <see cref="InstanceValue.Next"/>.</summary>
    public int FirstChild(int container)
    {
        if (!Tape[container].IsOpen && !Tape.Open(container, Bytes))
            GiveUp(container, string.Create(CultureInfo.InvariantCulture, $"at most {_program.MaxValues} values"));
        return GaveUp ? -1 : Tape[container].FirstChild;
    }

    /// <summary>Reads all that is inside a value, so that it can be compared.</summary>
    public bool OpenAll(int value)
    {
        if (Tape[value].Kind is not (JsonKind.Object or JsonKind.Array))
            return true;
        // Only the fields of a record are opened one by one; anything else is opened with all that is in it.
        for (var child = FirstChild(value); child >= 0 && value == 0; child = Tape[child].Next)
            if (Tape[child].Kind is JsonKind.Object or JsonKind.Array)
                FirstChild(child);
        return !GaveUp;
    }

    /// <summary>How many members or items a container has.</summary>
    public int ChildCount(int container)
    {
        FirstChild(container);
        return Tape[container].Count;
    }

    /// <summary>The last member of that name, or -1.</summary>
    public int Find(int value, ReadOnlySpan<byte> name)
    {
        var found = -1;
        for (var child = FirstChild(value); child >= 0; child = Tape[child].Next)
        {
            ref readonly var member = ref Tape[child];
            if (member.NameIsEscaped ? JsonText.NameEquals(NameOf(child), name) : member.NameEnd - member.NameStart == name.Length && NameOf(child).SequenceEqual(name))
                found = child;
        }
        return found;
    }

    /// <summary>Applies a schema to a part of the present value.</summary>
    public bool Descend(SchemaNode node, int child)
    {
        if (node.Accepts(Tape[child].Kind))
            return true;
        if (_depth >= _program.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return GiveUp(child, string.Create(CultureInfo.InvariantCulture, $"at most {_program.MaxDepth} levels"));
        if (GaveUp)
            return true;
        var (collects, marks) = (Collects, Work.Marks.Count);
        Collects = false;
        _depth++;
        var holds = node.Evaluate(ref this, child);
        _depth--;
        Collects = collects;
        if (Work.Marks.Count > marks)
            Work.Marks.RemoveRange(marks, Work.Marks.Count - marks);
        return holds;
    }

    /// <summary>Counts a schema that is applied: a few lines of <c>allOf</c> of <c>allOf</c> can ask for more than a lifetime holds. False ends the run.</summary>
    public bool Step(int value)
    {
        if (!GaveUp && ++_steps > _program.MaxSteps)
            GiveUp(value, string.Create(CultureInfo.InvariantCulture, $"at most {_program.MaxSteps} steps of the schema"));
        return !GaveUp;
    }

    /// <summary>Whether a schema holds of the value, without telling; of one that does not, nothing stays noted.</summary>
    public bool Try(SchemaNode node, int value)
    {
        var marks = Work.Marks.Count;
        _silent++;
        var holds = node.Evaluate(ref this, value);
        _silent--;
        if (!holds && Work.Marks.Count > marks)
            Work.Marks.RemoveRange(marks, Work.Marks.Count - marks);
        return holds;
    }

    /// <summary>Whether a schema holds of a part of the value, without telling.</summary>
    public bool TryChild(SchemaNode node, int child)
    {
        _silent++;
        var holds = Descend(node, child);
        _silent--;
        return holds;
    }

    /// <summary>Notes a member or item as looked at, where some keyword asks.</summary>
    public readonly void Mark(int child)
    {
        if (Collects)
            Work.Marks.Add(child);
    }

    /// <summary>Tells that a keyword does not hold; always false.</summary>
    public readonly bool Fail(Keyword keyword, int value, string expected) => IsSilent || GaveUp ? false : Tell(keyword, PointerOf(value), Show(value), expected);

    public readonly bool Fail(Keyword keyword, int value, string found, string expected) => IsSilent || GaveUp ? false : Tell(keyword, PointerOf(value), found, expected);

    /// <summary>Tells of a string that is too long, with its length.</summary>
    public readonly bool FailLong(Keyword keyword, int value, int length, string expected) =>
        Fail(keyword, value, string.Create(CultureInfo.InvariantCulture, $"{length} characters: {Show(value)}"), expected);

    /// <summary>Tells of a member that is not there.</summary>
    public readonly bool FailAbsent(Keyword keyword, int value, string name, string expected) =>
        IsSilent || GaveUp ? false : Tell(keyword, Schema.Pointer(PointerOf(value), name), "absent", expected);

    /// <summary>Ends the run: the instance is larger or deeper than it is followed. Told once, in silent runs too.</summary>
    public bool GiveUp(int value, string expected)
    {
        if (!GaveUp)
        {
            if (_findings is not null)
                _findings.Add(Finding.Error("schema.limit", PointerOf(value), Show(value), expected));
            else
                _errors!.Add(new SchemaError(PointerOf(value), "#", "limit", Finding.Shorten(Show(value)), expected));
        }
        GaveUp = true;
        return false;
    }

    readonly bool Tell(Keyword keyword, string pointer, string found, string expected)
    {
        if (_findings is not null)
            _findings.Add(Finding.Error(keyword.Code, pointer, found, expected));
        else
            _errors!.Add(new SchemaError(pointer, keyword.Location, keyword.Name, Finding.Shorten(found), expected));
        return false;
    }

    /// <summary>RFC 6901, worked out only when there is something to tell.</summary>
    public readonly string PointerOf(int value)
    {
        var tokens = new Stack<string>();
        for (var at = value; Tape[at].Parent >= 0; at = Tape[at].Parent)
            tokens.Push(Tape[at].NameStart >= 0 ? Schema.Escape(JsonText.Decode(NameOf(at))) : Tape[at].NameEnd.ToString(CultureInfo.InvariantCulture));
        var pointer = new StringBuilder();
        foreach (var token in tokens)
            pointer.Append('/').Append(token);
        return pointer.ToString();
    }

    readonly string Show(int value)
    {
        var bytes = View(value).Bytes;
        return Encoding.UTF8.GetString(bytes.Length > 600 ? Whole(bytes[..600]) : bytes);
    }

    // Never cut inside a character.
    static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.Length;
        while (end > 0 && (utf8[end - 1] & 0xC0) == 0x80)
            end--;
        return utf8[..(end > 0 && utf8[end - 1] >= 0xC0 ? end - 1 : end)];
    }
}
