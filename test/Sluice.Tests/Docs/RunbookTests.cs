using System.Text;
using Sluice.Records;

namespace Sluice.Tests.Docs;

/// <summary>Whoever keeps a lake finds each code there, with what to do. <c>SLUICE_WRITE_DOCS=1</c> writes the lists.</summary>
public sealed class RunbookTests
{
    const string From = "<!-- codes -->\n", To = "<!-- /codes -->";
    static readonly string PagePath = Path.Combine(Repository.Root, "docs", "runbook.md");

    [Fact]
    public void Every_code_of_every_list_is_in_the_runbook_with_its_meaning_and_what_to_do()
    {
        var (page, lists) = (File.ReadAllText(PagePath), Lists(FindingCodes.Lists));
        var (from, to) = (page.IndexOf(From) + From.Length, page.IndexOf(To));
        if (Environment.GetEnvironmentVariable("SLUICE_WRITE_DOCS") == "1")
            File.WriteAllText(PagePath, page = page[..from] + lists + page[to..]);
        Assert.True(page.Contains(lists), "docs/runbook.md does not list the codes that can be reported. Run this test with SLUICE_WRITE_DOCS=1.");
    }

    [Fact]
    public void A_code_of_a_new_list_would_be_missed_there()
    {
        var planted = new FindingCode("source.planted", Severity.Warning, "It was planted.", "Nothing.");
        Assert.DoesNotContain(Lists([.. FindingCodes.Lists, ("OfPlanted", [planted])]), File.ReadAllText(PagePath));
    }

    [Fact]
    public void Every_exit_code_of_the_command_line_has_a_line()
    {
        var page = File.ReadAllText(PagePath);
        foreach (var code in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md")), @"(?m)^\| (\d+) \| [A-Z]").Select(match => match.Groups[1].Value).Where(code => code != "0"))
            Assert.Contains($"\n| {code} | ", page);
    }

    static string Lists(IEnumerable<(string List, IReadOnlyList<FindingCode> Codes)> lists)
    {
        var text = new StringBuilder();
        foreach (var (list, codes) in lists)
        {
            text.Append($"\n### {list switch { "All" => "About a record", "OfCorpus" => "About all records together", "OfPublish" => "About a release", "OfLiveness" => "About a source or the lake: alerts", _ => "About " + list[2..].ToLowerInvariant() }}\n\n| code | severity | means | do |\n|---|---|---|---|\n");
            foreach (var code in codes)
                text.Append($"| `{code.Code}` | {code.Severity.ToString().ToLowerInvariant()} | {code.Meaning} | {code.Remedy} |\n");
        }
        return text.Append('\n').ToString();
    }
}
