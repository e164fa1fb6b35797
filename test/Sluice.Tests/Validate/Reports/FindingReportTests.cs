using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Cli.Verbs;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Validate.Reports;

/// <summary><c>sluice validate FILE --report …</c>, without the command line around it.</summary>
public sealed class FindingReportTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<string> ReportAsync(string name, string file)
    {
        var path = _folder.File(name);
        using (var report = FindingReport.To(path, _folder.File("some.jsonl")))
        {
            using var reader = new LineReader(new MemoryStream(Some.Bytes(file)), "some.jsonl");
            var counts = await new FileCheck(SomeValidation.New()).RunAsync(reader, null, report.Add, default);
            await report.FinishAsync(new JsonObject { ["read"] = counts.Read, ["schema"] = "some.json" }, counts, "alignment_research", "some.jsonl", null, default);
        }
        Assert.Equal([path], Directory.EnumerateFiles(_folder.Path));
        return File.ReadAllText(path);
    }

    static string Failing => string.Concat(Enumerable.Range(1, 500).Select(i => (i switch
    {
        <= 200 => Some.Line(i, row => row["url"] = "https://a b"),
        <= 400 => Some.Line(i, row => { row["title"] = ""; row["date_published"] = "2021-02-30"; }),
        <= 432 => "rubbish",
        <= 440 => Some.Line(i, row => row["source"] = "tomorrow"),
        _ => Some.Line(i),
    }) + "\n"));

    [Theory]
    [InlineData("r.json")]
    [InlineData("r.md")]
    [InlineData("r.html")]
    public async Task Of_500_rows_of_which_432_fail_each_of_the_432_is_told(string name)
    {
        var text = await ReportAsync(name, Failing);

        var lines = name switch
        {
            "r.json" => JsonNode.Parse(text)!["findings"]!.AsArray().Where(finding => (string?)finding!["severity"] == "error").Select(finding => (int)finding!["line"]!).Distinct(),
            "r.md" => Regex.Matches(text[text.IndexOf("## Rejected rows")..], @"^\| some.jsonl \| ([0-9]+) \|", RegexOptions.Multiline).Select(row => int.Parse(row.Groups[1].Value)),
            _ => Regex.Matches(text[text.IndexOf("id=\"rejected\"")..], "<tr><th scope=\"row\">some.jsonl:([0-9]+)</th>").Select(row => int.Parse(row.Groups[1].Value)),
        };
        Assert.Equal(Enumerable.Range(1, 432), lines.Order());
    }

    [Fact]
    public async Task The_json_is_the_summary_and_every_finding_and_nothing_else()
    {
        var json = JsonNode.Parse(await ReportAsync("r.json", Failing))!.AsObject();

        Assert.Equal(["summary", "findings"], json.Select(field => field.Key));
        Assert.Equal(["code", "severity", "file", "line", "byte_offset", "id", "collection", "pointer", "found", "expected"], json["findings"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal(8, json["findings"]!.AsArray().Count(finding => (string?)finding!["code"] == "source.unknown"));
    }

    [Theory]
    [InlineData("r.json")]
    [InlineData("r.md")]
    [InlineData("r.html")]
    public async Task A_file_with_no_row_has_a_report_too(string name) => Assert.NotEqual("", await ReportAsync(name, ""));

    [Theory]
    [InlineData("some.jsonl", ".json, .md or .html")]
    [InlineData("some.txt", ".json, .md or .html")]
    [InlineData("there/is/none.json", "no folder")]
    [InlineData("folder.md", "is a folder")]
    [InlineData("input.json", "would replace it")]
    [InlineData("../NAME/input.json", "would replace it")]
    [InlineData("link.json", "would replace it")]
    public void A_path_that_cannot_be_meant_is_refused_before_the_work(string path, string because)
    {
        var input = _folder.Write("input.json", "{}\n");
        Directory.CreateDirectory(_folder.File("folder.md"));
        File.CreateSymbolicLink(_folder.File("link.json"), input);
        var before = _folder.Tree();

        var stop = Assert.Throws<CorrectTheCallException>(() => FindingReport.To(_folder.File(path.Replace("NAME", Path.GetFileName(_folder.Path))), input));

        Assert.Contains(because, stop.Message);
        Assert.Equal((2, before), (stop.ExitCode, _folder.Tree()));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_this_machine_in_the_way()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Only Linux has a folder that not even root can write.");

        var stop = Assert.Throws<CheckTheMachineException>(() => FindingReport.To("/proc/self/r.json", null));

        Assert.Equal(5, stop.ExitCode);
        Assert.Contains("/proc/self/r.json", stop.Message);
    }

    [Fact]
    public void A_report_that_was_not_finished_leaves_the_old_one()
    {
        var path = _folder.Write("r.md", "old");

        using (var report = FindingReport.To(path, null))
            report.Add(Finding.Error("url.malformed", "/url", null, "x"), new Site(new Place("f", 1)));

        Assert.Equal((path, "old"), (Assert.Single(Directory.EnumerateFiles(_folder.Path)), File.ReadAllText(path)));
    }
}
