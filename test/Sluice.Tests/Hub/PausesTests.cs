using Sluice.Hub;

namespace Sluice.Tests.Hub;

public sealed class PausesTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 8)]
    [InlineData(50, 8)]
    public void A_pause_is_anywhere_below_a_span_that_doubles_up_to_eight_seconds(int failures, double most)
    {
        var pauses = new Pauses(new Random(1));

        var tried = Enumerable.Range(0, 200).Select(_ => pauses.After(failures).TotalSeconds).ToList();

        Assert.All(tried, pause => Assert.InRange(pause, 0, most));
        Assert.True(tried.Min() < most * 0.1 && tried.Max() > most * 0.9);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0", 0.0)]
    [InlineData("Sat, 31 Jan 2026 02:00:30 GMT", 30.0)]
    [InlineData("Sat, 31 Jan 2015 02:00:00 GMT", 0.0)]
    [InlineData("86400", 86400.0)]
    [InlineData("soon, perhaps", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("-5", null)]
    [InlineData(null, null)]
    public void Retry_After_is_seconds_or_a_date_or_nothing(string? said, double? seconds)
    {
        using var answer = new HttpResponseMessage();
        if (said is not null)
            answer.Headers.TryAddWithoutValidation("Retry-After", said);

        Assert.Equal(seconds, Pauses.AskedFor(answer, new FakeClock())?.TotalSeconds);
    }
}
