using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// One GET, done right: within the rate budget, the token for the endpoint's own host and no other, redirects by hand,
/// and what may pass tried again, each time from the first address (a signed one expires), until the deadline.
/// </summary>
public sealed class HubTransport(HubOptions options, TimeProvider clock, ILogger log, Random jitter) : IDisposable
{
    const int MostTries = 6;

    // A redirect that leads nowhere or a content host that says no may be an expired address: asked for once more.
    const int TriesOfADeadEnd = 2;

    /// <summary>Whether what is asked is a hub: a plain web server has no datasets, and is given no token. Default true.</summary>
    public bool IsHub { get; init; } = true;

    readonly Redirects _redirects = new(options, clock, log);

    /// <summary>Requests sent so far, redirects and retries included.</summary>
    public int Requests => _redirects.Requests;

    /// <summary>Pauses between tries, shared with whoever reads bodies.</summary>
    public Pauses Pauses { get; } = new(jitter);

    /// <summary>Gets an answer's head; the caller reads the body.</summary>
    /// <param name="range">First byte wanted and the entity that it must belong to; the answer may then be 200, 206 or 416.</param>
    /// <param name="unless">What need not be sent again; the answer may then be 304.</param>
    /// <exception cref="RetryLaterException">No usable answer before the deadline.</exception>
    /// <exception cref="FixTheNameOrAccessException">The hub said no.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri uri, string what, CancellationToken cancel, (long From, string? ETag)? range = null, TimeSpan? within = null, Known? unless = null)
    {
        var span = within is { } given ? (given > TimeSpan.Zero ? given : TimeSpan.Zero) : options.Deadline;
        using var deadline = new CancellationTokenSource(span, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        var began = clock.GetTimestamp();
        string? last = null;
        var deadEnds = 0;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var (answer, problem, tries, asked) = await TryAsync(uri, what, range, unless, span - clock.GetElapsedTime(began), either.Token);
                if (answer is not null)
                    return answer;
                last = problem;
                deadEnds += tries == TriesOfADeadEnd ? 1 : 0;
                if (attempt >= MostTries || deadEnds >= TriesOfADeadEnd)
                    throw GivenUp(what, $"{last} ({attempt} tries)");
                var pause = asked ?? Pauses.After(attempt);
                if (pause > span - clock.GetElapsedTime(began))
                    throw asked is null ? GivenUp(what, last) : TooLong(what, last!, pause);
                log.LogInformation("{What}: {Problem}; trying again in {Seconds:0.0} s ({Attempt} of {Tries})", what, last, pause.TotalSeconds, attempt, tries - 1);
                await Task.Delay(pause, clock, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw GivenUp(what, (last ?? "no answer came") + $" (within {span.TotalSeconds:0.#} s)");
        }
    }

    async Task<(HttpResponseMessage? Answer, string? Problem, int Tries, TimeSpan? Asked)> TryAsync(
        Uri uri, string what, (long From, string? ETag)? range, Known? unless, TimeSpan left, CancellationToken cancel)
    {
        using var idle = new CancellationTokenSource(options.Idle, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancel);
        try
        {
            var (answer, asked) = await _redirects.FollowAsync(uri, range, unless, left, idle, either.Token);
            if (answer.IsSuccessStatusCode || (range is not null && (int)answer.StatusCode == 416) || (unless is not null && (int)answer.StatusCode == 304))
                return (answer, null, 0, null);
            using (answer)
            {
                var said = options.WithoutToken(await HubAnswer.DescribeAsync(answer, either.Token));
                if (HubAnswer.MayPass(answer.StatusCode))
                    return (null, said, MostTries, asked ?? Pauses.AskedFor(answer, clock));
                if (!Redirects.SameHost(answer.RequestMessage!.RequestUri!, options.Endpoint))
                    return (null, $"{answer.RequestMessage.RequestUri!.Authority}, to which it was redirected, answered {said}", TriesOfADeadEnd, null);
                var refused = $"{options.Endpoint.OriginalString} refused {what}: {said}.";
                throw IsHub ? HubAnswer.Refusal(answer, refused, options.Token is not null) : HubAnswer.WebRefusal(answer.StatusCode, refused);
            }
        }
        catch (WaitForTheLimitException e)
        {
            throw new WaitForTheLimitException($"{options.Endpoint.OriginalString} gave no {what}: {e.Message}");
        }
        catch (DeadEndException e)
        {
            return (null, e.Message, TriesOfADeadEnd, null);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException tls)
        {
            throw new CheckTheEndpointException($"{options.Endpoint.OriginalString} gave no {what}: its certificate is not trusted ({(tls.InnerException ?? tls).Message}). If a proxy or a mirror signs with an authority of its own, name its PEM file in SSL_CERT_FILE.", e);
        }
        catch (HttpRequestException e)
        {
            // What names the host is worth more than what lies under it: after a redirect it is not the endpoint's.
            var problem = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? e.Message : e.InnerException?.Message ?? e.Message;
            return (null, problem.TrimEnd('.'), MostTries, null);
        }
        catch (IOException e)
        {
            return (null, e.Message.TrimEnd('.'), MostTries, null);
        }
        // By our own timer, or by that of the connection, which is as long.
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"no answer came for {options.Idle.TotalSeconds:0.#} s", MostTries, null);
        }
    }

    RetryLaterException GivenUp(string what, string? problem) =>
        new($"{options.Endpoint.OriginalString} gave no {what}: {problem}. Check the endpoint (--endpoint, HF_ENDPOINT) and the network, try again later, or use --offline if a dump is there already.");

    WaitForTheLimitException TooLong(string what, string problem, TimeSpan pause) =>
        new($"{options.Endpoint.OriginalString} gave no {what}: {problem}; it asks to wait {pause.TotalSeconds:0} s. Try again then, or allow for it with --deadline.");

    public void Dispose() => _redirects.Dispose();
}
