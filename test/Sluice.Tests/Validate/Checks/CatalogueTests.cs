using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;

namespace Sluice.Tests.Validate.Checks;

/// <summary>Checks and the catalogue of codes speak of the same things.</summary>
public sealed class CatalogueTests
{
    // Found before there is a record to check, or across records.
    static readonly string[] OfValidate = ["json.malformed", "json.not_an_object", "json.line_too_long", "encoding.invalid_utf8", "id.duplicate", "contract.frozen", "plugin.failed"];

    static readonly ValidateOptions All = new() { Ascii = true, AsOf = new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero) };

    static SourceEntry Unlicensed => SomeValidation.Source with { License = new License("NOASSERTION", "", "") };

    static Validation Everything => new(Unlicensed, Sluice.JsonSchema.Schema.Parse("""{"properties":{"id":{}}}"""), All);

    // Between them they trip every check in every way.
    static readonly string[] Lines =
    [
        """{"a":1,"a":2}""",
        """{"source":"lesswrong","source_type":"carved in stone","_provenance":{"file":"nobody.jsonl","line":1}}""",
        "{\"a\":" + new string('[', 70) + new string(']', 70) + "}",
        """{"id":"a","url":"b c","title":" ","text":"","date_published":"soon","source":"tomorrow","doi":"x","authors":["","Ã©t\u00e9\ufffd"]}""",
        """{"id":"a","url":"https://arxiv.org/abs/2501.00001","title":"A caf\ufffd","text":"A caf\ufffd\u0007","date_published":"2024-12-31"}""",
        """{"date_published":"2021-02-30","text":"One line and nothing under it"}""",
        """{"id":"a","title":"a","decoded_as_windows_1252":["title"]}""",
        new JsonObject { ["title"] = new string('a', 1001), ["text"] = "A <br> HuÃ¡scar…" }.ToJsonString(),
        new JsonObject { ["title"] = "a", ["text"] = string.Concat(Enumerable.Repeat("und das ist nicht die Sache von der ich rede ", 25_000)) }.ToJsonString(),
    ];

    [Fact]
    public void Every_code_but_the_schemas_belongs_to_exactly_one_check()
    {
        var ofChecks = Everything.Checks.SelectMany(check => check.Codes).ToList();
        var listed = FindingCode.All.Where(code => code.Stage == "validate").Select(code => code.Code).Where(code => !code.StartsWith("schema.", StringComparison.Ordinal)).ToList();

        Assert.Equal(ofChecks.Distinct().Count(), ofChecks.Count);
        Assert.Empty(OfValidate.Intersect(ofChecks));
        Assert.Equal(listed.Order(StringComparer.Ordinal), ofChecks.Concat(OfValidate).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_check_reports_its_codes_and_no_others_with_the_severity_of_the_catalogue()
    {
        var reported = Everything.Checks.ToDictionary(check => check, _ => new SortedSet<string>(StringComparer.Ordinal));
        foreach (var line in Lines)
            foreach (var check in reported.Keys)
                foreach (var finding in SomeValidation.Check(check, line))
                {
                    reported[check].Add(finding.Code);
                    Assert.Equal(FindingCode.All.Single(code => code.Code == finding.Code).Severity, finding.Severity);
                }
        Assert.All(reported, pair => Assert.Equal(pair.Key.Codes.Order(StringComparer.Ordinal), pair.Value));
    }

    [Fact]
    public void A_fine_record_trips_no_check() =>
        Assert.Empty(new Validation(SomeValidation.Source, Sluice.JsonSchema.Schema.Parse("{}"), All).Judge(Some.RawRecord(), new Document()));
}
