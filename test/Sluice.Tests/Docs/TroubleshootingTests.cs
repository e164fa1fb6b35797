namespace Sluice.Tests.Docs;

/// <summary>A message that the page quotes is one that the program prints.</summary>
public sealed class TroubleshootingTests
{
    static readonly IReadOnlyList<string> Source = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")).SelectMany(File.ReadLines).Where(line => line.Contains('"')).Select(line => line.Replace("\\\"", "\""))];

    [Fact]
    public void Every_message_that_is_quoted_stands_in_the_source()
    {
        var quoted = File.ReadLines(Path.Combine(Repository.Root, "docs", "troubleshooting.md")).Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        Assert.True(quoted.Count > 25);
        Assert.Empty(quoted.Where(message => !IsPrinted(message)));
    }

    [Theory]
    [InlineData("There is no source called '…'.", true)]
    [InlineData("There is no source named '…'.", false)]
    [InlineData("…", false)]
    public void A_message_that_nobody_prints_is_caught(string message, bool printed) => Assert.Equal(printed, IsPrinted(message));

    // The pieces between the values, in order, in one line of the source.
    static bool IsPrinted(string message)
    {
        var pieces = message.Split('…').Where(piece => piece.Trim().Length > 0).ToList();
        if (pieces.Count == 0 || pieces.Max(piece => piece.Length) < 8)
            return false;
        return Source.Any(line => pieces.Aggregate(0, (from, piece) => from < 0 || line.IndexOf(piece, from, StringComparison.Ordinal) is var at && at < 0 ? -1 : at + piece.Length) >= 0);
    }
}
