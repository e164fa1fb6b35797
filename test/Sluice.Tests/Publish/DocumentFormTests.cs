using System.Text.Json.Nodes;
using Sluice.Publish;
using Sluice.Records;

namespace Sluice.Tests.Publish;

public sealed class DocumentFormTests
{
    static string Text(string line, WorkPlace? work = null) =>
        Some.Text8(new DocumentForm().Of(Some.Read(line), new DocumentId("some_source", "id1"), "2023-01-01T00:00:00Z", work ?? new WorkPlace("some_source:id1", Relation.Same)).Span);

    static JsonNode Of(string line) => JsonNode.Parse(Text(line))!;

    [Fact]
    public void The_documents_id_stands_in_front_and_all_its_own_bytes_stay() =>
        Assert.Equal("""{"document_id":"some_source:id1","n": 1.50 ,"x":"\u0061" ,"abstract":null,"venue":null,"occurred_at":null,"signals":[],"work_id":"some_source:id1","work_relation":"same","rights":null,"privacy":null}""", Text("""{"n": 1.50 ,"x":"\u0061" }"""));

    [Theory]
    [InlineData("""{"abstract":"A","summaries":["S"]}""", "A")]
    [InlineData("""{"summaries":["",null," ","S","T"]}""", "S")]
    [InlineData("""{"summary":"S"}""", "S")]
    [InlineData("""{"summary":["S"]}""", "S")]
    [InlineData("""{"summaries":[],"summary":"S"}""", "S")]
    [InlineData("""{"summaries":[7],"summary":" "}""", null)]
    [InlineData("""{"x":1}""", null)]
    public void The_abstract_is_upstreams_or_the_first_of_its_summaries(string line, string? expected) => Assert.Equal(expected, (string?)Of(line)["abstract"]);

    [Theory]
    [InlineData("""{"venue":"V","journal_ref":"J"}""", "V")]
    [InlineData("""{"journal_ref":"J"}""", "J")]
    [InlineData("""{"journal_ref":" "}""", null)]
    [InlineData("""{"journal_ref":null}""", null)]
    public void The_venue_is_upstreams_or_its_journal_reference(string line, string? expected) => Assert.Equal(expected, (string?)Of(line)["venue"]);

    [Theory]
    [InlineData("""{"occurred_at":"2024-03-01"}""", "2024-03-01")]
    [InlineData("""{"date_published":"2024-03-01"}""", null)]
    public void When_it_happened_is_upstreams_or_nobody_knows(string line, string? expected)
    {
        Assert.True(Of(line).AsObject().ContainsKey("occurred_at"));
        Assert.Equal(expected, (string?)Of(line)["occurred_at"]);
    }

    [Theory]
    [InlineData("""{"abstract":null,"summaries":["S"]}""", "abstract", "S")]
    [InlineData("""{"venue":null,"journal_ref":"J"}""", "venue", "J")]
    public void A_null_of_upstreams_does_not_hide_what_can_be_gathered(string line, string field, string expected) => Assert.Equal(expected, (string?)Of(line)[field]);

    [Fact]
    public void Signals_keep_their_numbers_as_sent_with_the_date_of_upstreams_file() =>
        Assert.Equal(
            """[{"name":"karma","value":1.50,"observed_at":"2023-01-01T00:00:00Z"},{"name":"comment_count","value":-3,"observed_at":"2023-01-01T00:00:00Z"}]""",
            Of("""{"comment_count":-3,"karma":1.50,"votes":null}""")["signals"]!.ToJsonString());

    [Fact]
    public void A_copy_names_the_record_that_stands_for_its_work_and_how_it_stands_to_it()
    {
        var form = JsonNode.Parse(Text("""{"work_id":"theirs"}""", new WorkPlace("some_source:\"paper\"", Relation.PreprintOf)))!;

        Assert.Equal(("some_source:\"paper\"", "preprint-of", "theirs"), ((string?)form["work_id"], (string?)form["work_relation"], (string?)form["_upstream_work_id"]));
    }

    [Fact]
    public void Upstreams_fields_of_our_names_are_kept_beside_ours()
    {
        var form = Of("""{"document_id":"theirs","signals":"theirs"}""");

        Assert.Equal(("some_source:id1", "theirs", "theirs"), ((string?)form["document_id"], (string?)form["_upstream_document_id"], (string?)form["_upstream_signals"]));
    }

    [Theory]
    [InlineData("a:b", "a", "b")]
    [InlineData("a:b:c", "a", "b:c")]
    [InlineData("b", "", "b")]
    public void A_document_id_is_read_up_to_its_first_colon(string text, string source, string id) => Assert.Equal(new DocumentId(source, id), DocumentId.Parse(text));
}
