using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class PublicationDateTests
{
    [Theory]
    [InlineData("2021-03-04", "2021-03-04", "day", "2021-03-04T00:00:00Z")]
    [InlineData("2020-02-29", "2020-02-29", "day", "2020-02-29T00:00:00Z")]
    [InlineData("0001-01-01", "0001-01-01", "day", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31", "9999-12-31", "day", "9999-12-31T00:00:00Z")]
    [InlineData("2021-03-04T05:06:07Z", "2021-03-04T05:06:07Z", "instant", "2021-03-04T05:06:07Z")]
    [InlineData("2021-03-04t05:06:07z", "2021-03-04T05:06:07Z", "instant", "2021-03-04T05:06:07Z")]
    [InlineData("2021-03-04T05:06:07", "2021-03-04T05:06:07Z", "instant", "2021-03-04T05:06:07Z")]
    [InlineData("2021-03-04T05:06:07.123456789Z", "2021-03-04T05:06:07Z", "instant", "2021-03-04T05:06:07Z")]
    [InlineData("2021-03-04T05:06:07.9", "2021-03-04T05:06:07Z", "instant", "2021-03-04T05:06:07Z")]
    [InlineData("2021-03-04T05:06:07+02:00", "2021-03-04T05:06:07+02:00", "instant", "2021-03-04T03:06:07Z")]
    [InlineData("2021-01-01T00:30:00.5+01:00", "2021-01-01T00:30:00+01:00", "instant", "2020-12-31T23:30:00Z")]
    [InlineData("2020-12-31T23:30:00-01:00", "2020-12-31T23:30:00-01:00", "instant", "2021-01-01T00:30:00Z")]
    [InlineData("2021-03-04T05:06:07-00:00", "2021-03-04T05:06:07-00:00", "instant", "2021-03-04T05:06:07Z")]
    [InlineData("2021-03-04, 5:06 AM", "2021-03-04T05:06:00Z", "instant", "2021-03-04T05:06:00Z")]
    [InlineData("2021-03-04, 11:59 PM", "2021-03-04T23:59:00Z", "instant", "2021-03-04T23:59:00Z")]
    [InlineData("2021-03-04, 12:00 AM", "2021-03-04T00:00:00Z", "instant", "2021-03-04T00:00:00Z")]
    [InlineData("2021-03-04, 12:30 PM", "2021-03-04T12:30:00Z", "instant", "2021-03-04T12:30:00Z")]
    [InlineData("2021-03-04, 05:06 PM", "2021-03-04T17:06:00Z", "instant", "2021-03-04T17:06:00Z")]
    public void A_known_form_is_read(string text, string iso, string precision, string utc)
    {
        Assert.Equal(DateReading.Read, PublicationDate.TryRead(text, out var date));

        Assert.Equal(iso, date.Iso);
        Assert.Equal(precision, date.Precision);
        var instant = DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.Equal((instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond, date.UtcSeconds);
    }

    [Theory]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z")]
    [InlineData("2016-12-31T23:59:60", "2016-12-31T23:59:60Z")]
    [InlineData("2017-01-01T00:59:60+01:00", "2017-01-01T00:59:60+01:00")]
    [InlineData("2016-12-31T15:59:60.5-08:00", "2016-12-31T15:59:60-08:00")]
    public void A_leap_second_exists_at_the_end_of_a_UTC_day(string text, string iso)
    {
        Assert.Equal(DateReading.Read, PublicationDate.TryRead(text, out var date));
        Assert.Equal(iso, date.Iso);
    }

    [Theory]
    [InlineData("2021-02-30")]
    [InlineData("2021-02-29")]
    [InlineData("2021-13-01")]
    [InlineData("2021-00-10")]
    [InlineData("2021-01-00")]
    [InlineData("2021-04-31T10:00:00Z")]
    [InlineData("0000-01-01")]
    [InlineData("2021-02-30, 5:06 AM")]
    [InlineData("2021-01-01T24:00:00Z")]
    [InlineData("2021-01-01T10:60:00Z")]
    [InlineData("2021-01-01T10:00:61Z")]
    [InlineData("2021-01-01T10:00:60Z")]
    [InlineData("2016-12-31T23:59:60+01:00")]
    [InlineData("2021-01-01T10:00:00+24:00")]
    [InlineData("2021-01-01T10:00:00+01:60")]
    [InlineData("2021-01-01, 13:00 PM")]
    [InlineData("2021-01-01, 0:30 AM")]
    [InlineData("2021-01-01, 1:60 AM")]
    public void A_day_or_time_that_does_not_exist_is_impossible(string text) =>
        Assert.Equal(DateReading.Impossible, PublicationDate.TryRead(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("2021")]
    [InlineData("2021-03")]
    [InlineData("21-03-04")]
    [InlineData("2021/03/04")]
    [InlineData("2021-3-4")]
    [InlineData(" 2021-03-04")]
    [InlineData("2021-03-04 ")]
    [InlineData("2021-03-04 05:06:07")]
    [InlineData("2021-03-04T05:06")]
    [InlineData("2021-03-04T05:06Z")]
    [InlineData("2021-03-04T")]
    [InlineData("2021-03-04T05:06:07.Z")]
    [InlineData("2021-03-04T05:06:07 Z")]
    [InlineData("2021-03-04T05:06:07+0200")]
    [InlineData("2021-03-04T05:06:07+02")]
    [InlineData("2021-03-04T05:06:07ZZ")]
    [InlineData("2021-03-04T5:06:07Z")]
    [InlineData("2021-03-04,5:06 AM")]
    [InlineData("2021-03-04, 5:06AM")]
    [InlineData("2021-03-04, 5:06 am")]
    [InlineData("2021-03-04, 5:6 AM")]
    [InlineData("2021-03-04, 005:06 AM")]
    [InlineData("2021-03-04, 5:06:07 AM")]
    [InlineData("March 4, 2021")]
    [InlineData("04/03/2021")]
    [InlineData("٢٠٢١-٠٣-٠٤")]
    [InlineData("2021-03-0４")]
    [InlineData("n/a")]
    public void Any_other_form_is_unreadable(string text) =>
        Assert.Equal(DateReading.Unreadable, PublicationDate.TryRead(text, out _));

    [Fact]
    public void No_culture_matters()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "tr-TR", "th-TH", "ar-SA", "de-DE" })
            {
                System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(name);
                Assert.Equal(DateReading.Read, PublicationDate.TryRead("2021-03-04, 12:30 PM", out var date));
                Assert.Equal("2021-03-04T12:30:00Z", date.Iso);
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }
}
