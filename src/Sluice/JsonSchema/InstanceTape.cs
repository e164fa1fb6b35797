using System.Text.Unicode;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>
/// One value of an instance as offsets into its bytes, and as indices of its neighbours. A member's name offsets leave
/// out the quotes; of an item the start is -1 and the end its 0-based index.
/// </summary>
struct InstanceValue
{
    public int Start, End, NameStart, NameEnd;
    public int Parent, FirstChild, Next, Count;
    public JsonKind Kind;
    public bool IsOpen, NameIsEscaped;
}

/// <summary>
/// The structure of one instance, in an array that is used again for the next. A container is opened only when a
/// keyword looks inside, once, in one pass, however deep it is.
/// </summary>
sealed class InstanceTape
{
    const int Kept = 16_384;

    InstanceValue[] _values = new InstanceValue[64];
    int _limit;

    public int Count { get; private set; }

    public ref readonly InstanceValue this[int index] => ref _values[index];

    /// <summary>A record whose top level has been scanned already.</summary>
    public void Load(RecordLine line, int limit)
    {
        Count = 0;
        _limit = limit;
        var fields = line.Fields;
        var bytes = line.Bytes;
        ref var root = ref Add(JsonKind.Object, parent: -1);
        (root.Start, root.End, root.Count, root.IsOpen) = (bytes.IndexOf((byte)'{'), line.CloseBrace + 1, fields.Length, true);
        root.FirstChild = fields.Length == 0 ? -1 : 1;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            ref var value = ref Add(field.Kind, parent: 0);
            (value.Start, value.End, value.NameStart, value.NameEnd) = (field.ValueStart, field.ValueEnd, field.NameStart, field.NameEnd);
            value.NameIsEscaped = bytes[field.NameStart..field.NameEnd].Contains((byte)'\\');
            value.Next = i + 1 < fields.Length ? i + 2 : -1;
        }
    }

    /// <summary>Any JSON text; false if it is not exactly one value in valid UTF-8.</summary>
    public bool TryLoad(ReadOnlySpan<byte> json, int limit, out JsonFault fault)
    {
        Count = 0;
        _limit = limit;
        if (!Utf8.IsValid(json))
        {
            fault = new JsonFault(0, "valid UTF-8");
            return false;
        }
        var scanner = new JsonScanner(json);
        scanner.Peek();
        var start = scanner.Position;
        if (!scanner.SkipValue(out var kind, out _))
        {
            fault = scanner.Fault;
            return false;
        }
        var end = scanner.Position;
        var whole = scanner.AtEnd();
        fault = scanner.Fault;
        ref var root = ref Add(kind, parent: -1);
        (root.Start, root.End) = (start, end);
        return whole;
    }

    /// <summary>Reads what is inside a container, all levels at once; false if that is more than the limit.</summary>
    public bool Open(int container, ReadOnlySpan<byte> bytes)
    {
        if (_values[container].IsOpen)
            return true;
        var offset = _values[container].Start;
        var scanner = new JsonScanner(bytes[offset.._values[container].End]);
        scanner.Take(scanner.Peek());
        _values[container].IsOpen = true;
        var (parent, last) = (container, -1);
        while (true)
        {
            var next = scanner.Peek();
            if (next is (byte)'}' or (byte)']')
            {
                scanner.Take(next);
                _values[parent].End = offset + scanner.Position;
                if (parent == container)
                    return true;
                (last, parent) = (parent, _values[parent].Parent);
                continue;
            }
            if (next == (byte)',')
            {
                scanner.Take(next);
                continue;
            }
            if (Count >= _limit)
                return false;
            var index = Append(ref scanner, offset, parent, last);
            if (_values[index].IsOpen)
                (parent, last) = (index, -1);
            else
                last = index;
        }
    }

    int Append(ref JsonScanner scanner, int offset, int parent, int before)
    {
        var (nameStart, nameEnd, escaped) = (-1, _values[parent].Count, false);
        if (_values[parent].Kind == JsonKind.Object)
        {
            nameStart = offset + scanner.Position + 1;
            scanner.SkipString(out escaped);
            nameEnd = offset + scanner.Position - 1;
            scanner.Take((byte)':');
        }
        var first = scanner.Peek();
        var index = Count;
        ref var value = ref Add(first == (byte)'{' ? JsonKind.Object : JsonKind.Array, parent);
        (value.Start, value.NameStart, value.NameEnd, value.NameIsEscaped) = (offset + scanner.Position, nameStart, nameEnd, escaped);
        if (before < 0)
            _values[parent].FirstChild = index;
        else
            _values[before].Next = index;
        _values[parent].Count++;
        if (first is (byte)'{' or (byte)'[')
        {
            scanner.Take(first);
            value.IsOpen = true;
            return index;
        }
        scanner.SkipValue(out value.Kind, out _);
        value.End = offset + scanner.Position;
        return index;
    }

    /// <summary>The name of a member as a value of its own, on top of the tape until <see cref="Drop"/>.</summary>
    public int PushName(int member)
    {
        var (start, end, parent) = (_values[member].NameStart, _values[member].NameEnd, _values[member].Parent);
        ref var value = ref Add(JsonKind.String, parent);
        (value.Start, value.End, value.NameStart, value.NameEnd) = (start - 1, end + 1, start, end);
        return Count - 1;
    }

    public void Drop() => Count--;

    ref InstanceValue Add(JsonKind kind, int parent)
    {
        if (Count == _values.Length)
            Array.Resize(ref _values, Count * 2);
        ref var value = ref _values[Count++];
        value = new InstanceValue { Kind = kind, Parent = parent, FirstChild = -1, Next = -1, NameStart = -1, NameEnd = -1 };
        return ref value;
    }

    /// <summary>Gives back what one enormous instance took.</summary>
    public void Trim()
    {
        if (_values.Length > Kept)
            _values = new InstanceValue[64];
    }
}
