using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Cli;
using Sluice.Tests.Hub;

namespace Sluice.Tests;

/// <summary>docs/new-source.md, command by command, over a web server and a folder on this machine.</summary>
[Collection("console")]
public sealed partial class NewSourceTests : IAsyncLifetime
{
    const string Papers = "Paper,Appeared,Where,Summary,Writers\n"
        + "Otters at rest,2024-03-01,\"https://example.org/otters, https://example.net/code\",What otters do when nobody looks.,\"Ann Example, Bo Example\"\n"
        + "Bees in autumn,2024-10-05,https://example.org/bees,What bees do in autumn.,Cleo Example\n"
        + "Elks by night,2025-01-31,https://example.org/elks,What elks do by night.,\n";

    readonly TempFolder _folder = new();
    TinyServer _server = null!;
    string _content = Papers;
    int _status = 200;

    public async ValueTask InitializeAsync()
    {
        _server = await TinyServer.StartAsync(async http =>
        {
            http.Response.ContentType = "text/csv";
            http.Response.StatusCode = _status;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(_content));
        });
        _folder.Write("dumps/grants.json", """[{"grant_id":"g1","purpose":"Support for the study of otters","date":"2024-03-01","where":"https://example.org/g1"},{"grant_id":"g2","purpose":"Support for the study of bees","date":"2024-04-01","where":"https://example.org/g2"}]""");
    }

    async Task<(int ExitCode, string Out, string Error)> CallAsync(params string[] args)
    {
        var (output, errors, told, said) = (Console.Out, Console.Error, new StringWriter(), new StringWriter());
        Console.SetOut(told);
        Console.SetError(said);
        try
        {
            return (await CommandLine.RunAsync([.. args, "--lake", _folder.File("lake")]), told.ToString(), said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    [Fact]
    public async Task Every_command_of_the_page_does_what_it_says()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "new-source.md"));
        var commands = Blocks().Matches(page).SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(line => line.StartsWith("sluice ")).ToList();
        Assert.True(commands.Count >= 10);

        foreach (var command in commands)
        {
            var words = Words().Matches(command).Select(word => word.Groups["quoted"].Success ? word.Groups["quoted"].Value : word.Value).Skip(1)
                .Select(word => word.Replace("http://127.0.0.1:8000/data/papers.csv", new Uri(_server.Uri, "/data/papers.csv").ToString()).Replace("./dumps", _folder.File("dumps")));
            // The whole kit runs over each kind elsewhere.
            string[] few = command.StartsWith("sluice sources test") ? ["--check", "expected_rows", "reaches_a_release", "retry_after_waited", "hostile_names"] : [];
            var (exitCode, told, said) = await CallAsync([.. words, .. few]);
            Assert.True(exitCode == 0, $"{command}: exit code {exitCode}\n{said}\n{told}");
            if (command.StartsWith("sluice search"))
                Assert.Contains(command.Contains("elks") ? "Elks by night" : "Support for the study", told);
        }
    }

    [Fact]
    public async Task A_scaffold_is_never_written_over_and_a_wrong_call_writes_nothing()
    {
        string[] call = ["sources", "new", "papers", "--kind", "csv", "--url", new Uri(_server.Uri, "/p.csv").ToString(), "--title", "Some \"papers\""];
        var (exitCode, told, _) = await CallAsync([.. call, "--json"]);
        Assert.Equal(0, exitCode);
        Assert.Equal(("papers", 5, 3), ((string?)JsonNode.Parse(told)!["source"], (int)JsonNode.Parse(told)!["sampled"]![0]!["columns"]!, (int)JsonNode.Parse(told)!["sampled"]![0]!["rows"]!));
        var before = TempFolder.TreeOf(_folder.File("lake"));

        foreach (var (args, words) in new (string[], string)[]
        {
            (call, "delete the folder to begin anew"),
            (["sources", "new", "epoch_ai", "--kind", "csv", "--url", "https://example.org/x.csv"], "There is a source called 'epoch_ai' already"),
            (["sources", "new", "", "--kind", "csv", "--url", "https://example.org/x.csv"], "'' is no id of a source"),
            (["sources", "new", "Papers!", "--kind", "csv", "--url", "https://example.org/x.csv"], "is no id of a source"),
            (["sources", "new", "other", "--kind", "cvs", "--url", "https://example.org/x.csv"], "csv"),
            (["sources", "new", "other", "--kind", "csv"], "needs --url"),
            (["sources", "new", "other", "--kind", "csv", "--url", "ftp://example.org/x.csv"], "http(s)"),
            (["sources", "new", "other", "--kind", "csv", "--url", "https://example.org/x.csv", "--path", "x"], "--path says nothing"),
            (["sources", "new", "other", "--kind", "folder", "--path", _folder.File("nowhere")], "there is no folder"),
            (["sources", "new", "other", "--kind", "hub", "--dataset", "other"], "owner/name"),
            (["sources", "test", "other"], "There is no source called 'other'"),
            (["sources", "test", "papers", "--check", "licence"], "There is no check called 'licence'"),
        })
        {
            var (refused, _, said) = await CallAsync(args);
            Assert.True(refused == 2 && said.Contains(words), $"{string.Join(' ', args)}: {refused} {said}");
        }
        Assert.Equal(before, TempFolder.TreeOf(_folder.File("lake")));
    }

    [Fact]
    public async Task A_manifest_that_the_registry_refuses_is_a_failed_check_and_no_other_exit_code()
    {
        await CallAsync("sources", "new", "papers", "--kind", "csv", "--url", "https://example.org/p.csv", "--no-sample");
        var manifest = _folder.File("lake", "sources", "papers", "sources.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"kind\": \"csv\"", "\"kind\": \"csv\", \"encoding\": \"latin-1\""));

        Assert.Equal(2, (await CallAsync("sources", "list")).ExitCode);
        var (exitCode, told, _) = await CallAsync("sources", "test", "papers", "--check", "manifest_accepted", "licence_present", "--json");

        var checks = JsonNode.Parse(told)!["checks"]!.AsArray();
        Assert.Equal((1, "failed", "passed"), (exitCode, (string?)checks[0]!["result"], (string?)checks[1]!["result"]));
        Assert.Contains("latin-1", (string?)checks[0]!["found"]);
        Assert.NotNull((string?)checks[0]!["remedy"]);
    }

    [Fact]
    public async Task A_name_with_a_hyphen_and_a_file_with_bare_returns_come_to_a_release()
    {
        _content = Papers.Replace('\n', '\r');
        Assert.Equal(0, (await CallAsync("sources", "new", "a-b", "--kind", "csv", "--url", new Uri(_server.Uri, "/p.csv").ToString())).ExitCode);

        var (exitCode, _, said) = await CallAsync("run", "a-b", "--min-date", "", "--no-keywords", "--min-length", "0");

        Assert.True(exitCode == 0, said);
        Assert.Contains("Elks by night", (await CallAsync("search", "elks")).Out);
        var released = Assert.Single(Directory.GetFiles(_folder.File("lake", "serveable", "releases"), "documents.jsonl", SearchOption.AllDirectories));
        Assert.Contains("put their licence into rights of a-b, in sources/a-b/sources.json of the lake", File.ReadAllText(released));

        // As the list says.
        var manifest = _folder.File("lake", "sources", "a-b", "sources.json");
        var entry = JsonNode.Parse(File.ReadAllText(manifest))!;
        entry["sources"]![0]!["collections"]![0]!["rights"] = new JsonObject { ["license"] = "CC-BY-4.0", ["terms_url"] = "https://example.org/terms", ["verified_at"] = "2026-01-31" };
        File.WriteAllText(manifest, entry.ToJsonString());
        Assert.Equal(0, (await CallAsync("run", "a-b", "--min-date", "", "--no-keywords", "--min-length", "0")).ExitCode);
        var release = File.ReadAllText(_folder.File("lake", "serveable", "current")).Trim();
        Assert.Contains("What elks do by night.", File.ReadAllText(_folder.File("lake", "serveable", "releases", release, "documents.jsonl")));
    }

    [Fact]
    public async Task Where_upstream_cannot_be_looked_at_the_scaffold_is_not_ready_and_says_so()
    {
        _status = 404;
        var (exitCode, told, said) = await CallAsync("sources", "new", "papers", "--kind", "csv", "--url", new Uri(_server.Uri, "/p.csv").ToString());
        Assert.True(exitCode == 0 && told.Contains("upstream could not be looked at") && said.Contains("Check the address of the file"), told + said);
        Assert.DoesNotContain("HF_TOKEN", told + said);
        Assert.DoesNotContain("dataset's name", told + said);

        (exitCode, told, _) = await CallAsync("sources", "test", "papers", "--check", "mapping_decided");
        Assert.True(exitCode == 1 && told.Contains("To do: fields, links and key"), told);

        File.Delete(_folder.File("lake", "sources", "papers", "sources.json"));
        Assert.Equal(1, (await CallAsync("sources", "test", "papers", "--check", "manifest_accepted")).ExitCode);
    }

    [Fact]
    public async Task Records_whose_dates_only_Validate_reads_are_in_the_head_of_a_dump()
    {
        _content = Papers.Replace("2024-03-01", "\"March 1, 2024\"").Replace("2024-10-05", "\"October 5, 2024\"").Replace("2025-01-31", "\"January 31, 2025\"");
        var (_, told, _) = await CallAsync("sources", "new", "papers", "--kind", "csv", "--url", new Uri(_server.Uri, "/p.csv").ToString());
        Assert.Contains("then `sluice head papers`", told);
        var (exitCode, _, said) = await CallAsync("run", "papers", "--min-date", "", "--no-keywords", "--min-length", "0");
        Assert.True(exitCode == 0 && !said.Contains("source.yield"), said);

        var head = await CallAsync("head", "papers", "--json");
        Assert.True(head.Out.Contains("\"date_published\":\"2024-10-05\""), head.Out + head.Error + said);
        Assert.DoesNotContain("source.yield", (await CallAsync("status")).Out);
    }

    [Fact]
    public void The_page_has_every_check_and_what_it_means()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "new-source.md"));
        Assert.Empty(Sluice.Conformance.ConformanceKit.Checks.Where(check => !page.Contains($"| `{check.Name}` | {check.Means} |")).Select(check => $"| `{check.Name}` | {check.Means} |"));
        Assert.Empty(NamesInPage().Matches(page).Select(match => match.Groups["name"].Value).Except(Sluice.Conformance.ConformanceKit.Checks.Select(check => check.Name)));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("\"(?<quoted>[^\"]*)\"|[^ ]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\| `(?<name>[a-z0-9_]+)` \| [A-Z]", RegexOptions.Multiline)]
    private static partial Regex NamesInPage();
}
