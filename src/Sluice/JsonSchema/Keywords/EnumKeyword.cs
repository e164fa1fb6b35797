
namespace Sluice.JsonSchema.Keywords;

/// <summary><c>enum</c> and <c>const</c>: the value equals one of those listed, as JSON values are equal.</summary>
sealed class EnumKeyword : Keyword
{
    readonly InstanceTape _tape = new();
    readonly byte[] _bytes;
    readonly int _first;
    readonly string _expected;

    public EnumKeyword(KeywordSite site)
        : base(site)
    {
        // Held as one array, in the form in which instances are held.
        _bytes = site.Name == "const" ? [(byte)'[', .. site.Bytes(), (byte)']'] : site.Bytes();
        _tape.TryLoad(_bytes, int.MaxValue, out _);
        _tape.Open(0, _bytes);
        _first = _tape[0].FirstChild;
        _expected = site.Name == "const"
            ? site.Value.GetRawText()
            : "one of " + string.Join(", ", site.Value.EnumerateArray().Select(item => item.GetRawText()));
    }

    public override JsonKinds Kinds => JsonKinds.Any;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        if (!run.OpenAll(value))
            return false;
        var found = new JsonEquality.Operand(run.Tape, run.Bytes, value);
        for (var item = _first; item >= 0; item = _tape[item].Next)
            if (JsonEquality.Equals(found, new JsonEquality.Operand(_tape, _bytes, item)))
                return true;
        return run.Fail(this, value, _expected);
    }
}
