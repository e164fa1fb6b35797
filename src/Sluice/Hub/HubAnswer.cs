using System.Net;
using System.Text.Json;

namespace Sluice.Hub;

/// <summary>What the hub's answers mean when they are not what was asked for.</summary>
static class HubAnswer
{
    public static bool MayPass(HttpStatusCode status) =>
        (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>The status, the hub's own code and message, and the request id, in one line.</summary>
    public static async Task<string> DescribeAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var code = Header(answer, "X-Error-Code");
        var message = Header(answer, "X-Error-Message") ?? await BodyMessageAsync(answer, cancel);
        var id = Header(answer, "X-Request-Id");
        return $"{(int)answer.StatusCode} {answer.ReasonPhrase}"
            + (code is null ? "" : $", {code}") + (message is null ? "" : $", \"{message}\"") + (id is null ? "" : $" (request {id})");
    }

    public static string Remedy(HttpResponseMessage answer, bool hasToken) => Header(answer, "X-Error-Code") switch
    {
        "RevisionNotFound" => "Check --revision.",
        "EntryNotFound" => "The file is not in that revision.",
        "GatedRepo" => "Ask for access on its page, then give a token (HF_TOKEN).",
        _ => answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized when hasToken => "Check the dataset's name and the token (or leave it out with --no-auth).",
            HttpStatusCode.Unauthorized => "There may be no such dataset, or it is private: check the name in the registry, or give a token (HF_TOKEN).",
            HttpStatusCode.NotFound => "Check the dataset's name in the registry, and the endpoint.",
            _ => "Check the access rights.",
        },
    };

    public static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    static async Task<string?> BodyMessageAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json")
            return null;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancel);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error)
                ? error.ToString()
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }
}
