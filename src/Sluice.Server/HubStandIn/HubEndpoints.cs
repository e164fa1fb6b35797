using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Sluice.Server.HubStandIn;

/// <summary>
/// The hub's protocol over a local folder: dataset info, tree, resolve. Small files are redirected to a path on the same
/// host, large ones (LFS) to a signed-looking one, with the headers where the hub puts them.
/// </summary>
static class HubEndpoints
{
    const int PageSize = 1000;
    const int ExpandedPageSize = 100;

    public static void MapHub(this IEndpointRouteBuilder app, HubFolder hub)
    {
        app.MapGet("/api/datasets/{org}/{name}", (string org, string name, HttpContext http) => Info(hub, org, name, "main", http));
        app.MapGet("/api/datasets/{org}/{name}/revision/{revision}", (string org, string name, string revision, HttpContext http) =>
            Info(hub, org, name, Uri.UnescapeDataString(revision), http));
        app.MapGet("/api/datasets/{org}/{name}/tree/{revision}", (string org, string name, string revision, bool? expand, bool? recursive, int? limit, int? cursor, HttpContext http) =>
            Tree(hub, org, name, Uri.UnescapeDataString(revision), expand ?? false, recursive ?? false, limit, cursor ?? 0, http));
        app.MapMethods("/datasets/{org}/{name}/resolve/{revision}/{**path}", ["GET", "HEAD"], (string org, string name, string revision, string path, HttpContext http) =>
            Resolve(hub, org, name, Uri.UnescapeDataString(revision), path, http));
        app.MapMethods("/api/resolve-cache/datasets/{org}/{name}/{revision}/{**path}", ["GET", "HEAD"], (string org, string name, string revision, string path, HttpContext http) =>
            Content(hub, org, name, revision, path, http));
        app.MapFallback((HttpContext http) => Error(http, 404, null, "Not found"));
    }

    static IResult Info(HubFolder hub, string org, string name, string revision, HttpContext http)
    {
        if (Find(hub, org, name, revision, http, out var commit) is { } error)
            return error;
        var siblings = new JsonArray([.. commit!.Files.Select(file => (JsonNode)new JsonObject { ["rfilename"] = file.Path })]);
        return Results.Json(new JsonObject
        {
            ["_id"] = commit.Sha[..24],
            ["id"] = commit.Dataset,
            ["author"] = org,
            ["sha"] = commit.Sha,
            ["lastModified"] = Iso(commit.LastModified),
            ["private"] = false,
            ["gated"] = false,
            ["disabled"] = false,
            ["tags"] = new JsonArray(),
            ["siblings"] = siblings,
        });
    }

    static IResult Tree(HubFolder hub, string org, string name, string revision, bool expand, bool recursive, int? limit, int cursor, HttpContext http)
    {
        if (Find(hub, org, name, revision, http, out var commit) is { } error)
            return error;
        var entries = commit!.Files.Where(file => recursive || !file.Path.Contains('/', StringComparison.Ordinal)).Select(file => Entry(file, commit, expand)).ToList();
        var page = Math.Clamp(limit ?? int.MaxValue, 1, expand ? ExpandedPageSize : PageSize);
        if (cursor + page < entries.Count)
        {
            var request = http.Request;
            var next = $"{request.Scheme}://{request.Host}{request.Path}?recursive={(recursive ? "true" : "false")}&expand={(expand ? "true" : "false")}&limit={page}&cursor={cursor + page}";
            http.Response.Headers[HeaderNames.Link] = $"<{next}>; rel=\"next\"";
        }
        return Results.Json(new JsonArray([.. entries.Skip(cursor).Take(page)]));
    }

    static JsonNode Entry(StandInFile file, StandInCommit commit, bool expand)
    {
        var entry = new JsonObject { ["type"] = "file", ["oid"] = file.BlobOid, ["size"] = file.Size, ["path"] = file.Path };
        if (file.Sha256 is { } sha256)
            entry["lfs"] = new JsonObject { ["oid"] = sha256, ["size"] = file.Size, ["pointerSize"] = 134 };
        if (expand)
            entry["lastCommit"] = new JsonObject { ["id"] = commit.Sha, ["title"] = "Files on disk", ["date"] = Iso(file.LastWrite) };
        return entry;
    }

    static IResult Resolve(HubFolder hub, string org, string name, string revision, string path, HttpContext http)
    {
        if (FindFile(hub, org, name, revision, path, http, out var commit, out var file) is { } error)
            return error;
        var headers = http.Response.Headers;
        headers["X-Repo-Commit"] = commit!.Sha;
        headers["Accept-Ranges"] = "bytes";
        headers["X-Linked-ETag"] = $"\"{file!.ContentId}\"";
        headers["X-Linked-Size"] = file.Size.ToString(CultureInfo.InvariantCulture);
        if (http.Request.Headers.IfNoneMatch.Contains($"\"{file.ContentId}\""))
            return Results.StatusCode(304);
        var escaped = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var target = $"/api/resolve-cache/datasets/{org}/{name}/{commit.Sha}/{escaped}?etag=%22{file.ContentId}%22";
        // Git files move within the hub (307, relative); LFS files to the CDN (302, absolute).
        headers.Location = file.Sha256 is null ? target : $"{http.Request.Scheme}://{http.Request.Host}{target}";
        return Results.StatusCode(file.Sha256 is null ? 307 : 302);
    }

    static IResult Content(HubFolder hub, string org, string name, string revision, string path, HttpContext http)
    {
        if (FindFile(hub, org, name, revision, path, http, out var commit, out var file) is { } error)
            return error;
        http.Response.Headers["X-Repo-Commit"] = commit!.Sha;
        return Results.File(file!.FullPath, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{file.ContentId}\""), enableRangeProcessing: true);
    }

    static IResult? FindFile(HubFolder hub, string org, string name, string revision, string path, HttpContext http, out StandInCommit? commit, out StandInFile? file)
    {
        file = null;
        if (Find(hub, org, name, revision, http, out commit) is { } error)
            return error;
        file = commit!.Files.FirstOrDefault(known => known.Path == path);
        if (file is not null)
            return null;
        http.Response.Headers["X-Repo-Commit"] = commit.Sha;
        return Error(http, 404, "EntryNotFound", "Entry not found");
    }

    static IResult? Find(HubFolder hub, string org, string name, string revision, HttpContext http, out StandInCommit? commit)
    {
        commit = hub.At(org, name, revision);
        if (commit is not null)
            return null;
        // The hub does not tell strangers which datasets exist.
        return hub.Now(org, name) is null
            ? Error(http, 401, null, "Invalid username or password.")
            : Error(http, 404, "RevisionNotFound", $"Invalid rev id: {revision}");
    }

    static IResult Error(HttpContext http, int status, string? code, string message)
    {
        if (code is not null)
            http.Response.Headers["X-Error-Code"] = code;
        http.Response.Headers["X-Error-Message"] = message;
        return Results.Json(new JsonObject { ["error"] = message }, statusCode: status);
    }

    static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
