using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// One GET, done right: redirects are followed by hand, the token goes to the endpoint's own host and nowhere else,
/// bodies come uncompressed, and what may pass is tried again with growing, jittered pauses until the deadline.
/// </summary>
public sealed class HubTransport : IDisposable
{
    const int MostHops = 10;
    const int MostTries = 5;

    readonly HttpClient _http;
    readonly HubOptions _options;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly Random _jitter;

    public HubTransport(HubOptions options, TimeProvider clock, ILogger log, Random jitter)
    {
        (_options, _clock, _log, _jitter) = (options, clock, log, jitter);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd($"Sluice/{typeof(HubTransport).Assembly.GetName().Version?.ToString(3)} dotnet/{Environment.Version}");
        _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <summary>Requests sent so far, redirects and retries included.</summary>
    public int Requests { get; private set; }

    /// <summary>
    /// Gets an answer's head; the caller reads the body.
    /// </summary>
    /// <exception cref="RetryLaterException">No usable answer before the deadline.</exception>
    /// <exception cref="FixTheNameOrAccessException">The hub said no.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri uri, string what, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(_options.Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        string? last = null;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                var answer = await FollowAsync(uri, either.Token);
                if (answer.IsSuccessStatusCode)
                    return answer;
                using (answer)
                {
                    last = await HubAnswer.DescribeAsync(answer, either.Token);
                    if (!HubAnswer.MayPass(answer.StatusCode))
                        throw new FixTheNameOrAccessException($"{_options.Endpoint.OriginalString} refused {what}: {last}. {HubAnswer.Remedy(answer, _options.Token is not null)}");
                    asked = answer.Headers.RetryAfter?.Delta;
                }
            }
            catch (HttpRequestException e)
            {
                last = e.InnerException?.Message ?? e.Message;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw GivenUp(what, last ?? "no answer came");
            }
            if (attempt == MostTries)
                throw GivenUp(what, last);
            var pause = asked ?? TimeSpan.FromSeconds(Math.Min(8, 0.5 * Math.Pow(2, attempt - 1)) * (0.5 + _jitter.NextDouble() / 2));
            _log.LogInformation("{What}: {Problem}; trying again in {Seconds:0.0} s ({Attempt} of {Tries})", what, last, pause.TotalSeconds, attempt, MostTries - 1);
            if (pause > _options.Deadline)
                throw GivenUp(what, $"{last}; it asks to wait {pause.TotalSeconds:0} s");
            try
            {
                await Task.Delay(pause, _clock, either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw GivenUp(what, last);
            }
        }
    }

    RetryLaterException GivenUp(string what, string? problem) =>
        new($"{_options.Endpoint.OriginalString} gave no {what}: {problem}. Check the endpoint (--endpoint, HF_ENDPOINT) and the network, try again later, or use --offline if a dump is there already.");

    async Task<HttpResponseMessage> FollowAsync(Uri uri, CancellationToken cancel)
    {
        var first = uri;
        for (var hop = 0; hop <= MostHops; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            if (_options.Token is { } token && SameHost(uri, _options.Endpoint))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Requests++;
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return answer;
            var location = answer.Headers.Location;
            answer.Dispose();
            if (location is null)
                throw new HttpRequestException($"{first.AbsolutePath} was redirected to nowhere");
            var next = new Uri(uri, location);
            if (uri.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
                throw new HttpRequestException($"{first.AbsolutePath} was redirected from https to {next.Scheme}");
            uri = next;
        }
        throw new HttpRequestException($"{first.AbsolutePath} was redirected more than {MostHops} times");
    }

    static bool SameHost(Uri a, Uri b) => a.Scheme == b.Scheme && a.IdnHost == b.IdnHost && a.Port == b.Port;

    public void Dispose() => _http.Dispose();
}
