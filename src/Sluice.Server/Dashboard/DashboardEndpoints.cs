using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Server.Dashboard.Pages;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>
/// The pages that people read: what the lake holds, search, and one document. Rendered once per request, without
/// state and without scripts that are needed; every question goes to <c>Serve</c>.
/// </summary>
public static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().AddEndpointFilter<StopPages>();
        pages.MapGet("/", Home);
        pages.MapGet("/search", Find);
        pages.MapGet("/documents/{id}", Read);
        pages.MapGet("/assets/{name}", Asset);
        // After all other doors of the host, whatever the order in which they are mapped.
        pages.MapGet("/{**path}", Missing).WithOrder(int.MaxValue);
    }

    static RazorComponentResult<HomePage> Home(Lake lake, Catalog catalog, Timeline timeline) =>
        Page<HomePage>(HomeModel.Of(lake, catalog, timeline));

    static IResult Find(HttpRequest request, Catalog catalog, Search search, Timeline timeline)
    {
        if (catalog.Lake.CurrentRelease is null)
            return Notice(NoticeModel.NothingPublished);
        var model = ResultsModel.Of(SearchAddress.Of(request.Query), catalog, search, timeline);
        return Page<ResultsPage>(model, model.IsQuestion ? 200 : 400);
    }

    static IResult Read(string id, Catalog catalog, Duplicates duplicates)
    {
        // A slash inside an id arrives as %2F: routing decodes all else and leaves that to us.
        var whole = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if ((catalog.Forgotten(id) ?? catalog.Forgotten(whole)) is { } gone)
            return Notice(NoticeModel.Gone(gone));
        if (catalog.Lake.CurrentRelease is null)
            return Notice(NoticeModel.NothingPublished);
        var line = catalog.Find(id) ?? catalog.Find(whole);
        var release = catalog.Shown().Manifest;
        if (line is null)
            return Notice(NoticeModel.NoSuchDocument(id, release));
        var record = new RecordLine();
        return record.Read(line, out var fault)
            ? Page<RecordPage>(RecordModel.Of(record, release, duplicates.WorkOf(record.GetString("document_id"u8) ?? id), catalog.ServesAll))
            : throw new GateFailedException($"Document {id} of release {release.Release}, byte {fault.Offset}: expected {fault.Expected}. Run `sluice verify --all`.");
    }

    static IResult Asset(string name, HttpContext http)
    {
        if (EmbeddedAsset.Find(name) is not { } asset)
            return TypedResults.NotFound();
        // Pages name the content that they mean, so that copy may be kept for ever; any other is asked for again.
        http.Response.Headers.CacheControl = http.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }

    static IResult Missing(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            ? Notice(NoticeModel.NoSuchPage)
            : TypedResults.Problem($"There is nothing at {request.Path}.", statusCode: 404, title: "Not found");

    internal static RazorComponentResult<NoticePage> Notice(NoticeModel notice) => Page<NoticePage>(notice, notice.Status);

    static RazorComponentResult<TPage> Page<TPage>(object model, int status = 200) where TPage : IComponent =>
        new(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model }) { StatusCode = status };
}
