using System.Text;
using System.Text.Json.Nodes;
using Sluice.JsonSchema;

namespace Sluice.Tests.JsonSchema;

/// <summary>The official test suite, and the scoreboard that it writes.</summary>
public sealed class SuiteTests
{
    static readonly string[] Drafts = ["draft7", "draft2020-12"];

    /// <summary>Cases of the optional part where the engine disagrees, each with its reason.</summary>
    static readonly Dictionary<string, string> Explained = new()
    {
        ["draft7/optional/cross-draft.json: refs to future drafts are processed as future drafts: missing bar is invalid"] = Draft2019,
        ["draft7/optional/cross-draft.json: refs to future drafts are processed as future drafts: present bar is valid"] = Draft2019,
        ["draft2020-12/optional/cross-draft.json: refs to historic drafts are processed as historic drafts: first item not a string is valid"] = Draft2019,
    };

    const string Draft2019 = "It refers to a 2019-09 schema. That draft is not supported, and such a schema is refused by name.";

    [Theory]
    [InlineData("draft7", 900)]
    [InlineData("draft2020-12", 1200)]
    public void Every_required_case_holds(string draft, int atLeast)
    {
        Suite.NeedOrSkip();
        var cases = Suite.Results(draft).Where(result => result.Case.IsRequired).ToList();

        Assert.True(cases.Count >= atLeast, $"only {cases.Count} cases were found");
        Assert.Empty(cases.Where(result => result.Said is not null).Select(result => (result.Case.Name, result.Said)));
    }

    [Theory]
    [InlineData("draft7")]
    [InlineData("draft2020-12")]
    public void Every_optional_case_holds_or_is_explained(string draft)
    {
        Suite.NeedOrSkip();

        var failed = Suite.Results(draft).Where(result => !result.Case.IsRequired && result.Said is not null).Select(result => (result.Case.Name, result.Said)).ToList();

        Assert.Empty(failed.Where(pair => !Explained.ContainsKey(pair.Name)));
        Assert.Empty(Explained.Keys.Where(name => name.StartsWith(draft + "/")).Except(failed.Select(pair => pair.Name)));
    }

    [Fact]
    public void The_runner_can_turn_red()
    {
        Suite.NeedOrSkip();
        var cases = Suite.Cases("draft7").Where(test => test.IsRequired).Take(200).ToList();

        // The same cases with the opposite expectation: each must now be a disagreement.
        Assert.All(cases, test => Assert.NotNull(Suite.Disagreement(test with { Valid = !test.Valid })));
    }

    [Fact]
    public void The_scoreboard_in_the_docs_is_what_the_suite_says()
    {
        Suite.NeedOrSkip();
        const string Begin = "<!-- scoreboard -->", End = "<!-- /scoreboard -->";
        var path = Path.Combine(Repository.Root, "docs", "json-schema.md");
        var page = File.ReadAllText(path);
        var (from, to) = (page.IndexOf(Begin) + Begin.Length, page.IndexOf(End));
        var scoreboard = $"\n{Scoreboard()}\n";
        if (Environment.GetEnvironmentVariable("SLUICE_WRITE_DOCS") == "1")
            File.WriteAllText(path, page[..from] + scoreboard + page[to..]);
        else
            Assert.Equal(scoreboard, page[from..to]);
    }

    [Fact]
    public void The_metaschemas_say_what_the_drafts_own_say()
    {
        Suite.NeedOrSkip();
        foreach (var address in Metaschemas.Addresses)
        {
            var file = address == Metaschemas.Draft7 ? "draft7/schema.json" : address.Replace("https://json-schema.org/draft/2020-12/", "draft2020-12/") + ".json";
            var theirs = JsonNode.Parse(File.ReadAllText(Path.Combine(Suite.Folder, "metaschemas", file)));
            var ours = JsonNode.Parse(Metaschemas.Text(address)!);

            Assert.True(JsonNode.DeepEquals(Assertions(theirs, isSchema: true), Assertions(ours, isSchema: true)), address);
        }
    }

    // Without the keywords that only describe.
    static JsonNode? Assertions(JsonNode? node, bool isSchema) => node switch
    {
        JsonObject schema => new JsonObject(schema.Where(member => !isSchema || member.Key is not ("title" or "description" or "default" or "$comment" or "deprecated"))
            .Select(member => KeyValuePair.Create(member.Key, Assertions(member.Value, isSchema: !isSchema || member.Key is not ("properties" or "$defs" or "definitions"))))),
        JsonArray list => new JsonArray([.. list.Select(item => Assertions(item, isSchema: true))]),
        _ => node?.DeepClone(),
    };

    static string Scoreboard()
    {
        var table = new StringBuilder("| draft | part | cases | hold |\n|---|---|--:|--:|\n");
        var explanations = new StringBuilder();
        foreach (var draft in Drafts)
            foreach (var part in Suite.Results(draft).GroupBy(result => result.Case.IsRequired ? "required" : result.Case.File.StartsWith("optional/format/") ? "optional, `format`" : "optional, other").OrderByDescending(part => part.Key))
            {
                var failed = part.Where(result => result.Said is not null).Select(result => result.Case).ToList();
                table.Append($"| {draft} | {part.Key} | {part.Count()} | {part.Count() - failed.Count} |\n");
                foreach (var test in failed)
                    explanations.Append($"- `{test.Draft}/{test.File}`, *{test.Group}*: {test.Test}. {Explained.GetValueOrDefault(test.Name, "Not explained.")}\n");
            }
        return table.ToString() + (explanations.Length == 0 ? "\nEvery case holds." : "\nWhat does not hold:\n\n" + explanations.ToString().TrimEnd());
    }
}
