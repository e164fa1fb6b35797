using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

public sealed class ValidationTests
{
    [Fact]
    public void A_fine_record_has_no_findings() => Assert.Empty(SomeValidation.Judge(Some.Line()));

    [Fact]
    public void Every_applicable_finding_is_reported() =>
        Assert.Equal(["field.empty /title", "id.url_mismatch /id", "schema.minLength /title", "schema.pattern /url", "schema.type /tags", "source.unknown /source", "url.malformed /url"],
            SomeValidation.Judge(Some.Line(1, row =>
            {
                row["url"] = "ftp://example.org";
                row["title"] = "";
                row["tags"] = "alignment";
                row["source"] = "tomorrow";
            })).Select(finding => $"{finding.Code} {finding.Pointer}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("id", "schema.required")]
    [InlineData("source", "schema.required")]
    [InlineData("title", "schema.required")]
    [InlineData("text", "schema.required")]
    [InlineData("url", "schema.required")]
    public void A_required_field_must_be_there(string field, string code) =>
        Assert.Equal([code], SomeValidation.CodesOf(Some.Line(1, row => row.Remove(field))));

    [Fact]
    public void An_ill_typed_value_is_neither_coerced_nor_called_missing() =>
        Assert.Equal(["schema.type"], SomeValidation.CodesOf(Some.Line(1, row => row["date_published"] = 2021)));

    [Fact]
    public void Optional_fields_may_be_null_and_fields_that_are_not_listed_may_be_anything() =>
        Assert.Empty(SomeValidation.Judge(Some.Line(1, row =>
        {
            foreach (var field in new[] { "authors", "tags", "doi", "abstract", "journal_ref" })
                row[field] = null;
            row["karma"] = "a lot";
        })));

    [Fact]
    public void The_first_otherwise_valid_record_of_an_id_stays()
    {
        var validation = SomeValidation.New();
        string[] Judge(Action<System.Text.Json.Nodes.JsonObject>? edit = null) => Some.Codes(validation.Judge(Some.RawRecord(1, edit), new Document()));

        Assert.Equal(["url.malformed", "id.url_mismatch"], Judge(row => row["url"] = "https://a b"));
        Assert.Empty(Judge());
        Assert.Equal(["id.duplicate"], Judge());
        Assert.Equal(["url.malformed", "id.url_mismatch", "id.duplicate"], Judge(row => row["url"] = "https://a b"));
        Assert.Empty(Some.Codes(validation.Judge(Some.RawRecord(2), new Document())));
    }

    [Fact]
    public void A_record_with_a_warning_only_still_holds_its_id()
    {
        var validation = SomeValidation.New();

        Assert.Equal(["source.unknown"], Some.Codes(validation.Judge(Some.RawRecord(1, row => row["source"] = "tomorrow"), new Document())));
        Assert.Equal(["id.duplicate"], Some.Codes(validation.Judge(Some.RawRecord(1), new Document())));
    }

    [Fact]
    public void Every_code_that_is_reported_is_in_the_catalogue_with_its_severity()
    {
        string[] lines =
        [
            Some.Line(1, row => { row["url"] = " "; row["title"] = new string('a', 1001); row["date_published"] = "2021-02-30"; row["source"] = "x"; row["confidence_score"] = 2; row["authors"] = new System.Text.Json.Nodes.JsonArray("a", "a"); }),
            Some.Line(2, row => { row.Remove("date_published"); row["confidence_score"] = -1; row["alignment_text"] = "x"; row["id"] = ""; }),
            Some.Line(3, row => row["date_published"] = "soon").Replace("\"title\":", "\"title\":1,\"title\":"),
        ];
        var findings = lines.SelectMany(SomeValidation.Judge).ToList();

        Assert.InRange(findings.Select(finding => finding.Code).Distinct().Count(), 13, 30);
        Assert.All(findings, finding => Assert.Equal(finding.Severity, FindingCode.All.Single(code => code.Code == finding.Code).Severity));
    }

    [Fact]
    public void Another_registry_or_schema_is_another_configuration()
    {
        var source = SomeValidation.Source;
        var schema = Sluice.JsonSchema.Schema.Load(SourceRegistry.Shipped(source.Schema));

        Assert.Equal(new Validation(source, schema).Configuration, SomeValidation.New().Configuration);
        Assert.NotEqual(new Validation(source with { Collections = [] }, schema).Configuration, SomeValidation.New().Configuration);
        Assert.NotEqual(new Validation(source, Sluice.JsonSchema.Schema.Parse("{}")).Configuration, SomeValidation.New().Configuration);
    }

    [Fact]
    public void Pointers_lead_into_the_record_as_upstream_sent_it() =>
        Assert.Equal(["schema.type /comment", "json.duplicate_key /date_basis/a"], SomeValidation.Judge("""{"id":"a","source":"arxiv","title":"t","text":"x","url":"https://example.org","date_published":"2021-03-04","comment":[1],"date_basis":{"a":1,"a":2}}""")
            .Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code} {finding.Pointer}").OrderByDescending(told => told, StringComparer.Ordinal));
}
