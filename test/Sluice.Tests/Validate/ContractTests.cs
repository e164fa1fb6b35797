using System.Text.Json.Nodes;
using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

public sealed class ContractTests
{
    static (string[] Findings, JsonNode Record) Judge(Contract? contract, Action<JsonObject> edit)
    {
        var source = SomeValidation.Source with { Contract = contract };
        var document = new Document();
        var findings = new Validation(source, Schema.Load(SourceRegistry.Shipped(source.Schema))).Judge(Some.RawRecord(1, edit), document);
        return ([.. findings.Select(finding => $"{finding.Severity} {finding.Code} {finding.Pointer}")], JsonNode.Parse(Some.Text8(document.Line.Bytes))!);
    }

    static Contract Fields(ContractMode mode, params string[] fields) =>
        new(Fields: new(fields.ToDictionary(field => field, _ => mode), StringComparer.Ordinal));

    [Fact]
    public void Without_a_word_a_breach_of_the_schema_rejects_and_what_is_unknown_warns()
    {
        var (findings, _) = Judge(null, row => (row["confidence_score"], row["mood"], row["source_type"]) = ("high", "good", "carved in stone"));

        Assert.Equal(["Error schema.type /confidence_score", "Warning field.unknown /mood", "Warning value.unknown /source_type"], findings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_field_that_may_evolve_only_warns()
    {
        var (findings, record) = Judge(Fields(ContractMode.Evolve, "categories", "confidence_score"), row => (row["categories"], row["confidence_score"]) = (new JsonArray("a", 7), "high"));

        Assert.Equal(["Warning schema.type /categories/1", "Warning schema.type /confidence_score"], findings.Order(StringComparer.Ordinal));
        Assert.Equal("high", (string?)record["confidence_score"]);
    }

    [Fact]
    public void What_is_unknown_rejects_where_it_has_to_wait()
    {
        var (findings, _) = Judge(new Contract(ContractMode.Quarantine, ContractMode.Quarantine), row => (row["mood"], row["source_type"]) = ("good", "carved in stone"));

        Assert.Equal(["Error field.unknown /mood", "Error value.unknown /source_type"], findings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_field_named_by_the_contract_has_its_own_mode()
    {
        var contract = new Contract(ContractMode.Quarantine, Fields: new(StringComparer.Ordinal) { ["mood"] = ContractMode.Evolve });

        Assert.Equal(["Warning field.unknown /mood"], Judge(contract, row => row["mood"] = "good").Findings);
    }

    [Fact]
    public void A_frozen_field_says_so_and_stops_the_dump()
    {
        var (findings, _) = Judge(Fields(ContractMode.Freeze, "tags"), row => row["tags"] = 1);

        Assert.Equal(["Error schema.type /tags", "Error contract.frozen /tags"], findings);
        Assert.Contains("freezes", new Threshold().Stops(1000, 1, new Dictionary<string, long> { ["contract.frozen"] = 1 }));
    }

    [Theory]
    [InlineData("confidence_score", "\"0.50\"", "0.50")]
    [InlineData("citation_level", "\"12\"", "12")]
    [InlineData("citation_level", "[3]", "3")]
    [InlineData("doi", "[\"10.5555/1\"]", "\"10.5555/1\"")]
    [InlineData("journal_ref", "2021", "\"2021\"")]
    [InlineData("journal_ref", "true", "\"true\"")]
    [InlineData("authors", "\"Ada Example\"", "[\"Ada Example\"]")]
    public void A_value_is_converted_where_nothing_is_lost_and_the_original_kept(string field, string sent, string converted)
    {
        var (findings, record) = Judge(Fields(ContractMode.Coerce, field), row => row[field] = JsonNode.Parse(sent));

        Assert.Empty(findings);
        Assert.Equal(converted, record[field]!.ToJsonString());
        Assert.Equal(sent, record["_provenance"]!["original"]![field]!.ToJsonString());
        Assert.Contains("validate@3:coerced_" + field, record["_provenance"]!["transformations"]!.AsArray().Select(by => (string)by!));
    }

    [Theory]
    [InlineData("confidence_score", "\"high\"")]
    [InlineData("citation_level", "\"1.5\"")]
    [InlineData("citation_level", "\"1e2\"")]
    [InlineData("doi", "[\"10.5555/1\",\"10.5555/2\"]")]
    [InlineData("doi", "[]")]
    [InlineData("tags", "[1]")]
    public void A_value_that_would_lose_something_stays_and_rejects(string field, string sent)
    {
        var (findings, record) = Judge(Fields(ContractMode.Coerce, field), row => row[field] = JsonNode.Parse(sent));

        Assert.StartsWith("Error schema.type /" + field, Assert.Single(findings));
        Assert.Equal(sent, record[field]!.ToJsonString());
    }

    [Fact]
    public void A_value_of_its_type_keeps_its_bytes() =>
        Assert.Null(Judge(Fields(ContractMode.Coerce, "confidence_score", "tags", "doi"), row => row["confidence_score"] = 0.5).Record["_provenance"]!["original"]);

    [Fact]
    public void A_contract_that_cannot_be_kept_is_refused()
    {
        using var folder = new TempFolder();
        string Registry(string field, string mode) => folder.Write("mine.json", File.ReadAllText(SourceRegistry.Shipped("sources.json"))
            .Replace("\"fields\": {}\n      }", $"\"fields\": {{\"{field}\": \"{mode}\"}}\n      }}"));

        Assert.Contains("'title' cannot evolve", Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load(Registry("title", "evolve"))).Message);
        Assert.Throws<CorrectTheCallException>(() => SourceRegistry.Load(Registry("tags", "melt")));
        Assert.Equal(ContractMode.Freeze, SourceRegistry.Load(Registry("title", "freeze")).Source("alignment_research").Contract!.Of("title"));
        Assert.Contains("no type", Assert.Throws<CorrectTheCallException>(() => Judge(Fields(ContractMode.Coerce, "karma"), _ => { })).Message);
    }
}
