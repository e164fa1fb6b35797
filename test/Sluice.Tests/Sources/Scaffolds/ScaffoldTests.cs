using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Conformance;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;
using Sluice.Tests.Conformance;

namespace Sluice.Tests.Sources.Scaffolds;

public sealed class ScaffoldTests
{
    static Task<TableSample> SampleAsync(string file, string content) => TableSample.ReadAsync(file, () => new MemoryStream(Encoding.UTF8.GetBytes(content)), default);

    static IEnumerable<string> Failed(ConformanceReport report) => report.Results.Where(result => result.Outcome.Verdict == Verdict.Failed).Select(result => $"{result.Check.Name}: {result.Outcome.Found}");

    [Fact]
    public async Task Dates_that_only_Validate_reads_pass_the_kit_and_the_list_says_how_to_see_records()
    {
        using var scaffold = new SomeScaffold(Upstream.OfCsv, await SampleAsync("t.csv", "Title,When,Link,Abstract,Authors\nOne thing,\"March 4, 2024\",https://example.org/1,Words.,Ann Example\nTwo things,\"May 14, 2024\",https://example.org/2,More words.,Bo Example\n"));

        var report = await scaffold.TestAsync();

        Assert.Empty(Failed(report));
        Assert.Contains(report.Todo, item => item.Contains("MMMM D, YYYY") && item.Contains("--limit") && item.Contains("sluice head otters"));
        var list = File.ReadAllText(scaffold.File("CHECKLIST.md"));
        Assert.Contains("sluice head otters -n 20", list);
        Assert.DoesNotContain("--limit 10", list);
        Assert.DoesNotContain("{{", list);
    }

    [Fact]
    public async Task A_folder_of_several_files_passes_its_own_test()
    {
        using var scaffold = new SomeScaffold(Upstream.OfFolder,
            await SampleAsync("a.csv", "Name,Day,Link,Code,Abstract\nOne thing,2024-03-04,https://example.org/1,c1,Words.\nTwo things,2024-04-04,https://example.org/2,c2,More.\n"),
            await SampleAsync("b.json", """[{"Code":"c3","headline":"A third thing","date":"2024-05-04","where":"https://example.org/3","authors":["Ann Example"],"amount":5,"body":"Words é."},{"Code":"c4","headline":"A fourth thing","date":"2024-06-04","where":"https://example.org/4","authors":["Bo Example","Cleo Example"],"amount":7,"body":"Words."}]"""),
            await SampleAsync("in/c.jsonl", """{"Code":"c5","title":"A fifth thing","date":"2024-05-04","url":"https://example.org/5","text":"Words.","topics":[{"name":"x","rank":1}]}""" + "\n"));

        Assert.Empty(Failed(await scaffold.TestAsync()));
        Assert.Equal(["Code"], scaffold.Source.Key!);
        var row = JsonNode.Parse(File.ReadAllText(scaffold.File("fixtures/b.json")))![0]!;
        Assert.Equal(("""["Example 5"]""", "5"), (row["authors"]!.ToJsonString(), row["amount"]!.ToJsonString()));
        Assert.Equal("""[{"name":"made up 9","rank":9}]""", JsonNode.Parse(File.ReadLines(scaffold.File("fixtures/in/c.jsonl")).First())!["topics"]!.ToJsonString());
    }

    [Fact]
    public async Task Files_without_a_key_in_common_are_told()
    {
        using var scaffold = new SomeScaffold(Upstream.OfFolder, await SampleAsync("a.csv", "Name,Date,Link\nOne thing,2024-03-04,https://example.org/1\n"), await SampleAsync("b.csv", "Title,Day,Where\nAn other,2024-03-04,https://example.org/1\n"));

        Assert.Equal(["TODO"], scaffold.Source.Key!);
        Assert.Contains(scaffold.Todo, item => item.Contains("no column that all files have"));
    }

    [Fact]
    public async Task What_stands_for_text_title_or_authors_for_want_of_another_is_told()
    {
        var todo = TableProposal.Of(await SampleAsync("t.csv", "Where from,Day,url\nA thing of note,2024-03-04,https://example.org/a/rather/long/address/of/a/page/1\nA thing or two,2024-03-05,https://example.org/a/rather/long/address/of/a/page/2\n"));

        Assert.Equal("Where from", todo.Fields["text"]);
        Assert.All(new[] { "fields.text: no column holds text", "fields.title: no column", "fields.authors: no column" }, words => Assert.Contains(todo.Todo, item => item.StartsWith(words)));
    }

    [Fact]
    public async Task Forms_of_two_columns_that_cannot_stand_together_are_left_to_a_person()
    {
        var proposal = TableProposal.Of(await SampleAsync("t.csv", "id,title,date,event date,url,text,authors\na,One,25/03/2024,03/25/2024,https://example.org/1,x,y\nb,Two,26/03/2024,03/26/2024,https://example.org/2,x,y\n"));

        Assert.Equal(["DD/MM/YYYY"], proposal.DateFormats);
        Assert.Contains(proposal.Todo, item => item.Contains("both cannot stand"));
    }

    [Fact]
    public async Task What_a_folder_has_beyond_the_most_and_what_cannot_be_read_is_told()
    {
        using var folder = new TempFolder();
        for (var i = 10; i < 63; i++)
            folder.Write($"dumps/f{i}.csv", $"Title,Date,Link\nThing {i},2024-03-04,https://example.org/{i}\n");
        File.WriteAllBytes(folder.File("dumps", "f10.csv"), [0xFF, 0xFE, 0x61, 0x00]);

        var (samples, passed) = await Sampling.OfAsync(new FolderUpstream("d", folder.File("dumps"), NullLogger.Instance), default);

        Assert.Equal(49, samples.Count);
        Assert.Contains(passed, item => item.Contains("there are 53 files") && item.Contains("f60.csv"));
        Assert.Contains(passed, item => item.Contains("f10.csv") && item.Contains("UTF-16"));
        using var scaffold = new SomeScaffold(Upstream.OfFolder, passed, [.. samples]);
        Assert.Contains(scaffold.Todo, item => item.Contains("there are 53 files"));
    }

    [Fact]
    public async Task Nobodys_columns_are_a_failed_check_until_they_are_edited_and_a_to_do_where_that_was_wanted()
    {
        using var missed = new SomeScaffold(Upstream.OfCsv, [], [], "it answered 404.");
        var report = await missed.TestAsync(["mapping_decided"]);
        Assert.Contains("404", Assert.Single(Failed(report)));
        Assert.Contains(report.Todo, item => item.Contains("an example's columns"));
        missed.Collection(collection => collection["fields"]!["title"] = "Name");
        report = await missed.TestAsync(["mapping_decided"]);
        Assert.Empty(Failed(report));
        Assert.DoesNotContain(report.Todo, item => item.Contains("an example's columns"));

        using var wanted = new SomeScaffold();
        report = await wanted.TestAsync(["mapping_decided"]);
        Assert.Empty(Failed(report));
        Assert.Contains(report.Todo, item => item.Contains("an example's columns"));
    }

    [Fact]
    public void A_licence_that_is_put_in_as_the_list_says_serves_the_text()
    {
        using var scaffold = new SomeScaffold();

        Assert.Equal((TextPolicy.Serve, TextPolicy.Withhold), (scaffold.Source.PolicyOf("CC-BY-4.0")!.Text, scaffold.Source.PolicyOf("MIT")!.Text));
    }
}
