using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Sluice.Server.Rest;

/// <summary>How many, by what.</summary>
public sealed record Counts(
    IReadOnlyDictionary<string, long> ByCollection, IReadOnlyDictionary<string, long> ByYear,
    IReadOnlyDictionary<string, long> ByMonth, IReadOnlyDictionary<string, long> ByTier);

/// <summary>Numbers about the release. The counts beside <paramref name="Documents"/> are of records; those of works stand apart.</summary>
/// <param name="ByRelation">Copies, by their relation to the record that stands for the work.</param>
/// <param name="Text">Records by whether the release holds their text: <c>served</c>, <c>withheld</c> or <c>unknown</c>.</param>
/// <param name="WorkCounts">A work counts once in each collection, year … that one of its records has.</param>
public sealed record Stats(
    string Release, string AsOf, long Documents, IReadOnlyDictionary<string, long> ByCollection, IReadOnlyDictionary<string, long> ByYear,
    IReadOnlyDictionary<string, long> ByMonth, IReadOnlyDictionary<string, long> ByTier, long Works, IReadOnlyDictionary<string, long> ByRelation,
    IReadOnlyDictionary<string, long> RelatedByRelation, Counts WorkCounts, IReadOnlyDictionary<string, long> Text);

/// <summary>Whether there is a release to serve.</summary>
public sealed record Health(string Status, string? Release);

/// <summary>The REST doors over Serve. A document goes out with the bytes that lie in the release, and its work behind them.</summary>
public static class RestEndpoints
{
    public static void MapRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Sluice");
        api.MapGet("/documents", List).WithName("listDocuments").WithSummary("Works of the current release, newest first; with copies=all each record")
            .ProducesProblem(400).ProducesProblem(503);
        api.MapGet("/documents/{id}", Get).WithName("getDocument").WithSummary("One document, as it lies in the release (schemas/document_v1.json), with its work, copies and related works")
            .Produces(200, contentType: "application/json").ProducesProblem(404).ProducesProblem(410).ProducesProblem(503);
        api.MapGet("/documents/{id}/citation", CitationEndpoint.Get).WithName("getCitation").WithSummary("How to cite a document: format=bibtex (the default), csl-json or text")
            .Produces<string>(200, CitationEndpoint.BibTeX, CitationEndpoint.CslJson, CitationEndpoint.PlainText).ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).ProducesProblem(503);
        api.MapGet("/search", Find).WithName("searchDocuments").WithSummary("Full-text search with facets; a hit is a work, with copies=all a record; facets count all matches")
            .ProducesProblem(400).ProducesProblem(503);
        api.MapGet("/duplicates", Clusters).WithName("listDuplicates").WithSummary("Clusters of the current release: copies of one work and what is related to it, with the evidence")
            .ProducesProblem(400).ProducesProblem(503);
        api.MapGet("/stats", Count).WithName("getStats").WithSummary("Counts of records and of works by collection, year, month and tier").ProducesProblem(503);
        app.MapGet("/healthz", (Lake lake) => new Health("ok", lake.CurrentRelease)).WithName("getHealth").WithTags("Sluice").WithSummary("Alive, and what it serves");
    }

    static DocumentPage List(
        Catalog catalog, [FromQuery] string[]? collection, [FromQuery] int? year, [FromQuery] string? author, [FromQuery] string? tag,
        [FromQuery] string? tier, [FromQuery] string? text, [FromQuery] string? license, [FromQuery] int? limit, [FromQuery] string? cursor,
        [FromQuery] string? copies) =>
        catalog.List(Filter(collection, year, author, tag, tier, text, license), limit ?? Catalog.DefaultLimit, cursor, IsAll(copies));

    static Results<Utf8ContentHttpResult, ProblemHttpResult> Get(Catalog catalog, Duplicates duplicates, IOptions<JsonOptions> json, string id) =>
        catalog.Forgotten(id) is { } gone ? Gone(gone)
        : catalog.Find(id) is { } line ? TypedResults.Text(WithWork(line, duplicates, json.Value.SerializerOptions), "application/json; charset=utf-8")
        : NotFound(catalog, id);

    internal static ProblemHttpResult NotFound(Catalog catalog, string id) =>
        TypedResults.Problem($"There is no document '{id}' in release {catalog.Current().Id}, or several have that upstream id.", statusCode: 404, title: "Not found");

    /// <summary>What is said of a forgotten record: that it is gone, why and since when; not who decided.</summary>
    internal static ProblemHttpResult Gone(Tombstone gone) =>
        TypedResults.Problem($"This record was forgotten on {gone.At}: {gone.Reason}", statusCode: 410, title: "Gone",
            extensions: [KeyValuePair.Create<string, object?>("reason", gone.Reason), KeyValuePair.Create<string, object?>("at", gone.At)]);

    static ReadOnlySpan<byte> WithWork(byte[] line, Duplicates duplicates, JsonSerializerOptions json)
    {
        var document = new RecordLine();
        if (!document.Read(line, out var fault))
            throw new GateFailedException($"A document of the release cannot be read at byte {fault.Offset}: expected {fault.Expected}. Run `sluice verify --all`.");
        var work = duplicates.WorkOf(document.GetString("document_id"u8)!);
        return new LineEdit().Begin(document).Append("work", JsonSerializer.SerializeToUtf8Bytes(work, json)).Apply().Span;
    }

    static Task<ClusterPage> Clusters(Duplicates duplicates, [FromQuery] string? relation, [FromQuery] int? limit, [FromQuery] int? skip, CancellationToken cancel) =>
        duplicates.PageAsync(string.IsNullOrEmpty(relation) ? null : relation, limit ?? Catalog.DefaultLimit, skip ?? 0, cancel);

    static SearchPage Find(
        Search search, [FromQuery] string? q, [FromQuery] string[]? collection, [FromQuery] int? year, [FromQuery] string? author,
        [FromQuery] string? tag, [FromQuery] string? tier, [FromQuery] string? text, [FromQuery] string? license, [FromQuery] int? limit, [FromQuery] int? skip,
        [FromQuery] string? copies) =>
        search.Query(q ?? "", Filter(collection, year, author, tag, tier, text, license), limit ?? Catalog.DefaultLimit, skip ?? 0, IsAll(copies));

    static Stats Count(Catalog catalog, Timeline timeline)
    {
        var manifest = catalog.Shown().Manifest;
        var all = new DocumentFilter();
        return new Stats(manifest.Release, manifest.AsOf, manifest.DocumentCount, manifest.ByCollection, manifest.ByYear,
            Named(timeline.ByMonth(all, copies: true)), manifest.ByTier, manifest.WorkCount, manifest.ByRelation, manifest.RelatedByRelation,
            new Counts(Named(timeline.ByCollection(all)), Named(timeline.ByYear(all)), Named(timeline.ByMonth(all)), Named(timeline.ByTier(all))), manifest.Text);
    }

    static Dictionary<string, long> Named(IReadOnlyList<FacetValue> values) => values.ToDictionary(value => value.Value, value => value.Count, StringComparer.Ordinal);

    static bool IsAll(string? copies) => copies switch
    {
        null or "" => false,
        "all" => true,
        _ => throw new CorrectTheCallException($"There is no copies={copies}. Expected copies=all, which lists each record, or nothing."),
    };

    static DocumentFilter Filter(string[]? collection, int? year, string? author, string? tag, string? tier, string? text, string? license) => new()
    {
        // ?collection=a&collection=b and ?collection=a,b mean the same.
        Collections = [.. (collection ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        YearFrom = year,
        YearTo = year,
        Author = author,
        Tag = tag,
        Tier = tier,
        Text = text,
        License = license,
    };
}
