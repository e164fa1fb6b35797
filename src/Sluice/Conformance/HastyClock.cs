namespace Sluice.Conformance;

/// <summary>A clock a hundred times as fast as the real one: an adapter really waits as long as it was asked to, and nobody waits for it.</summary>
sealed class HastyClock(TimeProvider real) : TimeProvider
{
    const int Times = 100;

    readonly DateTimeOffset _began = real.GetUtcNow();
    readonly long _from = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _began + System.GetElapsedTime(_from) * Times;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _from + (System.GetTimestamp() - _from) * Times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HastyTimer();
        timer.Hold(System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period)));
        return timer;
    }

    // A due time between 0 and a millisecond would be none; and infinite stays so.
    static TimeSpan Shortened(TimeSpan span) => span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / Times));

    sealed class HastyTimer : ITimer
    {
        ITimer _real = null!;

        public void Hold(ITimer real) => _real = real;

        public bool Change(TimeSpan dueTime, TimeSpan period) => _real.Change(Shortened(dueTime), Shortened(period));

        public void Dispose() => _real.Dispose();

        public ValueTask DisposeAsync() => _real.DisposeAsync();
    }
}
