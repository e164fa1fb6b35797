using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;
using Sluice.Zones;

namespace Sluice.Conformance.Checks;

/// <summary>What the entry in the registry says.</summary>
static class Entry
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("manifest_accepted", "The registry takes the entry.", "Mend the entry in sources.json; docs/registry.md tells each field.", Accepted),
        new("mapping_decided", "Nothing of the mapping is left undecided.", "Put upstream's columns where TODO or an example's stand.", Decided),
        new("licence_present", "The entry names a licence by its SPDX id, or says NOASSERTION, and whom to name.", "Put license.id and license.attribution into the entry.", Licence),
        new("terms_dated", "Whoever claims a licence for texts says where it can be read, and no confirmation lies in the future.", "Put terms_url and verified_at into rights.", Terms),
        new("schema_asks_for_the_core", "The schema can be read and asks for id, title, url and date_published.", "Name a schema that asks for them; record_v1.json does.", Schema),
        new("fixtures_present", "Each collection has fixtures of three rows or more.", "Put a few made-up rows in upstream's form into fixtures/.", Fixtures),
    ];

    static Task<Outcome> Accepted(Bench bench, CancellationToken cancel) =>
        Task.FromResult(Outcome.If(bench.Draft.Problems.Count == 0, string.Join(" ", bench.Draft.Problems), "an entry without a problem"));

    static Task<Outcome> Decided(Bench bench, CancellationToken cancel)
    {
        var source = bench.Source;
        if (bench.Draft.Example is { OnPurpose: false } example)
            return Task.FromResult(Outcome.Failed(example.Says, "upstream's columns, or no example.json if these are upstream's"));
        var undecided = source.Collections.SelectMany(collection => (collection.Fields ?? []).Select(pair => ($"{collection.Name}, fields.{pair.Key}", pair.Value))
                .Concat((collection.Links ?? []).Select(column => ($"{collection.Name}, links", column)))
                .Concat((collection.DateFormats ?? []).Select(form => ($"{collection.Name}, date_formats", form))))
            .Concat((source.Key ?? []).Select(column => ("key", column))).Concat([("url", source.Url ?? ""), ("path", source.Path ?? ""), ("dataset", source.Dataset)])
            .Where(one => one.Item2?.StartsWith(TableProposal.Undecided, StringComparison.Ordinal) == true).Select(one => $"{one.Item1} is {one.Item2}").ToList();
        return Task.FromResult(Outcome.If(undecided.Count == 0, string.Join("; ", undecided), "the name of a column, or nothing"));
    }

    static Task<Outcome> Licence(Bench bench, CancellationToken cancel)
    {
        var license = bench.Source.License;
        return Task.FromResult(
            license.Id != SpdxLicence.NoAssertion && SpdxLicence.Find(license.Id) != license.Id ? Outcome.Failed($"license.id is '{license.Id}'", "an SPDX id, or NOASSERTION")
            : Outcome.If(!string.IsNullOrWhiteSpace(license.Attribution), "license.attribution is empty", "whom to name"));
    }

    static Task<Outcome> Terms(Bench bench, CancellationToken cancel)
    {
        var claims = bench.Source.Collections.Where(collection => collection.Rights is not null).Select(collection => (Of: collection.Name, Terms: collection.Rights!))
            .Concat((bench.Source.Sites ?? []).Select(pair => (Of: pair.Key, Terms: pair.Value))).Where(claim => claim.Terms.License != SpdxLicence.NoAssertion).ToList();
        if (claims.Count == 0)
            return Task.FromResult(Outcome.NotApplicable("no terms are claimed, and so no text is handed on"));
        var today = DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime);
        var wrong = claims.Where(claim => claim.Terms.TermsUrl is null).Select(claim => $"{claim.Of}: {claim.Terms.License} without terms_url")
            .Concat(claims.Where(claim => claim.Terms.VerifiedAt is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read > today)
                .Select(claim => $"{claim.Of}: verified_at is {claim.Terms.VerifiedAt}, which is not yet")).ToList();
        return Task.FromResult(Outcome.If(wrong.Count == 0, string.Join("; ", wrong), "an address where the terms can be read, and a day that has been"));
    }

    static Task<Outcome> Schema(Bench bench, CancellationToken cancel)
    {
        var path = SourceRegistry.Holding(bench.Source, bench.Draft.Folder).SchemaOf(bench.Source.Id);
        if (!File.Exists(path))
            return Task.FromResult(Outcome.Failed($"there is no {bench.Source.Schema} in {bench.Draft.Folder ?? "schemas/"}, and none of that name travels with the program", "a schema's file"));
        JsonObject? schema;
        try
        {
            schema = JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
        }
        catch (System.Text.Json.JsonException e)
        {
            return Task.FromResult(Outcome.Failed($"{bench.Source.Schema}: {RegistryText.Of(e)}", "a JSON Schema"));
        }
        var required = schema?["required"] is JsonArray list ? list.Select(one => one?.ToString()).ToList() : [];
        var lacks = new[] { "id", "title", "url", "date_published" }.Except(required, StringComparer.Ordinal).ToList();
        return Task.FromResult(Outcome.If(lacks.Count == 0, $"{bench.Source.Schema} does not require {string.Join(", ", lacks)}", "a schema that requires them"));
    }

    static Task<Outcome> Fixtures(Bench bench, CancellationToken cancel)
    {
        var few = bench.Source.Collections.GroupBy(collection => collection.File, StringComparer.Ordinal).Select(group => (File: group.Key,
                Rows: bench.Fixtures.TryGetValue(group.Key, out var content) && UpstreamRows.AreIn(group.Key) ? Sheet.Read(bench.Source, group.First(), content).Rows.Count : 0))
            .Where(one => one.Rows < 3).Select(one => $"{one.File}: {one.Rows} rows").ToList();
        return Task.FromResult(bench.Source.Collections.Count == 0 ? Outcome.Failed("no collection", "a collection with fixtures")
            : Outcome.If(few.Count == 0, string.Join("; ", few), $"three rows or more, in {bench.Draft.FixtureFolder}"));
    }
}
