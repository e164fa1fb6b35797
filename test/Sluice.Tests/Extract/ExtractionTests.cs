using Sluice.Extract;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Extract;

public sealed class ExtractionTests
{
    static readonly Selection Strict = new() { MinDate = new DateOnly(2020, 1, 1), MaxDate = new DateOnly(2022, 12, 31), Collections = ["arxiv"] };

    [Theory]
    [InlineData("""{"source":"arxiv","title":"Safety","text":"short","date_published":"2021-01-01",}""", DropReason.MalformedJson)]
    [InlineData("""[{"date_published":"2021-01-01"}]""", DropReason.MalformedJson)]
    [InlineData("""{"source":"x","text":""}""", DropReason.MissingDate)]
    [InlineData("""{"source":"x","text":"","date_published":"soon"}""", DropReason.UnreadableDate)]
    [InlineData("""{"source":"x","text":"","date_published":"2019-01-01"}""", DropReason.BeforeMinDate)]
    [InlineData("""{"source":"x","text":"","date_published":"2023-01-01"}""", DropReason.AfterMaxDate)]
    [InlineData("""{"source":"x","text":"","date_published":"2021-01-01"}""", DropReason.SourceNotSelected)]
    [InlineData("""{"source":"arxiv","text":"","date_published":"2021-01-01"}""", DropReason.NoKeyword)]
    [InlineData("""{"source":"arxiv","text":"","title":"Safety","date_published":"2021-01-01"}""", DropReason.TooShort)]
    public void The_first_reason_counts(string line, DropReason reason)
    {
        var extraction = new Extraction(Strict);

        Assert.Equal(reason, extraction.Judge(new UpstreamRow { Bytes = Some.Bytes(line) }));
        Assert.False(extraction.Kept);
    }

    [Fact]
    public void A_row_that_no_filter_objects_to_is_kept()
    {
        var extraction = new Extraction(Strict);

        Assert.Null(extraction.Judge(new UpstreamRow { Bytes = Some.Bytes(Some.Line(1, row => row["source"] = "arxiv")) }));
        Assert.True(extraction.Kept);
    }

    [Fact]
    public void A_line_that_is_too_long_is_malformed() =>
        Assert.Equal(DropReason.MalformedJson, new Extraction(Strict).Judge(new UpstreamRow { TooLong = true }));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_malformed() =>
        Assert.Equal(DropReason.MalformedJson, new Extraction(Strict).Judge(new UpstreamRow { Bytes = new byte[] { (byte)'{', 0xFF, (byte)'}' } }));

    [Fact]
    public void Defective_are_upstreams_faults_and_nothing_else() =>
        Assert.Equal(["malformed_json", "missing_date", "unreadable_date"], DropReasons.All.Where(reason => reason.IsDefective()).Select(reason => reason.Name()));

    [Fact]
    public void A_selection_is_the_same_in_whatever_order_and_case_it_was_given()
    {
        var one = new Selection { Collections = ["arxiv", "distill"], Keywords = ["Safety", "alignment"] };
        var other = new Selection { Collections = ["distill", "arxiv"], Keywords = ["alignment", "safety", "alignment"] };

        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Hash, (one with { MinLength = 99 }).Hash);
        Assert.NotEqual(one.Hash, (one with { Collections = null }).Hash);
        Assert.NotEqual(one.Hash, (one with { MaxDate = new DateOnly(2022, 1, 1) }).Hash);
    }

    [Fact]
    public void Every_problem_of_a_selection_is_told_at_once()
    {
        var wrong = new Selection { Collections = ["arxif"], MinDate = new DateOnly(2022, 1, 1), MaxDate = new DateOnly(2021, 1, 1), MinLength = -1, Keywords = [""] };

        var message = Assert.Throws<CorrectTheCallException>(() => wrong.Checked(SourceRegistry.Load().Source("alignment_research"))).Message;

        Assert.All(["arxif", "'arxiv'", "--max-date 2021-01-01", "--min-length -1", "--keywords"], part => Assert.Contains(part, message));
    }
}
