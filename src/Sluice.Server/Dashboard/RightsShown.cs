using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Server.Dashboard;

/// <summary>What a document says of its rights, as its page shows it.</summary>
/// <param name="License">Of the text: as SPDX writes it; null where nothing states one.</param>
/// <param name="LicenseUrl">Where that licence can be read, or null.</param>
/// <param name="State">One of <see cref="TextState.All"/>.</param>
/// <param name="Basis">By what the text is served, in words; null if it is not.</param>
/// <param name="TermsUrl">The terms of where it came from, or null.</param>
/// <param name="VerifiedAt">The day on which somebody looked; null if nobody has.</param>
/// <param name="WithheldFields">What else of upstream's is not in the release.</param>
public sealed record RightsShown(
    string? License, string? LicenseUrl, string State, string? Basis, string? Attribution, string? Reason, string? TermsUrl, string? VerifiedAt,
    string? MetadataLicense, IReadOnlyList<string> WithheldFields)
{
    public bool IsServed => State == TextState.Served;

    /// <summary>A document without the field is of a release that did not say.</summary>
    public static RightsShown Of(RecordLine line)
    {
        line.TryGet("rights"u8, out var rights);
        var license = TextOf(rights, "license"u8) is { } stated && stated != "NOASSERTION" ? stated : null;
        return new RightsShown(
            license, UrlOf(license), TextOf(rights, "text"u8) ?? TextState.Unknown, BasisOf(TextOf(rights, "basis"u8)), TextOf(rights, "attribution"u8), TextOf(rights, "reason"u8),
            WebAddress.Of(TextOf(rights, "source_terms_url"u8)), TextOf(rights, "verified_at"u8), TextOf(rights, "metadata_license"u8),
            rights.TryGetMember("withheld_fields"u8, out var withheld) ? withheld.Texts() ?? [] : []);
    }

    /// <summary>How many private addresses and the like were taken out of the document, by class; null if none were.</summary>
    public static string? RedactionsOf(RecordLine line)
    {
        if (!line.TryGet("privacy"u8, out var privacy) || !privacy.TryGetMember("redacted"u8, out var redacted) || redacted.Kind != JsonKind.Object)
            return null;
        var classes = redacted.Members().Shown();
        return classes.Count == 0 ? null : string.Join(", ", classes.Select(found => $"{found.Key.Replace('_', ' ')} {found.Value}"));
    }

    static string? TextOf(JsonView json, ReadOnlySpan<byte> name) => json.TryGetMember(name, out var value) && value.Kind == JsonKind.String ? value.GetString() : null;

    static string? UrlOf(string? license) => license is null ? null : WebAddress.Of(SpdxLicence.AddressOf(license));

    static string? BasisOf(string? basis) => basis switch
    {
        null => null,
        "record.license" => "The record’s own licence field.",
        "record.text" => "A mark in its text.",
        "registry.collection" => "What is known of its collection.",
        "registry.site" => "The terms of the site that it is from.",
        _ => basis,
    };
}
