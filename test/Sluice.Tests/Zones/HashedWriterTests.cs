using System.Security.Cryptography;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class HashedWriterTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task What_is_on_disk_is_what_was_given_and_the_hash_is_its_sha256(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var path = folder.File("deep", "data.jsonl");
        var given = new MemoryStream();
        var parts = new List<string>();
        await using var writer = new HashedWriter(path);
        for (var part = 0; part < 4; part++)
        {
            var from = given.Length;
            for (var lines = random.Next(30); lines > 0; lines--)
            {
                var line = new byte[random.Next(5) == 0 ? random.Next(700_000) : random.Next(2000)];
                random.NextBytes(line);
                await writer.WriteLineAsync(line);
                given.Write(line);
                given.WriteByte((byte)'\n');
            }
            parts.Add(await writer.EndPartAsync());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(given.ToArray().AsSpan((int)from))), parts[^1]);
        }
        Assert.Equal(given.Length, writer.Length);

        var sha256 = await writer.FinishAsync();
        await writer.DisposeAsync();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(given.ToArray())), sha256);
        Assert.Equal(sha256, Checksums.OfFile(path));
    }

    [Fact]
    public async Task An_empty_file_has_the_hash_of_nothing()
    {
        using var folder = new TempFolder();
        await using var writer = new HashedWriter(folder.File("empty"));

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", await writer.FinishAsync());
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_over()
    {
        using var folder = new TempFolder();
        folder.Write("data.jsonl", "old");

        Assert.Throws<IOException>(() => new HashedWriter(folder.File("data.jsonl")));
        Assert.Equal("old", File.ReadAllText(folder.File("data.jsonl")));
    }

    [Fact]
    public async Task Going_on_with_a_file_keeps_its_first_bytes_and_hashes_the_whole()
    {
        using var folder = new TempFolder();
        var path = folder.Write("data.jsonl", "one\ntwo\nhal");

        await using var writer = HashedWriter.Continue(path, 8);
        await writer.WriteLineAsync("three"u8.ToArray());

        Assert.Equal(14, writer.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("three\n"u8)), await writer.EndPartAsync());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("one\ntwo\nthree\n"u8)), await writer.FinishAsync());
        await writer.DisposeAsync();
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(path));
    }
}
