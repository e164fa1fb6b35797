using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Sluice.Server.HubStandIn;

/// <summary>The list of files and folders, page by page, and questions about single paths.</summary>
static class TreeEndpoints
{
    const int ExpandedPageSize = 100;
    const int MostPaths = 2000;

    public static Answer Tree(StandIn hub, HubRequest request, StandInCommit commit, string folder)
    {
        var (expand, recursive) = (request.Flag("expand"), request.Flag("recursive"));
        var most = expand ? Math.Min(ExpandedPageSize, hub.Rules.PageSize) : hub.Rules.PageSize;
        var size = Math.Clamp(request.Number("limit") ?? most, 1, most);
        if (!TryReadCursor(request.Query("cursor"), out var after))
            return Answer.Error(400, null, "Invalid cursor");
        var all = TreeEntry.Of(commit);
        if (folder.Length > 0 && !all.Any(entry => entry.File is null && entry.Path == folder))
            return Answer.Error(404, "EntryNotFound", $"{folder} does not exist on this revision").With("X-Repo-Commit", commit.Sha);
        var below = all.Where(entry => entry.IsIn(folder, recursive) && string.CompareOrdinal(entry.Path, after) > 0).Take(size + 1).ToList();
        var answer = Answer.Json(request, new JsonArray([.. below.Take(size).Select(entry => entry.Json(commit, expand))]));
        return below.Count <= size ? answer : answer.With("Link", $"<{Next(request, below[size - 1].Path, size)}>; rel=\"next\"");
    }

    public static Answer Size(HubRequest request, StandInCommit commit, string path)
    {
        var all = TreeEntry.Of(commit);
        return path.Length > 0 && !all.Any(entry => entry.Path == path)
            ? Answer.Error(404, "EntryNotFound", $"{path} does not exist on this revision")
            : Answer.Json(request, new JsonObject
            {
                ["path"] = "/" + path,
                ["size"] = commit.Files.Where(file => path.Length == 0 || file.Path == path || file.Path.StartsWith(path + "/", StringComparison.Ordinal)).Sum(file => file.Size),
            });
    }

    /// <summary>Tells about the paths in a form or in JSON; those that are not there are left out.</summary>
    public static async Task<Answer> PathsInfoAsync(HubRequest request, StandInCommit commit)
    {
        var (paths, expand) = await PathsAsync(request);
        if (paths is null || paths.Count > MostPaths)
            return Answer.Error(400, null, $"paths is needed: a list of at most {MostPaths}");
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        return Answer.Json(new JsonArray([.. TreeEntry.Of(commit).Where(entry => wanted.Contains(entry.Path)).Select(entry => entry.Json(commit, expand))]));
    }

    static async Task<(IReadOnlyList<string>? Paths, bool Expand)> PathsAsync(HubRequest request)
    {
        var http = request.Http.Request;
        if (http.HasFormContentType)
        {
            var form = await http.ReadFormAsync(request.Http.RequestAborted);
            return (form["paths"].OfType<string>().ToList(), form["expand"] == "true" || form["expand"] == "True");
        }
        try
        {
            var json = await JsonNode.ParseAsync(http.Body, cancellationToken: request.Http.RequestAborted) as JsonObject;
            var paths = json?["paths"] is JsonArray list ? list.Select(path => path?.GetValue<string>() ?? "").ToList() : null;
            return (paths, json?["expand"]?.GetValue<bool>() ?? false);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, false);
        }
    }

    static string Next(HubRequest request, string last, int size)
    {
        var others = request.Http.Request.Query.Where(pair => pair.Key is not ("cursor" or "limit"))
            .SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}&"));
        // A comma in the address is legal, and breaks whoever splits the header at commas.
        var cursor = Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(last))) + ",1";
        return $"{request.Origin}{request.RawPath}?{string.Concat(others)}limit={size}&cursor={cursor}";
    }

    static bool TryReadCursor(string? cursor, out string after)
    {
        after = "";
        if (cursor is null)
            return true;
        var bytes = new byte[cursor.Length];
        if (!cursor.EndsWith(",1", StringComparison.Ordinal) || !Convert.TryFromBase64String(cursor[..^2], bytes, out var count))
            return false;
        after = Encoding.UTF8.GetString(bytes, 0, count);
        return true;
    }
}
