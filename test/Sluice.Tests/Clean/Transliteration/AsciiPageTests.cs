using System.Globalization;
using System.Text;
using Sluice.Clean.Transliteration;

namespace Sluice.Tests.Clean.Transliteration;

/// <summary>The page of the map is made from the map: <c>SLUICE_WRITE_DOCS=1</c> writes it, else it must be the same.</summary>
public sealed class AsciiPageTests
{
    [Fact]
    public void The_table_in_the_docs_is_the_map()
    {
        const string Begin = "<!-- map -->", End = "<!-- /map -->";
        var path = Path.Combine(Repository.Root, "docs", "ascii.md");
        var page = File.ReadAllText(path);
        var (from, to) = (page.IndexOf(Begin) + Begin.Length, page.IndexOf(End));
        var map = $"\n{Map()}\n";
        if (Environment.GetEnvironmentVariable("SLUICE_WRITE_DOCS") == "1")
            File.WriteAllText(path, page[..from] + map + page[to..]);
        else
            Assert.Equal(map, page[from..to]);
        Assert.Contains($"`{AsciiMap.Version}`", page);
    }

    [Fact]
    public void The_examples_in_the_docs_are_what_the_map_makes()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "ascii.md")).SkipWhile(line => line != "| text | ASCII |").Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();

        Assert.True(rows.Count > 10);
        foreach (var row in rows)
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            Assert.Equal(cells[2].Trim('`'), new AsciiText().Of(cells[1].Trim('`')).ToString());
        }
    }

    static string Map()
    {
        var page = new StringBuilder();
        foreach (var block in AsciiMap.Shipped.Blocks)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {block.Title}\n\n{block.Entries.Count} characters, {block.Kind.ToString().ToLowerInvariant()}.\n\n| from | what they become |\n|---|---|\n");
            foreach (var line in Lines(block))
                page.Append(CultureInfo.InvariantCulture, $"| `{AsciiText.Name(line[0].CodePoint)}` | {string.Join(' ', line.Select(Shown))} |\n");
        }
        return page.ToString().TrimStart('\n');
    }

    // At most sixteen neighbours a line.
    static IEnumerable<List<(int CodePoint, AsciiEntry Entry)>> Lines(AsciiBlock block)
    {
        var line = new List<(int CodePoint, AsciiEntry Entry)>();
        foreach (var entry in block.Entries)
        {
            if (line.Count is > 0 && (line.Count == 16 || line[^1].CodePoint + 1 != entry.CodePoint))
            {
                yield return line;
                line = [];
            }
            line.Add(entry);
        }
        if (line.Count > 0)
            yield return line;
    }

    static string Shown((int CodePoint, AsciiEntry Entry) of)
    {
        var text = of.Entry.Text == of.Entry.Sound ? of.Entry.Text : $"{of.Entry.Text} ({of.Entry.Sound})";
        var fence = text.Contains('`') ? "````" : "``";
        var shown = text switch
        {
            "" => "nothing",
            " " => "a blank",
            "\n" or "\n\n" => $"{text.Length} line end",
            _ => $"{fence} {text.Replace("|", "\\|")} {fence}",
        };
        return Rune.GetUnicodeCategory(new Rune(of.CodePoint)) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.NonSpacingMark
            ? shown : $"{char.ConvertFromUtf32(of.CodePoint).Replace("|", "\\|")} {shown}";
    }
}
