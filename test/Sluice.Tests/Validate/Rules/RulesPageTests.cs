using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Records;
using Sluice.Validate.Rules;

namespace Sluice.Tests.Validate.Rules;

/// <summary>Every example of <c>docs/rules.md</c> does what the page says.</summary>
public sealed partial class RulesPageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));

    [Fact]
    public void Each_operator_is_on_the_page_and_holds_and_fails_where_it_says()
    {
        var rows = Operators().Matches(Between("<!-- operators -->", "<!-- /operators -->"));

        Assert.Equal(Operator.All.Select(known => known.Name), rows.Select(row => row.Groups["name"].Value));
        foreach (Match row in rows)
        {
            var value = row.Groups["value"].Value;
            var checks = SomeRules.Of($$"""{"name":"some","field":"field","operator":"{{row.Groups["name"].Value}}"{{(value == "none" ? "" : $",\"value\":{value.Trim('`')}")}}}""");
            Assert.True(SomeRules.Codes(checks, row.Groups["holds"].Value).Length == 0, row.Value);
            Assert.True(SomeRules.Codes(checks, row.Groups["fails"].Value).Length == 1, row.Value);
        }
    }

    [Theory]
    [InlineData("karma_is_sane", 5)]
    [InlineData("modified_after_published", 6)]
    public void Each_example_finds_what_the_table_under_it_says(string name, int rows)
    {
        var part = Page[Page.IndexOf($"<!-- example: {name} -->")..];
        var checks = SomeRules.Load(Json().Match(part).Groups[1].Value);
        var table = Records().Matches(part[..part.IndexOf("\n\n", part.IndexOf("| a record with"))]);

        Assert.Equal(rows, table.Count);
        foreach (Match row in table)
            Assert.Equal(row.Groups["finding"].Value == "none" ? [] : [row.Groups["finding"].Value.Trim('`')], SomeRules.Codes(checks, row.Groups["record"].Value));
    }

    [Fact]
    public void The_file_that_the_page_refuses_is_refused_in_those_words()
    {
        var part = Between("<!-- refused -->", "<!-- /refused -->");
        var refusal = SomeRules.Refusal(Json().Match(part).Groups[1].Value);

        Assert.Contains(Plain().Match(part).Groups[1].Value.TrimEnd(), refusal);
        Assert.Contains("rule 3 'address' has 'https://(' as its 'value'", refusal);
    }

    [Fact]
    public void The_sample_file_can_be_used_and_each_of_its_rules_can_turn_red()
    {
        var path = Path.Combine(Repository.Root, "samples", "rules", "forum-rules.json");
        var checks = CustomChecks.Load(path, [])!;

        Assert.Empty(SomeRules.Codes(checks, Some.Line(1, row => { row["karma"] = 3; row["modified_at"] = "2021-06-16T00:00:00Z"; })));
        Assert.Equal(["rule.karma_is_sane", "rule.modified_after_published", "rule.few_authors"], SomeRules.Codes(checks, Some.Line(1, row =>
        {
            row["karma"] = -1;
            row["modified_at"] = "2021-06-14";
            row["authors"] = new JsonArray([.. Enumerable.Range(0, 201).Select(i => (JsonNode)$"Ada {i}")]);
        })));
        Assert.Equal(["rule.forum_post_has_karma"], SomeRules.Codes(checks, Some.Line(1)));
        var finding = Assert.Single(SomeRules.Findings(checks, Some.Line(1, row => row["source"] = "arxiv")));
        Assert.Equal(("rule.arxiv_address", Severity.Error), (finding.Code, finding.Severity));
        Assert.Equal(5, checks.Create().Count());
    }

    static string Between(string from, string to) => Page[Page.IndexOf(from)..Page.IndexOf(to)];

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<value>none|`[^`]*`) \| .* \| `(?<holds>\{[^`]*\})` \| `(?<fails>\{[^`]*\})` \|$", RegexOptions.Multiline)]
    private static partial Regex Operators();

    [GeneratedRegex(@"^\| `(?<record>\{[^`]*\})` \| (?<finding>none|`[^`]*`) \|$", RegexOptions.Multiline)]
    private static partial Regex Records();

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex(@"```\n(  rule.*?)```", RegexOptions.Singleline)]
    private static partial Regex Plain();
}
