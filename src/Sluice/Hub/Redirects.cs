using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Sluice.Hub;

/// <summary>A redirect that cannot be followed: without an address, in a circle, or off a safe connection.</summary>
sealed class DeadEndException(string message) : Exception(message);

/// <summary>
/// Sends one request and follows where it leads. The framework would drop the token at every hop; here it is sent to
/// the endpoint's own scheme, host and port, and to nothing else. Signed addresses are never put into a message.
/// </summary>
sealed class Redirects(HubOptions options, TimeProvider clock, ILogger log) : IDisposable
{
    const int MostHops = 10;

    // A timer may fire a little early: without this the last instant before a window ends would be spent asking the clock.
    static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    readonly HttpClient _http = HubConnection.Open(options);
    readonly RateBudget _budget = new(clock);
    readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    int _requests;

    public int Requests => _requests;

    /// <summary>The last hop's answer, and how long the hub's rate limit wants the next try to wait.</summary>
    /// <param name="idle">Re-armed when the budget made us wait: a pause is no silence.</param>
    /// <exception cref="WaitForTheLimitException">The budget is empty for longer than <paramref name="left"/>.</exception>
    public async Task<(HttpResponseMessage Answer, TimeSpan? Asked)> FollowAsync(
        Uri uri, (long From, string? ETag)? range, Known? unless, TimeSpan left, CancellationTokenSource idle, CancellationToken cancel)
    {
        var first = uri;
        var seen = new HashSet<Uri>();
        for (var hop = 0; hop <= MostHops; hop++)
        {
            if (!seen.Add(uri))
                throw new DeadEndException($"{first.AbsolutePath} is redirected in a circle");
            await WaitAsync(uri, left, idle, cancel);
            using var request = RequestFor(uri, range, unless);
            Interlocked.Increment(ref _requests);
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            _budget.Learn(uri, answer);
            Warn(answer);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return (answer, AskedBy(uri, answer));
            var location = answer.Headers.Location;
            answer.Dispose();
            uri = Next(first, uri, location);
        }
        throw new DeadEndException($"{first.AbsolutePath} was redirected more than {MostHops} times");
    }

    HttpRequestMessage RequestFor(Uri uri, (long From, string? ETag)? range, Known? unless)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (options.Token is { } token && SameHost(uri, options.Endpoint))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (range is { } wanted)
        {
            request.Headers.Range = new RangeHeaderValue(wanted.From, null);
            if (wanted.ETag is not null && EntityTagHeaderValue.TryParse(wanted.ETag, out var entity) && !entity.IsWeak)
                request.Headers.IfRange = new RangeConditionHeaderValue(entity);
        }
        if (unless?.ETag is { } known)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        if (DateTimeOffset.TryParse(unless?.LastModified, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var since))
            request.Headers.IfModifiedSince = since;
        return request;
    }

    async Task WaitAsync(Uri uri, TimeSpan left, CancellationTokenSource idle, CancellationToken cancel)
    {
        while (_budget.Take(uri) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > left)
                throw new WaitForTheLimitException($"its rate limit for '{RateBudget.BucketOf(uri)}' is used up for another {wait.TotalSeconds:0} s. Try again then, allow for it with --deadline, or give a token (HF_TOKEN), which has a higher limit.");
            log.LogInformation("{Host}: rate limit '{Bucket}' is used up, waiting {Seconds:0.0} s", uri.Authority, RateBudget.BucketOf(uri), wait.TotalSeconds);
            idle.CancelAfter(wait + options.Idle);
            await Task.Delay(wait + Slack, clock, cancel);
            left -= wait;
        }
    }

    // A 429 with requests left in its bucket has another cause: only its own Retry-After counts, for all workers.
    TimeSpan? AskedBy(Uri uri, HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode != 429)
            return null;
        if (Pauses.AskedFor(answer, clock) is { } pause)
        {
            _budget.Close(uri, pause);
            return pause;
        }
        return _budget.WaitOf(uri);
    }

    static Uri Next(Uri first, Uri uri, Uri? location)
    {
        if (location is null)
            throw new DeadEndException($"{first.AbsolutePath} was redirected to nowhere");
        if (!Uri.TryCreate(uri, location, out var next))
            throw new DeadEndException($"{first.AbsolutePath} was redirected to something that is no address");
        if (next.Scheme is not ("http" or "https") || (uri.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
            throw new DeadEndException($"{first.AbsolutePath} was redirected from {uri.Scheme} to {next.Scheme}");
        return next;
    }

    void Warn(HttpResponseMessage answer)
    {
        if (!answer.Headers.NonValidated.TryGetValues("X-HF-Warning", out var warnings))
            return;
        lock (_warned)
            foreach (var warning in warnings.Where(warning => _warned.Add(warning.Split(';')[0])))
                log.LogWarning("{Hub} warns: {Warning}", options.Endpoint.Authority, options.WithoutToken(warning));
    }

    public static bool SameHost(Uri a, Uri b) => a.Scheme == b.Scheme && a.IdnHost == b.IdnHost && a.Port == b.Port;

    public void Dispose() => _http.Dispose();
}
