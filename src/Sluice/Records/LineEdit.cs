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
    readonly List<RecordField> _moved = [];
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

    /// <summary>The name that a field had before it was moved aside, perhaps more than once, without its leading <c>_</c>; any other name is itself.</summary>
    public static string SentName(string name)
    {
        var aside = UpstreamName("");
        if (!name.StartsWith(aside, StringComparison.Ordinal))
            return name;
        var sent = name[aside.Length..];
        while (sent.StartsWith(aside[1..], StringComparison.Ordinal))
            sent = sent[(aside.Length - 1)..];
        return sent;
    }

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
    /// The same as a record. Where values were replaced and fields were added at the end, what is known of the line moves
    /// with it: texts are not read again, and of lists and objects only those that were touched.
    /// </summary>
    /// <exception cref="InvalidDataException">The edit made a line that is not JSON.</exception>
    public void ApplyTo(RecordLine into)
    {
        var line = Apply();
        _moved.Clear();
        var depth = 0;
        if (TryMove(line.Span, ref depth) && TryDepthOf(line.Span, CollectionsMarshal.AsSpan(_extended), ref depth))
        {
            _moved.AddRange(_extended);
            into.TakeMoved(_line, line, CollectionsMarshal.AsSpan(_moved), depth);
        }
        else if (!into.Read(line, out var fault))
            throw new InvalidDataException($"The edit made a line that is not JSON at byte {fault.Offset}.");
    }

    // Where the fields stand now; false if something was spliced in that is no value.
    bool TryMove(ReadOnlySpan<byte> line, ref int depth)
    {
        if (IsEmpty)
            _extended.Clear();
        int splice = 0, by = 0;
        foreach (var field in _line.Fields)
        {
            var (start, first) = (field.ValueStart + by, splice);
            if (splice < _splices.Count && _splices[splice].Start < field.ValueStart)
                return false;
            for (; splice < _splices.Count && _splices[splice].End <= field.ValueEnd && _splices[splice].Start < field.ValueEnd; splice++)
                by += _splices[splice].With.Length - (_splices[splice].End - _splices[splice].Start);
            var moved = new RecordField(start - field.ValueStart + field.NameStart, start - field.ValueStart + field.NameEnd, start, field.ValueEnd + by, field.Kind);
            if (splice > first)
            {
                if (moved.ValueEnd <= start)
                    return false;
                moved = moved with { Kind = new JsonView(line[start..moved.ValueEnd]).Kind };
                if (!TryDepthOf(line, [moved], ref depth))
                    return false;
            }
            _moved.Add(moved);
        }
        return splice == _splices.Count;
    }

    // How deeply values nest, if that is deeper; false if one of them is not JSON.
    static bool TryDepthOf(ReadOnlySpan<byte> line, ReadOnlySpan<RecordField> fields, ref int depth)
    {
        foreach (var field in fields)
        {
            if (field.Kind is not (JsonKind.Object or JsonKind.Array))
                continue;
            var scanner = new JsonScanner(line[field.ValueStart..field.ValueEnd]);
            if (!scanner.SkipValue(out _, out _) || !scanner.AtEnd())
                return false;
            depth = Math.Max(depth, scanner.Depth);
        }
        return true;
    }
}
