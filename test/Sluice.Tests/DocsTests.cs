using System.CommandLine;
using System.Text.RegularExpressions;
using Sluice.Cli;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests;

/// <summary>A page that nobody checks is a page that lies. Each list of the code must be found where users look.</summary>
public sealed partial class DocsTests
{
    static readonly string Cli = Page("docs/cli.md");
    static readonly string Findings = Page("docs/findings.md");
    static readonly string Formats = Page("docs/formats.md");
    static readonly string Glossary = Page("docs/glossary.md");

    [Fact]
    public void Every_verb_has_help_with_an_example_and_a_place_in_the_cli_page()
    {
        foreach (var verb in Verbs(CommandLine.Build()))
        {
            Assert.Contains("Example: ", verb.Description);
            Assert.Contains($"sluice {string.Join(' ', verb.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Select(parent => parent.Name).Append(verb.Name))}", Cli);
        }
    }

    [Fact]
    public void Every_flag_is_on_the_cli_page() =>
        Assert.Empty(Verbs(CommandLine.Build()).SelectMany(verb => verb.Options).Concat(CommandLine.Build().Options).Where(option => !option.Hidden)
            .Select(option => option.Name).Distinct().Where(name => !Cli.Contains($"`{name}")));

    [Fact]
    public void Every_setting_is_on_the_cli_page_with_its_variable() =>
        Assert.Empty(Setting.All.Where(setting => !Cli.Contains($"`{setting.Variable}`") || !Cli.Contains($"`{setting.Name}`")).Select(setting => setting.Name));

    [Fact]
    public void Every_finding_code_is_on_the_findings_page_with_its_severity_and_meaning() =>
        Assert.Empty(FindingCode.All.Concat(FindingCode.OfCorpus).Concat(FindingCode.OfPublish).Concat(FindingCode.OfLiveness).Where(code => !Findings.Contains($"`{code.Code}`") || !Findings.Contains(code.Meaning)).Select(code => code.Code));

    [Fact]
    public void The_findings_page_names_no_code_that_does_not_exist() =>
        Assert.Empty(Codes().Matches(Findings).Select(match => match.Groups[1].Value).Distinct().Except(FindingCode.All.Concat(FindingCode.OfCorpus).Concat(FindingCode.OfPublish).Concat(FindingCode.OfLiveness).Select(code => code.Code)));

    [Fact]
    public void Every_finding_code_in_the_source_is_in_the_catalogue()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Sluice"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => UsedCodes().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.NotEmpty(used);
        // A schema's findings are named after the keyword that does not hold.
        used.UnionWith(Sluice.JsonSchema.Schema.Keywords.Select(keyword => "schema." + keyword));
        Assert.Equal(used.Order(), FindingCode.All.Select(code => code.Code).Order());
    }

    [Fact]
    public void Every_drop_reason_is_on_the_findings_page() =>
        Assert.Empty(DropReasons.All.Where(reason => !Findings.Contains($"`{reason.Name()}`")));

    [Fact]
    public void Every_field_of_the_served_document_is_on_the_formats_page()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SourceRegistry.Shipped("document_v1.json")));
        foreach (var property in schema.RootElement.GetProperty("properties").EnumerateObject())
            Assert.Contains($"`{property.Name}`", Formats);
        foreach (var property in schema.RootElement.GetProperty("properties").GetProperty("enriched").GetProperty("properties").EnumerateObject())
            Assert.Contains($"`{property.Name}`", Formats);
    }

    [Theory]
    [InlineData("/api/v1/documents")]
    [InlineData("/api/v1/documents/{id}")]
    [InlineData("/api/v1/documents/{id}/citation")]
    [InlineData("/api/v1/search")]
    [InlineData("/api/v1/duplicates")]
    [InlineData("/api/v1/stats")]
    [InlineData("/healthz")]
    [InlineData("/openapi/v1.json")]
    public void Every_endpoint_is_documented(string endpoint) => Assert.Contains($"`{endpoint}", Cli + Formats);

    [Theory]
    [InlineData("dump")]
    [InlineData("shard")]
    [InlineData("manifest")]
    [InlineData("lineage")]
    [InlineData("collection")]
    [InlineData("quarantine")]
    [InlineData("work")]
    [InlineData("copy")]
    [InlineData("cluster")]
    [InlineData("canonical record")]
    [InlineData("relation")]
    [InlineData("release")]
    public void The_glossary_defines_the_words(string word) => Assert.Matches(new Regex($@"(\*\*|## |\| ){word}", RegexOptions.IgnoreCase), Glossary);

    [Fact]
    public void The_readme_s_commands_are_the_ones_that_ci_runs()
    {
        var readme = Page("README.md");
        Assert.Contains("dotnet run --project src/Sluice.Cli -c Release -- demo", readme);
        Assert.Contains("dotnet test", readme);
        Assert.Contains("dotnet test", Page(".ci/run"));
    }

    [Fact]
    public void The_readme_s_library_example_is_code_that_compiles()
    {
        var compiled = Between(Page("test/Sluice.Tests/ReadmeExample.cs"), "// <readme>", "// </readme>");
        var shown = CSharpBlock().Match(Page("README.md")).Groups[1].Value;
        Assert.Equal(Lines(compiled), Lines(shown));
    }

    static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    static string Between(string text, string from, string to) => text[(text.IndexOf(from) + from.Length)..text.IndexOf(to)];

    static IEnumerable<Command> Verbs(Command command) => command.Subcommands.SelectMany(verb => Verbs(verb).Prepend(verb));

    static string Page(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"`((?:json|encoding|schema|field|id|date|url|doi|title|text|authors|licence|source|privacy|release|lake|disk)\.[A-Za-z_0-9]+)`")]
    private static partial Regex Codes();

    [GeneratedRegex(@"Finding\.(?:Error|Warning)\(\s*""([a-z0-9]+\.[A-Za-z_0-9]+)""")]
    private static partial Regex UsedCodes();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
