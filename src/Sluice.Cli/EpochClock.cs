using System.Globalization;
using Sluice.Pipeline;
using Sluice.Records;

namespace Sluice.Cli;

/// <summary>The system's clock, or one that stands at <c>SOURCE_DATE_EPOCH</c> so that builds can be repeated.</summary>
static class EpochClock
{
    // 9999-12-31T23:59:59Z
    const long LastSecond = 253_402_300_799;

    public static TimeProvider FromEnvironment(Func<string, string?> environment)
    {
        if (environment("SOURCE_DATE_EPOCH") is not { Length: > 0 } epoch)
            return TimeProvider.System;
        return long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond
            ? new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : throw new CorrectTheCallException($"SOURCE_DATE_EPOCH is '{epoch}'. Expected seconds since 1970-01-01, as a whole number.");
    }
}
