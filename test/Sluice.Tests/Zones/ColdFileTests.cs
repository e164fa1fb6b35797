using System.Diagnostics;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class ColdFileTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("one line\n")]
    public void Content_comes_back_and_the_same_content_gives_the_same_bytes(string text)
    {
        var path = _folder.Write("data.jsonl", text);
        foreach (var name in new[] { "a", "b" })
            ColdFile.Compress(path, _folder.File("cold", name + ".gz"));

        Assert.Equal(File.ReadAllBytes(_folder.File("cold", "a.gz")), File.ReadAllBytes(_folder.File("cold", "b.gz")));
        Assert.Equal(Checksums.OfFile(path), ColdFile.ContentOf(_folder.File("cold", "a.gz")));
        using var content = new StreamReader(ColdFile.Open(_folder.File("cold", "a")));
        Assert.Equal(text, content.ReadToEnd());
        ColdFile.Decompress(_folder.File("cold", "a.gz"), _folder.File("again", "data.jsonl"));
        Assert.Equal(text, File.ReadAllText(_folder.File("again", "data.jsonl")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a line\nand another\n")]
    public void An_ordinary_tool_opens_it(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "gzip is a Unix program.");
        ColdFile.Compress(_folder.Write("x", text), _folder.File("x.gz"));
        using var gzip = Process.Start(new ProcessStartInfo("gzip", ["-dc", _folder.File("x.gz")]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        Assert.Equal(text, gzip.StandardOutput.ReadToEnd());
        gzip.WaitForExit();
        Assert.Equal(0, gzip.ExitCode);
    }

    [Fact]
    public void The_plain_file_comes_first_and_skipping_is_the_same_in_both()
    {
        ColdFile.Compress(_folder.Write("x", "0123456789"), _folder.File("x.gz"));
        using (var plain = ColdFile.Open(_folder.File("x")))
            Assert.IsType<FileStream>(plain);
        Assert.Equal("789", From(7));
        File.Delete(_folder.File("x"));
        Assert.Equal("789", From(7));
        Assert.Equal("", From(70));
        File.Delete(_folder.File("x.gz"));
        Assert.Throws<GateFailedException>(() => ColdFile.Open(_folder.File("x")));

        string From(long at)
        {
            using var stream = ColdFile.Open(_folder.File("x"));
            ColdFile.Skip(stream, at);
            return new StreamReader(stream).ReadToEnd();
        }
    }

    [Fact]
    public void What_is_damaged_or_cut_short_has_no_content()
    {
        var random = new byte[5000];
        new Random(1).NextBytes(random);
        ColdFile.Compress(_folder.Write("x", random), _folder.File("x.gz"));
        var bytes = File.ReadAllBytes(_folder.File("x.gz"));
        var sha256 = ColdFile.ContentOf(_folder.File("x.gz"));
        foreach (var at in new[] { 0, 4, 9, bytes.Length / 2, bytes.Length - 6 })
        {
            var flipped = bytes.ToArray();
            flipped[at] ^= 1;
            File.WriteAllBytes(_folder.File("x.gz"), flipped);
            Assert.NotEqual(sha256, ColdFile.ContentOf(_folder.File("x.gz")));
        }
        foreach (var length in new[] { 0, 5, 2000, bytes.Length - 1 })
        {
            File.WriteAllBytes(_folder.File("x.gz"), bytes[..length]);
            Assert.NotEqual(sha256, ColdFile.ContentOf(_folder.File("x.gz")));
        }
    }
}
