using System.Text.Json.Nodes;
using Sluice.Cli;

namespace Sluice.Tests;

/// <summary>What <c>sluice diff</c> prints, and its exit codes.</summary>
[Collection("console")]
public sealed class DiffVerbTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_verb_shows_what_cannot_be_seen_by_its_number(bool json)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Serve.DiffTests.Damaged, Some.Line(2), Some.Line(3, row => row["url"] = "x y")]));
        await hub.RunAsync();
        var (code, output) = await CalledAsync(["diff", Some.IdOf(1), "--lake", hub.Lake.Root, .. json ? ["--json"] : Array.Empty<string>()]);

        Assert.Equal(0, code);
        if (json)
            Assert.Equal("\u200b", (string)JsonNode.Parse(output)!["fields"]![2]!["places"]![1]!["before"]!);
        else
            Assert.All((string[])["speci[-\ufb01-]{+fi+}ed", "zero[-<U+200B>-]width", "agent[-â€™-]{+’+}s", "Jos[-e<U+0301>-]{+é+}", "Cleaning changed 6 places of title, authors, text"], shown => Assert.Contains(shown, output));
        Assert.Contains("Cleaning changed nothing", (await CalledAsync(["diff", Some.IdOf(2), "--lake", hub.Lake.Root])).Output);
        Assert.Equal(2, (await CalledAsync(["diff", Some.IdOf(3), "--lake", hub.Lake.Root])).Code);
    }

    static async Task<(int Code, string Output)> CalledAsync(string[] args)
    {
        var (before, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            return (await CommandLine.RunAsync(args), output.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
