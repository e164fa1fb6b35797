using System.Globalization;

namespace Sluice.Server.HubStandIn;

/// <summary>The hub's rate limits: for each caller and bucket a counter over fixed windows of five minutes.</summary>
sealed class RateCounters(TimeProvider clock)
{
    const int WindowSeconds = 300;

    readonly Lock _gate = new();
    readonly Dictionary<(string Caller, string Bucket), int> _used = [];
    long _window;

    /// <summary>Counts a request. Gives the headers that say so, and whether it was one too many.</summary>
    public (string RateLimit, string Policy, bool IsOver) Take(HubRequest request, HubQuotas quotas)
    {
        var (bucket, quota) = BucketOf(request, quotas);
        var caller = request.Header("Authorization") ?? request.Http.Connection.RemoteIpAddress?.ToString() ?? "";
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var window = now / (WindowSeconds * 1000L);
        var reset = (((window + 1) * WindowSeconds * 1000L) - now + 999) / 1000;
        int used;
        lock (_gate)
        {
            if (window != _window)
                _used.Clear();
            _window = window;
            used = _used[(caller, bucket)] = _used.GetValueOrDefault((caller, bucket)) + 1;
        }
        return (string.Create(CultureInfo.InvariantCulture, $"\"{bucket}\";r={Math.Max(0, quota - used)};t={reset}"),
            string.Create(CultureInfo.InvariantCulture, $"\"fixed window\";\"{bucket}\";q={quota};w={WindowSeconds}"), used > quota);
    }

    static (string Bucket, int Quota) BucketOf(HubRequest request, HubQuotas quotas) => request.Segments switch
    {
        ["api", "resolve-cache", ..] or ["datasets", _, _, "resolve" or "raw", ..] => ("resolvers", quotas.Resolvers),
        ["api", ..] => ("api", quotas.Api),
        _ => ("pages", quotas.Pages),
    };
}
