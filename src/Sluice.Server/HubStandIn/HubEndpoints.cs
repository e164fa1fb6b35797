using System.Text.Json.Nodes;

namespace Sluice.Server.HubStandIn;

/// <summary>Which part of the hub answers which path.</summary>
sealed class HubEndpoints(StandIn hub)
{
    /// <summary>The answer to a request that nothing came in the way of.</summary>
    public Task<Answer> AnswerAsync(HubRequest request) => request.Segments switch
    {
        ["api", "datasets", var org, var name, "paths-info", var revision] when request.Method == "POST" =>
            AtAsync(request, $"{org}/{name}", revision, commit => TreeEndpoints.PathsInfoAsync(request, commit)),
        _ => Task.FromResult(request.IsRead ? Read(request) : Answer.Error(405, null, "Method Not Allowed").With("Allow", "GET, HEAD")),
    };

    Answer Read(HubRequest request) => request.Segments switch
    {
        ["api", "whoami-v2"] => Access.WhoAmI(hub, request),
        ["api", "datasets", _, _, "parquet", ..] => ScriptError(),
        ["api", "datasets", var org, var name, .. var rest] => Api(request, $"{org}/{name}", rest),
        ["api", "resolve-cache", "datasets", var org, var name, var sha, .. var path] when path.Length > 0 =>
            ForFile(request, $"{org}/{name}", sha, path, (commit, file) => ResolveEndpoints.Cached(hub, request, commit, file)),
        ["datasets", var org, var name, "resolve", var revision, .. var path] when path.Length > 0 =>
            ForFile(request, $"{org}/{name}", revision, path, (commit, file) => ResolveEndpoints.Resolve(hub, request, commit, file)),
        ["datasets", var org, var name, "raw", var revision, .. var path] when path.Length > 0 =>
            ForFile(request, $"{org}/{name}", revision, path, (commit, file) => ResolveEndpoints.Raw(hub, request, commit, file)),
        ["is-valid" or "splits" or "size" or "info" or "statistics" or "first-rows" or "rows" or "search" or "filter" or "parquet"] => ScriptError(),
        _ => Answer.Error(404, null, "Sorry, we can't find the page you are looking for."),
    };

    Answer Api(HubRequest request, string dataset, string[] rest) => rest switch
    {
        [] => At(request, dataset, "main", commit => DatasetEndpoints.Info(hub, request, commit)),
        ["revision", var revision] => At(request, dataset, revision, commit => DatasetEndpoints.Info(hub, request, commit)),
        ["tree", var revision, .. var path] => At(request, dataset, revision, commit => TreeEndpoints.Tree(hub, request, commit, string.Join('/', path))),
        ["treesize", var revision, .. var path] => At(request, dataset, revision, commit => TreeEndpoints.Size(request, commit, string.Join('/', path))),
        ["commits", var revision] => At(request, dataset, revision, commit => DatasetEndpoints.Commits(hub, request, commit)),
        ["refs"] => At(request, dataset, "main", commit => DatasetEndpoints.Refs(hub, request, commit)),
        ["auth-check"] => At(request, dataset, "main", _ => Answer.Json(request, new JsonObject()), forFiles: true),
        ["xet-read-token", var revision] => At(request, dataset, revision, commit => DatasetEndpoints.XetReadToken(hub, commit), forFiles: true),
        _ => Answer.Error(404, null, "Sorry, we can't find the page you are looking for."),
    };

    Answer ForFile(HubRequest request, string dataset, string revision, string[] path, Func<StandInCommit, StandInFile, Answer?> answer) =>
        At(request, dataset, revision, commit =>
            (commit.Find(string.Join('/', path)) is { } file ? answer(commit, file) : null)
                ?? Answer.Error(404, "EntryNotFound", "Entry not found").With("X-Repo-Commit", commit.Sha), forFiles: true);

    Answer At(HubRequest request, string dataset, string revision, Func<StandInCommit, Answer> answer, bool forFiles = false)
    {
        var (commit, refusal) = Find(request, dataset, revision, forFiles);
        return refusal ?? answer(commit!);
    }

    async Task<Answer> AtAsync(HubRequest request, string dataset, string revision, Func<StandInCommit, Task<Answer>> answer)
    {
        var (commit, refusal) = Find(request, dataset, revision, forFiles: false);
        return refusal ?? await answer(commit!);
    }

    (StandInCommit? Commit, Answer? Refusal) Find(HubRequest request, string dataset, string revision, bool forFiles)
    {
        if (Access.Refusal(hub, request, dataset, forFiles) is { } refusal)
            return (null, refusal);
        if (hub.Rules.Of(dataset).RenamedTo is { } newName)
            return (null, Answer.Redirect(307, Renamed(request, dataset, newName)));
        return hub.At(dataset, revision) is { } commit ? (commit, null) : (null, Answer.Error(404, "RevisionNotFound", $"Invalid rev id: {revision}"));
    }

    // Only the name changes: the rest of the path stays as it was sent, escapes and all.
    static string Renamed(HubRequest request, string dataset, string newName)
    {
        var at = request.RawPath.IndexOf("/" + dataset, StringComparison.Ordinal);
        return at < 0 ? $"/api/datasets/{newName}" : string.Concat(request.RawPath.AsSpan(0, at + 1), newName, request.RawPath.AsSpan(at + 1 + dataset.Length)) + request.RawQuery;
    }

    // The dataset comes with a loading script, so its viewer has nothing to show.
    static Answer ScriptError() =>
        Answer.Json(new JsonObject { ["error"] = "The dataset viewer doesn't support this dataset because it runs arbitrary Python code." }, 501)
            .With("X-Error-Code", "DatasetWithScriptNotSupportedError");
}
