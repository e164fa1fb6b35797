using System.Text.RegularExpressions;

namespace Sluice.Tests;

/// <summary>The arrow: which folder of the library may mention which. Folders alone never kept one.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>folder → what it may use. Stage folders never mention each other; only Flow orders them.</summary>
    static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Records"] = [],
        ["Zones"] = ["Records"],
        ["Pipeline"] = ["Records", "Zones"],
        ["JsonSchema"] = ["Records"],
        ["Hub"] = ["Records", "Zones", "Pipeline"],
        ["Sources"] = ["Records", "Zones", "Pipeline", "Hub"],
        ["Extract"] = ["Records", "Zones", "Pipeline", "Hub", "Sources"],
        ["Validate"] = ["Records", "Zones", "Pipeline", "Sources", "JsonSchema"],
        ["Clean"] = ["Records", "Zones", "Pipeline"],
        ["Enrich"] = ["Records", "Zones", "Pipeline"],
        ["Corpus"] = ["Records", "Zones", "Pipeline"],
        ["Publish"] = ["Records", "Zones", "Pipeline", "Sources", "JsonSchema"],
        ["Serve"] = ["Records", "Zones", "Pipeline"],
        ["Schedule"] = ["Records", "Zones", "Pipeline", "Sources"],
        ["Liveness"] = ["Records", "Zones", "Pipeline", "Sources"],
        ["Alerts"] = ["Records", "Zones", "Pipeline", "Sources", "Liveness"],
        ["Retention"] = ["Records", "Zones", "Pipeline"],
        ["Conformance"] = ["Records", "Zones", "Pipeline", "Hub", "Sources", "Extract", "Validate"],
        ["Packing"] = ["Records", "Zones", "Pipeline"],
    };

    static readonly string[] NoNames = ["Utils", "Util", "Helpers", "Helper", "Common", "Manager", "Managers", "Core", "Misc"];

    [Fact]
    public void No_folder_mentions_one_that_it_may_not_use() => Assert.Empty(Mentions(Sources()));

    [Theory]
    [InlineData("Clean", "using Sluice.Validate;")]
    [InlineData("Records", "var lake = Sluice.Zones.Lake.FormatLine;")]
    [InlineData("Serve", "using Sluice.Publish;")]
    [InlineData("Extract", "using static Sluice.Enrich.Enrichment;")]
    [InlineData("Validate", "using X = global::Sluice.Extract.Selection;")]
    [InlineData("Clean", "namespace Sluice.Clean; class X { Validate.Validation? v; }")]
    public void A_planted_cross_stage_mention_is_found(string folder, string planted) =>
        Assert.NotEmpty(Mentions([(folder, "Planted.cs", planted)]));

    [Fact]
    public void Every_folder_of_the_library_is_in_the_table() =>
        Assert.Empty(Directory.EnumerateDirectories(Library).Select(Path.GetFileName).Except([.. MayUse.Keys, "bin", "obj"]));

    [Fact]
    public void The_library_knows_no_web_and_no_console()
    {
        foreach (var (_, file, text) in Sources())
            Assert.False(text.Contains("Microsoft.AspNetCore") || text.Contains("Console.Write") || text.Contains("System.Console"), file);
        Assert.DoesNotContain(typeof(Flow).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore"));
    }

    [Fact]
    public void Nothing_is_called_by_a_name_that_says_nothing() =>
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
            .Where(path => NoNames.Any(name => Path.GetFileNameWithoutExtension(path).EndsWith(name, StringComparison.Ordinal))));

    [Fact]
    public void Every_stage_folder_has_the_same_rooms()
    {
        foreach (var (stage, noun, family, members) in new[] { ("Extract", "Extraction", "IFilter", "Filters"), ("Validate", "Validation", "ICheck", "Checks"), ("Clean", "Cleaning", "ICleaner", "Cleaners"), ("Clean", "Cleaning", "IRecordCleaner", "RecordCleaners"), ("Enrich", "Enrichment", "IEnricher", "Enrichers") })
        {
            foreach (var room in new[] { noun + ".cs", family + ".cs" })
                Assert.True(File.Exists(Path.Combine(Library, stage, room)), $"{stage}/{room} is missing");
            var files = Directory.EnumerateFiles(Path.Combine(Library, stage, members)).Select(Path.GetFileNameWithoutExtension).ToList();
            var list = File.ReadAllText(Path.Combine(Library, stage, noun + ".cs"));
            Assert.NotEmpty(files);
            Assert.All(files, member => Assert.True(list.Contains($"new {member}("), $"{stage}/{members}/{member}.cs is in no line of {noun}.cs"));
        }
    }

    [Fact]
    public void Rooms_stay_small_enough_to_live_in() =>
        Assert.Empty(Sources().Where(file => file.Text.Split('\n').Length > 300).Select(file => file.File));

    static string Library => Path.Combine(Repository.Root, "src", "Sluice");

    static IEnumerable<(string Folder, string File, string Text)> Sources() =>
        MayUse.Keys.Where(folder => Directory.Exists(Path.Combine(Library, folder)))
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Library, folder), "*.cs", SearchOption.AllDirectories).Select(file => (folder, file, File.ReadAllText(file))));

    static List<string> Mentions(IEnumerable<(string Folder, string File, string Text)> files) =>
        [.. from file in files
            from Match mention in Mention().Matches(Comments().Replace(file.Text, ""))
            let folder = mention.Groups["folder"].Value
            where MayUse.ContainsKey(folder) && folder != file.Folder && !MayUse[file.Folder].Contains(folder)
            select $"{file.File} mentions {folder}"];

    // Sluice.Folder, or Folder.Type from inside the Sluice namespace.
    [GeneratedRegex(@"(?:\bSluice\.|(?<![.\w""])(?=[A-Z]\w*\.[A-Z]))(?<folder>[A-Z]\w*)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"//[^\n]*|""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex Comments();
}
