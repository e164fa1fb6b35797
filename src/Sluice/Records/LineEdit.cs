using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Records;

/// <summary>
/// Edits a line by splicing: the bytes of every field that is not touched are copied as they stand. Reused from
/// record to record; <see cref="Apply"/> gives the new line, valid until the next <see cref="Begin"/>.
/// </summary>
public sealed class LineEdit
{
    readonly List<(int Start, int End, ReadOnlyMemory<byte> With)> _splices = [];
    readonly List<(string Name, ReadOnlyMemory<byte> Value)> _appended = [];
    readonly List<RecordField> _extended = [];
    readonly ArrayBufferWriter<byte> _out = new(64 * 1024);
    RecordLine _line = null!;
    bool _isEmptyObject;

    public bool IsEmpty => _splices.Count == 0 && _appended.Count == 0;

    public LineEdit Begin(RecordLine line)
    {
        _line = line;
        _isEmptyObject = line.FieldCount == 0;
        _splices.Clear();
        _appended.Clear();
        return this;
    }

    /// <summary>Replaces the value of the field at <paramref name="index"/>.</summary>
    public LineEdit Replace(int index, ReadOnlyMemory<byte> json)
    {
        var field = _line.Fields[index];
        return Splice(field.ValueStart, field.ValueEnd, json);
    }

    /// <summary>Replaces any stretch of the line; stretches must not overlap.</summary>
    public LineEdit Splice(int start, int end, ReadOnlyMemory<byte> with)
    {
        _splices.Add((start, end, with));
        return this;
    }

    /// <summary>Adds a field in front; upstream's field of that name is kept like in <see cref="Append"/>.</summary>
    public LineEdit Prepend(string name, ReadOnlyMemory<byte> json)
    {
        KeepUpstream(name);
        _isEmptyObject = false;
        var at = _line.FieldCount == 0 ? _line.CloseBrace : _line.Fields[0].NameStart - 1;
        var quoted = new ArrayBufferWriter<byte>();
        JsonText.Write(quoted, name);
        return Splice(at, at, (byte[])[.. quoted.WrittenSpan, (byte)':', .. json.Span, .. _line.FieldCount == 0 ? [] : ","u8.ToArray()]);
    }

    /// <summary>
    /// Adds a field at the end. An upstream field of that name is kept, bytes unchanged, as <c>_upstream_name</c>.
    /// </summary>
    public LineEdit Append(string name, ReadOnlyMemory<byte> json)
    {
        KeepUpstream(name);
        _appended.Add((name, json));
        return this;
    }

    /// <summary>
    /// As <see cref="Append"/>, unless the field is there with these very bytes: deriving it again changes nothing.
    /// </summary>
    public LineEdit Derive(string name, ReadOnlyMemory<byte> json) =>
        _line.IndexOf(Encoding.UTF8.GetBytes(name)) is var index and >= 0 && _line.ValueOf(index).Bytes.SequenceEqual(json.Span) ? this : Append(name, json);

    void KeepUpstream(string name)
    {
        // Upstream may have a field of the new name too: then that one moves on in turn.
        for (var taken = name; _line.IndexOf(Encoding.UTF8.GetBytes(taken)) >= 0; taken = UpstreamName(taken))
        {
            var (from, to) = (Encoding.UTF8.GetBytes(taken), Encoding.UTF8.GetBytes(UpstreamName(taken)));
            for (var i = 0; i < _line.FieldCount; i++)
                if (JsonText.NameEquals(_line.NameOf(i), from))
                    Splice(_line.Fields[i].NameStart, _line.Fields[i].NameEnd, to);
        }
    }

    /// <summary>The name under which an upstream field survives that collides with one of ours.</summary>
    public static string UpstreamName(string name) => "_upstream_" + name.TrimStart('_');

    public ReadOnlyMemory<byte> Apply()
    {
        if (IsEmpty)
            return _line.Memory;
        _out.ResetWrittenCount();
        _splices.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var bytes = _line.Bytes;
        var at = 0;
        foreach (var (start, end, with) in _splices)
        {
            _out.Write(bytes[at..start]);
            _out.Write(with.Span);
            at = end;
        }
        _out.Write(bytes[at.._line.CloseBrace]);
        var comma = !_isEmptyObject;
        _extended.Clear();
        foreach (var (name, value) in _appended)
        {
            if (comma)
                _out.Write(","u8);
            var nameStart = _out.WrittenCount + 1;
            JsonText.Write(_out, name);
            var nameEnd = _out.WrittenCount - 1;
            _out.Write(":"u8);
            _extended.Add(new RecordField(nameStart, nameEnd, _out.WrittenCount, _out.WrittenCount + value.Length, new JsonView(value.Span).Kind));
            _out.Write(value.Span);
            comma = true;
        }
        _out.Write(bytes[_line.CloseBrace..]);
        return _out.WrittenMemory;
    }

    /// <summary>
    /// The same as a record. Where fields were only added at the end, what is known of the line stays and nothing is read
    /// again but what was added.
    /// </summary>
    /// <exception cref="InvalidDataException">The edit made a line that is not JSON.</exception>
    public void ApplyTo(RecordLine into)
    {
        var line = Apply();
        if (_splices.Count == 0 && TryDepthOfAdded(out var depth))
            into.TakeExtended(_line, line, IsEmpty ? [] : CollectionsMarshal.AsSpan(_extended), depth);
        else if (!into.Read(line, out var fault))
            throw new InvalidDataException($"The edit made a line that is not JSON at byte {fault.Offset}.");
    }

    // How deeply the added values nest; false if one of them is not JSON.
    bool TryDepthOfAdded(out int depth)
    {
        depth = 0;
        foreach (var (_, value) in _appended)
        {
            if (new JsonView(value.Span).Kind is not (JsonKind.Object or JsonKind.Array))
                continue;
            var scanner = new JsonScanner(value.Span);
            if (!scanner.SkipValue(out _, out _) || !scanner.AtEnd())
                return false;
            depth = Math.Max(depth, scanner.Depth);
        }
        return true;
    }
}
