using System.Text.Json.Nodes;

namespace Sluice.Server.HubStandIn;

/// <summary>Who may see what, and with which of the hub's codes it is refused.</summary>
static class Access
{
    const string Prefix = "Bearer ";

    /// <summary>The answer that keeps a caller out, or null. A gated dataset lets everyone see it; only its files need more.</summary>
    public static Answer? Refusal(StandIn hub, HubRequest request, string dataset, bool forFiles)
    {
        var rules = hub.Rules.Of(dataset);
        var token = Token(request);
        var isKnown = token is not null && IsValid(hub, token);
        var mayEnter = isKnown && Sees(hub, token!, dataset);
        if (forFiles && rules.Gated is not null && !mayEnter)
            return Answer.Error(isKnown ? 403 : 401, "GatedRepo", isKnown
                ? $"Access to dataset {dataset} is restricted and you are not in the authorized list. Visit its page to ask for access."
                : $"Access to dataset {dataset} is restricted. You must have access to it and be authenticated to access it. Please log in.");
        if (token is not null && !isKnown)
            return BadToken();
        if (rules.Disabled)
            return Answer.Error(403, null, "Access to this resource is disabled.");
        if (rules.RenamedTo is null && ((rules.Private && !mayEnter) || hub.Folder.Now(dataset, hub.Rules.LargestGitFile) is null))
            // The hub does not tell strangers which datasets exist.
            return isKnown ? Answer.Error(404, "RepoNotFound", "Repository not found") : Answer.Error(401, null, "Invalid username or password.");
        return null;
    }

    /// <summary>Whether files come straight from the hub: nothing of a closed dataset may rest in a shared cache.</summary>
    public static bool IsClosed(StandIn hub, string dataset) => hub.Rules.Of(dataset) is { Private: true } or { Gated: not null };

    public static Answer WhoAmI(StandIn hub, HubRequest request) =>
        Token(request) is not { } token ? Answer.Error(401, null, "Invalid username or password.")
        : !IsValid(hub, token) ? BadToken()
        : Answer.Json(request, new JsonObject
        {
            ["type"] = "user",
            ["id"] = new string('0', 24),
            ["name"] = "reader",
            ["orgs"] = new JsonArray(),
            ["auth"] = new JsonObject { ["type"] = "access_token", ["accessToken"] = new JsonObject { ["displayName"] = "stand-in", ["role"] = "read" } },
        });

    static Answer BadToken() => Answer.Error(401, null, "Invalid credentials in Authorization header");

    // Any other scheme is a token that nobody gave out.
    static string? Token(HubRequest request) =>
        request.Header("Authorization") is not { } sent ? null : sent.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? sent[Prefix.Length..].Trim() : "";

    static bool IsValid(StandIn hub, string token) => token.Length > 0 && (hub.Rules.Tokens.Count == 0 || hub.Rules.Tokens.ContainsKey(token));

    static bool Sees(StandIn hub, string token, string dataset) =>
        hub.Rules.Tokens.TryGetValue(token, out var datasets) && (datasets.Contains("*") || datasets.Contains(dataset));
}
