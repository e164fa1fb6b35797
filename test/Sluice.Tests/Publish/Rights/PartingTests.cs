using System.Text.Json.Nodes;
using Sluice.Publish;
using Sluice.Publish.Privacy;
using Sluice.Publish.Rights;
using Sluice.Records;

namespace Sluice.Tests.Publish.Rights;

/// <summary>What of a document a release holds, and what stays in the lake.</summary>
public sealed class PartingTests
{
    static readonly string Long = new('x', Prose.LongestNote + 1);

    static (JsonNode Served, JsonNode? Local, string Line) Part(string line, string state, string? metadata = null, bool ownAbstract = true, PrivacyVerdict? verdict = null)
    {
        var document = new RecordLine();
        Assert.True(document.Read(new DocumentForm().Of(Some.Read(line), new DocumentId("s", "1"), null, new WorkPlace("s:1", Relation.Same)), out _));
        var parting = new Parting();
        parting.Part(document, new DocumentRights("NOASSERTION", state, null, null, "c", null, null, null, "r", metadata), verdict ?? PrivacyVerdict.Clean, ["some@1"], ownAbstract);
        var served = Some.Text8(parting.Served.Bytes);
        return (JsonNode.Parse(served)!, parting.Local.IsEmpty ? null : JsonNode.Parse(parting.Local.Span), served);
    }

    static string[] Withheld(JsonNode served) => [.. served["rights"]!["withheld_fields"]!.AsArray().Select(name => (string)name!)];

    [Fact]
    public void A_served_text_is_there_with_all_beside_it()
    {
        var (served, local, line) = Part($$"""{"n": 1.50 ,"text":"T","summaries":["S"],"notes":"{{Long}}"}""", TextState.Served);

        Assert.StartsWith($$"""{"document_id":"s:1","n": 1.50 ,"text":"T","summaries":["S"],"notes":"{{Long}}" """.TrimEnd(), line);
        Assert.Equal((0, null, "served"), (Withheld(served).Length, local, (string?)served["rights"]!["text"]));
        Assert.False(served.AsObject().ContainsKey("privacy"));
    }

    [Theory]
    [InlineData(TextState.Withheld)]
    [InlineData(TextState.Unknown)]
    public void A_text_that_is_not_served_stays_with_all_other_prose(string state)
    {
        var (served, local, _) = Part("""{"title":"XX","text":"T","summaries":["S"],"comments":"C","opinion":"O","karma":3,"note":"short","notes":{"deep":["XX"]},"_provenance":{"line":1}}""".Replace("XX", Long), state);

        Assert.Null(served["text"]);
        Assert.Equal(["text", "summaries", "comments", "opinion", "notes", "abstract"], Withheld(served));
        Assert.Equal("""{"document_id":"s:1","text":"T","summaries":["S"],"comments":"C","opinion":"O","notes":{"deep":["XX"]},"abstract":"S"}""".Replace("XX", Long), local!.ToJsonString());
        Assert.Equal((Long, "short", 3), ((string?)served["title"], (string?)served["note"], (int)served["karma"]!));
        Assert.All(Withheld(served).Skip(1), name => Assert.False(served.AsObject().ContainsKey(name)));
    }

    [Fact]
    public void What_holds_nothing_need_not_be_withheld() => Assert.Equal(["text"], Withheld(Part("""{"text":"T","summaries":[],"comment":null,"summary":""}""", TextState.Unknown).Served));

    [Fact]
    public void An_abstract_stays_only_where_it_is_upstreams_own_and_the_metadata_have_a_licence()
    {
        const string Line = """{"abstract":"A","text":"T"}""";

        Assert.Equal("A", (string?)Part(Line, TextState.Unknown, "CC0-1.0").Served["abstract"]);
        Assert.Equal(["abstract", "text"], Withheld(Part(Line, TextState.Unknown).Served));
        Assert.Equal(["text", "summaries", "abstract"], Withheld(Part("""{"text":"T","summaries":["by others"]}""", TextState.Unknown, "CC0-1.0", ownAbstract: false).Served));
    }

    [Fact]
    public void Where_the_detectors_disagree_no_abstract_stays() =>
        Assert.Equal(["abstract", "text"], Withheld(Part("""{"abstract":"A","text":"T"}""", TextState.Withheld, "CC0-1.0", verdict: new(new(StringComparer.Ordinal), ["phone"], new HashSet<string>())).Served));

