using Sluice.Extract;
using Sluice.Records;
using Sluice.Tests.Records;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class UpstreamLinesTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "a" : 1 }""")]
    [InlineData("""{"_provenance":"theirs","a":1}""")]
    [InlineData("""{"a":1,"_provenance":"theirs"}""")]
    [InlineData("""{"_provenance":1,"_upstream_provenance":2}""")]
    [InlineData("""{"x":"\ud800\u0061","n":1.50,"n":1}""")]
    public void A_raw_line_without_our_provenance_is_what_upstream_sent(string line)
    {
        var raw = Some.Read(Some.RawLine(line));

        Assert.Equal(line, Some.Text8(UpstreamLines.AsSent(raw).Span));
    }

    [Fact]
    public void Whatever_upstream_sends_comes_back()
    {
        var random = new Random(111);
        for (var i = 0; i < 300; i++)
        {
            var line = SomeJson.Object(random);
            Assert.Equal(line, Some.Text8(UpstreamLines.AsSent(Some.Read(Some.RawLine(line))).Span));
        }
    }

    [Fact]
    public void A_line_without_provenance_is_as_sent_already() =>
        Assert.Equal("""{"a":1}""", Some.Text8(UpstreamLines.AsSent(Some.Read("""{"a":1}""")).Span));

    [Fact]
    public void The_place_is_the_one_that_provenance_names()
    {
        Assert.Equal(new Place("arxiv.jsonl", 42), UpstreamLines.PlaceOf(Some.Read(Some.RawLine("{}", "arxiv.jsonl", 42))));
        Assert.Equal(default, UpstreamLines.PlaceOf(Some.Read("""{"_provenance":{"file":7}}""")));
        Assert.Equal(default, UpstreamLines.PlaceOf(Some.Read("{}")));
    }

    [Fact]
    public async Task Lines_are_read_from_upstreams_own_file_with_their_offsets()
    {
        await using var hub = await SomeHub.StartAsync();
        var (first, long_) = (Some.Line(1), Some.Line(2, row => row["text"] = string.Concat(Enumerable.Repeat("longer than a buffer ", 10_000))));
        hub.WriteBytes("lesswrong.jsonl", Some.Bytes("\uFEFF" + first + "\r\n\n" + long_ + "\n" + Some.Line(3)));
        var dump = hub.Dump(await hub.ExtractAsync());
        using var upstream = new UpstreamLines(hub.Lake, dump);
        var raw = File.ReadAllLines(dump.Data).Select(Some.Read).ToList();

        var start = 3 + Some.Bytes(first).Length + 3;
        Assert.Equal([0L, start, start + long_.Length + 1], raw.Select(line => upstream.OffsetOf(UpstreamLines.PlaceOf(line))!.Value).ToList());
        using var again = new UpstreamLines(hub.Lake, dump);
        Assert.Equal([first, long_, Some.Line(3)], raw.Select(line => Some.Text8(again.LineAt(UpstreamLines.PlaceOf(line), line).Span)));
    }

    [Fact]
    public async Task Without_the_file_the_raw_line_gives_what_upstream_sent()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var dump = hub.Dump(await hub.ExtractAsync(options => options with { Mode = ExtractMode.Full }));
        Directory.Delete(hub.Lake.Files(SomeHub.Source), recursive: true);
        using var upstream = new UpstreamLines(hub.Lake, dump);
        var raw = Some.Read(File.ReadAllLines(dump.Data).Single());

        Assert.Null(upstream.OffsetOf(UpstreamLines.PlaceOf(raw)));
        Assert.Equal(Some.Line(1), Some.Text8(upstream.LineAt(UpstreamLines.PlaceOf(raw), raw).Span));
    }
}
