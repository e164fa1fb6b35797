using System.Text;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Goes back from a record in a zone to upstream: its file, line and byte offset, and its line as sent.
/// </summary>
public sealed class UpstreamLines(Lake lake, Dump dump) : IDisposable
{
    static readonly byte[] Ours = Encoding.UTF8.GetBytes(Provenance.Field);

    string? _file;
    FileStream? _stream;
    long _line;
    long _offset;

    /// <summary>
    /// Where a line starts in upstream's file, or null if that file no longer rests in the lake. Ask in rising order:
    /// the file is scanned once, and only as far as asked.
    /// </summary>
    public long? OffsetOf(Place place)
    {
        if (_file != place.File && !Open(place.File))
            return null;
        if (_elements is not null)
            return place.Line >= 1 && place.Line <= _elements.Count ? _elements[(int)place.Line - 1].Start : null;
        if (_stream is null || place.Line < _line)
            return null;
        while (_line < place.Line)
        {
            if (!NextLine())
                return null;
        }
        return _offset;
    }

    /// <summary>
    /// Upstream's line, byte for byte, from its own file; from the raw line without our provenance if that file is gone, or
    /// if its rows are made from it.
    /// </summary>
    public ReadOnlyMemory<byte> LineAt(Place place, RecordLine raw)
    {
        if (dump.Metadata.Table is not null || OffsetOf(place) is not { } offset)
            return AsSent(raw);
        var line = new byte[Math.Max(raw.Memory.Length, 4096)];
        var read = 0;
        while (true)
        {
            var got = RandomAccess.Read(_stream!.SafeFileHandle, line.AsSpan(read), offset + read);
            var lf = line.AsSpan(read, got).IndexOf((byte)'\n');
            read += lf >= 0 ? lf : got;
            if (lf >= 0 || got == 0)
                break;
            if (read == line.Length)
                Array.Resize(ref line, line.Length * 2);
        }
        var bytes = line.AsMemory(0, read);
        if (place.Line == 1 && bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        return bytes.Span.EndsWith("\r"u8) ? bytes[..^1] : bytes;
    }

    bool Open(string file)
    {
        _stream?.Dispose();
        (_file, _stream, _line, _offset, _at, _filled) = (file, null, 1, 0, 0, 0);
        var known = dump.Metadata.Files.FirstOrDefault(known => known.Path == file);
        _stream = known is null ? null : UpstreamFile.OpenSeekable(lake, dump.Source, known.Sha256);
        _elements = _stream is not null && dump.Metadata.Table is not null && file.EndsWith(UpstreamRows.Json, StringComparison.Ordinal) ? ElementsOf(_stream) : null;
        return _stream is not null;
    }

    // Of a JSON file what stands for the line is the number of an element.
    List<(int Start, int End)>? _elements;

    static List<(int Start, int End)> ElementsOf(FileStream file)
    {
        var content = new byte[Math.Min(file.Length, Tables.JsonReader.LargestFile)];
        return Tables.JsonElements.Of(content.AsSpan(0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)), out _);
    }

    readonly byte[] _buffer = new byte[1 << 16];
    int _at;
    int _filled;

    bool NextLine()
    {
        while (true)
        {
            var lf = _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            if (lf >= 0)
            {
                _offset += lf + 1;
                _at += lf + 1;
                _line++;
                return true;
            }
            _offset += _filled - _at;
            _at = 0;
            _filled = _stream!.Read(_buffer);
            if (_filled == 0)
                return false;
        }
    }

    /// <summary>Takes our provenance off a raw line: what is left are upstream's bytes.</summary>
    public static ReadOnlyMemory<byte> AsSent(RecordLine line)
    {
        var last = line.FieldCount - 1;
        if (last < 0 || !line.NameOf(last).SequenceEqual(Ours))
            return line.Memory;
        var edit = new LineEdit().Begin(line);
        var from = last == 0 ? line.Fields[0].NameStart - 1 : line.Fields[last].NameStart - 2;
        edit.Splice(from, line.CloseBrace, default);
        // Back along the chain of names that made room for ours, if any had to: upstream may use such names itself.
        if (WasRenamed(line.ValueOf(last)))
            for (var (name, before) = (LineEdit.UpstreamName(Provenance.Field), Provenance.Field); line.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0; (name, before) = (LineEdit.UpstreamName(name), name))
            for (var i = 0; i < last; i++)
                if (line.NameOf(i).SequenceEqual(Encoding.UTF8.GetBytes(name)))
                    edit.Splice(line.Fields[i].NameStart, line.Fields[i].NameEnd, Encoding.UTF8.GetBytes(before));
        return edit.Apply();
    }

    static bool WasRenamed(JsonView provenance)
    {
        if (provenance.TryGetMember("transformations"u8, out var names) && names.Kind == JsonKind.Array)
            foreach (var name in names.Items())
                if (name.Kind == JsonKind.String && name.GetString() == Provenance.Renamed)
                    return true;
        return false;
    }

    /// <summary>The place that a record's provenance names.</summary>
    public static Place PlaceOf(RecordLine line)
    {
        if (!line.TryGet(Ours, out var provenance) || !provenance.TryGetMember("file"u8, out var file)
            || !provenance.TryGetMember("line"u8, out var number) || file.Kind != JsonKind.String)
            return default;
        return new Place(file.GetString(), System.Buffers.Text.Utf8Parser.TryParse(number.Bytes, out long at, out _) ? at : 0);
    }

    public void Dispose() => _stream?.Dispose();
}
