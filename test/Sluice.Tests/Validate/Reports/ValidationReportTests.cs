using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Records;
using Sluice.Validate.Reports;

namespace Sluice.Tests.Validate.Reports;

public sealed partial class ValidationReportTests
{
    const string Hostile = "</td><script>alert('x')</script> | `code` | [a](javascript:x) <img src=x onerror=y>\r\n# a heading \u202e\0 www.evil.example";

    static Finding Error(string code = "url.malformed", string? found = "x y") => Finding.Error(code, "/url", found, "an address");

    static Finding Warning(string code = "source.unknown") => Finding.Warning(code, "/source", "tomorrow", "a known one");

    [Fact]
    public async Task Records_are_counted_once_and_findings_each()
    {
        using var some = new SomeReport().With("a", new Dictionary<string, long> { ["arxiv"] = 3, ["lesswrong"] = 2 },
            (1, "i1", "arxiv", Warning()), (2, "i2", "arxiv", Warning()), (2, "i2", "arxiv", Error("schema.pattern")), (2, "i2", "arxiv", Error()), (3, null, null, Error("field.empty")));

        var report = await some.BuildAsync();

        Assert.Equal((7, 5, 2, 2), (report.Counts.Read, report.Counts.Valid, report.Counts.Invalid, report.Counts.Warnings));
        Assert.Equal(["schema.pattern 1/1", "url.malformed 1/0", "field.empty 1/1", "source.unknown 2/0"],
            report.Codes.OrderBy(code => code.Severity == Severity.Warning).ThenBy(code => code.Code == "field.empty").Select(code => $"{code.Code} {code.Count}/{code.Rejected}"));
        Assert.Equal(["/0/1", "arxiv/3/1", "lesswrong/2/0"], report.Collections.Select(of => $"{of.Name}/{of.Counts.Valid}/{of.Counts.Invalid}"));
        Assert.Equal(Severity.Warning, report.Codes[^1].Severity);
    }

    [Fact]
    public async Task Five_examples_of_a_code_lead_to_their_line_upstream_and_the_rest_is_in_the_json()
    {
        using var some = new SomeReport().With("a", SomeReport.Kept(0), [.. Enumerable.Range(1, 7).Select(line => ((long)line, (string?)$"i{line}", (string?)"arxiv", Error()))]);

        var (json, markdown, html) = await some.WriteAsync();

        var read = JsonNode.Parse(json)!;
        Assert.Equal((7, 5), (read["findings"]!.AsArray().Count, read["by_code"]![0]!["examples"]!.AsArray().Count));
        Assert.Equal(("a", "2026-01-31_020000", 7), ((string?)read["findings"]![6]!["source"], (string?)read["findings"]![6]!["dump"], (int)read["findings"]![6]!["line"]!));
        const string Link = "https://hub.example/datasets/a/blob/c0ffee/some%20file.jsonl#L5";
        Assert.Equal(Link, (string?)read["by_code"]![0]!["examples"]![4]!["link"]);
        Assert.Contains($"[5](<{Link}>)", markdown);
        Assert.Contains($"href=\"{Link}\"", html);
    }

    [Fact]
    public async Task Every_rejected_row_is_in_each_form()
    {
        using var some = new SomeReport().With("a", SomeReport.Kept(10), [.. Enumerable.Range(1, 432).SelectMany(line => new[]
        {
            ((long)line, (string?)$"id-{line}-", (string?)"lesswrong", Error(line % 3 == 0 ? "field.empty" : "url.malformed")),
            (line, $"id-{line}-", "lesswrong", Warning()),
        })]);

        var (json, markdown, html) = await some.WriteAsync();

        var lines = JsonNode.Parse(json)!["findings"]!.AsArray().Where(finding => (string?)finding!["severity"] == "error").Select(finding => (int)finding!["line"]!);
        Assert.Equal(Enumerable.Range(1, 432), lines);
        var rejected = html[html.IndexOf("<h2 id=\"rejected\">")..];
        Assert.Equal(Enumerable.Range(1, 432), HtmlRow().Matches(rejected).Select(row => int.Parse(row.Groups[1].Value)).Order());
        Assert.Equal(Enumerable.Range(1, 432), MarkdownRow().Matches(markdown[markdown.IndexOf("## Rejected rows")..]).Select(row => int.Parse(row.Groups[1].Value)).Order());
    }

