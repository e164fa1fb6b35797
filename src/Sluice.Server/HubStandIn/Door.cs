using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Sluice.Server.HubStandIn;

/// <summary>What every request of a listener goes through: record, count, meet its faults, be answered.</summary>
sealed class Door(StandIn hub, Listener listener, Func<HubRequest, Task<Answer>> endpoints, CancellationToken stopping)
{
    long _requests;

    public async Task EnterAsync(HttpContext http)
    {
        var request = new HubRequest(http, listener);
        var record = hub.Log.Begin(request);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await AnswerAsync(request, record, gone.Token);
        }
        catch (ConnectionCutException cut)
        {
            await new RawConnection(http).EndAsync(cut.IsReset, stopping);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            http.Abort();
        }
        finally
        {
            hub.Log.End(record);
        }
    }

    async Task AnswerAsync(HubRequest request, RequestRecord record, CancellationToken gone)
    {
        // The address of the CDN does not show which file it is about; faults are written for names.
        var path = "/" + string.Join('/', request.Segments) + (listener == Listener.Cdn && request.Query("filename") is { } name ? "/" + name : "");
        var limits = listener == Listener.Hub ? hub.Rates.Take(request, hub.Rules.Quotas) : default;
        var answer = limits.IsOver
            ? Answer.Error(429, null, "We had to rate limit you. Try again when the window is over.")
            : await FaultyRequest.MeetAsync(hub, request, path, gone) ?? await endpoints(request);
        foreach (var (header, value) in (ReadOnlySpan<(string, string?)>)[("X-Request-Id", RequestId()), ("RateLimit", limits.RateLimit), ("RateLimit-Policy", limits.Policy)])
        {
            if (value is not null)
                answer.Headers.TryAdd(header, value);
        }
        (answer, var ofBody) = FaultyAnswer.Spoil(hub, request, path, answer);
        using (answer)
        {
            record.Status = answer.Status;
            await WriteAsync(request.Http, answer, ofBody, gone);
        }
    }

    async Task WriteAsync(HttpContext http, Answer answer, IReadOnlyList<Fault> ofBody, CancellationToken gone)
    {
        Stream to = http.Response.Body;
        if (ofBody.FirstOrDefault(fault => FaultyBody.CutsConnection(fault.Kind)) is { } cut)
        {
            var raw = new RawConnection(http);
            await raw.WriteHeadAsync(answer, cut.Kind, gone);
            to = raw;
        }
        else
        {
            http.Response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
                http.Response.Headers[name] = value;
            if (answer is { HidesLength: false, Status: not (204 or 304) })
                http.Response.ContentLength = answer.Length;
            await http.Response.StartAsync(gone);
        }
        if (HttpMethods.IsHead(http.Request.Method) || answer.Status is 204 or 304)
            return;
        await answer.WriteBodyAsync(ofBody.Count == 0 ? to : new FaultyBody(to, ofBody, answer.Length, hub.Clock), gone);
        if (to is RawConnection)
            throw new ConnectionCutException(isReset: false);
    }

    string RequestId() => string.Create(CultureInfo.InvariantCulture, $"Root=1-{hub.Clock.GetUtcNow().ToUnixTimeSeconds():x8}-{(int)listener:x2}{Interlocked.Increment(ref _requests):x22}");
}
