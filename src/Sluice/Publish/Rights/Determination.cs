using Sluice.Publish.Privacy;
using Sluice.Records;
using Sluice.Records.Citations;
using Sluice.Sources;

namespace Sluice.Publish.Rights;

/// <summary>
/// Finds out under which licence a document's text stands, and what the registry's policy makes of it. The record's own
/// word goes first, then a mark in its text, then the terms of the site that its address leads to, then those of its
/// collection. Who says something that cannot be read is not passed over for the next.
/// </summary>
public sealed class Determination
{
    readonly TextLicence _marks = new();

    /// <param name="document">The document as the privacy gate leaves it.</param>
    public DocumentRights Of(SourceEntry source, RecordLine document, PrivacyVerdict verdict)
    {
        var collection = source.Collection(document.GetString("source"u8) ?? "");
        // The address of a summary is that of the work it summarises: its terms are not the summary's.
        var site = collection?.HoldsSummaries == true ? null : TermsOf(source, document.GetString("url"u8));
        var terms = site ?? collection?.Rights;
        var (stated, basis, why) = Stated(source, document, terms, site is not null, collection?.Name);
        var change = TextChange.Of(document, verdict);
        (var state, why, var reason) = Judge(source, change, verdict, stated, why);
        var license = stated.License ?? SpdxLicence.NoAssertion;
        return new DocumentRights(license, state, basis,
            stated.License is null ? null : AttributionOf(document, license, change, basis is DocumentRights.Bases.Site or DocumentRights.Bases.Collection ? terms?.Attribution : null),
            Citation.Plain(document), terms?.TermsUrl, terms?.VerifiedAt, why, reason, terms?.MetadataLicense) { Changed = change.Words };
    }

    static Terms? TermsOf(SourceEntry source, string? url) =>
        url is not null && source.Sites is not null && Uri.TryCreate(url, UriKind.Absolute, out var address) ? source.TermsOf(address.IdnHost) : null;

    // Why is for what has no licence.
    (LicenceStatement Stated, string? Basis, string? Why) Stated(SourceEntry source, RecordLine document, Terms? terms, bool isSite, string? collection)
    {
        if (RecordLicence.Of(document) is { SaysNothing: false } record)
            return (About(record, "The record"), record.License is null && !record.Denies ? null : DocumentRights.Bases.Record, DocumentRights.Reasons.Unclear);
        if (_marks.Of(document) is { SaysNothing: false } mark)
            return (About(mark, "The text"), mark.License is null && !mark.Denies ? null : DocumentRights.Bases.Text, DocumentRights.Reasons.Unclear);
        if (terms is null)
            return (LicenceStatement.Unclear("Neither the record, nor its text, nor the registry names a licence."), null, DocumentRights.Reasons.NoBasis);
        var whose = isSite ? "of its site" : $"of {collection}";
        if (terms.License == SpdxLicence.NoAssertion)
            return (LicenceStatement.Unclear($"The terms {whose} leave each text its own licence, and neither the record nor its text names one.{(source.IsScaffold ? $" Once somebody has read them, put their licence into rights of {collection}, in {FileOf(source)}." : "")}"), null, DocumentRights.Reasons.NoBasis);
        return terms.From is { } from && !IsFrom(document, from)
            ? (LicenceStatement.Unclear($"The terms {whose} hold for what was published on {from} or later, and this is older or its day is not known."), null, DocumentRights.Reasons.BeforeTerms)
            : (LicenceStatement.Of(terms.License), isSite ? DocumentRights.Bases.Site : DocumentRights.Bases.Collection, null);
    }

    // The entry of a scaffold lies in a folder of its own; another is replaced by the lake's.
    static string FileOf(SourceEntry source) => source.IsScaffold ? $"sources/{source.Id}/sources.json of the lake" : "the lake's sources.json";

    static LicenceStatement About(LicenceStatement statement, string who) => statement.Problem is { } problem ? statement with { Problem = $"{who} {problem}." } : statement;

    // A first of January that stands for a year is not after a day in it; and a day of the last change is not that of publication.
    static bool IsFrom(RecordLine document, string from) =>
        document.GetString("date_published"u8) is { Length: >= 10 } date && string.CompareOrdinal(date[..10], from) >= 0 && document.GetString("date_basis"u8) is null or "published" or "submitted";

    static (string State, string? Why, string Reason) Judge(SourceEntry source, TextChange changed, PrivacyVerdict verdict, LicenceStatement stated, string? why)
    {
        if (verdict.Disagreed.Count > 0)
            return (TextState.Withheld, DocumentRights.Reasons.Disagreement, $"The detectors of what is private disagree about this document ({string.Join(", ", verdict.Disagreed)}), so only what describes it is served.");
        if (stated.Denies)
            return (TextState.Withheld, DocumentRights.Reasons.Denied, stated.Problem!);
        if (stated.License is not { } license)
            return (TextState.Unknown, why, stated.Problem!);
        if (source.PolicyOf(license) is not { } policy)
            return (TextState.Withheld, DocumentRights.Reasons.Unlisted, $"The registry does not say what to do with texts under {license}: add it to licences of {source.Id}, in {FileOf(source)}.");
        if (policy.Text == TextPolicy.Withhold)
            return (TextState.Withheld, DocumentRights.Reasons.Policy, policy.Because);
        if (policy.Text == TextPolicy.ServeUnmodified && changed.Problem is { } change)
            return (TextState.Withheld, DocumentRights.Reasons.Modified, $"{policy.Because.TrimEnd('.')}, and {change}.");
        return (TextState.Served, null, policy.Because);
    }

    // Title, authors, address, licence and whether it was changed, as Creative Commons recommends.
    static string AttributionOf(RecordLine document, string license, TextChange change, string? also)
    {
        var authors = Citation.Names(document);
        return CitedText.OneLine($"“{document.GetString("title"u8)}”{(authors.Length == 0 ? "" : " by " + authors)}, {document.GetString("url"u8)}, licensed under {license} ({SpdxLicence.AddressOf(license)}){(change.Words is { } words ? $"; text {words}" : "")}{(also is null ? "" : ". " + also)}");
    }
}
