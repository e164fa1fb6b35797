using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>licence.missing</c> (a warning): the record's provenance names a licence, or, where a record has no provenance,
/// the registry does. <c>NOASSERTION</c> names none.
/// </summary>
public sealed class LicenceIsKnown(SourceEntry source) : ICheck
{
    public IReadOnlyList<string> Codes => ["licence.missing"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGet("_provenance"u8, out var provenance))
        {
            if (Names(source.License.Id) is false)
                findings.Add(Finding.Warning("licence.missing", "", source.License.Id, $"a licence in the registry's entry for {source.Id}"));
            return;
        }
        var isSaid = provenance.TryGetMember("license"u8, out var license) && license.Kind == JsonKind.String;
        if (!isSaid || (!license.Body.SequenceEqual("MIT"u8) && !Names(license.GetString())))
            findings.Add(Finding.Warning("licence.missing", "/_provenance/license", isSaid ? license.GetString() : "absent", "an SPDX licence id"));
    }

    static bool Names(string? licence) => !string.IsNullOrWhiteSpace(licence) && !string.Equals(licence.Trim(), "NOASSERTION", StringComparison.OrdinalIgnoreCase);
}
