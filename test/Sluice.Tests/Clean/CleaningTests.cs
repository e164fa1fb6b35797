using System.Text.Json.Nodes;
using Sluice.Clean;
using Sluice.Records;

namespace Sluice.Tests.Clean;

public sealed class CleaningTests
{
    // What record cleaners add at the end is theirs to test.
    static string Cleaned(string line) => System.Text.RegularExpressions.Regex.Replace(Whole(line), @",?""canonical_url"":.*\}$", "}");

    static string Whole(string line)
    {
        var document = new Document();
        new Cleaning().Clean(Some.DocumentOf(line), document);
        return Some.Text8(document.Line.Bytes);
    }

    [Fact]
    public void A_clean_record_keeps_its_bytes()
    {
        var line = Some.RawLine("""{"title":"A \"title\" – ½", "text":"One\n\n\ttwo é 漢 \u00e9", "n": 1.50 ,"authors":["B","A"],"url":"https://a.org/?a=1#b"}""");

        Assert.Equal(line, Cleaned(line));
    }

    [Fact]
    public void Texts_are_repaired_and_every_other_byte_stays()
    {
        const string Line = """{"n": 1.50 ,"title":" A\r\nB ","x":" \u0061\r ","url":"https://a.org/?utm_source=x#y","_provenance":{"transformations":["validate@1:doi_bare"],"line":7}}""";

        Assert.Equal(
            """{"n": 1.50 ,"title":"A\nB","x":" \u0061\r ","url":"https://a.org/#y","_provenance":{"transformations":["validate@1:doi_bare","line_ends@1:title","trim@1:title","tracking_parameters@1:url"],"line":7}}""",
            Cleaned(Line));
    }

    [Fact]
    public void Authors_keep_their_order_and_each_is_cleaned()
    {
        var cleaned = JsonNode.Parse(Cleaned(Some.RawLine("""{"authors":["Zoe  Z ","\tAda","José",7,null,{"name":" x "}]}""".Replace("José", "Jose\u0301"))))!;

        Assert.Equal("""["Zoe  Z","Ada","José",7,null,{"name":" x "}]""", cleaned["authors"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("title", " ")]
    [InlineData("text", "a\\r\\nb")]
    [InlineData("abstract", "e\\u0301")]
    [InlineData("venue", "x\\u00a0")]
    [InlineData("summaries", " x")]
    public void Each_text_field_is_looked_at(string field, string text)
    {
        var line = Some.RawLine($$"""{"{{field}}":"{{text}}"}""");

        Assert.NotEqual(line, Cleaned(line));
    }

    [Theory]
    [InlineData("""{"title":null,"text":7,"authors":"A","tags":{}}""")]
    [InlineData("""{}""")]
    [InlineData("""{"title":"\ud800 e\u0301","text":"ends in a backslash\\"}""")]
    public void What_is_no_text_or_cannot_be_repaired_stays(string line) => Assert.Equal(Some.RawLine(line), Cleaned(Some.RawLine(line)));

    [Theory]
    [InlineData(91), InlineData(92)]
    public void Cleaning_a_record_twice_is_cleaning_it_once(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var line = new JsonLineBuilder().BeginObject()
                .Name("title"u8).String(Some.Utf16(random, 20))
                .Name("text"u8).String(Some.Utf16(random, 60))
                .Name("authors"u8).BeginArray().String(Some.Utf16(random, 10)).String(Some.Utf16(random, 10)).EndArray()
                .EndObject();
            var once = Whole(Some.Text8(line.Bytes));
            Assert.Equal(once, Whole(once));
        }
    }

    [Fact]
    public void Nothing_is_ever_replaced_by_a_question_mark()
    {
        var random = new Random(93);
        for (var i = 0; i < 200; i++)
        {
            var text = Some.Utf16(random, 60).Replace("?", "").Replace("\ufffd", "");
            var line = new JsonLineBuilder().BeginObject().Name("text"u8).String(text).EndObject();
            var body = Some.Read(Cleaned(Some.Text8(line.Bytes))).GetString("text"u8)!;
            Assert.DoesNotContain("?", body);
            Assert.DoesNotContain("\ufffd", body);
        }
    }
}
