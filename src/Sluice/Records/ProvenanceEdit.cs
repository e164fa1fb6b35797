using System.Buffers;
using System.Text;

namespace Sluice.Records;

/// <summary>
/// Adds to a record's <c>_provenance</c> what a stage did to it: names into <c>transformations</c>, how often and where
/// into <c>repairs</c>, and what a field said before into <c>original</c> (the first value wins, so that upstream's own
/// stays).
/// </summary>
public sealed class ProvenanceEdit
{
    static readonly byte[] Name = Encoding.UTF8.GetBytes(Provenance.Field);

    readonly List<string> _transformations = [];
    readonly List<(string Field, byte[] Json)> _originals = [];
    readonly List<Repair> _repairs = [];

    public void Clear()
    {
        _repairs.Clear();
        _transformations.Clear();
        _originals.Clear();
    }

    public void Transformed(string by)
    {
        if (!_transformations.Contains(by, StringComparer.Ordinal))
            _transformations.Add(by);
    }

    /// <summary>Counts places of a field that were repaired, and names the repair among the transformations.</summary>
    /// <param name="by"><c>name@version</c>.</param>
    public void Repaired(string by, string field, int places) => RepairOf(by, field).Count += places;

    /// <summary>The same for one place, of which is kept what stood there and what stands there now.</summary>
    public void Repaired(string by, string field, ReadOnlySpan<char> before, ReadOnlySpan<char> after) => RepairOf(by, field).Add(before, after);

    /// <summary>Adds what another edit has gathered.</summary>
    public void Take(ProvenanceEdit other)
    {
        foreach (var by in other._transformations)
            Transformed(by);
        _originals.AddRange(other._originals);
        foreach (var repair in other._repairs)
            RepairOf(repair.By, repair.Field).Take(repair);
    }

    Repair RepairOf(string by, string field)
    {
        foreach (var known in _repairs)
            if (known.By == by && known.Field == field)
                return known;
        var repair = new Repair(by, field);
        _repairs.Add(repair);
        Transformed($"{by}:{field}");
        return repair;
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
        var (transformations, original, repairs) = (-1, -1, -1);
        var originalView = default(JsonView);
        var members = provenance.Members();
        while (members.MoveNext())
        {
            var closes = start + members.Start + members.Current.Bytes.Length - 1;
            if (members.Name.SequenceEqual("transformations"u8))
                transformations = closes;
            if (members.Name.SequenceEqual("repairs"u8) && members.Current.Kind == JsonKind.Array)
                repairs = closes;
            if (members.Name.SequenceEqual("original"u8))
            {
                original = closes;
                originalView = members.Current;
            }
        }
        var added = new List<byte[]>();
        if (transformations >= 0 && _transformations.Count > 0)
            Insert(edit, line, transformations, _transformations.Select(Quote));
        var kept = new List<byte[]>();
        foreach (var (field, json) in _originals)
            if (original < 0 || !originalView.TryGetMember(Encoding.UTF8.GetBytes(field), out _))
                kept.Add([.. Quote(field), (byte)':', .. json]);
        if (kept.Count > 0 && original >= 0)
            Insert(edit, line, original, kept);
        else if (kept.Count > 0)
            added.Add([.. "\"original\":{"u8, .. Join(kept), (byte)'}']);
        if (_repairs.Count > 0 && repairs >= 0)
            Insert(edit, line, repairs, _repairs.Select(repair => repair.ToJson()));
        else if (_repairs.Count > 0)
            added.Add([.. "\"repairs\":["u8, .. Join(_repairs.Select(repair => repair.ToJson())), (byte)']']);
        if (added.Count > 0)
            Insert(edit, line, line.Fields[index].ValueEnd - 1, added);
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
