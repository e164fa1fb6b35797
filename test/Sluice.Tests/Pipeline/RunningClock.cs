namespace Sluice.Tests;

/// <summary>A clock that begins at a time of the test's choice when it is first read, and goes on from there as real time does.</summary>
sealed class RunningClock(DateTimeOffset start) : TimeProvider
{
    long? _began;

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began ??= System.GetTimestamp(), System.GetTimestamp());

    public override long GetTimestamp() => System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;
}
