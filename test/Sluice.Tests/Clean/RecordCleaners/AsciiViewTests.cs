using System.Text.Json.Nodes;
using Sluice.Clean;
using Sluice.Clean.RecordCleaners;
using Sluice.Pipeline;
using Sluice.Records;

namespace Sluice.Tests.Clean.RecordCleaners;

public sealed class AsciiViewTests
{
    static Cleaning WithView => new(new CleanOptions { AsciiView = true });

    static JsonObject View(Action<JsonObject> edit) => SomeCleaned.Record(edit, WithView)["ascii"]!.AsObject();

    [Fact]
    public void A_record_has_none_unless_it_is_asked_for()
    {
        Assert.False(SomeCleaned.Record().ContainsKey("ascii"));
        Assert.True(SomeCleaned.Record(null, WithView).ContainsKey("ascii"));
        Assert.NotEqual(new Cleaning().Configuration, WithView.Configuration);
        Assert.Contains("ascii@1", WithView.Configuration);
    }

    [Fact]
    public void Title_text_and_authors_stand_in_it_and_the_record_keeps_its_own()
    {
        var record = SomeCleaned.Record(row =>
        {
            row["title"] = "Why π?";
            row["text"] = "½ “x” 😀😀";
            row["authors"] = new JsonArray("José Example", "Xu", "Mark");
            row["source"] = "special_docs";
        }, WithView);

        Assert.Equal("""{"map":"ascii@1","title":"Why pi?","text":"1/2 \"x\" [U+1F600][U+1F600]","authors":["Jose Example","Mark Xu"],"unmapped":{"U+1F600":2}}""",
            record["ascii"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("½ “x” 😀😀", record["text"]!.GetValue<string>());
    }

    [Fact]
    public void What_is_no_text_is_null()
    {
        var view = View(row =>
        {
            row["title"] = 7;
            row["text"] = null;
            row.Remove("authors");
        });

        Assert.Equal("""{"map":"ascii@1","title":null,"text":null,"authors":[],"unmapped":{}}""", view.ToJsonString());
    }

    [Fact]
    public void A_character_that_json_escapes_is_seen()
    {
        var line = SomeCleaned.Line("""{"title":"a","text":"x \u03c0 \ud800"}""", WithView);

        Assert.Equal("x pi [U+D800]", SomeCleaned.Parse(line[(line.IndexOf("\"ascii\":") + 8)..^1])["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1), InlineData(2)]
    public void The_view_is_ascii_byte_for_byte_and_deriving_it_again_changes_nothing(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var line = new JsonLineBuilder().BeginObject().Name("title"u8).String(Some.Utf16(random, 20)).Name("text"u8).String(Some.Utf16(random, 60))
                .Name("authors"u8).BeginArray().String(Some.Utf16(random, 10)).EndArray().EndObject();
            var once = SomeCleaned.Line(Some.Text8(line.Bytes), WithView);
            Assert.Equal(once, SomeCleaned.Line(once, WithView));
            Assert.True(System.Text.Ascii.IsValid(once.AsSpan(once.IndexOf("\"ascii\":{\"map\""))), once);
        }
    }

    [Fact]
    public async Task Records_with_an_unmapped_character_are_counted()
    {
        var run = new Noted();
        var records = new[] { Some.Document(1, row => row["text"] = "😀 and 漢 and 漢"), Some.Document(2), Some.Document(3, row => row["title"] = "⌚") };

        await foreach (var _ in WithView.RunAsync(Some.Stream(records), run, default)) { }

        Assert.Equal(["text.ascii_unmapped", "text.ascii_unmapped"], run.Findings.Select(finding => finding.Code));
        Assert.Equal("U+6F22 2 times, U+1F600 1 times", run.Findings[0].Found);
    }

    sealed class Noted : IShardRun
    {
        public List<Finding> Findings { get; } = [];

        public string Source => "some";

        public string Shard => "some.jsonl";

        public ValueTask RejectAsync(IRecord record, IReadOnlyList<Finding> findings) => throw new InvalidOperationException("Clean rejects nothing.");

        public void Note(IRecord record, IReadOnlyList<Finding> findings) => Findings.AddRange(findings);
    }
}
