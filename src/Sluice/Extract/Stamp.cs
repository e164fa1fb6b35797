using System.Globalization;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>Gives a kept row its raw form: upstream's bytes, then <c>_provenance</c>. The result is valid until the next call.</summary>
sealed class Stamp(Provenance provenance)
{
    /// <summary>The stamp of a dump that is there already, by its own account.</summary>
    public static Stamp Of(DumpMetadata metadata, SourceEntry source) => new(new Provenance(
        (source with { Title = metadata.SourceName }).SystemName, DateTimeOffset.Parse(metadata.ExtractionDate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        new License(metadata.License, metadata.Attribution, metadata.Citation), metadata.ExtractionMethod, source.Dataset, metadata.Revision));

    static readonly byte[] Ours = System.Text.Encoding.UTF8.GetBytes(Provenance.Field);

    readonly JsonLineBuilder _json = new();
    readonly LineEdit _edit = new();

    public ReadOnlyMemory<byte> On(RecordLine line, Place place, string oid)
    {
        provenance.WriteTo(_json.Clear(), place, oid, renamed: line.IndexOf(Ours) >= 0);
        return _edit.Begin(line).Append(Provenance.Field, _json.Memory).Apply();
    }
}
