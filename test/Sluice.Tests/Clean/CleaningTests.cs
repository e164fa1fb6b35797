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
            """{"n": 1.50 ,"title":"A\nB","x":" \u0061\r ","url":"https://a.org/#y","_provenance":{"transformations":["validate@1:doi_bare","line_ends@1:title","trim@1:title","tracking_parameters@1:url"],"line":7,"repairs":[{"by":"line_ends@1","field":"title","count":1},{"by":"trim@1","field":"title","count":2},{"by":"tracking_parameters@1","field":"url","count":1,"places":[{"before":"?utm_source=x","after":""}]}]}}""",
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

    /// <summary>Inherited no. 18: MathML/LaTeX inside a table cell survives cleaning (trafilatura#792).</summary>
    [Theory]
    [InlineData("Table 1.\n\n| loss | value |\n|---|---|\n| $ \\mathcal{L}(\\theta) = \\sum_{i &lt; n} x_i \\\\ $ | \\(a &amp; b\\) |\n| \\begin{matrix}1 &#38; 2\\end{matrix} | `x\u200by` |")]
    [InlineData("<table><tr><td><math><mi>x</mi><mo>&lt;</mo><mn>1</mn><mo>&#x2062;</mo></math></td><td>$a_{1} &gt; \\alpha$</td><td>&nbsp;</td></tr>\n\n\n\n<tr><td>align-\nment</td></tr></table>")]
    public void Inherited_18_MathML_and_LaTeX_inside_a_table_cell_survive_cleaning(string text)
    {
        foreach (var source in SomeText.Collections)
        {
            var line = Some.RawLine(new JsonObject { ["source"] = source, ["text"] = text, ["summaries"] = new JsonArray(text) }.ToJsonString());
            Assert.Equal(text, Some.Read(Cleaned(line)).GetString("text"u8));
            Assert.DoesNotContain("repairs", Cleaned(line));
        }
    }

    /// <summary>Inherited no. 24: a 300-author paper keeps all 300 (ARD formatters.py 1,024-char cut).</summary>
    [Fact]
    public async Task Inherited_24_A_300_author_paper_keeps_all_300_in_their_order()
    {
        var authors = Enumerable.Range(0, 300).Select(i => $"{(char)('A' + i * 7 % 26)}. Sampleton-{i * 37 % 300}é Example").ToArray();
        Assert.True(string.Join(',', authors).Length > 4000);
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1, row => { row["source"] = "arxiv"; row["authors"] = new JsonArray([.. authors.Select(author => (JsonNode)author)]); })]));
        Assert.Equal(0, (await hub.RunAsync()).ExitCode);

        var data = Directory.EnumerateFiles(hub.Lake.Root, "*.jsonl", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) is "data.jsonl" or "documents.jsonl" && !path.Contains("quarantine")).ToList();
        data.RemoveAll(path => path.Contains("/corpus/"));
        Assert.Equal(5, data.Count);
        foreach (var path in data)
            Assert.Equal(authors, JsonNode.Parse(File.ReadLines(path).Single())!["authors"]!.AsArray().Select(author => (string)author!));
    }

    [Fact]
    public void A_text_of_which_nothing_would_be_left_stays()
    {
        foreach (var text in new[] { "\u200b", "&nbsp;", "<p></p>", "\ufeff \u0001" })
        {
            var line = Some.RawLine(new JsonObject { ["source"] = "special_docs", ["title"] = text, ["text"] = text }.ToJsonString());
            Assert.Equal(line, Cleaned(line));
        }
    }

    [Fact]
    public void What_one_repair_shows_another_repairs()
    {
        // A reference hides mojibake, and that a ligature; a soft hyphen is part of the proof of another.
        Assert.Equal("It’s specified, in Bogotá, naïve", Some.Read(Cleaned(Some.RawLine("""{"text":"It&acirc;&euro;&trade;s speci&iuml;&not;&#129;ed, in Bogot&Atilde;&iexcl;, na&Atilde;&macr;ve"}"""))).GetString("text"u8));
        Assert.Equal("país", Some.Read(Cleaned(Some.RawLine("""{"text":"pa&Atilde;&shy;s"}"""))).GetString("text"u8));
    }

    [Fact]
    public void The_collection_decides_which_markup_is_left_over()
    {
        const string Text = "see <@here@>(@Embedded Agents@)";
        string? CleanedOf(string source) => Some.Read(Cleaned(Some.RawLine(new JsonObject { ["source"] = source, ["text"] = Text }.ToJsonString()))).GetString("text"u8);

        Assert.Equal("see here (Embedded Agents)", CleanedOf("alignment_newsletter"));
        Assert.Equal(Text, CleanedOf("lesswrong"));
    }

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
