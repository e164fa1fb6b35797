using System.CommandLine;
using System.Text.RegularExpressions;
using Sluice.Cli;
using Sluice.Records;

namespace Sluice.Tests.Docs;

/// <summary>What a page names exists: verbs, flags, settings, codes, endpoints. The other way round is in <see cref="DocsTests"/> and at the end.</summary>
public sealed partial class NameTests
{
    static readonly IReadOnlyList<DocPage> Pages = DocPages.All(Repository.Root);
    static readonly RootCommand Root = CommandLine.Build();
    static readonly HashSet<string> Flags = [.. Verbs(Root).Append(Root).SelectMany(verb => verb.Options).SelectMany(Names), "--help", "--version"];

    /// <summary>Flags of other programs that the pages speak of.</summary>
    static readonly string[] OfOthers = ["--locked-mode", "--no-restore"];

    [Fact]
    public void Every_command_that_a_page_shows_is_one_that_can_be_typed() => Assert.Empty(Pages.SelectMany(Mistaken));

    [Theory]
    [InlineData("`sluice serach reward`", "serach")]
    [InlineData("`sluice releases aprove ID`", "aprove")]
    [InlineData("`sluice run --limt 3`", "--limt")]
    [InlineData("`--limt`", "--limt")]
    [InlineData("```sh\nsluice status | jq .\nsluice status --jsno | jq .\n```", "--jsno")]
    [InlineData("```sh\nX=$(sluice dump --json)\n```", "dump")]
    [InlineData("```sh\ndotnet run --project src/Sluice.Cli -c Release -- runn\n```", "runn")]
    [InlineData("`sluice releases list|shwo`", "shwo")]
    [InlineData("`SLUICE_LAEK`", "SLUICE_LAEK")]
    [InlineData("`date.unredable`", "date.unredable")]
    [InlineData("`/api/v1/serach`", "/api/v1/serach")]
    public void A_planted_name_that_does_not_exist_is_caught(string text, string name)
    {
        var page = DocPage.Parse("docs/planted.md", text);
        Assert.EndsWith(name, Assert.Single(Mistaken(page).Concat(UnknownVariables(page)).Concat(UnknownCodes(page)).Concat(UnknownEndpoints(page))));
    }

    [Theory]
    [InlineData("`sluice run [SOURCE…]`")]
    [InlineData("`sluice releases list|show|approve`")]
    [InlineData("`sluice VERB --help`")]
    [InlineData("`sluice duplicates same ID ID… --by NAME`")]
    [InlineData("```sh\nSLUICE_MIN_DATE=2022-01-01 sluice config   # --no-such-flag\nsluice search '\"reward hacking\" -linkpost' --limit 3\n```")]
    public void A_name_that_exists_is_not(string text) => Assert.Empty(Mistaken(DocPage.Parse("docs/planted.md", text)));

    [Fact]
    public void Every_variable_that_a_page_names_is_read() => Assert.Empty(Pages.SelectMany(UnknownVariables));

    [Fact]
    public void Every_code_that_a_page_names_can_be_reported() => Assert.Empty(Pages.SelectMany(UnknownCodes));

    [Fact]
    public void Every_endpoint_that_a_page_names_is_served() => Assert.Empty(Pages.SelectMany(UnknownEndpoints));

