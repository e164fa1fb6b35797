using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Server.HubStandIn;

/// <summary>What the hub tells about a dataset as a whole.</summary>
static class DatasetEndpoints
{
    const int MostCommits = 1000;

    public static Answer Info(StandIn hub, HubRequest request, StandInCommit commit)
    {
        var wanted = request.Http.Request.Query["expand"];
        var withBlobs = request.Flag("blobs");
        if (wanted.Count > 0 && withBlobs)
            return Answer.Error(400, null, "blobs and expand exclude each other");
        var info = All(hub, commit, withBlobs);
        if (wanted.FirstOrDefault(name => !info.ContainsKey(name!)) is { } unknown)
            return Answer.Error(400, null, $"Invalid expand: {unknown}");
        foreach (var name in info.Select(field => field.Key).Where(name => wanted.Count > 0 && name is not ("_id" or "id") && !wanted.Contains(name)).ToList())
            info.Remove(name);
        return Answer.Json(request, info);
    }

    static JsonObject All(StandIn hub, StandInCommit commit, bool withBlobs)
    {
        var rules = hub.Rules.Of(commit.Dataset);
        return new JsonObject
        {
            ["_id"] = commit.Sha[..24],
            ["id"] = commit.Dataset,
            ["author"] = commit.Dataset.Split('/')[0],
            ["sha"] = commit.Sha,
            ["lastModified"] = Iso(commit.LastModified),
            ["private"] = rules.Private,
            ["gated"] = rules.Gated is { } gated ? JsonValue.Create(gated) : JsonValue.Create(false),
            ["disabled"] = rules.Disabled,
            ["tags"] = new JsonArray(),
            ["usedStorage"] = commit.Files.Sum(file => file.Size),
            ["siblings"] = new JsonArray([.. commit.Files.Select(file => Sibling(file, withBlobs))]),
        };
    }

    static JsonNode Sibling(StandInFile file, bool withBlobs)
    {
        var sibling = new JsonObject { ["rfilename"] = file.Path };
        if (!withBlobs)
            return sibling;
        sibling["size"] = file.Size;
        sibling["blobId"] = file.BlobOid;
        if (file.Sha256 is { } sha256)
            sibling["lfs"] = new JsonObject { ["size"] = file.Size, ["sha256"] = sha256, ["pointerSize"] = file.Pointer.Length };
        return sibling;
    }

    /// <summary>The commits that were seen, newest first, from the one that was asked for.</summary>
    public static Answer Commits(StandIn hub, HubRequest request, StandInCommit from)
    {
        var history = hub.Folder.History(from.Dataset).Reverse().SkipWhile(commit => commit.Sha != from.Sha).ToList();
        var limit = Math.Clamp(request.Number("limit") ?? 50, 1, MostCommits);
        var page = Math.Max(0, request.Number("p") ?? 0);
        var answer = Answer.Json(request, new JsonArray([.. history.Skip(page * limit).Take(limit).Select(Commit)]))
            .With("X-Total-Count", history.Count.ToString(CultureInfo.InvariantCulture));
        return (page + 1) * limit < history.Count
            ? answer.With("Link", $"<{request.Origin}{request.RawPath}?p={page + 1}&limit={limit}>; rel=\"next\"")
            : answer;
    }

    static JsonNode Commit(StandInCommit commit) => new JsonObject
    {
        ["id"] = commit.Sha,
        ["title"] = "Files on disk",
        ["message"] = "",
        ["authors"] = new JsonArray(new JsonObject { ["user"] = commit.Dataset.Split('/')[0], ["avatar"] = "" }),
        ["date"] = Iso(commit.LastModified),
    };

    public static Answer Refs(StandIn hub, HubRequest request, StandInCommit main)
    {
        var rules = hub.Rules.Of(main.Dataset);
        var branches = rules.Branches.Where(branch => !branch.Key.StartsWith("refs/", StringComparison.Ordinal));
        var refs = new JsonObject
        {
            ["branches"] = new JsonArray([Ref("main", "refs/heads/main", main), .. branches.Select(branch => Ref(hub, branch.Key, "refs/heads/", main)).OfType<JsonNode>()]),
            ["converts"] = new JsonArray([.. rules.Branches.Keys.Where(name => name.StartsWith("refs/convert/", StringComparison.Ordinal)).Select(name => Ref(hub, name, "", main)).OfType<JsonNode>()]),
            ["tags"] = new JsonArray([.. rules.Tags.Keys.Select(tag => Ref(hub, tag, "refs/tags/", main)).OfType<JsonNode>()]),
        };
        if (request.Flag("include_prs"))
            refs["pullRequests"] = new JsonArray();
        return Answer.Json(request, refs);
    }

    // A name whose commit is not known here leads nowhere, so it is not listed.
    static JsonNode? Ref(StandIn hub, string name, string prefix, StandInCommit main) =>
        hub.At(main.Dataset, prefix + name) is { } commit ? Ref(name[(name.LastIndexOf('/') + 1)..], prefix + name, commit) : null;

    static JsonNode Ref(string name, string reference, StandInCommit commit) =>
        new JsonObject { ["name"] = name, ["ref"] = reference, ["targetCommit"] = commit.Sha };

    /// <summary>What a client would need to speak to the other store. There is none here: plain HTTP is the way.</summary>
    public static Answer XetReadToken(StandIn hub, StandInCommit commit)
    {
        var expires = hub.Clock.GetUtcNow().ToUnixTimeSeconds() + hub.Rules.SignedUrlSeconds;
        var (url, token) = (hub.Cdn.AbsoluteUri.TrimEnd('/'), "xet_" + commit.Sha);
        return Answer.Json(new JsonObject { ["casUrl"] = url, ["exp"] = expires, ["accessToken"] = token })
            .With("X-Xet-Cas-Url", url).With("X-Xet-Token-Expiration", expires.ToString(CultureInfo.InvariantCulture)).With("X-Xet-Access-Token", token);
    }

    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
