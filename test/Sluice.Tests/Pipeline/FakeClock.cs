namespace Sluice.Tests;

/// <summary>A clock that stands still until a test moves it. Its timers are real ones.</summary>
sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    public FakeClock() : this(new DateTimeOffset(2026, 1, 31, 2, 0, 0, TimeSpan.Zero)) { }

    DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public FakeClock Advance(TimeSpan by)
    {
        _now += by;
        return this;
    }
}
