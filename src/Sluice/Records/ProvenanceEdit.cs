using System.Buffers;
using System.Text;

namespace Sluice.Records;

/// <summary>
/// Adds to a record's <c>_provenance</c> what a stage did to it: names into <c>transformations</c>, and what a field
/// said before into <c>original</c> (the first value wins, so that upstream's own stays).
/// </summary>
public sealed class ProvenanceEdit
{
    static readonly byte[] Name = Encoding.UTF8.GetBytes(Provenance.Field);

    readonly List<string> _transformations = [];
    readonly List<(string Field, byte[] Json)> _originals = [];

    public void Clear()
    {
        _transformations.Clear();
        _originals.Clear();
    }

    public void Transformed(string by)
    {
        if (!_transformations.Contains(by, StringComparer.Ordinal))
            _transformations.Add(by);
    }

    /// <summary>Keeps a field's bytes as they were.</summary>
    public void Original(string field, ReadOnlySpan<byte> json) => _originals.Add((field, json.ToArray()));

    /// <summary>Splices the additions into the line's provenance; a line without one is left alone.</summary>
    public void ApplyTo(LineEdit edit, RecordLine line)
    {
        if (_transformations.Count + _originals.Count == 0 || line.IndexOf(Name) is var index && (index < 0 || line.ValueOf(index).Kind != JsonKind.Object))
            return;
        var start = line.Fields[index].ValueStart;
        var provenance = line.ValueOf(index);
        var transformations = (Start: -1, End: -1);
        var original = (Start: -1, End: -1);
        var originalView = default(JsonView);
        var members = provenance.Members();
        while (members.MoveNext())
        {
            var at = (start + members.Start, start + members.Start + members.Current.Bytes.Length);
            if (members.Name.SequenceEqual("transformations"u8))
                transformations = at;
            if (members.Name.SequenceEqual("original"u8))
            {
                original = at;
                originalView = members.Current;
            }
        }
        if (transformations.Start >= 0 && _transformations.Count > 0)
            Insert(edit, line, transformations.End - 1, _transformations.Select(Quote));
        var kept = new List<byte[]>();
        foreach (var (field, json) in _originals)
            if (original.Start < 0 || !originalView.TryGetMember(Encoding.UTF8.GetBytes(field), out _))
                kept.Add([.. Quote(field), (byte)':', .. json]);
        if (kept.Count == 0)
            return;
        if (original.Start >= 0)
            Insert(edit, line, original.End - 1, kept);
        else
            Insert(edit, line, line.Fields[index].ValueEnd - 1, [[.. "\"original\":{"u8, .. Join(kept), (byte)'}']]);
    }

    // Before a closing bracket, after a comma unless the container is empty.
    static void Insert(LineEdit edit, RecordLine line, int before, IEnumerable<byte[]> items)
    {
        var isEmpty = line.Bytes[..before].TrimEnd(" \t"u8)[^1] is (byte)'[' or (byte)'{';
        byte[] joined = [.. isEmpty ? [] : ","u8.ToArray(), .. Join(items)];
        edit.Splice(before, before, joined);
    }

    static byte[] Join(IEnumerable<byte[]> items)
    {
        var joined = new List<byte>();
        foreach (var item in items)
        {
            if (joined.Count > 0)
                joined.Add((byte)',');
            joined.AddRange(item);
        }
        return [.. joined];
    }

    static byte[] Quote(string text)
    {
        var bytes = new ArrayBufferWriter<byte>();
        JsonText.Write(bytes, text);
        return bytes.WrittenSpan.ToArray();
    }
}
