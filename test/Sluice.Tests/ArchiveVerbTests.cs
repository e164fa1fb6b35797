using Sluice.Cli.Verbs;
using Sluice.Records;

namespace Sluice.Tests;

public sealed class ArchiveVerbTests
{
    [Theory]
    [InlineData("90d", 90 * 24)]
    [InlineData("12h", 12)]
    [InlineData("2w", 14 * 24)]
    [InlineData("0d", 0)]
    public void An_age_is_whole_hours_days_or_weeks(string text, int hours) => Assert.Equal(TimeSpan.FromHours(hours), ArchiveVerb.AgeOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("90")]
    [InlineData("90m")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("90 d")]
    [InlineData("100001w")]
    public void Any_other_age_is_refused(string text) => Assert.Contains("90d", Assert.Throws<CorrectTheCallException>(() => ArchiveVerb.AgeOf(text)).Message);
}
