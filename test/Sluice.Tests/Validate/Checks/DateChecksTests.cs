using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

public sealed class DateChecksTests
{
    static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    static string Line(string date, string? ingested = null) =>
        $$"""{"date_published":"{{date}}"{{(ingested is null ? "" : $$""","_provenance":{"ingestion_date":"{{ingested}}"}""")}}}""";

    [Theory]
    [InlineData("2024-05-01")]
    [InlineData("2024-05-02T12:00:00Z")]
    [InlineData("2024-05-02T13:00:00+01:00")]
    [InlineData("soon")]
    [InlineData("2024-02-30")]
    public void A_date_at_most_a_day_after_the_record_was_read_is_past(string date)
    {
        Assert.Empty(SomeValidation.Of(new DateIsPast(Now), Line(date)));
        Assert.Empty(SomeValidation.Of(new DateIsPast(null), Line(date, "2024-05-01T12:00:00Z")));
    }

    [Theory]
    [InlineData("2024-05-02T12:00:01Z")]
    [InlineData("2024-05-03")]
    [InlineData("9999-12-31T23:59:59-23:59")]
    public void A_later_one_is_in_the_future(string date)
    {
        Assert.Equal(["date.future /date_published"], SomeValidation.Of(new DateIsPast(Now), Line(date)));
        Assert.Equal(["date.future /date_published"], SomeValidation.Of(new DateIsPast(null), Line(date, "2024-05-01T12:00:00Z")));
    }

    [Fact]
    public void What_the_record_says_goes_before_the_clock_and_without_either_nothing_is_judged()
    {
        Assert.Empty(SomeValidation.Of(new DateIsPast(Now), Line("2025-01-01", "2026-01-01T00:00:00Z")));
        Assert.NotEmpty(SomeValidation.Of(new DateIsPast(Now), Line("2023-01-01", "2022-01-01T00:00:00Z")));
        Assert.NotEmpty(SomeValidation.Of(new DateIsPast(Now), Line("2025-01-01", "some day")));
        Assert.Empty(SomeValidation.Of(new DateIsPast(null), Line("9999-01-01")));
    }

    static string[] Arxiv(string url, string date, string precision = "day") =>
        SomeValidation.Of(new DateFitsArxivId(), $$"""{"url":"{{url}}","date_published":"{{date}}","date_precision":"{{precision}}"}""");

    [Theory]
    [InlineData("https://arxiv.org/abs/1801.00001", "2017-12-31")]
    [InlineData("https://arxiv.org/abs/1801.00001", "2018-01-01T00:30:00+02:00", "instant")]
    [InlineData("https://arxiv.org/abs/1805.00001", "2017-01-01", "year")]
    [InlineData("http://www.arxiv.org/pdf/1801.00001v2.pdf", "2017-06-01")]
    [InlineData("https://export.arxiv.org/html/1801.0001v12", "2017-06-01")]
    [InlineData("HTTPS://ARXIV.ORG/PDF/1801.00001", "2017-06-01")]
    [InlineData("https://ar5iv.org/abs/1801.00001", "2017-06-01")]
    [InlineData("https://ar5iv.labs.arxiv.org/html/1801.00001", "2017-06-01")]
    [InlineData("https://arxiv.org/abs/hep-th/9901001", "1998-12-31")]
    [InlineData("https://arxiv.org/abs/math.GT/0309136v1?context=math", "2003-08-31")]
    public void A_date_before_the_month_of_the_arXiv_id_does_not_fit(string url, string date, string precision = "day") =>
        Assert.Equal(["date.arxiv_mismatch /date_published"], Arxiv(url, date, precision));

    [Theory]
    [InlineData("https://arxiv.org/abs/1801.00001", "2018-01-01")]
    [InlineData("https://arxiv.org/abs/1801.00001", "2023-01-01")]
    [InlineData("https://arxiv.org/abs/1805.00001", "2018-01-01", "year")]
    [InlineData("https://arxiv.org/abs/1805.00001", "2018-01-01T00:00:00+02:00", "year")]
    [InlineData("https://arxiv.org/abs/hep-th/9901001", "1999-01-01")]
    [InlineData("https://arxiv.org/abs/1813.00001", "2001-01-01")]
    [InlineData("https://arxiv.org/abs/0703.0001", "2001-01-01")]
    [InlineData("https://arxiv.org/list/1801.00001", "2001-01-01")]
    [InlineData("https://arxiv.org.example.org/abs/1801.00001", "2001-01-01")]
    [InlineData("https://example.org/?u=https://arxiv.org/abs/1801.00001", "2001-01-01")]
    [InlineData("https://arxiv.org/abs/1801.00001", "soon")]
    [InlineData("https://arxiv.org/abs/1801.00001", "0001-01-01T00:00:00+23:59", "year", true)]
    public void Any_other_date_fits_and_what_is_no_arXiv_id_says_nothing(string url, string date, string precision = "day", bool found = false) =>
        Assert.Equal(found ? ["date.arxiv_mismatch /date_published"] : [], Arxiv(url, date, precision));

    [Theory]
    [InlineData("\"1801.00001v3\"", true)]
    [InlineData("\"arXiv:1801.00001\"", true)]
    [InlineData("\"cs/0112017\"", false)]
    [InlineData("\"none\"", false)]
    [InlineData("1801.00001", false)]
    [InlineData("null", false)]
    public void The_id_may_stand_in_a_field_of_its_own(string id, bool found) =>
        Assert.Equal(found, SomeValidation.Of(new DateFitsArxivId(), $$"""{"url":"https://example.org","arxiv_id":{{id}},"date_published":"2017-12-31"}""").Length > 0);

    [Fact]
    public void A_mapped_record_of_a_collection_that_vouches_for_the_year_is_judged_by_the_year()
    {
        static string[] Codes(string collection, string date) => SomeValidation.CodesOf(Some.Line(1, row => (row["source"], row["url"], row["date_published"], row["id"]) =
            (collection, "https://arxiv.org/abs/1805.00001", date, "f7b9d4dc65c5f60cf9e2a1b4d0a76c9e"))).Where(code => code.StartsWith("date.")).ToArray();

        Assert.Empty(Codes("alignment_newsletter", "2018-01-01T00:00:00Z"));
        Assert.Equal(["date.arxiv_mismatch"], Codes("alignment_newsletter", "2017-01-01T00:00:00Z"));
        Assert.Equal(["date.arxiv_mismatch"], Codes("arxiv", "2018-01-01T00:00:00Z"));
    }
}
