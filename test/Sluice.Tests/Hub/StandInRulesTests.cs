using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>The rules file and the record of requests.</summary>
public sealed class StandInRulesTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rules_file_says_everything_that_the_code_can()
    {
        var (rules, faults) = RulesFile.Read(_folder.Write("rules.json", """
            {
              "quotas": {"api": 500, "resolvers": 3000, "pages": 100},
              "signed_url_seconds": 60, "largest_git_file": 5, "page_size": 2,
              "tokens": {"hf_reader": ["org/closed"], "hf_all": ["*"]},
              "datasets": {"org/closed": {"private": true, "gated": "auto", "disabled": true, "renamed_to": "org/open", "tags": {"v1": "main"}, "branches": {"dev": "main"}}},
              // A comment.
              "faults": [
                {"kind": "truncate_silent", "path": "*/arxiv.jsonl", "listener": "cdn", "method": "GET", "from": 2, "times": 0, "at": 100},
                {"kind": "replace_json", "json": {"gated": "manual"}, "whole": true},
                {"kind": "status", "status": 429, "headers": {"Retry-After": "5"}, "body": "wait", "seconds": 0.5},
              ],
            }
            """));

        Assert.Equal((new HubQuotas { Api = 500, Resolvers = 3000, Pages = 100 }, 60, 5, 2), (rules.Quotas, rules.SignedUrlSeconds, rules.LargestGitFile, rules.PageSize));
        Assert.Equal(["org/closed", "*"], rules.Tokens["hf_reader"].Concat(rules.Tokens["hf_all"]));
        var closed = rules.Datasets["org/closed"];
        Assert.Equal((true, "auto", true, "org/open", "main", "main"), (closed.Private, closed.Gated, closed.Disabled, closed.RenamedTo, closed.Tags["v1"], closed.Branches["dev"]));
        Assert.Equal(new Fault { Kind = FaultKind.TruncateSilent, Path = "*/arxiv.jsonl", Listener = Listener.Cdn, Method = "GET", From = 2, Times = 0, At = 100 }, faults[0]);
        Assert.Equal(("manual", true), ((string)faults[1].Json!["gated"]!, faults[1].Whole));
        Assert.Equal((429, "5", "wait", 0.5), (faults[2].Status, faults[2].Headers!["Retry-After"], faults[2].Body, faults[2].Seconds));
    }

    [Fact]
    public void What_is_written_can_be_read()
    {
        var rules = new HubRules { PageSize = 7, Tokens = new Dictionary<string, IReadOnlyList<string>> { ["t"] = ["*"] } };
        var text = RulesFile.Write(rules, Enum.GetValues<FaultKind>().Select(kind => new Fault { Kind = kind, Status = 500, Headers = new Dictionary<string, string>(), Names = [], Json = new JsonObject(), Folder = _folder.Path }));

        var (read, faults) = RulesFile.Read(_folder.Write("rules.json", text));

        Assert.Equal(Enum.GetValues<FaultKind>(), faults.Select(fault => fault.Kind));
        Assert.Equal(text, RulesFile.Write(read, faults));
    }

    [Theory]
    [InlineData("[]", "one JSON object")]
    [InlineData("{", "JSON")]
    [InlineData("""{"quota": {}}""", "quota")]
    [InlineData("""{"page_size": 0}""", "page_size")]
    [InlineData("""{"datasets": {"a/b": {"gated": "yes"}}}""", "Expected \"auto\" or \"manual\"")]
    [InlineData("""{"faults": [{"kind": "nonsense"}]}""", "kind")]
    [InlineData("""{"faults": [{"path": "*"}]}""", "kind")]
    [InlineData("""{"faults": [{"kind": "status"}]}""", "a status from 200 to 599 is needed")]
    [InlineData("""{"faults": [{"kind": "reset", "from": 0}]}""", "from must be 1 or more")]
    [InlineData("""{"faults": [{"kind": "move_branch", "folder": "/no/such/folder"}]}""", "there is no folder")]
    public void A_mistake_in_the_rules_is_named(string json, string problem)
    {
        var file = _folder.Write("rules.json", json);

        var error = Assert.Throws<CorrectTheCallException>(() => RulesFile.Read(file));

        Assert.Contains(file, error.Message);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Rules_that_are_not_there_are_a_wrong_call() => Assert.Throws<CorrectTheCallException>(() => RulesFile.Read(_folder.File("nope.json")));

    [Fact]
    public void Every_rule_and_every_kind_of_fault_is_on_the_page_of_the_stand_in()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "hub.md"));
        var text = RulesFile.Write(new HubRules { Datasets = new Dictionary<string, DatasetRules> { ["-"] = new() } }, Enum.GetValues<FaultKind>().Select(kind => new Fault { Kind = kind }));
        var root = JsonNode.Parse(text)!.AsObject();
        var words = root.Select(field => field.Key)
            .Concat(root["datasets"]!["-"]!.AsObject().Select(field => field.Key))
            .Concat(root["faults"]!.AsArray().Select(fault => (string)fault!["kind"]!))
            .Concat(root["faults"]![0]!.AsObject().Select(field => field.Key));

        Assert.Empty(words.Where(word => !page.Contains($"`{word}`") && !page.Contains($"`\"{word}\":")));
    }

    [Fact]
    public async Task Every_request_is_appended_to_the_record_as_it_was_sent()
    {
        var record = _folder.Write("record.jsonl", "{}\n");
        await using (var hub = await SomeHub.StartAsync(new HubServerOptions { RecordFile = record }, ("a.jsonl", ["1"])))
        {
            using var caller = new StandInCaller(hub);
            await caller.GetAsync(StandInCaller.Main + "a.jsonl?x=1", ("Authorization", "Bearer t"));
            await hub.StopAsync();
        }

        var lines = await File.ReadAllLinesAsync(record);

        Assert.Equal(2, lines.Length);
        var request = JsonNode.Parse(lines[1])!;
        Assert.Equal(("hub", "GET", StandInCaller.Main + "a.jsonl", "?x=1", "Bearer t", 307), ((string)request["listener"]!, (string)request["method"]!, (string)request["path"]!, (string)request["query"]!, (string)request["headers"]!["Authorization"]!, (int)request["status"]!));
    }

    [Fact]
    public async Task A_seed_makes_the_same_addresses_and_none_makes_others()
    {
        var clock = new FakeClock();
        var addresses = new List<string>();
        foreach (var seed in new[] { "one", "one", null, null })
        {
            await using var hub = await SomeHub.StartAsync(new HubServerOptions { Seed = seed, TimeProvider = clock, Rules = new HubRules { LargestGitFile = 0 } }, ("a.jsonl", ["1"]));
            using var caller = new StandInCaller(hub);
            addresses.Add(new Uri((await caller.GetAsync(StandInCaller.Main + "a.jsonl"))["Location"]!).PathAndQuery);
        }

        Assert.Equal(addresses[0], addresses[1]);
        Assert.Equal(3, addresses.Distinct().Count());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_flag()
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", ["1"]));
        var options = new HubServerOptions { CdnPort = hub.Endpoint.Port };

        Assert.Contains("--cdn-port", (await Assert.ThrowsAsync<CheckTheMachineException>(() => HubServer.StartAsync(_folder.Path, options, default))).Message);
        Assert.Contains("--port", (await Assert.ThrowsAsync<CheckTheMachineException>(() => HubServer.StartAsync(_folder.Path, hub.Endpoint.Port, default))).Message);
    }
}
