using Sluice.Clean;
using Sluice.Enrich;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;

namespace Sluice.Tests.Clean.RecordCleaners;

/// <summary>How much of a date is vouched for, and what it really is, from upstream's row to the enriched record.</summary>
public sealed class DatesStayTests
{
    [Theory]
    [InlineData("alignment_newsletter", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "year", "published")]
    [InlineData("arxiv", "2021-06-15", "2021-06-15", "day", "submitted")]
    [InlineData("arxiv", "2021-06-15T10:20:30Z", "2021-06-15T10:20:30Z", "instant", "submitted")]
    [InlineData("aisafety.info", "2023-06-09, 5:38 AM", "2023-06-09T05:38:00Z", "instant", "last_edited")]
    [InlineData("agentmodels", "2021-06-15T10:20:30Z", "2021-06-15T10:20:30Z", "instant", "last_commit")]
    public void Precision_and_basis_survive_cleaning_and_enriching(string collection, string sent, string date, string precision, string basis)
    {
        var (mapped, cleaned) = (new Document(), new Document());
        new Mapping(SourceRegistry.Load().Source("alignment_research")).Map(Some.RawRecord(1, row =>
        {
            row["source"] = collection;
            row["date_published"] = sent;
        }), mapped);
        new Cleaning().Clean(mapped, cleaned);
        var enriched = new Document();
        new Enrichment().Enrich(cleaned, enriched);

        foreach (var record in new[] { cleaned, enriched })
            Assert.Equal((date, precision, basis), (record.Line.GetString("date_published"u8), record.Line.GetString("date_precision"u8), record.Line.GetString("date_basis"u8)));
    }
}
