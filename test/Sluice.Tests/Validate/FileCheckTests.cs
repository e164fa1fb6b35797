using Sluice.Records;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Validate;

public sealed class FileCheckTests
{
    static async Task<(CheckSummary Summary, List<(Finding Finding, Place Place, string? Id)> Findings)> CheckAsync(byte[] file)
    {
        var findings = new List<(Finding, Place, string?)>();
        using var reader = new LineReader(new MemoryStream(file), "some.jsonl");
        var summary = await new FileCheck(SomeValidation.New()).RunAsync(reader, null, (finding, site) => findings.Add((finding, site.Place, site.Id)), default);
        return (summary, findings);
    }

    [Theory]
    [InlineData("{", "json.malformed")]
    [InlineData("rubbish", "json.malformed")]
    [InlineData("{\"a\":NaN}", "json.malformed")]
    [InlineData("{\"a\":1,}", "json.malformed")]
    [InlineData("{} {}", "json.malformed")]
    [InlineData("[1] x", "json.malformed")]
    [InlineData("[{\"id\":\"a\"}]", "json.not_an_object")]
    [InlineData("\"text\"", "json.not_an_object")]
    [InlineData("null", "json.not_an_object")]
    [InlineData(" 7 ", "json.not_an_object")]
    public async Task A_line_that_is_no_record_says_why(string line, string code)
    {
        var (summary, findings) = await CheckAsync(Some.Bytes(line + "\n"));

        Assert.Equal(code, Assert.Single(findings).Finding.Code);
        Assert.Equal((1, 0, 1), (summary.Read, summary.Valid, summary.Invalid));
    }

    [Fact]
    public async Task A_line_that_is_not_UTF8_says_at_which_byte()
    {
        var (_, findings) = await CheckAsync([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);

        Assert.Equal(("encoding.invalid_utf8", "valid UTF-8 at byte 2 of the line"), (findings.Single().Finding.Code, findings.Single().Finding.Expected));
    }

    [Fact]
    public async Task A_line_over_the_limit_is_too_long()
    {
        var (_, findings) = await CheckAsync(Enumerable.Repeat((byte)'x', LineReader.LongestLine + 1).ToArray());

        Assert.Equal("json.line_too_long", findings.Single().Finding.Code);
    }

    [Fact]
    public async Task Findings_have_the_place_and_the_id_of_their_record_and_the_counts_balance()
    {
        var bad = Some.Line(2, row => row["url"] = "https://a b");
        var odd = Some.Line(3, row => row["source"] = "tomorrow");
        var (summary, findings) = await CheckAsync(Some.Bytes($"{Some.Line(1)}\n\n{bad}\n{odd}\nrubbish\n{Some.Line(1)}"));

        var second = Some.Line(1).Length + 2;
        Assert.Equal(
        [
            ("url.malformed", 3, second, Some.IdOf(2)),
            ("id.url_mismatch", 3, second, Some.IdOf(2)),
            ("source.unknown", 4, second + bad.Length + 1, Some.IdOf(3)),
            ("json.malformed", 5, second + bad.Length + odd.Length + 2, null),
            ("id.duplicate", 6, second + bad.Length + odd.Length + 10, Some.IdOf(1)),
        ], findings.Select(at => (at.Finding.Code, at.Place.Line, at.Place.ByteOffset!.Value, at.Id)));
        Assert.Equal((5, 2, 3, 2), (summary.Read, summary.Valid, summary.Invalid, summary.Warnings));
        Assert.Equal(["id.duplicate=1", "id.url_mismatch=1", "json.malformed=1", "source.unknown=1", "url.malformed=1"], summary.Findings.Select(pair => $"{pair.Key}={pair.Value}"));
    }
}
