using Sluice.Hub;
using Sluice.Server.HubStandIn;
using static Sluice.Tests.Extract.Ending;
using static Sluice.Tests.Extract.HubFault;

namespace Sluice.Tests.Extract;

/// <summary>Who may see the dataset: every kind of dataset for every kind of token.</summary>
static class HubAccessFaults
{
    const string NewName = "Other/name";

    public static IEnumerable<HubFault> All =>
    [
        Row("open", new DatasetRules(), "hf_made_up", Exit3, "HF_TOKEN"),
        Row("open", new DatasetRules(), "hf_none", RightBytes),
        Row("private", new DatasetRules { Private = true }, null, Exit3, "private"),
        Row("private", new DatasetRules { Private = true }, "hf_made_up", Exit3, "HF_TOKEN"),
        Row("private", new DatasetRules { Private = true }, "hf_none", Exit3, "RepoNotFound"),
        Row("private", new DatasetRules { Private = true }, "hf_one", RightBytes),
        Row("gated", new DatasetRules { Gated = "auto" }, null, Exit3, "Ask for access"),
        Row("gated", new DatasetRules { Gated = "auto" }, "hf_made_up", Exit3, "HF_TOKEN"),
        Row("gated by hand", new DatasetRules { Gated = "manual" }, "hf_none", Exit3, "Ask for access"),
        Row("gated by hand", new DatasetRules { Gated = "manual" }, "hf_one", RightBytes),
        Row("switched off", new DatasetRules { Disabled = true }, null, Exit3, "disabled"),
        Row("switched off", new DatasetRules { Disabled = true }, "hf_one", Exit3, "disabled"),
        Row("renamed", new DatasetRules { RenamedTo = NewName }, null, RightBytes) with { Prepare = Rename },
        Row("renamed and private", new DatasetRules { RenamedTo = NewName }, "hf_one", RightBytes) with { Prepare = Rename },
        Row("missing", new DatasetRules(), null, Exit3, "check the name") with { Prepare = TakeAway },
        Row("missing", new DatasetRules(), "hf_one", Exit3, "Check the dataset's name") with { Prepare = TakeAway },
        new("Access", "the revision is missing", Exit3, ["no/such", "--revision"]) { Revision = "no/such" },
    ];

    static HubFault Row(string kind, DatasetRules rules, string? token, Ending ending, params string[] says)
    {
        var caller = token switch { null => "without a token", "hf_made_up" => "with a token that is none", "hf_none" => "with a token that may not see it", _ => "with a token that may see it" };
        return new HubFault("Access", $"the dataset is {kind}, asked {caller}", ending, says)
        {
            Hub = hub => hub with { Token = token, Workers = 1 },
            Rules = new HubRules
            {
                LargestGitFile = LargestGitFile,
                Tokens = new Dictionary<string, IReadOnlyList<string>> { ["hf_one"] = [SomeHub.Dataset, NewName], ["hf_none"] = [] },
                Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = rules, [NewName] = new() { Private = kind == "renamed and private" } },
            },
        };
    }

    static void Rename(SomeHub hub)
    {
        Directory.CreateDirectory(hub.Beside("hub", "Other"));
        Directory.Move(hub.Beside("hub", SomeHub.Dataset), hub.Beside("hub", NewName));
    }

    static void TakeAway(SomeHub hub) => Directory.Delete(hub.Beside("hub", SomeHub.Dataset), recursive: true);
}
