using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Server.Rest;

/// <summary>Numbers about the release: how many documents, by what.</summary>
public sealed record Stats(
    string Release, string AsOf, long Documents, IReadOnlyDictionary<string, long> ByCollection, IReadOnlyDictionary<string, long> ByYear,
    IReadOnlyDictionary<string, long> ByMonth, IReadOnlyDictionary<string, long> ByTier);

/// <summary>Whether there is a release to serve.</summary>
public sealed record Health(string Status, string? Release);

/// <summary>The REST doors over Serve. A document goes out with the bytes that lie in the release.</summary>
public static class RestEndpoints
{
    public static void MapRest(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Sluice");
        api.MapGet("/documents", List).WithName("listDocuments").WithSummary("Documents of the current release, newest first")
            .ProducesProblem(400).ProducesProblem(503);
        api.MapGet("/documents/{id}", Get).WithName("getDocument").WithSummary("One document, as it lies in the release (schemas/document_v1.json)")
            .Produces(200, contentType: "application/json").ProducesProblem(404).ProducesProblem(503);
        api.MapGet("/search", Find).WithName("searchDocuments").WithSummary("Full-text search with facets; facets count all matches")
            .ProducesProblem(400).ProducesProblem(503);
        api.MapGet("/stats", Count).WithName("getStats").WithSummary("Counts by collection, year, month and tier").ProducesProblem(503);
        app.MapGet("/healthz", (Lake lake) => new Health("ok", lake.CurrentRelease)).WithName("getHealth").WithTags("Sluice").WithSummary("Alive, and what it serves");
    }

    static DocumentPage List(
        Catalog catalog, [FromQuery] string[]? collection, [FromQuery] int? year, [FromQuery] string? author, [FromQuery] string? tag,
        [FromQuery] string? tier, [FromQuery] int? limit, [FromQuery] string? cursor) =>
        catalog.List(Filter(collection, year, author, tag, tier), limit ?? Catalog.DefaultLimit, cursor);

    static Results<Utf8ContentHttpResult, ProblemHttpResult> Get(Catalog catalog, string id) =>
        catalog.Find(id) is { } line
            ? TypedResults.Text(line, "application/json; charset=utf-8")
            : TypedResults.Problem($"There is no document '{id}' in release {catalog.Current().Id}, or several have that upstream id.", statusCode: 404, title: "Not found");

    static SearchPage Find(
        Search search, [FromQuery] string? q, [FromQuery] string[]? collection, [FromQuery] int? year, [FromQuery] string? author,
        [FromQuery] string? tag, [FromQuery] string? tier, [FromQuery] int? limit, [FromQuery] int? skip) =>
        search.Query(q ?? "", Filter(collection, year, author, tag, tier), limit ?? Catalog.DefaultLimit, skip ?? 0);

    static Stats Count(Catalog catalog, Timeline timeline)
    {
        var manifest = catalog.Current().Manifest;
        return new Stats(manifest.Release, manifest.AsOf, manifest.DocumentCount, manifest.ByCollection, manifest.ByYear,
            timeline.ByMonth(new DocumentFilter()).ToDictionary(month => month.Value, month => month.Count, StringComparer.Ordinal), manifest.ByTier);
    }

    static DocumentFilter Filter(string[]? collection, int? year, string? author, string? tag, string? tier) => new()
    {
        // ?collection=a&collection=b and ?collection=a,b mean the same.
        Collections = [.. (collection ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        YearFrom = year,
        YearTo = year,
        Author = author,
        Tag = tag,
        Tier = tier,
    };
}
