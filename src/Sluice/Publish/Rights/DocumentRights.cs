using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>What may be done with a document's text, and by whose word: the object <c>rights</c> of a served document.</summary>
/// <param name="License">SPDX id, or <c>NOASSERTION</c>.</param>
/// <param name="Text">One of <see cref="TextState"/>.</param>
/// <param name="Basis">Where the licence is stated: one of <see cref="Bases"/>, or null.</param>
/// <param name="Attribution">How to name it under its licence; null without one.</param>
/// <param name="Why">Why the text is not served, one of <see cref="Reasons"/>; null where it is.</param>
/// <param name="Reason">The same, or why it may be, as one sentence.</param>
public sealed record DocumentRights(
    string License, string Text, string? Basis, string? Attribution, string Citation, string? TermsUrl, string? VerifiedAt, string? Why, string Reason, string? MetadataLicense)
{
    /// <summary>Who states a licence.</summary>
    public static class Bases
    {
        public const string Record = "record.license";
        public const string Text = "record.text";
        public const string Site = "registry.site";
        public const string Collection = "registry.collection";
    }

    /// <summary>Why a text is not served, as a release counts it.</summary>
    public static class Reasons
    {
        /// <summary>Nobody states a licence.</summary>
        public const string NoBasis = "no_basis";

        /// <summary>Something is stated, but not which licence it is.</summary>
        public const string Unclear = "unclear";

        /// <summary>The terms are younger than the document.</summary>
        public const string BeforeTerms = "before_terms";

        /// <summary>It is said that the text is not to be handed on.</summary>
        public const string Denied = "denied";

        /// <summary>The registry withholds texts under this licence.</summary>
        public const string Policy = "policy";

        /// <summary>The registry does not say what to do with this licence.</summary>
        public const string Unlisted = "unlisted";

        /// <summary>The licence allows the text only as it is, and something in it was repaired or redacted.</summary>
        public const string Modified = "modified";

        /// <summary>The detectors of what is private disagree.</summary>
        public const string Disagreement = "privacy.disagreement";
    }

    /// <summary>What was done to the text since upstream sent it, <c>repaired and redacted</c>, as Creative Commons asks to be told; null if nothing was.</summary>
    public string? Changed { get; init; }

    public bool IsServed => Text == TextState.Served;

    /// <param name="withheld">Names of fields that are not in the release.</param>
    public void WriteTo(JsonLineBuilder json, IReadOnlyList<string> withheld)
    {
        json.BeginObject().Name("license"u8).String(License).Name("scope"u8).String("text").Name("text"u8).String(Text).Name("basis"u8).StringOrNull(Basis)
            .Name("attribution"u8).StringOrNull(Attribution).Name("citation"u8).String(Citation).Name("source_terms_url"u8).StringOrNull(TermsUrl)
            .Name("verified_at"u8).StringOrNull(VerifiedAt).Name("reason"u8).String(Reason).Name("metadata_license"u8).StringOrNull(MetadataLicense)
            .Name("withheld_fields"u8).BeginArray();
        foreach (var field in withheld)
            json.String(field);
        json.EndArray().EndObject();
    }
}
