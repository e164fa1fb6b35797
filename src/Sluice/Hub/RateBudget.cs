using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Hub;

/// <summary>
/// The hub's rate limits as its answers tell them, per host and bucket (<c>api</c>, <c>resolvers</c>, <c>pages</c>),
/// shared by all workers: once a bucket is empty nobody asks before it is filled again.
/// </summary>
public sealed partial class RateBudget(TimeProvider clock)
{
    // Spans on the clock that only goes forward: the other one may stand (SOURCE_DATE_EPOCH) or be set.
    readonly Dictionary<(string Host, string Bucket), (int Left, long Since, TimeSpan For)> _buckets = [];

    /// <summary>How long to wait before this may be asked; zero takes one request off the bucket.</summary>
    public TimeSpan Take(Uri uri)
    {
        lock (_buckets)
        {
            var key = KeyOf(uri, BucketOf(uri));
            if (!_buckets.TryGetValue(key, out var bucket))
                return TimeSpan.Zero;
            var wait = bucket.For - clock.GetElapsedTime(bucket.Since);
            if (wait <= TimeSpan.Zero)
                _buckets.Remove(key);
            else if (bucket.Left <= 0)
                return wait;
            else
                _buckets[key] = bucket with { Left = bucket.Left - 1 };
            return TimeSpan.Zero;
        }
    }

    /// <summary>How long the bucket stays empty; null while it is not.</summary>
    public TimeSpan? WaitOf(Uri uri)
    {
        lock (_buckets)
            return _buckets.TryGetValue(KeyOf(uri, BucketOf(uri)), out var bucket) && bucket.Left <= 0 && bucket.For - clock.GetElapsedTime(bucket.Since) is var wait && wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Reads <c>RateLimit: "api";r=99;t=55</c>: so many requests are left for so many seconds.</summary>
    public void Learn(Uri uri, HttpResponseMessage answer)
    {
        if (HubAnswer.Header(answer, "RateLimit") is not { } header)
            return;
        foreach (Match match in Limit().Matches(header))
            if (Number(match, "r") is { } left && Number(match, "t") is { } seconds)
                lock (_buckets)
                    _buckets[KeyOf(uri, match.Groups["bucket"].Value)] = (left, clock.GetTimestamp(), TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Nobody asks this bucket before the pause is over: a refused worker speaks for all.</summary>
    public void Close(Uri uri, TimeSpan pause)
    {
        lock (_buckets)
            _buckets[KeyOf(uri, BucketOf(uri))] = (0, clock.GetTimestamp(), pause);
    }

    public static string BucketOf(Uri uri) =>
        uri.AbsolutePath.StartsWith("/api/resolve-cache/", StringComparison.Ordinal) || uri.AbsolutePath.Contains("/resolve/", StringComparison.Ordinal) ? "resolvers"
        : uri.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? "api"
        : "pages";

    static (string Host, string Bucket) KeyOf(Uri uri, string bucket) => (uri.Authority, bucket);

    static int? Number(Match match, string name) =>
        int.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"""(?<bucket>\w+)""\s*;\s*r=(?<r>\d+)\s*;\s*t=(?<t>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Limit();
}
