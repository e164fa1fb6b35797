using Sluice.Extract;
using Sluice.Extract.Filters;
using Sluice.Records;

namespace Sluice.Tests.Extract;

public sealed class DateIsReadableTests
{
    [Theory]
    [InlineData("\"2021-01-01\"", null)]
    [InlineData("\"2021-01-01T10:00:00Z\"", null)]
    [InlineData("\"2021-01-01, 1:00 AM\"", null)]
    [InlineData("\"2021\\u002d01-01\"", null)]
    [InlineData("null", DropReason.MissingDate)]
    [InlineData("\"\"", DropReason.MissingDate)]
    [InlineData("\" \\t\\u00a0\"", DropReason.MissingDate)]
    [InlineData("20210101", DropReason.MissingDate)]
    [InlineData("[\"2021-01-01\"]", DropReason.MissingDate)]
    [InlineData("\"n/a\"", DropReason.UnreadableDate)]
    [InlineData("\"2021\"", DropReason.UnreadableDate)]
    [InlineData("\"2021-02-30\"", DropReason.UnreadableDate)]
    public void A_date_is_read_missing_or_unreadable(string json, DropReason? reason)
    {
        var row = Some.Candidate($$"""{"date_published":{{json}}}""");

        Assert.Equal(reason, new DateIsReadable().Judge(row));
        Assert.Equal(reason is null, row.Date is not null);
    }

    [Fact]
    public void No_date_at_all_is_missing() => Assert.Equal(DropReason.MissingDate, new DateIsReadable().Judge(Some.Candidate("{}")));

    [Fact]
    public void The_date_of_the_row_before_is_forgotten()
    {
        var row = Some.Candidate("""{"date_published":"2021-01-01"}""");
        row.Line.Read(Some.Bytes("{}"), out _);

        new DateIsReadable().Judge(row);

        Assert.Null(row.Date);
    }
}

public sealed class DateInRangeTests
{
    [Theory]
    [InlineData("2019-12-31", DropReason.BeforeMinDate)]
    [InlineData("2020-01-01", null)]
    [InlineData("2020-01-01T00:00:00Z", null)]
    [InlineData("2020-01-01T00:30:00+01:00", DropReason.BeforeMinDate)]
    [InlineData("2019-12-31T23:30:00-01:00", null)]
    [InlineData("2021-12-31", null)]
    [InlineData("2021-12-31T23:59:59.999Z", null)]
    [InlineData("2022-01-01", DropReason.AfterMaxDate)]
    [InlineData("2022-01-01T00:30:00+01:00", null)]
    [InlineData("2021-12-31T23:30:00-01:00", DropReason.AfterMaxDate)]
    public void Both_ends_are_whole_UTC_days_and_included(string date, DropReason? reason) =>
        Assert.Equal(reason, new DateInRange(new DateOnly(2020, 1, 1), new DateOnly(2021, 12, 31)).Judge(Row(date)));

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    public void Without_ends_every_date_is_in_range(string date) => Assert.Null(new DateInRange(null, null).Judge(Row(date)));

    [Theory]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2017-01-01T00:59:60+01:00")]
    public void A_leap_second_belongs_to_the_day_that_it_ends(string date) =>
        Assert.Null(new DateInRange(null, new DateOnly(2016, 12, 31)).Judge(Row(date)));

    static Candidate Row(string date) => Some.Candidate($$"""{"date_published":"{{date}}"}""");
}

public sealed class CollectionIsSelectedTests
{
    [Theory]
    [InlineData("""{"source":"arxiv"}""", null)]
    [InlineData("""{"source":"\u0061rxiv"}""", null)]
    [InlineData("""{"source":"lesswrong"}""", DropReason.SourceNotSelected)]
    [InlineData("""{"source":"arXiv"}""", DropReason.SourceNotSelected)]
    [InlineData("""{"source":null}""", DropReason.SourceNotSelected)]
    [InlineData("{}", DropReason.SourceNotSelected)]
    public void Only_selected_collections_are_kept(string line, DropReason? reason) =>
        Assert.Equal(reason, new CollectionIsSelected(["distill", "arxiv"]).Judge(Some.Candidate(line)));

    [Fact]
    public void Without_a_selection_all_are_kept() => Assert.Null(new CollectionIsSelected(null).Judge(Some.Candidate("{}")));
}

public sealed class TextIsLongEnoughTests
{
    [Theory]
    [InlineData("\"1234\"", DropReason.TooShort)]
    [InlineData("\"12345\"", null)]
    [InlineData("\"ééééé\"", null)]
    [InlineData("\"éééé\"", DropReason.TooShort)]
    [InlineData("\"😀😀😀😀😀\"", null)]
    [InlineData("\"😀😀😀😀\"", DropReason.TooShort)]
    [InlineData("\"\\ud83d\\ude00\\ud83d\\ude001\\n\"", DropReason.TooShort)]
    [InlineData("\"\\ud83d\\ude00\\ud83d\\ude001\\n2\"", null)]
    [InlineData("null", DropReason.TooShort)]
    [InlineData("[\"123456\"]", DropReason.TooShort)]
    public void Length_counts_Unicode_scalar_values(string text, DropReason? reason) =>
        Assert.Equal(reason, new TextIsLongEnough(5).Judge(Some.Candidate($$"""{"text":{{text}}}""")));

    [Fact]
    public void An_absent_text_is_empty()
    {
        Assert.Equal(DropReason.TooShort, new TextIsLongEnough(1).Judge(Some.Candidate("{}")));
        Assert.Null(new TextIsLongEnough(0).Judge(Some.Candidate("{}")));
    }
}