    [Fact]
    public void A_text_in_pieces_or_under_another_name_is_withheld()
    {
        var pieces = new JsonArray([.. Enumerable.Range(0, 40).Select(i => (JsonNode)new string((char)('a' + i % 26), 35))]).ToJsonString();
        var (served, _, line) = Part($$"""{"sentences":{{pieces}},"body":"B","Content":"C","notes":{"{{Long}}":1},"{{Long}}":2,"{{Long}}y":null,"karma":3,"text":"T"}""", TextState.Unknown);

        Assert.Equal(["sentences", "body", "Content", "notes", Long[..40] + "…", Long[..40] + "…", "text"], Withheld(served));
        Assert.DoesNotContain(Long, line);
    }

    [Fact]
    public void Tags_and_authors_that_are_texts_are_left_out()
    {
        var (served, local, line) = Part($$"""{"tags":["a","{{Long}}"],"authors":["Ada Example","{{Long}}"],"title":"T","text":"T"}""", TextState.Unknown);

        Assert.Equal(("""["a"]""", """["Ada Example"]""", 2), (served["tags"]!.ToJsonString(), served["authors"]!.ToJsonString(), local!["tags"]!.AsArray().Count));
        Assert.Equal(["tags", "authors", "text"], Withheld(served));
        Assert.DoesNotContain(Long, line);
        Assert.StartsWith("Ada Example", (string?)served["rights"]!["citation"]);
    }

    [Fact]
    public void A_title_that_goes_on_with_the_text_is_cut()
    {
        var (served, local, line) = Part($$"""{"title":"On: {{Long}} more","text":"{{Long}} and more"}""", TextState.Unknown);

        Assert.Equal((Prose.LongestNote + 1, $"On: {Long} more"), (((string)served["title"]!).Length, (string?)local!["title"]));
        Assert.Equal(["title", "text"], Withheld(served));
        Assert.DoesNotContain(Long, line);
    }

    [Fact]
    public void What_repairs_tell_of_a_text_stays_with_it_and_their_number_is_served()
    {
        var (served, local, _) = Part("""{"text":"T","_provenance":{"repairs":[{"by":"a@1","field":"text","count":2,"places":[{"before":"b","after":"c"}]}],"original":{"date_published":"2021","summaries":"S"},"line":1}}""", TextState.Withheld);

        Assert.Equal("""{"repairs":[{"by":"a@1","field":"text","count":2}],"original":{"date_published":"2021"},"line":1}""", served["_provenance"]!.ToJsonString());
        Assert.Equal(["text", "_provenance.repairs", "_provenance.original"], Withheld(served));
        Assert.Equal("b", (string?)local!["_provenance.repairs"]![0]!["places"]![0]!["before"]);
    }

    [Fact]
    public void A_field_that_is_there_twice_is_withheld_twice()
    {
        var (_, _, line) = Part("""{"text":"one","summary":"S1","text":"two","summary":"S2"}""", TextState.Unknown);

        Assert.Contains("""
            "withheld_fields":["text","summary","abstract"]
            """, line);
        foreach (var word in new[] { "one", "two", "S1", "S2" })
            Assert.DoesNotContain(word, line);
    }

    [Fact]
    public void A_field_whose_name_is_escaped_or_was_moved_aside_is_withheld_too()
    {
        var (served, _, line) = Part("""{"te\u0078t":"one","_upstream_text":"two","rights":"XX"}""".Replace("XX", Long), TextState.Unknown);

        Assert.Equal(["text", "_upstream_text", "_upstream_rights"], Withheld(served));
        Assert.DoesNotContain("two", line);
        Assert.DoesNotContain(Long, line);
    }

    [Fact]
    public void What_the_gate_did_is_told()
    {
        var (served, _, _) = Part("""{"text":"T"}""", TextState.Withheld, verdict: new(new(StringComparer.Ordinal) { ["email"] = 2 }, ["phone"], new HashSet<string>()));

        Assert.Equal("""{"redacted":{"email":2},"findings":["privacy.disagreement"],"methods":["some@1"]}""", served["privacy"]!.ToJsonString());
    }

    [Theory]
    [InlineData(280, false)]
    [InlineData(281, true)]
    public void Length_counts_characters_not_bytes(int length, bool isProse)
    {
        Assert.Equal(isProse, Prose.IsLong(Some.Bytes($"[\"{string.Concat(Enumerable.Repeat("é", length))}\"]"), Prose.LongestNote));
        Assert.Equal(isProse, Prose.IsLong(Some.Bytes($"{{\"a\\\"\":[\"\",\"{string.Concat(Enumerable.Repeat("\\\"", length - 2))}\"]}}"), Prose.LongestNote));
    }
}
