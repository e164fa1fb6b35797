using System.Text.RegularExpressions;

namespace Sluice.Tests.Docs;

/// <summary>A tour leads only to what is there: files, folders and types.</summary>
public sealed partial class TourTests
{
    static readonly HashSet<string> Types = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => TypeDeclaration().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))];

    [Fact]
    public void Every_file_and_folder_of_the_checkout_that_is_named_is_there() =>
        Assert.Empty(Spans("docs/tour.md").Where(span => OfCheckout().IsMatch(span) && !Path.Exists(Path.Combine(Repository.Root, span))));

    [Fact]
    public void Every_type_that_the_tour_names_is_there()
    {
        var types = Spans("docs/tour.md").Where(span => TypeName().IsMatch(span)).Distinct().ToList();
        Assert.True(types.Count > 25);
        Assert.Empty(types.Except(Types));
        Assert.DoesNotContain("PlantedName", Types);
    }

    [Fact]
    public void The_diagram_shows_every_stage_and_zone_of_the_flow()
    {
        var diagram = DocPage.Parse("docs/tour.md", File.ReadAllText(Path.Combine(Repository.Root, "docs", "tour.md"))).Blocks.First(block => block.Language == "mermaid").Text;
        foreach (var zone in Enum.GetNames<Sluice.Zones.Zone>())
            Assert.Contains($"[({zone.ToLowerInvariant()})]", diagram);
        foreach (var stage in new[] { "Extract", "Validate", "Clean", "Enrich", "Corpus", "Publish", "Serve" })
        {
            Assert.Contains($"[{stage}]", diagram);
            Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", "Sluice", stage)));
        }
    }

    // The architecture page also draws its folders: `src/Sluice/` with what is below it, two blanks deeper.
    [Fact]
    public void Every_room_that_the_architecture_page_draws_is_there()
    {
        var block = DocPage.Parse("docs/architecture.md", File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"))).Blocks[0].Text;
        var (missing, top) = (new List<string>(), "");
        foreach (var line in block.Split('\n'))
            foreach (Match name in RoomName().Matches(line.Split("   ", StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : ""))
            {
                if (!line.StartsWith(' '))
                    top = name.Value;
                if (!Path.Exists(Path.Combine(Repository.Root, line.StartsWith(' ') ? top + name.Value : name.Value)))
                    missing.Add(name.Value);
            }
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_room_and_every_project_is_drawn()
    {
        var block = DocPage.Parse("docs/architecture.md", File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"))).Blocks[0].Text;
        var (source, library) = (Path.Combine(Repository.Root, "src"), Path.Combine(Repository.Root, "src", "Sluice"));
        Assert.Empty(Directory.EnumerateDirectories(source).Select(folder => $"src/{Path.GetFileName(folder)}/").Concat(Directory.EnumerateDirectories(library).Select(folder => Path.GetFileName(folder) + "/"))
            .Where(room => room is not ("bin/" or "obj/") && !Regex.IsMatch(block, $@"(?m)(^|\s){Regex.Escape(room)}")));
    }

    static IEnumerable<string> Spans(string page) => DocPage.Parse(page, File.ReadAllText(Path.Combine(Repository.Root, page))).Spans.Select(span => span.Text);

    [GeneratedRegex(@"^(src|test|docs|schemas|samples|bench|deploy|templates)/[\w./-]*$")]
    private static partial Regex OfCheckout();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) ([A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("^[A-Z][a-z]*[A-Z]?[A-Za-z0-9]*$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"[\w./-]+(?:/|\.cs)(?=\s|$)")]
    private static partial Regex RoomName();
}
