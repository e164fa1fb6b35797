using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// The Hugging Face hub, as small as a data lake needs it: resolve a revision to a commit once, list its tree, get
/// files by that commit. The same client talks to huggingface.co, to a mirror and to <c>sluice hub serve</c>.
/// </summary>
public sealed partial class HubClient(HubOptions options, TimeProvider clock, ILogger log, Random jitter) : IDisposable
{
    const int MostPages = 1000;
    const int MostTries = 3;

    readonly HubTransport _transport = new(options, clock, log, jitter);

    public Uri Endpoint => options.Endpoint;

    public bool Authenticated => options.Token is not null;

    public int Workers => options.Workers;

    public int Requests => _transport.Requests;

    /// <summary>Resolves a branch, tag or sha to its commit and lists every file there.</summary>
    /// <exception cref="CorrectTheCallException">The dataset's name is none that a hub could have.</exception>
    public async Task<HubRevision> GetRevisionAsync(string dataset, string revision, CancellationToken cancel)
    {
        if (!IsDatasetName(dataset))
            throw new CorrectTheCallException($"'{dataset}' is not the name of a dataset. Expected owner/name in the registry.");
        if (revision is "" or "." or "..")
            throw new CorrectTheCallException($"'{revision}' is not a revision. Give a branch, a tag or a commit with --revision.");
        using var info = (await JsonAsync(Api(dataset, $"revision/{Uri.EscapeDataString(revision)}"), $"information about dataset {dataset} at {revision}", cancel)).Json;
        if (TreeListing.Text(info.RootElement, "sha") is not { } sha || !IsSha().IsMatch(sha))
            throw NotAHub($"the information about dataset {dataset} at {revision} names no commit");
        if (info.RootElement.TryGetProperty("disabled", out var disabled) && disabled.ValueKind == JsonValueKind.True)
            throw new ChooseAnotherDatasetException($"{options.Endpoint.OriginalString} has switched dataset {dataset} off (asked for {revision}). Take it from a mirror (--endpoint), or work --offline.");
        var name = NameNow(dataset, TreeListing.Text(info.RootElement, "id"));
        return new HubRevision(name, sha, TreeListing.Text(info.RootElement, "lastModified"), await GetTreeAsync(name, sha, cancel));
    }

    // The hub redirects from a dataset's old name; asking under the new one spares a hop each time.
    string NameNow(string asked, string? told)
    {
        if (told is null || told == asked || !IsDatasetName(told))
            return asked;
        log.LogWarning("{Asked} is called {Told} now: change its name in the registry", asked, told);
        return told;
    }

    async Task<IReadOnlyList<HubFile>> GetTreeAsync(string dataset, string sha, CancellationToken cancel)
    {
        var listing = new TreeListing($"{dataset} at {sha}", log);
        var seen = new HashSet<Uri>();
        Uri? page = Api(dataset, $"tree/{sha}?recursive=true&expand=true");
        while (page is not null)
        {
            if (!seen.Add(page) || seen.Count > MostPages)
                throw NotAHub($"the file list of dataset {dataset} at {sha} does not end: its page {seen.Count} leads back, or there are more than {MostPages}");
            var (json, link) = await JsonAsync(page, $"file list of dataset {dataset} at {sha}", cancel);
            using (json)
            {
                if (json.RootElement.ValueKind != JsonValueKind.Array)
                    throw NotAHub($"the file list of dataset {dataset} at {sha} is not a list");
                listing.Add(json.RootElement);
            }
            page = NextPage(link, page);
        }
        return listing.Files;
    }

    /// <summary>A file of a revision, from its first byte; its hash is checked while it streams and the last read throws if it differs.</summary>
    public HubFileStream Open(HubRevision revision, HubFile file)
    {
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var uri = new Uri(options.Endpoint, $"/datasets/{revision.Dataset}/resolve/{revision.Sha}/{path}");
        return new HubFileStream(_transport, options, clock, log, uri, revision, file);
    }

    Uri Api(string dataset, string rest) => new(options.Endpoint, $"/api/datasets/{dataset}/{rest}");

    // An answer that breaks off or is cut short is asked for again: a list that is half read is no list.
    async Task<(JsonDocument Json, string? Link)> JsonAsync(Uri uri, string what, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        TimeSpan Left() => options.Deadline - clock.GetElapsedTime(began);
        RetryLaterException BrokenOff(Exception e) => new($"{options.Endpoint.OriginalString} broke off the {what}: {e.Message} Try again later.", e);
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await _transport.GetAsync(uri, what, cancel, within: Left());
            var pause = _transport.Pauses.After(attempt);
            Exception problem;
            try
            {
                return (await JsonBody.ReadAsync(answer, options.Idle, Left(), clock, cancel), HubAnswer.Header(answer, "Link"));
            }
            catch (Exception e) when (attempt < MostTries && pause < Left() && e is JsonException or IOException or HttpRequestException)
            {
                log.LogInformation("{What}: {Problem}; trying again ({Attempt} of {Tries})", what, e.Message, attempt, MostTries - 1);
                problem = e;
            }
            catch (JsonException e)
            {
                throw NotAHub($"the {what} came as {answer.Content.Headers.ContentType?.MediaType ?? "something"} that is not JSON ({e.Message.Split('.')[0]})");
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                throw BrokenOff(e);
            }
            await Task.Delay(pause, clock, cancel);
            if (Left() <= TimeSpan.Zero)
                throw BrokenOff(problem);
        }
    }

    CheckTheEndpointException NotAHub(string why) =>
        new($"{options.Endpoint.OriginalString} does not answer like a hub: {why}. Check the endpoint (--endpoint, HF_ENDPOINT); a proxy or a login page may stand in between.");

    Uri? NextPage(string? link, Uri current)
    {
        if (link is null)
            return null;
        foreach (var part in link.Split('<').Skip(1))
        {
            var close = part.IndexOf('>', StringComparison.Ordinal);
            if (close < 0 || !NextRelation().IsMatch(part[close..]))
                continue;
            // A mirror may leave the hub's own host in its links: only the path and query count.
            return Uri.TryCreate(current, part[..close], out var next) ? new UriBuilder(next) { Scheme = options.Endpoint.Scheme, Host = options.Endpoint.Host, Port = options.Endpoint.Port }.Uri
                : throw NotAHub($"the link to the next page of its file list is '{Finding.Shorten(part[..close])}'");
        }
        return null;
    }

    // The hub's own rule for names, before one becomes part of a URL.
    /// <summary>Whether a hub could have a dataset of that name.</summary>
    internal static bool IsDatasetName(string name) => DatasetName().IsMatch(name)
        && !name.StartsWith("./", StringComparison.Ordinal) && !name.EndsWith("/.", StringComparison.Ordinal) && !name.Contains("--", StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal) && !name.EndsWith(".git", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[\w\-.]+/[\w\-.]{1,96}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DatasetName();

    [GeneratedRegex(@"\A[0-9a-fA-F]{40}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IsSha();

    [GeneratedRegex(@";\s*rel\s*=\s*""?next\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NextRelation();

    public void Dispose() => _transport.Dispose();
}
