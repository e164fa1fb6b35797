namespace Sluice.Hub;

/// <summary>How long to wait before the next try: what the server asks for, else a random share of a doubling span (full jitter).</summary>
public sealed class Pauses(Random jitter)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <param name="failures">How many tries have failed in a row, from 1.</param>
    public TimeSpan After(int failures)
    {
        var span = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, failures - 1));
        lock (jitter)
            return TimeSpan.FromSeconds(span * jitter.NextDouble());
    }

    /// <summary>The server's <c>Retry-After</c>, in seconds or as a date, which its own <c>Date</c> measures; null if there is none or it cannot be read.</summary>
    public static TimeSpan? AskedFor(HttpResponseMessage answer, TimeProvider clock)
    {
        var asked = answer.Headers.RetryAfter;
        var pause = asked?.Delta ?? asked?.Date - (answer.Headers.Date ?? clock.GetUtcNow());
        return pause is { } span && span < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
