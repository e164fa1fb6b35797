using System.Text;
using System.Text.Unicode;

namespace Sluice.Records;

/// <summary>One top-level field of a line, as offsets into the line's bytes. Name offsets leave out the quotes; value offsets keep them.</summary>
public readonly record struct RecordField(int NameStart, int NameEnd, int ValueStart, int ValueEnd, JsonKind Kind);

/// <summary>
/// A record in memory: its line's UTF-8 bytes and the offsets of its top-level fields. It is a view, valid until its
/// reader moves on; a stage that changes nothing copies bytes and re-serialises nothing. Repeated names are all kept
/// and the last one answers, as in most JSON parsers.
/// </summary>
public sealed class RecordLine
{
    RecordField[] _fields = new RecordField[32];
    bool _namesAreEscaped;

    public ReadOnlyMemory<byte> Memory { get; private set; }

    public ReadOnlySpan<byte> Bytes => Memory.Span;

    public ReadOnlySpan<RecordField> Fields => _fields.AsSpan(0, FieldCount);

    public int FieldCount { get; private set; }

    /// <summary>How deeply values nest; a flat record is 1.</summary>
    public int Depth { get; private set; }

    /// <summary>Where the closing brace of the object stands.</summary>
    public int CloseBrace { get; private set; }

    /// <summary>
    /// Reads a line in place of the one held before. False if it is not exactly one JSON object in valid UTF-8;
    /// <paramref name="fault"/> then says where and what was expected.
    /// </summary>
    public bool Read(ReadOnlyMemory<byte> line, out JsonFault fault)
    {
        Memory = line;
        FieldCount = 0;
        Depth = 1;
        _namesAreEscaped = false;
        if (!Utf8.IsValid(line.Span))
        {
            fault = new JsonFault(InvalidUtf8At(line.Span), "valid UTF-8");
            return false;
        }
        var scanner = new JsonScanner(line.Span);
        if (ReadObject(ref scanner))
        {
            fault = default;
            return true;
        }
        fault = scanner.Fault;
        return false;
    }

    /// <summary>
    /// Takes over what is known of a line of which values were replaced and to whose end fields were added: it is not read
    /// again, the values are well-formed.
    /// </summary>
    /// <param name="fields">Where all fields stand in <paramref name="line"/>, those of <paramref name="from"/> first.</param>
    /// <param name="depth">How deeply the new values nest; 0 if none holds others.</param>
    internal void TakeMoved(RecordLine from, ReadOnlyMemory<byte> line, ReadOnlySpan<RecordField> fields, int depth)
    {
        if (_fields.Length < fields.Length)
            _fields = new RecordField[2 * fields.Length];
        fields.CopyTo(_fields);
        FieldCount = fields.Length;
        CloseBrace = from.CloseBrace + line.Length - from.Memory.Length;
        Depth = Math.Max(from.Depth, 1 + depth);
        _namesAreEscaped = from._namesAreEscaped;
        Memory = line;
        foreach (var field in fields[from.FieldCount..])
            _namesAreEscaped |= line.Span[field.NameStart..field.NameEnd].Contains((byte)'\\');
    }

    bool ReadObject(ref JsonScanner scanner)
    {
        if (!scanner.Take((byte)'{'))
            return false;
        if (scanner.Peek() != (byte)'}')
        {
            while (true)
            {
                if (!ReadField(ref scanner))
                    return false;
                if (scanner.Peek() != (byte)',')
                    break;
                scanner.Take((byte)',');
            }
        }
        CloseBrace = scanner.Position;
        if (!scanner.Take((byte)'}'))
            return false;
        scanner.Peek();
        Depth = scanner.Depth + 1;
        return scanner.AtEnd();
    }

    bool ReadField(ref JsonScanner scanner)
    {
        if (scanner.Peek() != (byte)'"')
            return scanner.Take((byte)'"');
        var nameStart = scanner.Position + 1;
        if (!scanner.SkipString(out var escaped))
            return false;
        _namesAreEscaped |= escaped;
        var nameEnd = scanner.Position - 1;
        if (!scanner.Take((byte)':'))
            return false;
        scanner.Peek();
        var valueStart = scanner.Position;
        if (!scanner.SkipValue(out var kind, out _))
            return false;
        if (FieldCount == _fields.Length)
            Array.Resize(ref _fields, FieldCount * 2);
        _fields[FieldCount++] = new RecordField(nameStart, nameEnd, valueStart, scanner.Position, kind);
        return true;
    }

    static int InvalidUtf8At(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
            offset += length;
        return offset;
    }

    /// <summary>The index of the last field called <paramref name="name"/>, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        var bytes = Bytes;
        for (var i = FieldCount - 1; i >= 0; i--)
        {
            ref readonly var field = ref _fields[i];
            var sent = bytes[field.NameStart..field.NameEnd];
            if (_namesAreEscaped ? JsonText.NameEquals(sent, name) : sent.SequenceEqual(name))
                return i;
        }
        return -1;
    }

    /// <summary>Whether a field before the one at <paramref name="index"/> has its name.</summary>
    public bool IsRepeated(int index)
    {
        var bytes = Bytes;
        var name = NameOf(index);
        for (var i = 0; i < index; i++)
        {
            ref readonly var field = ref _fields[i];
            var sent = bytes[field.NameStart..field.NameEnd];
            if (_namesAreEscaped ? string.Equals(JsonText.Decode(sent), JsonText.Decode(name), StringComparison.Ordinal) : sent.SequenceEqual(name))
                return true;
        }
        return false;
    }

    public ReadOnlySpan<byte> NameOf(int index) => Bytes[_fields[index].NameStart.._fields[index].NameEnd];

    public JsonView ValueOf(int index) => new(Bytes[_fields[index].ValueStart.._fields[index].ValueEnd]);

    public bool TryGet(ReadOnlySpan<byte> name, out JsonView value)
    {
        var index = IndexOf(name);
        value = index < 0 ? default : ValueOf(index);
        return index >= 0;
    }

    /// <summary>The body of a string field (bytes between the quotes); false if the field is absent or not a string.</summary>
    public bool TryGetString(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> body)
    {
        if (TryGet(name, out var value) && value.Kind == JsonKind.String)
        {
            body = value.Body;
            return true;
        }
        body = default;
        return false;
    }

    /// <summary>A string field decoded, or null if the field is absent or not a string.</summary>
    public string? GetString(ReadOnlySpan<byte> name) => TryGetString(name, out var body) ? JsonText.Decode(body) : null;
}
