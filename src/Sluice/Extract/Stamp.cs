using Sluice.Records;

namespace Sluice.Extract;

/// <summary>Gives a kept row its raw form: upstream's bytes, then <c>_provenance</c>. The result is valid until the next call.</summary>
sealed class Stamp(Provenance provenance)
{
    static readonly byte[] Ours = System.Text.Encoding.UTF8.GetBytes(Provenance.Field);

    readonly JsonLineBuilder _json = new();
    readonly LineEdit _edit = new();

    public ReadOnlyMemory<byte> On(RecordLine line, Place place, string oid)
    {
        provenance.WriteTo(_json.Clear(), place, oid, renamed: line.IndexOf(Ours) >= 0);
        return _edit.Begin(line).Append(Provenance.Field, _json.Memory).Apply();
    }
}
