using Sluice.Enrich;
using Sluice.Records;

namespace Sluice.Tests.Enrich;

public sealed class EnrichmentTests
{
    [Theory]
    [InlineData("2021-01-01", 2021, "Q1", 1, "2020s")]
    [InlineData("2019-03-31T23:30:00-05:00", 2019, "Q1", 3, "2010s")]
    [InlineData("2009-04-01T00:10:00+05:00", 2009, "Q2", 4, "2000s")]
    [InlineData("1999-12-31T00:00:00Z", 1999, "Q4", 12, "1990s")]
    [InlineData("2020-09-30", 2020, "Q3", 9, "2020s")]
    public void Time_fields_are_those_of_the_day_as_written(string date, int year, string quarter, int month, string decade)
    {
        var enriched = SomeEnrichment.Of(row => row["date_published"] = date);

        Assert.Equal((year, quarter, month, decade), ((int)enriched["year"]!, (string)enriched["quarter"]!, (int)enriched["month"]!, (string)enriched["decade"]!));
    }

    [Theory]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"text":"x","date_published":"soon"}""")]
    public void Without_a_date_they_are_null_and_not_guessed(string line)
    {
        var enriched = SomeEnrichment.OfLine(line);

        Assert.All(["year", "quarter", "month", "decade"], field => Assert.True(enriched.AsObject().ContainsKey(field) && enriched[field] is null));
    }

    [Fact]
    public void Methods_name_every_field()
    {
        var enriched = SomeEnrichment.Of(_ => { }).AsObject();
        var fields = enriched.Select(field => field.Key).ToList();

        Assert.Equal(["year", "quarter", "month", "decade", "word_count", "reading_time_minutes", "paragraph_count", "has_code",
            "safety_relevance", "technical_level", "primary_topics", "quality_score", "quality_tier", "methods"], fields);
        Assert.Equal(fields[..^1], enriched["methods"]!.AsObject().Select(method => method.Key));
        Assert.All(enriched["methods"]!.AsObject(), method => Assert.Matches("^[a-z_]+@[0-9]+$", (string)method.Value!));
    }

    [Fact]
    public void All_other_bytes_stay_and_upstreams_own_field_is_kept()
    {
        var line = Some.RawLine("""{"n": 1.50 ,"enriched":{"a" :1},"text":"\u0061"}""");
        var document = new Document();

        new Enrichment().Enrich(Some.DocumentOf(line), document);

        Assert.StartsWith(line.Replace("\"enriched\"", "\"_upstream_enriched\"")[..^1] + ",\"enriched\":{", Some.Text8(document.Line.Bytes));
    }

    [Fact]
    public void A_record_leaves_no_trace_in_the_next()
    {
        var (enrichment, document) = (new Enrichment(), new Document());
        string Of(string line)
        {
            enrichment.Enrich(Some.DocumentOf(line), document);
            return Some.Text8(document.Line.Bytes);
        }
        var alone = Of("""{"title":"b"}""");
        Of(Some.Line(1, row => row["tags"] = new System.Text.Json.Nodes.JsonArray("alignment")));

        Assert.Equal(alone, Of("""{"title":"b"}"""));
    }

    [Fact]
    public void No_culture_matters()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        var line = Some.Line(1, row => { row["text"] = "ALIGNMENT IN ROBUSTNESS"; row["tags"] = new System.Text.Json.Nodes.JsonArray("I", "i"); });
        var invariant = SomeEnrichment.OfLine(line).ToJsonString();
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal(invariant, SomeEnrichment.OfLine(line).ToJsonString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }
}
