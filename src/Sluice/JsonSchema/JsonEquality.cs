using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>
/// Equality as JSON Schema has it: numbers by value, strings by what they say, objects whatever the order of their
/// members.
/// </summary>
static class JsonEquality
{
    const int Deepest = 256, FewMembers = 32;

    /// <summary>A value and where it lies.</summary>
    public readonly ref struct Operand(InstanceTape tape, ReadOnlySpan<byte> bytes, int value)
    {
        public readonly InstanceTape Tape = tape;
        public readonly ReadOnlySpan<byte> Bytes = bytes;
        public readonly int Value = value;

        public JsonKind Kind => Tape[Value].Kind;

        public ReadOnlySpan<byte> Text => Bytes[Tape[Value].Start..Tape[Value].End];

        public ReadOnlySpan<byte> Body => Text[1..^1];

        public ReadOnlySpan<byte> Name => Bytes[Tape[Value].NameStart..Tape[Value].NameEnd];

        public Operand At(int value) => new(Tape, Bytes, value);
    }

    /// <summary>Containers must be open on both sides.</summary>
    public static bool Equals(Operand a, Operand b, int depth = 0)
    {
        if (a.Kind != b.Kind)
            return false;
        switch (a.Kind)
        {
            case JsonKind.String:
                return StringEquals(a.Body, b.Body);
            case JsonKind.Number:
                return a.Text.SequenceEqual(b.Text) || JsonNumber.Parse(a.Text).OrderTo(JsonNumber.Parse(b.Text)) == 0;
            case JsonKind.Array or JsonKind.Object:
                // Deeper than a schema is followed, only what is written alike is held for equal.
                return a.Text.SequenceEqual(b.Text) || (depth < Deepest && a.Tape[a.Value].Count == b.Tape[b.Value].Count
                    && (a.Kind == JsonKind.Array ? ItemsEqual(a, b, depth) : MembersEqual(a, b, depth)));
            default:
                return true;
        }
    }

    static bool ItemsEqual(Operand a, Operand b, int depth)
    {
        var (i, k) = (a.Tape[a.Value].FirstChild, b.Tape[b.Value].FirstChild);
        for (; i >= 0; i = a.Tape[i].Next, k = b.Tape[k].Next)
            if (!Equals(a.At(i), b.At(k), depth + 1))
                return false;
        return true;
    }

    static bool MembersEqual(Operand a, Operand b, int depth)
    {
        if (a.Tape[a.Value].Count > FewMembers)
            return ManyMembersEqual(a, b, depth);
        var guess = b.Tape[b.Value].FirstChild;
        for (var i = a.Tape[a.Value].FirstChild; i >= 0; i = a.Tape[i].Next)
        {
            // Members mostly come in the same order: look from the one after the last that was found.
            var k = guess;
            while (k >= 0 && !StringEquals(a.At(i).Name, b.At(k).Name))
                k = b.Tape[k].Next;
            if (k < 0)
                for (k = b.Tape[b.Value].FirstChild; k >= 0 && !StringEquals(a.At(i).Name, b.At(k).Name);)
                    k = b.Tape[k].Next;
            if (k < 0 || !Equals(a.At(i), b.At(k), depth + 1))
                return false;
            guess = b.Tape[k].Next;
        }
        return true;
    }

    static bool ManyMembersEqual(Operand a, Operand b, int depth)
    {
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = b.Tape[b.Value].FirstChild; k >= 0; k = b.Tape[k].Next)
            named[JsonText.Decode(b.At(k).Name)] = k;
        for (var i = a.Tape[a.Value].FirstChild; i >= 0; i = a.Tape[i].Next)
            if (!named.TryGetValue(JsonText.Decode(a.At(i).Name), out var k) || !Equals(a.At(i), b.At(k), depth + 1))
                return false;
        return true;
    }

    public static bool StringEquals(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.SequenceEqual(b))
            return true;
        return (a.Contains((byte)'\\') || b.Contains((byte)'\\')) && string.Equals(JsonText.Decode(a), JsonText.Decode(b), StringComparison.Ordinal);
    }

    /// <summary>Equal values have equal hashes.</summary>
    public static int Hash(Operand value)
    {
        var hash = new HashCode();
        hash.Add(value.Kind);
        switch (value.Kind)
        {
            case JsonKind.String when value.Body.Contains((byte)'\\'):
                hash.AddBytes(System.Text.Encoding.UTF8.GetBytes(JsonText.Decode(value.Body)));
                break;
            case JsonKind.String:
                hash.AddBytes(value.Body);
                break;
            case JsonKind.Number:
                JsonNumber.Parse(value.Text).AddTo(ref hash);
                break;
            case JsonKind.Array or JsonKind.Object:
                AddContents(ref hash, value);
                break;
        }
        return hash.ToHashCode();
    }

    // All scalars inside, at any depth, in no order: no recursion, and members may come in any order.
    static void AddContents(ref HashCode hash, Operand container)
    {
        var sum = 0;
        var end = container.Tape[container.Value].End;
        for (var i = container.Value + 1; i < container.Tape.Count && container.Tape[i].Start < end && container.Tape[i].Start > container.Tape[container.Value].Start; i++)
            if (container.Tape[i].Kind is not (JsonKind.Array or JsonKind.Object))
                unchecked
                {
                    sum += Hash(container.At(i));
                }
        hash.Add(sum);
        hash.Add(container.Tape[container.Value].Count);
    }
}
