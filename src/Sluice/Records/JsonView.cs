using System.Text.Json.Nodes;

namespace Sluice.Records;

/// <summary>
/// A value inside a line that has already been scanned: its bytes and nothing else. Walking into it re-reads only
/// what is walked; nothing is copied or decoded until asked.
/// </summary>
public readonly ref struct JsonView(ReadOnlySpan<byte> bytes)
{
    /// <summary>The value's bytes as sent, a string with its quotes.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public JsonKind Kind => Bytes[0] switch
    {
        (byte)'"' => JsonKind.String,
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'t' => JsonKind.True,
        (byte)'f' => JsonKind.False,
        (byte)'n' => JsonKind.Null,
        _ => JsonKind.Number,
    };

    /// <summary>A string's bytes between its quotes, escapes untouched.</summary>
    public ReadOnlySpan<byte> Body => Bytes[1..^1];

    public string GetString() => JsonText.Decode(Body);

    /// <summary>The value as a node; half a surrogate pair becomes U+FFFD, since a node can hold no such text.</summary>
    public JsonNode? ToNode()
    {
        switch (Kind)
        {
            case JsonKind.String:
                return JsonValue.Create(GetString());
            case JsonKind.Array:
                var list = new JsonArray();
                foreach (var item in Items())
                    list.Add(item.ToNode());
                return list;
            case JsonKind.Object:
                var json = new JsonObject();
                var members = Members();
                while (members.MoveNext())
                    json[JsonText.Decode(members.Name)] = members.Current.ToNode();
                return json;
            default:
                return JsonNode.Parse(Bytes);
        }
    }

    public ArrayItems Items() => new(Bytes);

    public ObjectMembers Members() => new(Bytes);

    /// <summary>The items of an array, in order.</summary>
    public ref struct ArrayItems(ReadOnlySpan<byte> array)
    {
        readonly ReadOnlySpan<byte> _array = array;
        JsonScanner _scanner = Inside(array);

        /// <summary>Where the current item starts, in the array's bytes.</summary>
        public int Start { get; private set; }

        public JsonView Current { get; private set; }

        public readonly ArrayItems GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_scanner.Peek() == (byte)',')
                _scanner.Take((byte)',');
            if (_scanner.Peek() is (byte)']' or 0)
                return false;
            Start = _scanner.Position;
            _scanner.SkipValue(out _, out _);
            Current = new JsonView(_array[Start.._scanner.Position]);
            return true;
        }
    }

    /// <summary>The members of an object, in order, repeated names included.</summary>
    public ref struct ObjectMembers(ReadOnlySpan<byte> json)
    {
        readonly ReadOnlySpan<byte> _json = json;
        JsonScanner _scanner = Inside(json);

        /// <summary>The member's name between its quotes, escapes untouched.</summary>
        public ReadOnlySpan<byte> Name { get; private set; }

        public JsonView Current { get; private set; }

        /// <summary>Where the current value starts, in the object's bytes.</summary>
        public int Start { get; private set; }

        public readonly ObjectMembers GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_scanner.Peek() == (byte)',')
                _scanner.Take((byte)',');
            if (_scanner.Peek() is (byte)'}' or 0)
                return false;
            var name = _scanner.Position;
            _scanner.SkipString(out _);
            Name = _json[(name + 1)..(_scanner.Position - 1)];
            _scanner.Take((byte)':');
            _scanner.Peek();
            Start = _scanner.Position;
            _scanner.SkipValue(out _, out _);
            Current = new JsonView(_json[Start.._scanner.Position]);
            return true;
        }
    }

    static JsonScanner Inside(ReadOnlySpan<byte> container)
    {
        var scanner = new JsonScanner(container);
        scanner.Take(container[0]);
        return scanner;
    }

    /// <summary>The value of member <paramref name="name"/> (the last of that name), if there is one.</summary>
    public bool TryGetMember(scoped ReadOnlySpan<byte> name, out JsonView value)
    {
        value = default;
        if (Bytes.IsEmpty || Kind != JsonKind.Object)
            return false;
        var found = false;
        var members = Members();
        while (members.MoveNext())
        {
            if (!JsonText.NameEquals(members.Name, name))
                continue;
            value = members.Current;
            found = true;
        }
        return found;
    }
}