    [Fact]
    public void Every_endpoint_that_is_served_is_on_a_page()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
        Assert.NotEmpty(Endpoints);
        Assert.Empty(Endpoints.Where(endpoint => !page.Contains($"`{endpoint}`")));
    }

    [Fact]
    public void Every_file_that_the_zones_page_draws_is_one_that_the_program_knows()
    {
        var source = string.Concat(Sources("src").Select(File.ReadAllText));
        var tree = Pages.First(page => page.Path == "docs/zones.md").Blocks.First(block => block.Text.StartsWith("lake/", StringComparison.Ordinal)).Text;
        var names = FileNames().Matches(tree).Select(match => match.Value).Distinct().ToList();
        Assert.True(names.Count > 20);
        Assert.Empty(names.Where(name => !source.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    static IEnumerable<string> Mistaken(DocPage page)
    {
        foreach (var block in page.Blocks.Where(block => block.Language == "sh"))
            foreach (var command in Commands(block.Text))
                foreach (var name in Unknown(command))
                    yield return $"{page.Path}:{block.Line}: {name}";
        // What is measured has programs of its own, with flags of their own.
        foreach (var (span, line) in page.Path.StartsWith("bench/", StringComparison.Ordinal) ? [] : page.Spans)
            foreach (var name in span.StartsWith("sluice ", StringComparison.Ordinal) ? Unknown(span["sluice ".Length..]) : FlagSpan().Match(span) is { Success: true } flag && !Flags.Contains(flag.Groups[1].Value) && !OfOthers.Contains(flag.Groups[1].Value) ? [flag.Groups[1].Value] : [])
                yield return $"{page.Path}:{line}: {name}";
    }

    // What stands behind `sluice`, or behind what starts it from a checkout or a folder, up to where the shell's command ends.
    static IEnumerable<string> Commands(string script)
    {
        foreach (var line in script.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            foreach (Match call in Call().Matches(line))
                yield return call.Groups["rest"].Value;
    }

    static IEnumerable<string> Unknown(string command)
    {
        Command? at = Root;
        foreach (Match token in Token().Matches(command))
        {
            var word = token.Value;
            if (word == "#" || at is null)
                yield break;
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                var flag = word.Split('=')[0].TrimEnd(']', ',', '.');
                if (flag.Length > 2 && !at.Options.Concat(Root.Options).SelectMany(Names).Append("--help").Append("--version").Contains(flag) && (at != Root || !Flags.Contains(flag)))
                    yield return flag;
            }
            else if (at.Subcommands.Count > 0 && Verb().IsMatch(word))
            {
                var names = word.Split('|');
                foreach (var name in names.Where(name => at.Subcommands.All(verb => verb.Name != name) && (at == Root || at.Arguments.Count == 0)))
                    yield return name;
                at = names.Length == 1 ? at.Subcommands.FirstOrDefault(verb => verb.Name == word) ?? (at.Arguments.Count > 0 ? at : null) : null;
            }
            else if (at == Root && word is not ("-h" or "-q" or "-v" or "-?"))
                yield break;
        }
    }

    static IEnumerable<string> UnknownVariables(DocPage page)
    {
        foreach (var (text, line) in page.Spans.Concat(page.Blocks.Select(block => (block.Text, block.Line))))
            foreach (Match variable in Variable().Matches(text))
                if (Setting.All.All(setting => setting.Variable != variable.Value) && !OfTests.Value.Contains(variable.Value))
                    yield return $"{page.Path}:{line}: {variable.Value}";
    }

    /// <summary>Variables that tests, measurements and what is deployed read.</summary>
    static readonly Lazy<HashSet<string>> OfTests = new(() => [.. new[] { "test", "bench", "deploy", ".ci", ".github" }.SelectMany(Sources)
        .Where(file => !file.EndsWith("NameTests.cs", StringComparison.Ordinal)).SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Value))]);

    static IEnumerable<string> UnknownCodes(DocPage page)
    {
        foreach (var (span, line) in page.Spans)
            if (CodeShape().Match(span) is { Success: true } code && Areas.Contains(code.Groups[1].Value) && !FieldAreas.Any(field => span.StartsWith(field, StringComparison.Ordinal)) && Codes.All(known => known.Code != span) && !OfPlugIns.Value.Contains($"\"{span}\"", StringComparison.Ordinal))
                yield return $"{page.Path}:{line}: {span}";
    }

    static readonly IReadOnlyList<FindingCode> Codes = FindingCodes.All;
    static readonly HashSet<string> Areas = [.. Codes.Select(code => code.Code.Split('.')[0])];

    /// <summary>The sample plug-ins report codes of their own.</summary>
    static readonly Lazy<string> OfPlugIns = new(() => string.Concat(Sources("samples").Select(File.ReadAllText)));

    /// <summary>Fields whose object has the name of an area of codes.</summary>
    static readonly string[] FieldAreas = ["privacy.redacted", "privacy.findings", "privacy.methods"];

    static IEnumerable<string> UnknownEndpoints(DocPage page)
    {
        foreach (var (text, line) in page.Spans.Concat(page.Blocks.Select(block => (block.Text, block.Line))))
            foreach (Match path in ApiPath().Matches(text))
                if (!Endpoints.Any(endpoint => Regex.IsMatch(path.Value.TrimEnd('/'), "^" + Regex.Replace(Regex.Escape(endpoint), @"\\\{[^}]+}", "[^/]+") + "$")))
                    yield return $"{page.Path}:{line}: {path.Value}";
    }

    static readonly IReadOnlyList<string> Endpoints = [.. File.ReadAllText(Path.Combine(Repository.Root, "src", "Sluice.Server", "Rest", "RestEndpoints.cs")) is var source
        ? MapGet().Matches(source).Select(match => (match.Groups[1].Value == "api" ? "/api/v1" : "") + match.Groups[2].Value) : []];

    static IEnumerable<string> Names(Option option) => option.Aliases.Append(option.Name);

    static IEnumerable<Command> Verbs(Command command) => command.Subcommands.SelectMany(verb => Verbs(verb).Prepend(verb));

    static IEnumerable<string> Sources(string folder) => Path.Combine(Repository.Root, folder) is var path && Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj") && Path.GetExtension(file) is ".cs" or ".sh" or ".yml" or ".service" or "") : [];

    [GeneratedRegex(@"(?:^|[\s;&|(!]|\$\()(?:sluice|dotnet out/Sluice\.Cli\.dll|dotnet run --project src/Sluice\.Cli -c Release --)\s(?<rest>(?:'[^']*'|""[^""]*""|[^|;&()\n])*)")]
    private static partial Regex Call();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|[^\s'""]+")]
    private static partial Regex Token();

    [GeneratedRegex("^[a-z][a-z-]*(\\|[a-z][a-z-]*)*$")]
    private static partial Regex Verb();

    [GeneratedRegex("^(--[a-z][a-z-]*)(?:[ =].*)?$")]
    private static partial Regex FlagSpan();

    [GeneratedRegex("SLUICE_[A-Z][A-Z_]*[A-Z]")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^([a-z]+)\.(?!(?:jsonl?|md|cs|html|sqlite|bib|txt|csv|info|org|com)$)[a-z][A-Za-z_0-9]+$")]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"(?<![\w.])/api/v1/[a-z/{}0-9:_]*[a-z0-9}]")]
    private static partial Regex ApiPath();

    [GeneratedRegex(@"\b(api|app)\.MapGet\(""([^""]+)""")]
    private static partial Regex MapGet();

    [GeneratedRegex(@"(?<![\w<.])[\w-]+\.(?:jsonl|json|md|html|sqlite|bib|sha256|log)\b(?!>)")]
    private static partial Regex FileNames();
}
