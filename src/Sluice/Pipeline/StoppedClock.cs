namespace Sluice.Pipeline;

/// <summary>A clock that stands at one instant, so that what is derived then can be derived again. Durations stay real.</summary>
public sealed class StoppedClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
