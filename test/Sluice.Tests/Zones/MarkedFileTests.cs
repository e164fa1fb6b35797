using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class MarkedFileTests
{
    static readonly Tombstone Tombstone = new("s:gone", "s", ["gone"], [], "Asked for", "Ada Sampleton", "2026-01-31T02:00:00Z");

    static async Task<(string? Sha256, string Text)> MarkAsync(string text)
    {
        using var folder = new TempFolder();
        var (from, to) = (folder.Write("from", text), folder.File("to"));
        var sha256 = await MarkedFile.WriteAsync(() => File.OpenRead(from), to, new ForgottenRows([Tombstone], "s", _ => null), default);
        Assert.Equal(sha256 is not null, File.Exists(to));
        if (sha256 is not null)
            Assert.Equal(Checksums.OfFile(to), sha256);
        return (sha256, sha256 is null ? "" : Some.Text8(File.ReadAllBytes(to)));
    }

    const string Row = """{"id":"gone","text":"what it said"}""";
    const string Marker = """{"forgotten":"s:gone"}             """;

    [Theory]
    [InlineData("", "\n")]
    [InlineData("", "")]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\n")]
    [InlineData("{\"id\":\"a\"}\n\n  \nrubbish\r\n", "\r\n{\"id\":\"b\"}")]
    [InlineData("\uFEFF{\"id\":\"a\"}\n", "\n{\"id\":\"b\"}")]
    public async Task Only_the_row_s_own_bytes_change(string before, string after) =>
        Assert.Equal(before + Marker + after, (await MarkAsync(before + Row + after)).Text);

    [Fact]
    public async Task Every_such_row_is_overwritten_wherever_a_piece_of_the_file_ends()
    {
        var other = $$"""{"id":"other","text":"{{new string('x', 40_000)}}"}""";
        var text = string.Concat(Enumerable.Range(0, 12).Select(i => (i % 3 == 1 ? Row.Replace("what it said", new string('y', 1000 + 29_000 * i)) : other) + "\n"));

        var marked = (await MarkAsync(text)).Text;

        Assert.Equal(text.Length, marked.Length);
        Assert.DoesNotContain("yyy", marked);
        Assert.Equal(text.Split('\n').Select(line => line.StartsWith("{\"id\":\"gone") ? "{\"forgotten\":\"s:gone\"}".PadRight(line.Length) : line), marked.Split('\n'));
    }

    [Fact]
    public async Task A_file_without_such_a_row_is_not_copied_and_a_copy_is_not_copied_again()
    {
        Assert.Null((await MarkAsync("{\"id\":\"a\"}\n")).Sha256);
        Assert.Null((await MarkAsync((await MarkAsync(Row)).Text)).Sha256);
    }
}
