using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class DateFormatTests
{
    [Theory]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-06-08, 5:21 PM", "2023-06-08T17:21:00Z", "instant")]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-06-08, 12:00 AM", "2023-06-08T00:00:00Z", "instant")]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-06-08, 12:59 PM", "2023-06-08T12:59:00Z", "instant")]
    [InlineData("YYYY-MM-DD HH:mm:ss", "2023-06-08 07:08:09", "2023-06-08T07:08:09Z", "instant")]
    [InlineData("YYYY-MM-DDTHH:mmZ", "2023-06-08T07:08Z", "2023-06-08T07:08:00Z", "instant")]
    [InlineData("MMMM D, YYYY", "March 4, 2021", "2021-03-04", "day")]
    [InlineData("D MMM YYYY", "14 Dec 2021", "2021-12-14", "day")]
    [InlineData("MM/DD/YYYY", "03/04/2021", "2021-03-04", "day")]
    [InlineData("DD/MM/YYYY", "03/04/2021", "2021-04-03", "day")]
    [InlineData("YYYY.M.D", "2021.3.14", "2021-03-14", "day")]
    [InlineData("MMMM YYYY", "may 2021", "2021-05-01", "month")]
    [InlineData("YYYY-MM", "2021-05", "2021-05-01", "month")]
    [InlineData("YYYY", "2021", "2021-01-01", "year")]
    public void A_date_in_its_form_becomes_ISO_and_tells_its_precision(string form, string text, string iso, string precision)
    {
        var format = DateFormat.Parse(form);

        Assert.Equal(DateReading.Read, format.TryRead(text, out var date));
        Assert.Equal((iso, precision), (date.Iso, format.Precision));
    }

    [Theory]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-02-30, 5:21 PM")]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-02-03, 13:21 PM")]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-02-03, 0:21 PM")]
    [InlineData("YYYY-MM-DD HH:mm", "2023-02-03 24:00")]
    [InlineData("MMMM D, YYYY", "February 29, 2021")]
    [InlineData("DD/MM/YYYY", "04/13/2021")]
    [InlineData("YYYY", "0000")]
    public void A_day_that_does_not_exist_is_impossible(string form, string text) =>
        Assert.Equal(DateReading.Impossible, DateFormat.Parse(form).TryRead(text, out _));

    [Theory]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-06-08")]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-06-08, 5:21 PM ")]
    [InlineData("YYYY-MM-DD, h:mm AM|PM", "2023-06-08, 5:21 XM")]
    [InlineData("MMMM D, YYYY", "Mar 4, 2021")]
    [InlineData("MMMM D, YYYY", "M\u00e4rz 4, 2021")]
    [InlineData("YYYY", "21")]
    [InlineData("YYYY", "")]
    [InlineData("YYYY", "\u0662\u0660\u0662\u0661")]
    public void Anything_else_is_not_read(string form, string text) =>
        Assert.Equal(DateReading.Unreadable, DateFormat.Parse(form).TryRead(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("MM-DD")]
    [InlineData("YYYY-DD")]
    [InlineData("YYYY-MM-DD HH")]
    [InlineData("YYYY-MM-DD h:mm")]
    [InlineData("YYYY-MM-DD HH:mm AM|PM")]
    [InlineData("YYYY YYYY")]
    [InlineData("YYYY-MM-MMM")]
    [InlineData("yyyy-MM-dd")]
    public void A_form_that_tells_no_date_is_refused(string form) => Assert.Throws<FormatException>(() => DateFormat.Parse(form));
}
