using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Server.HubStandIn;

/// <summary>The ways to a file: a redirect to the cache (git), a redirect to the CDN (LFS), or the bytes at once.</summary>
static class ResolveEndpoints
{
    /// <summary>Null if the commit's bytes are gone from the disk.</summary>
    public static Answer? Resolve(StandIn hub, HubRequest request, StandInCommit commit, StandInFile file)
    {
        if (request.HasEtag($"\"{file.ContentId}\""))
            return Described(new Answer(304), commit, file);
        // A redirect to bytes that are gone would be a promise that cannot be kept.
        using (var bytes = hub.Folder.Open(file))
        {
            if (bytes is null)
                return null;
        }
        if (file.Sha256 is not null)
            return request.Header("Accept") == "application/vnd.xet-fileinfo+json" ? XetInfo(hub, request, commit, file) : ToCdn(hub, request, commit, file);
        if (file.Size == 0 || Access.IsClosed(hub, commit.Dataset))
            return FileAnswer.Of(hub, request, file, maybeGzip: false)?.With("X-Repo-Commit", commit.Sha);
        var escaped = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var location = $"/api/resolve-cache/datasets/{commit.Dataset}/{commit.Sha}/{escaped}?{Uri.EscapeDataString(request.RawPath)}=&etag=%22{file.BlobOid}%22";
        return Answer.Redirect(307, location).With("X-Repo-Commit", commit.Sha).With("Accept-Ranges", "bytes");
    }

    /// <summary>Where a git file's redirect leads.</summary>
    public static Answer? Cached(StandIn hub, HubRequest request, StandInCommit commit, StandInFile file) =>
        FileAnswer.Of(hub, request, file, maybeGzip: true)?.With("X-Repo-Commit", commit.Sha);

    /// <summary>What git holds: of a large file only the pointer.</summary>
    public static Answer? Raw(StandIn hub, HubRequest request, StandInCommit commit, StandInFile file) =>
        (file.Sha256 is null ? FileAnswer.Of(hub, request, file, maybeGzip: false) : Answer.Of(200, "text/plain; charset=utf-8", file.Pointer))?.With("X-Repo-Commit", commit.Sha);

    static Answer ToCdn(StandIn hub, HubRequest request, StandInCommit commit, StandInFile file) =>
        Described(Answer.Redirect(302, new Uri(hub.Cdn, hub.Addresses.For(file, hub.Rules.SignedUrlSeconds)).AbsoluteUri), commit, file)
            .With("X-Xet-Hash", file.XetHash)
            .With("X-Xet-Refresh-Route", TokenRoute(commit))
            .With("Link", $"<{request.Origin}{TokenRoute(commit)}>; rel=\"xet-auth\", <{Reconstruction(hub, file)}>; rel=\"xet-reconstruction-info\"");

    static Answer XetInfo(StandIn hub, HubRequest request, StandInCommit commit, StandInFile file) =>
        Described(Answer.Json(new JsonObject
        {
            ["hash"] = file.XetHash,
            ["refreshUrl"] = request.Origin + TokenRoute(commit),
            ["reconstructionUrl"] = Reconstruction(hub, file),
            ["etag"] = $"\"{file.Sha256}\"",
            ["size"] = file.Size,
        }), commit, file);

    static Answer Described(Answer answer, StandInCommit commit, StandInFile file)
    {
        answer.With("X-Repo-Commit", commit.Sha).With("Accept-Ranges", "bytes");
        return file.Sha256 is null
            ? answer.With("ETag", $"\"{file.BlobOid}\"")
            : answer.With("X-Linked-ETag", $"\"{file.Sha256}\"").With("X-Linked-Size", file.Size.ToString(CultureInfo.InvariantCulture));
    }

    static string TokenRoute(StandInCommit commit) => $"/api/datasets/{commit.Dataset}/xet-read-token/{commit.Sha}";

    static string Reconstruction(StandIn hub, StandInFile file) => new Uri(hub.Cdn, $"/v1/reconstructions/{file.XetHash}").AbsoluteUri;
}
