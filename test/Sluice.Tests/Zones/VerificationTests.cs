using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class VerificationTests
{
    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), "rubbish", Some.Line(2, row => row["url"] = "x y")]));

    [Theory]
    [InlineData("lake.json")]
    [InlineData("raw/*/dumps/*/data.jsonl")]
    [InlineData("raw/*/dumps/*/dropped.jsonl")]
    [InlineData("raw/*/dumps/*/_metadata.json")]
    [InlineData("raw/*/dumps/*/snapshot.jsonl")]
    [InlineData("raw/*/dumps/*/MANIFEST.sha256")]
    [InlineData("raw/*/files/*")]
    [InlineData("quarantine/*/*/data.jsonl")]
    [InlineData("transformed/validated/*/*/data.jsonl")]
    [InlineData("transformed/cleaned/*/*/manifest.json")]
    [InlineData("transformed/enriched/*/*/data.jsonl")]
    [InlineData("serveable/releases/*/documents.jsonl")]
    [InlineData("serveable/releases/*/search.sqlite")]
    [InlineData("serveable/releases/*/local/texts.jsonl")]
    [InlineData("serveable/releases/*/local/search.sqlite")]
    [InlineData("serveable/releases/*/LINEAGE.json")]
    [InlineData("serveable/current")]
    [InlineData("runs/*")]
    public async Task A_flipped_byte_anywhere_turns_it_red(string pattern)
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        Assert.Empty(Verification.OfAll(hub.Lake));
        var path = Match(hub.Lake.Root, pattern);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.NotEmpty(Verification.OfAll(hub.Lake));
    }

    [Theory]
    [InlineData("raw/*/dumps/*/removed.jsonl")]
    [InlineData("raw/*/dumps/*/_metadata.json")]
    [InlineData("raw/*/dumps/*/MANIFEST.sha256")]
    [InlineData("raw/*/files/*")]
    [InlineData("quarantine/*/*/data.jsonl")]
    [InlineData("transformed/enriched/*/*/manifest.json")]
    [InlineData("serveable/releases/*/SHA256SUMS")]
    [InlineData("serveable/releases/*/search.sqlite")]
    [InlineData("serveable/releases/*/local/search.sqlite")]
    public async Task A_missing_file_anywhere_turns_it_red(string pattern)
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        File.Delete(Match(hub.Lake.Root, pattern));

        Assert.NotEmpty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_stray_file_in_a_committed_folder_turns_it_red_and_a_log_does_not()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        Directory.CreateDirectory(hub.Lake.Logs);
        File.WriteAllText(Path.Combine(hub.Lake.Logs, "sluice.log"), "a line");
        Assert.Empty(Verification.OfAll(hub.Lake));

        File.WriteAllText(Path.Combine(Path.GetDirectoryName(Match(hub.Lake.Root, "transformed/cleaned/*/*/data.jsonl"))!, "stray"), "");

        Assert.Equal("a file", Verification.OfAll(hub.Lake).Single().Found);
    }

    internal static string Match(string root, string pattern)
    {
        IEnumerable<string> paths = [root];
        foreach (var part in pattern.Split('/'))
            paths = paths.SelectMany(path => Directory.GetFileSystemEntries(path, part));
        return paths.First();
    }
}