    [Fact]
    public async Task What_upstream_wrote_stays_text()
    {
        using var some = new SomeReport().With(Hostile, SomeReport.Kept(1, Hostile), (1, Hostile, Hostile, new Finding("own." + Hostile, Severity.Error, "/" + Hostile, Hostile, Hostile)), (2, Hostile, null, Warning()))
            .With("b", SomeReport.Kept(1));

        var (json, markdown, html) = await some.WriteAsync(new Against(Hostile, 3, new(StringComparer.Ordinal) { [Hostile] = 3 }));

        Assert.Equal(Hostile.Replace("\0", "\0"), (string?)JsonNode.Parse(json)!["findings"]![0]!["id"]);
        var body = html[html.IndexOf("<body>")..];
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain('\u202e', html + markdown);
        Assert.DoesNotContain('\0', html + markdown);
        Assert.All(Tag().Matches(body), tag => Assert.Matches("^</?(body|header|main|h[123]|p|dl|div|dt|dd|span|table|caption|thead|tbody|tr|th|td|a|code|section|i|html)( (class|id|href|rel|style|scope|role|aria-label)=\"[^\"<>]*\")*>$", tag.Value));
        Assert.DoesNotMatch(@"(?<!\\)[<\[`]a?(script|img|a\])", markdown);
        Assert.DoesNotContain("\n# a heading", markdown);
        // A table's rows keep their cells: as many unescaped pipes as its head.
        foreach (var table in Table().Matches(markdown).Select(table => table.Value.TrimEnd('\n').Split('\n')))
            Assert.All(table, row => Assert.Equal(Pipe().Count(table[0]), Pipe().Count(row)));
    }

    [Fact]
    public async Task A_code_that_came_or_went_stands_beside_those_of_before()
    {
        using var some = new SomeReport().With("a", SomeReport.Kept(1), (1, "i", "lesswrong", Error()));
        var against = new Against("run 2026-01-24_020000", 9, new(StringComparer.Ordinal) { ["field.empty"] = 4, ["url.malformed"] = 3 });

        var (json, markdown, html) = await some.WriteAsync(against);

        Assert.Equal(["field.empty 4 0 -4", "url.malformed 3 1 -2"], JsonNode.Parse(json)!["against"]!["by_code"]!.AsArray().Select(code => $"{code!["code"]} {code["before"]} {code["now"]} {code["change"]}"));
        Assert.Contains("| `field.empty` | 4 | 0 | \u22124 |", markdown);
        Assert.Contains("Not found any more.", html);
        Assert.Contains("when 9 records were read", html);
    }

    [Fact]
    public async Task Nothing_read_and_nothing_found_are_said()
    {
        using var empty = new SomeReport().With("a", new Dictionary<string, long>());
        using var clean = new SomeReport().With("a", SomeReport.Kept(3));

        var (json, markdown, html) = await empty.WriteAsync();
        Assert.Equal((0, 0), ((int)JsonNode.Parse(json)!["summary"]!["read"]!, JsonNode.Parse(json)!["findings"]!.AsArray().Count));
        Assert.Null(JsonNode.Parse(json)!["against"]);
        Assert.Contains("Nothing was found.", markdown);
        Assert.Contains("No record was read", html);
        Assert.Contains("Nothing was found: no error, no warning.", (await clean.WriteAsync()).Html);
    }

    [Fact]
    public async Task A_page_needs_no_script_and_nothing_from_elsewhere_and_its_tables_name_themselves()
    {
        using var some = new SomeReport().With("a", SomeReport.Kept(1), (1, "i", "lesswrong", Error()), (2, "j", "lesswrong", Warning())).With("b", SomeReport.Kept(2));

        var html = (await some.WriteAsync()).Html;

        Assert.DoesNotMatch("<(script|link|img|iframe)|@import|url\\(| src=", html);
        Assert.Equal(Regex.Count(html, "<table"), Regex.Count(html, "<caption>"));
        Assert.DoesNotMatch("<th(?! scope=)[ >]", html);
        foreach (Match link in LinkInside().Matches(html))
            Assert.Contains($"id=\"{link.Groups[1].Value}\"", html);
        Assert.Contains("prefers-color-scheme: dark", html);
        Assert.Contains("@media print", html);
    }

    [GeneratedRegex("<tr><th scope=\"row\">(?:<a [^>]*>)?some file.jsonl:([0-9]+)<")]
    private static partial Regex HtmlRow();

    [GeneratedRegex(@"^\| some file.jsonl \| \[([0-9]+)\]", RegexOptions.Multiline)]
    private static partial Regex MarkdownRow();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?:^\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();

    [GeneratedRegex("href=\"#([^\"]*)\"")]
    private static partial Regex LinkInside();
}
