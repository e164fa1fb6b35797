using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Clean;

namespace Sluice.Tests.Clean;

/// <summary>The page about cleaning tells every cleaner, in order, and its examples are what happens.</summary>
public sealed partial class CleaningPageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cleaning.md"));
    static readonly IReadOnlyList<ICleaner> Cleaners = new Cleaning().Cleaners;

    static string[] Sections => Page.Split("\n### ")[1..];

    static string NameOf(string section) => section.Split('`')[1];

    [Fact]
    public void Every_cleaner_has_its_section_in_the_order_of_work() =>
        Assert.Equal(Cleaners.Select(cleaner => cleaner.Name), Sections.Select(NameOf));

    [Fact]
    public void Each_section_says_whether_letters_may_change() =>
        Assert.All(Sections.Zip(Cleaners), pair => Assert.Contains($"May change letters, digits or symbols: {(pair.Second.ChangesLetters ? "yes" : "no")}.", pair.First));

    [Fact]
    public void The_examples_are_what_happens()
    {
        foreach (var section in Sections)
        {
            var changed = 0;
            foreach (Match example in Examples().Matches(section))
            {
                var (field, source, before, after) = (example.Groups[1].Value, example.Groups[2].Value, example.Groups[3].Value, example.Groups[4].Value);
                var value = field is "authors" or "summaries" ? $"[\"{before}\"]" : $"\"{before}\"";
                var cleaned = new Sluice.Records.Document();
                new Cleaning().Clean(Some.DocumentOf(Some.RawLine($$"""{"source":"{{source}}","{{field}}":{{value}}}""")), cleaned);
                var record = JsonNode.Parse(cleaned.Line.Memory.Span)!;
                var text = (string)(record[field] is JsonArray list ? list[0] : record[field])!;
                Assert.Equal((string)JsonNode.Parse($"\"{after}\"")!, text);
                Assert.Equal(before == after ? [] : [$"{NameOf(section)}:{field}"], record["_provenance"]!["transformations"]!.AsArray().Select(by => (string)by!));
                changed += before == after ? 0 : 1;
            }
            Assert.True(changed > 0, $"{NameOf(section)} has no example of a change");
        }
    }

    [GeneratedRegex(@"^\| `([a-z_]+)`(?: of `([a-z_.]+)`)? \| `(.+)` \| `(.+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Examples();
}
