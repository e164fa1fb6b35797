using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// The Hugging Face hub, as small as a data lake needs it: resolve a revision to a commit once, list its tree, get
/// files by that commit. The same client talks to huggingface.co, to a mirror and to <c>sluice hub serve</c>.
/// </summary>
public sealed class HubClient(HubOptions options, TimeProvider clock, ILogger log, Random jitter) : IDisposable
{
    const int MostPages = 1000;

    readonly HubTransport _transport = new(options, clock, log, jitter);

    public Uri Endpoint => options.Endpoint;

    public bool Authenticated => options.Token is not null;

    public int Requests => _transport.Requests;

    /// <summary>Resolves a branch, tag or sha to its commit and lists every file there.</summary>
    public async Task<HubRevision> GetRevisionAsync(string dataset, string revision, CancellationToken cancel)
    {
        using var info = await JsonAsync(Api(dataset, $"revision/{Uri.EscapeDataString(revision)}"), $"information about dataset {dataset} at {revision}", cancel);
        if (info.RootElement.ValueKind != JsonValueKind.Object || Text(info.RootElement, "sha") is not { } sha || !IsHex(sha, 40))
            throw NotAHub($"the information about dataset {dataset} names no commit");
        return new HubRevision(dataset, sha, Text(info.RootElement, "lastModified"), await GetTreeAsync(dataset, sha, cancel));
    }

    async Task<IReadOnlyList<HubFile>> GetTreeAsync(string dataset, string sha, CancellationToken cancel)
    {
        var files = new List<HubFile>();
        var seen = new HashSet<Uri>();
        Uri? page = Api(dataset, $"tree/{sha}?recursive=true&expand=true");
        while (page is not null)
        {
            if (!seen.Add(page) || seen.Count > MostPages)
                throw NotAHub($"the file list of {dataset} does not end");
            using var answer = await _transport.GetAsync(page, $"file list of dataset {dataset} at {sha}", cancel);
            using var json = await ParseAsync(answer, cancel);
            if (json.RootElement.ValueKind != JsonValueKind.Array)
                throw NotAHub($"the file list of {dataset} is not a list");
            files.AddRange(json.RootElement.EnumerateArray().Where(entry => Text(entry, "type") == "file").Select(FileOf));
            page = NextPage(answer, page);
        }
        return files;
    }

    static HubFile FileOf(JsonElement entry)
    {
        var path = Text(entry, "path");
        var (oid, digits) = (Text(entry, "oid"), 40);
        var size = entry.TryGetProperty("size", out var number) && number.TryGetInt64(out var bytes) ? bytes : -1;
        if (entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object)
        {
            (oid, digits) = (Text(lfs, "oid"), 64);
            if (lfs.TryGetProperty("size", out number) && number.TryGetInt64(out bytes))
                size = bytes;
        }
        if (path is null || !IsSafe(path) || oid is null || !IsHex(oid, digits) || size < 0)
            throw new FixTheNameOrAccessException($"The hub lists a file that cannot be taken: {Finding.Shorten(entry.GetRawText())}. Expected a relative path, a size and an oid of 40 or 64 hexadecimal digits.");
        var modified = entry.TryGetProperty("lastCommit", out var commit) && commit.ValueKind == JsonValueKind.Object ? Text(commit, "date") : null;
        return new HubFile(path, size, oid.ToLowerInvariant(), modified);
    }

    // An oid becomes a file's name: nothing but digits may stand in it.
    static bool IsHex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigit);

    // Before any of it touches the disk or a URL: no absolute paths, drives, backslashes, dots that climb.
    static bool IsSafe(string path) =>
        path.Length > 0 && !path.StartsWith('/') && !path.AsSpan().ContainsAny('\\', ':', '\0')
        && path.Split('/').All(segment => segment is not ("" or "." or ".."));

    /// <summary>Opens a file of a revision; its hash is checked while it streams and the last read throws if it differs.</summary>
    public async Task<VerifyingStream> OpenAsync(HubRevision revision, HubFile file, CancellationToken cancel)
    {
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var uri = new Uri(options.Endpoint, $"/datasets/{revision.Dataset}/resolve/{revision.Sha}/{path}");
        var answer = await _transport.GetAsync(uri, $"file {file.Path} of dataset {revision.Dataset} at {revision.Sha}", cancel);
        if (answer.Content.Headers.ContentEncoding.Count > 0)
            throw NotAHub($"{file.Path} came encoded as {string.Join(", ", answer.Content.Headers.ContentEncoding)} though identity was asked for");
        return new VerifyingStream(await answer.Content.ReadAsStreamAsync(cancel), file, options.Idle, clock);
    }

    Uri Api(string dataset, string rest) => new(options.Endpoint, $"/api/datasets/{dataset}/{rest}");

    async Task<JsonDocument> JsonAsync(Uri uri, string what, CancellationToken cancel)
    {
        using var answer = await _transport.GetAsync(uri, what, cancel);
        return await ParseAsync(answer, cancel);
    }

    async Task<JsonDocument> ParseAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using var idle = new CancellationTokenSource(options.Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancel);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
            return await JsonDocument.ParseAsync(body, cancellationToken: either.Token);
        }
        catch (JsonException e)
        {
            throw NotAHub($"it answered {answer.Content.Headers.ContentType?.MediaType ?? "something"} that is not JSON ({e.Message.Split('.')[0]})");
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new RetryLaterException($"{options.Endpoint.OriginalString} broke off its answer: {e.Message} Try again later.", e);
        }
    }

    RetryLaterException NotAHub(string why) =>
        new($"{options.Endpoint.OriginalString} does not answer like a hub: {why}. Check the endpoint (--endpoint, HF_ENDPOINT); a proxy or a login page may stand in between.");

    Uri? NextPage(HttpResponseMessage answer, Uri current)
    {
        if (HubAnswer.Header(answer, "Link") is not { } link)
            return null;
        foreach (var part in link.Split('<').Skip(1))
        {
            var close = part.IndexOf('>', StringComparison.Ordinal);
            if (close < 0 || !part[close..].Contains("rel=\"next\"", StringComparison.Ordinal))
                continue;
            // A mirror may leave the hub's own host in its links: only the path and query count.
            var next = new Uri(current, part[..close]);
            return new Uri(options.Endpoint, next.PathAndQuery);
        }
        return null;
    }

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public void Dispose() => _transport.Dispose();
}
