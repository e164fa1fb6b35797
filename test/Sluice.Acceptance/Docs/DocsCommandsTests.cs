using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Tests.Docs;

namespace Sluice.Acceptance.Docs;

/// <summary>A command on a page is run, and does there what the page says. What a page says it prints, it prints.</summary>
public sealed partial class DocsCommandsTests(DocsFolderOnce once) : IClassFixture<DocsFolderOnce>
{
    /// <summary>What an ordinary machine may lack, and blocks of the pages use.</summary>
    static readonly string[] Programs = ["jq", "sqlite3", "curl", "python3", "duckdb", "openssl", "zcat", "sha256sum", "git"];
    static readonly string[] Modules = ["pandas", "duckdb"];

    // Measurements take minutes and have tests of their own; templates are filled in by `sources new`, whose tests run them.
    static readonly IReadOnlyList<DocPage> Pages = [.. DocPages.All(Published.Repository).Where(page => !page.Path.StartsWith("bench/", StringComparison.Ordinal) && !page.Path.StartsWith("templates/", StringComparison.Ordinal))];

    /// <summary>What the prepared folder brings, whatever the machine has.</summary>
    static readonly string[] Brought = ["hub", "server", "web"];

    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> Here = new(StringComparer.Ordinal);

    [Fact]
    public async Task Every_command_of_every_page_does_what_the_page_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The commands of the pages are written for a POSIX shell with GNU tools.");
        var folder = await once.Folder;
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Pages.SelectMany(Chains), new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) }, async (chain, _) =>
        {
            foreach (var failure in await RunAsync(folder, chain.Page, chain.Blocks))
                failures.Add(failure);
        });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Order(StringComparer.Ordinal)));
    }

    /// <summary>Blocks that go on from each other share a folder; every other block has one of its own.</summary>
    static IEnumerable<(DocPage Page, IReadOnlyList<DocBlock> Blocks)> Chains(DocPage page)
    {
        var chain = new List<DocBlock>();
        foreach (var block in page.Blocks.Where(block => IsRun(block) || block.Mark("prints") is not null || block.Mark("file") is not null))
        {
            if (chain.Count > 0 && block.Mark("continues") is null && block.Mark("prints") is null)
            {
                yield return (page, chain);
                chain = [];
            }
            chain.Add(block);
        }
        if (chain.Count > 0)
            yield return (page, chain);
    }

    static async Task<IReadOnlyList<string>> RunAsync(DocsFolder prepared, DocPage page, IReadOnlyList<DocBlock> blocks)
    {
        var (folder, output, failures) = (prepared.Fresh(), (string?)null, new List<string>());
        foreach (var block in blocks)
        {
            var failure = (string?)null;
            if (block.Mark("prints") is not null)
                failure = output is null ? null : Unprinted(block.Text, output);
            else if (block.Mark("file") is { } file)
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!).FullName, Path.GetFileName(file)), block.Text + "\n");
            else if (Lacks(block) is null)
                (failure, output) = await prepared.RunAsync(block, folder);
            else
                output = null;
            if (failure is not null)
            {
                failures.Add($"{page.Path}:{block.Line}: {failure}");
                break;
            }
        }
        Directory.Delete(folder, recursive: true);
        return failures;
    }

    /// <summary>Shell and Python are run, unless the page says why not.</summary>
    static bool IsRun(DocBlock block) => block.Language is "sh" or "python" && block.Mark("not run") is null && block.Mark("file") is null;

    /// <summary>The first program or module that a block uses and this machine does not have.</summary>
    static string? Lacks(DocBlock block) => Uses(block).FirstOrDefault(name => !Here.GetOrAdd(name, IsHere));

    static bool IsHere(string name) => Brought.Contains(name) || (name.StartsWith("python:", StringComparison.Ordinal) ? Imports(name["python:".Length..]) : OnPath(name));

    static IEnumerable<string> Uses(DocBlock block) => (block.Language == "python"
            ? Modules.Where(module => Regex.IsMatch(block.Text, $@"(?m)^\s*(import|from) .*\b{module}\b")).Select(module => "python:" + module).Append("python3")
            : Programs.Where(program => Regex.IsMatch(block.Text, $@"(?m)(^|[|(;&]|\$\()\s*{program}\b")))
        .Concat((block.Mark("needs") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The first line that should have been printed, after those before it, and was not. <c>…</c> stands for anything.</summary>
    static string? Unprinted(string expected, string output)
    {
        var printed = new Queue<string>(output.Split('\n').Select(Spaced));
        foreach (var line in expected.Split('\n').Select(Spaced).Where(line => line.Length > 0 && line != "…"))
        {
            var pattern = new Regex("^" + Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking);
            while (printed.TryPeek(out var next) && !pattern.IsMatch(next))
                printed.Dequeue();
            if (printed.Count == 0)
                return $"not printed: {line}\n--\n{output}";
        }
        return null;
    }

    // How wide a column is depends on numbers elsewhere in it.
    static string Spaced(string line) => Spaces().Replace(line.Trim(), " ");

    [Theory]
    [InlineData("a  1\nb 2", "a 1\nx\nb 2\n", true)]
    [InlineData("a …\n…\nb", "a 17\nb", true)]
    [InlineData("b\na", "a\nb\n", false)]
    [InlineData("a 1", "a 2\n", false)]
    public void What_a_page_says_is_printed_is_looked_for(string expected, string output, bool found) => Assert.Equal(found, Unprinted(expected, output) is null);

    [Fact]
    public async Task A_command_that_fails_and_one_that_does_not_fail_as_the_page_says_are_caught()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "As above.");
        var prepared = await once.Folder;
        var folder = prepared.Fresh();
        async Task<string> FailureAsync(string text) => (await prepared.RunAsync(DocPage.Parse("planted.md", text).Blocks[0], folder)).Failure ?? "";
        Assert.Contains("exit 2", await FailureAsync("```sh\nsluice serach alignment\nsluice status\n```"));
        Assert.Contains("exit 2", await FailureAsync("```sh\nsluice status --jsno | cat\n```"));
        Assert.Contains("no call ended with 1", await FailureAsync("<!-- exit: 1 -->\n```sh\nsluice config\n```"));
        Assert.Contains("exit 9", await FailureAsync("```sh\ndotnet test\n```"));
        Assert.Equal("", await FailureAsync("<!-- exit: 2 -->\n```sh\nsluice serach alignment\n```"));
    }

    [Fact]
    public async Task Every_file_that_a_lake_holds_is_on_the_page_of_the_zones_or_of_the_formats()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "As above.");
        var pages = string.Concat(Pages.Where(page => page.Path is "docs/zones.md" or "docs/formats.md").Select(page => page.Prose + string.Concat(page.Blocks.Select(block => block.Text))));
        var folder = (await once.Folder).Fresh();
        var names = Directory.EnumerateFiles(Path.Combine(folder, "lake"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).OfType<string>()
            .Where(name => !NamedByContentOrTime().IsMatch(name)).Distinct().ToList();
        Assert.True(names.Count > 25);
        // `validation.json, .md, .html` is one entry.
        Assert.Empty(names.Where(name => !pages.Contains(name, StringComparison.Ordinal) && !(pages.Contains(Path.GetFileNameWithoutExtension(name) + ".json, ", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_is_not_run_is_few_and_known()
    {
        var notRun = Pages.SelectMany(page => page.Blocks.Where(block => block.Mark("not run") is not null).Select(block => $"{page.Path}: {block.Mark("not run")}"));
        Assert.Equal(NotRun, notRun);
    }

    /// <summary>Each with its reason; a new one is a decision.</summary>
    static readonly string[] NotRun =
    [
        "CONTRIBUTING.md: it builds the checkout; CI does",
        "README.md: it runs every test; CI does",
        "README.md: it builds the checkout; the tests of the published program do",
        "README.md: it installs a tool for the whole machine",
        "deploy/README.md: needs root and systemd",
        "deploy/README.md: needs systemd",
        "deploy/README.md: needs root and cron",
        "deploy/README.md: needs root",
        "docs/alerts.md: needs cron",
        "docs/alerts.md: it needs an alert; a test of the alerts runs it with one",
        "docs/automation.md: needs a repository on GitHub",
        "docs/automation.md: needs a repository on GitHub",
        "docs/automation.md: needs a repository on GitHub",
        "samples/plugin/README.md: it builds the plug-in; a test of Validate does",
    ];

    [Fact]
    public void No_command_hides_in_a_block_that_is_not_run() =>
        Assert.Empty(from page in Pages
                     from block in page.Blocks
                     where block.Language is "bash" or "shell" or "console" or "" && Regex.IsMatch(block.Text, @"(?m)^\s*\$? ?(sluice|dotnet|curl|jq|git) [a-z-]")
                     select $"{page.Path}:{block.Line}: say `sh`.");

    [Fact]
    public void Every_comment_above_a_block_is_one_that_means_something() =>
        Assert.Empty(from page in Pages
                     from block in page.Blocks
                     where block.Language is "sh" or "python"
                     from comment in block.Comments
                     where !Marks().IsMatch(comment)
                     select $"{page.Path}:{block.Line}: {comment}");

    [Fact]
    public void Every_program_and_module_that_the_pages_use_is_here()
    {
        var lacking = Pages.SelectMany(page => page.Blocks.Where(IsRun)).Select(Lacks).OfType<string>().GroupBy(name => name).Select(group => $"{group.Key} ({group.Count()})").ToList();
        Assert.SkipUnless(lacking.Count == 0, $"Not on this machine, so the blocks of the pages that use it were not run: {string.Join(", ", lacking)}.");
    }

    static bool OnPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    static bool Imports(string module)
    {
        if (!OnPath("python3"))
            return false;
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import " + module]) { UseShellExecute = false, RedirectStandardError = true });
        python!.StandardError.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0;
    }

    [GeneratedRegex(@"^([0-9a-f]{64}|\d{4}-\d{2}-\d{2}_\d{6}(-\d+)?\.json)$")]
    private static partial Regex NamedByContentOrTime();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("^(not run: .+|needs: .+|exit: [0-9]+|continues|file: .+|example: .+|generated: .+|refused|/?[a-z]+)$")]
    private static partial Regex Marks();
}
