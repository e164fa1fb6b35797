using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Records;

namespace Sluice.Sources;

/// <summary>What a release does with a text under a licence.</summary>
[JsonConverter(typeof(TextPolicyConverter))]
public enum TextPolicy
{
    [JsonStringEnumMemberName("serve")]
    Serve,

    /// <summary>The text is in the release only as it was sent: nothing in it repaired, nothing redacted.</summary>
    [JsonStringEnumMemberName("serve_unmodified")]
    ServeUnmodified,

    [JsonStringEnumMemberName("withhold")]
    Withhold,
}

/// <summary>By name only: a number says nothing to a reader.</summary>
sealed class TextPolicyConverter() : JsonStringEnumConverter<TextPolicy>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What a release does with texts under a licence, and why.</summary>
/// <param name="Because">One sentence; it stands in each record that the policy decides.</param>
public sealed record LicencePolicy(TextPolicy Text, string Because);

/// <summary>Under which terms the records of a collection, or the pages of a site, stand.</summary>
/// <param name="License">SPDX id of their texts, or <c>NOASSERTION</c> where each text has its own.</param>
/// <param name="TermsUrl">Where that can be read, or null.</param>
/// <param name="VerifiedAt">The day on which somebody read it there, <c>YYYY-MM-DD</c>, or null.</param>
/// <param name="From">The first day, by <c>date_published</c>, on which the licence holds; null: always.</param>
/// <param name="MetadataLicense">SPDX id of what describes the records: titles, authors, and abstracts that upstream sends as such; or null.</param>
/// <param name="Attribution">What the terms ask to be named beside the authors, or null.</param>
public sealed record Terms(string License, string? TermsUrl = null, string? VerifiedAt = null, string? From = null, string? MetadataLicense = null, string? Attribution = null)
{
    /// <summary>What is wrong with them, a sentence each.</summary>
    internal IEnumerable<string> Problems(string where)
    {
        if (License != SpdxLicence.NoAssertion && SpdxLicence.Find(License) != License)
            yield return $"{where}: license is '{License}', expected an SPDX id or {SpdxLicence.NoAssertion}.";
        if (MetadataLicense is not null && SpdxLicence.Find(MetadataLicense) != MetadataLicense)
            yield return $"{where}: metadata_license is '{MetadataLicense}', expected an SPDX id or null.";
        if (TermsUrl is not null && !(Uri.TryCreate(TermsUrl, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
            yield return $"{where}: terms_url is '{TermsUrl}', expected an address or null.";
        foreach (var (name, day) in new[] { ("verified_at", VerifiedAt), ("from", From) })
            if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                yield return $"{where}: {name} is '{day}', expected a day as YYYY-MM-DD, or null.";
    }
}

/// <summary>Reads the rights of an entry: which licence allows what, and what sites say.</summary>
static class RightsCheck
{
    public static IEnumerable<string> Problems(SourceEntry source)
    {
        if (source.Licences?.Values.Any(policy => policy is null) == true || source.Sites?.Values.Any(terms => terms is null) == true
            || (source.KnownGaps ?? []).Concat(source.Collections.SelectMany(collection => collection.KnownGaps ?? [])).Any(gap => gap is null))
            throw new JsonException($"{source.Id}: one of licences, sites or known_gaps holds a null");
        foreach (var (key, policy) in source.Licences ?? [])
        {
            if (!SpdxLicence.IsIdOrFamily(key))
                yield return $"{source.Id}, licences: '{key}' is no licence, expected an SPDX id, or one without its version for all versions.";
            if (!policy.Because.EndsWith('.') || policy.Because.Any(char.IsControl))
                yield return $"{source.Id}, licences, {key}: because is '{policy.Because}', expected a sentence that ends in a full stop.";
        }
        foreach (var (host, terms) in source.Sites ?? [])
        {
            if (Uri.CheckHostName(host) != UriHostNameType.Dns || !host.Contains('.', StringComparison.Ordinal) || host.Any(char.IsAsciiLetterUpper))
                yield return $"{source.Id}, sites: '{host}' is no site, expected a host's name in small letters, such as example.org.";
            foreach (var problem in terms.Problems($"{source.Id}, sites, {host}"))
                yield return problem;
        }
        foreach (var collection in source.Collections)
            foreach (var problem in collection.Rights?.Problems($"{source.Id}, {collection.Name}, rights") ?? [])
                yield return problem;
    }
}
