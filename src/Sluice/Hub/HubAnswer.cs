using System.Net;
using System.Text.Json;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>What the hub's answers mean when they are not what was asked for. A header's code goes before the status.</summary>
static class HubAnswer
{
    public static bool MayPass(HttpStatusCode status) =>
        (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>The status, the hub's own code and message, and the request id, in one line.</summary>
    public static async Task<string> DescribeAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var code = Header(answer, "X-Error-Code");
        var message = Header(answer, "X-Error-Message") ?? await BodyMessageAsync(answer, cancel);
        var id = Header(answer, "X-Request-Id") ?? Header(answer, "X-Amzn-Trace-Id") ?? Header(answer, "X-Amz-Cf-Id");
        return $"{(int)answer.StatusCode} {answer.ReasonPhrase}"
            + (code is null ? "" : $", {code}") + (message is null ? "" : $", \"{message}\"") + (id is null ? "" : $" (request {id})");
    }

    /// <summary>The stop that a refusal means, named by the way out.</summary>
    /// <param name="said">The hub's words, with what was asked for.</param>
    public static FixTheNameOrAccessException Refusal(HttpResponseMessage answer, string said, bool hasToken)
    {
        var message = Header(answer, "X-Error-Message");
        return Header(answer, "X-Error-Code") switch
        {
            "RevisionNotFound" => new CheckTheRevisionException($"{said} Check --revision."),
            "EntryNotFound" => new ListTheFilesAgainException($"{said} The file is not in that revision: run again to list its files anew."),
            "GatedRepo" => new AskForAccessException($"{said} Ask for access on the dataset's page, then give a token (HF_TOKEN)."),
            "RepoNotFound" => new CheckTheDatasetException($"{said} Check the dataset's name in the registry, and that the token may see it."),
            _ when message == "Access to this resource is disabled." => new ChooseAnotherDatasetException($"{said} The hub has switched this dataset off: take it from a mirror (--endpoint), or work --offline."),
            _ => answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized when message?.StartsWith("Invalid credentials", StringComparison.Ordinal) == true =>
                    new CheckTheTokenException($"{said} Set the token again (HF_TOKEN, or the token file), or leave it out with --no-auth."),
                HttpStatusCode.Unauthorized when hasToken => new CheckTheDatasetException($"{said} Check the dataset's name and the token (or leave it out with --no-auth)."),
                HttpStatusCode.Unauthorized => new CheckTheDatasetException($"{said} There may be no such dataset, or it is private: check the name in the registry, or give a token (HF_TOKEN)."),
                HttpStatusCode.NotFound => new CheckTheDatasetException($"{said} Check the dataset's name in the registry, and the endpoint."),
                _ => new FixTheNameOrAccessException($"{said} Check the access rights, and the endpoint."),
            },
        };
    }

    /// <summary>The same of a web server that is no hub.</summary>
    public static FixTheNameOrAccessException WebRefusal(HttpStatusCode status, string said) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new FixTheNameOrAccessException($"{said} Check the address of the file: url in the registry, and the endpoint."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new FixTheNameOrAccessException($"{said} It gives the file to those it knows only, and no password or token is sent to it: take a public address (url in the registry), or save the file and read it as a folder."),
        _ => new FixTheNameOrAccessException($"{said} Check the address of the file: url in the registry, and the endpoint."),
    };

    public static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    static async Task<string?> BodyMessageAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json")
            return null;
        // The status has said it already: words that do not come at once are done without.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromMilliseconds(300));
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            var start = new byte[1 << 16];
            var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, patience.Token);
            using var json = JsonDocument.Parse(start.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error)
                ? Finding.Shorten(error.ToString())
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException or InvalidOperationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
