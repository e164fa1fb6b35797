using System.Net;
using System.Text.Json.Nodes;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>Faults in what is said: status, headers, JSON, redirects, branches; and when they strike.</summary>
public sealed class StandInFaultTests : IAsyncLifetime
{
    SomeHub _hub = null!;
    StandInCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(new HubServerOptions { Rules = new HubRules { LargestGitFile = 100 } }, ("a.jsonl", ["1"]), ("b.jsonl", ["1"]), ("big.jsonl", [new string('z', 200)]));
        _caller = new StandInCaller(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _hub.DisposeAsync();
    }

    void Add(Fault fault) => _hub.Server.Faults.Add(fault);

    async Task<int[]> StatusesAsync(int count, string path)
    {
        var statuses = new int[count];
        for (var i = 0; i < count; i++)
            statuses[i] = (await _caller.GetAsync(path)).Status;
        return statuses;
    }

    [Theory]
    [InlineData(1, 1, new[] { 503, 200, 200, 200 })]
    [InlineData(2, 2, new[] { 200, 503, 503, 200 })]
    [InlineData(3, 0, new[] { 200, 200, 503, 503 })]
    public async Task A_fault_strikes_from_one_hit_on_and_a_number_of_times(int from, int times, int[] statuses)
    {
        Add(new Fault { Kind = FaultKind.Status, Status = 503, Path = "/api/*", From = from, Times = times });

        Assert.Equal(statuses, await StatusesAsync(4, StandInCaller.Api));
        Assert.Equal(statuses.Count(status => status == 503), _hub.Server.Faults.Fired);
        _hub.Server.Faults.Clear();
        Assert.Equal(200, (await _caller.GetAsync(StandInCaller.Api)).Status);
    }

    [Fact]
    public async Task A_fault_strikes_only_the_path_method_and_listener_that_it_names()
    {
        Add(new Fault { Kind = FaultKind.Status, Status = 500, Times = 0, Path = "*/resolve/*/a.jsonl" });
        Add(new Fault { Kind = FaultKind.Status, Status = 501, Times = 0, Method = "HEAD" });
        Add(new Fault { Kind = FaultKind.Status, Status = 502, Times = 0, Listener = Listener.Cdn, Path = "*/big.jsonl" });

        Assert.Equal(500, (await _caller.GetAsync(StandInCaller.Main + "a.jsonl")).Status);
        Assert.Equal(501, (await _caller.HeadAsync(StandInCaller.Main + "b.jsonl")).Status);
        Assert.Equal(307, (await _caller.GetAsync(StandInCaller.Main + "b.jsonl")).Status);
        Assert.Equal(502, (await _caller.FileAsync("big.jsonl")).Status);
    }

    [Fact]
    public async Task A_status_comes_with_any_headers_and_body()
    {
        Add(new Fault { Kind = FaultKind.Status, Status = 429, Body = "slow down", Headers = new Dictionary<string, string> { ["RateLimit"] = "\"api\";r=0;t=55", ["Retry-After"] = "soon, perhaps" } });

        var reply = await _caller.GetAsync(StandInCaller.Api);

        Assert.Equal((429, "slow down", "\"api\";r=0;t=55", "soon, perhaps"), (reply.Status, reply.Text, reply["RateLimit"], reply["Retry-After"]));
    }

    [Fact]
    public async Task A_page_comes_where_a_file_should()
    {
        Add(new Fault { Kind = FaultKind.HtmlPage, Path = "*a.jsonl" });

        var reply = await _caller.GetAsync(StandInCaller.Main + "a.jsonl");

        Assert.Equal((200, "text/html; charset=utf-8"), (reply.Status, reply["Content-Type"]));
        Assert.StartsWith("<!DOCTYPE html>", reply.Text);
    }

    [Fact]
    public async Task Headers_are_dropped_and_reworded()
    {
        var before = await _caller.HeadAsync(StandInCaller.Main + "big.jsonl");
        Add(new Fault { Kind = FaultKind.DropHeader, Names = ["X-Repo-Commit", "X-Linked-Size"] });
        Add(new Fault { Kind = FaultKind.SetHeader, Headers = new Dictionary<string, string> { ["X-Linked-ETag"] = "W/{value}", ["X-Upper"] = "{upper}", ["Accept-Ranges"] = "{bare}!" } });

        var after = await _caller.HeadAsync(StandInCaller.Main + "big.jsonl");

        Assert.NotNull(before["X-Repo-Commit"]);
        Assert.Equal((null, null, "W/" + before["X-Linked-ETag"], "bytes!"), (after["X-Repo-Commit"], after["X-Linked-Size"], after["X-Linked-ETag"], after["Accept-Ranges"]));
    }

    [Theory]
    [InlineData("{upper}", true, true)]
    [InlineData("{bare}", false, false)]
    public async Task An_etag_loses_its_quotes_or_its_case(string pattern, bool isQuoted, bool isUpper)
    {
        Add(new Fault { Kind = FaultKind.SetHeader, Path = "*big.jsonl", Headers = new Dictionary<string, string> { ["X-Linked-ETag"] = pattern } });

        var etag = (await _caller.HeadAsync(StandInCaller.Main + "big.jsonl"))["X-Linked-ETag"]!;

        Assert.Equal((isQuoted, isUpper), (etag.StartsWith('"'), !etag.Any(char.IsAsciiLetterLower)));
    }

    [Fact]
    public async Task A_size_that_is_not_told_leaves_the_body_whole()
    {
        Add(new Fault { Kind = FaultKind.DropHeader, Names = ["Content-Length"], Listener = Listener.Cdn });

        var reply = await _caller.FileAsync("big.jsonl");

        Assert.Equal((null, 201), (reply["Content-Length"], reply.Body.Length));
    }

    [Fact]
    public async Task A_redirect_leads_anywhere_or_nowhere()
    {
        Add(new Fault { Kind = FaultKind.Redirect, Location = "/hop/{n}", Times = 2 });
        Add(new Fault { Kind = FaultKind.Redirect, Status = 307, From = 3 });

        var replies = new[] { await _caller.GetAsync("/x"), await _caller.GetAsync("/x"), await _caller.GetAsync("/x") };

        Assert.Equal([(302, "/hop/1"), (302, "/hop/2"), (307, null)], replies.Select(reply => (reply.Status, reply["Location"])));
    }

    [Fact]
    public async Task The_next_page_is_the_same_or_its_double_or_elsewhere()
    {
        const string tree = StandInCaller.Api + "/tree/main";
        Add(new Fault { Kind = FaultKind.Link, Path = "*/tree/*" });
        Add(new Fault { Kind = FaultKind.Link, Path = "*/tree/*", From = 2, Location = "duplicates" });
        Add(new Fault { Kind = FaultKind.Link, Path = "*/tree/*", From = 3, Location = "/broken" });
        Add(new Fault { Kind = FaultKind.Status, Path = "/broken", Status = 500 });
        async Task<string> NextAsync() => (await _caller.GetAsync(tree))["Link"]!.Split('<', '>')[1];

        Assert.Equal(new Uri(_hub.Endpoint, tree).AbsoluteUri, await NextAsync());
        var again = await NextAsync();
        Assert.NotEqual(new Uri(_hub.Endpoint, tree).AbsoluteUri, again);
        var broken = await NextAsync();
        Assert.Equal(500, (await _caller.GetAsync(broken)).Status);
        Assert.Equal((await _caller.GetAsync(tree)).Text, (await _caller.GetAsync(again)).Text);
    }

    [Fact]
    public async Task JSON_stops_in_the_middle_of_a_whole_answer()
    {
        Add(new Fault { Kind = FaultKind.CutJson, Path = "*/tree/*" });

        var reply = await _caller.GetAsync(StandInCaller.Api + "/tree/main");

        Assert.Equal($"{reply.Body.Length}", reply["Content-Length"]);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
        Assert.StartsWith(reply.Text, (await _caller.GetAsync(StandInCaller.Api + "/tree/main")).Text);
    }

    [Fact]
    public async Task JSON_is_merged_appended_to_or_replaced()
    {
        Add(new Fault { Kind = FaultKind.ReplaceJson, Path = StandInCaller.Api, Json = JsonNode.Parse("""{"gated":"manual","new":[1]}""") });
        Add(new Fault { Kind = FaultKind.ReplaceJson, Path = "*/tree/*", Json = JsonNode.Parse("""[{"type":"file","path":"../x"}]""") });
        Add(new Fault { Kind = FaultKind.ReplaceJson, Path = "*/tree/*", From = 2, Json = JsonNode.Parse("""{"oid":"0"}""") });
        Add(new Fault { Kind = FaultKind.ReplaceJson, Path = "*/tree/*", From = 3, Json = JsonNode.Parse("7"), Whole = true });

        var info = (await _caller.GetAsync(StandInCaller.Api)).Json;
        var (appended, merged, whole) = (await TreeAsync(), await TreeAsync(), await TreeAsync());

        Assert.Equal(("manual", "[1]", SomeHub.Dataset), ((string)info["gated"]!, info["new"]!.ToJsonString(), (string)info["id"]!));
        Assert.Equal((4, "../x"), (appended.AsArray().Count, (string)appended[3]!["path"]!));
        Assert.All(merged.AsArray(), entry => Assert.Equal(("0", "file"), ((string)entry!["oid"]!, (string)entry["type"]!)));
        Assert.Equal(7, (int)whole);

        async Task<JsonNode> TreeAsync() => (await _caller.GetAsync(StandInCaller.Api + "/tree/main")).Json;
    }

    [Fact]
    public async Task Main_moves_between_two_requests_and_the_old_commit_stays()
    {
        Directory.CreateDirectory(_hub.Beside("next"));
        await File.WriteAllTextAsync(_hub.Beside("next", "a.jsonl"), "2\n");
        Add(new Fault { Kind = FaultKind.MoveBranch, Path = "*/revision/main", From = 2, Folder = _hub.Beside("next") });
        Add(new Fault { Kind = FaultKind.MoveBranch, Path = "*/revision/main", From = 3, Run = () => File.WriteAllText(_hub.Beside("next", "a.jsonl"), "3\n") });

        var shas = new List<string>();
        for (var i = 0; i < 4; i++)
            shas.Add((string)(await _caller.GetAsync(StandInCaller.Api + "/revision/main")).Json["sha"]!);

        Assert.Equal((3, shas[2]), (shas.Distinct().Count(), shas[3]));
        var location = (await _caller.GetAsync($"/datasets/{SomeHub.Dataset}/resolve/{shas[0]}/a.jsonl"))["Location"]!;
        Assert.Equal("1\n", (await _caller.GetAsync(location)).Text);
    }

    [Fact]
    public async Task Requests_are_remembered_with_what_was_answered()
    {
        Add(new Fault { Kind = FaultKind.Status, Status = 418, Path = "/tea" });
        await _caller.GetAsync("/tea?milk=%20no", ("Authorization", "Bearer t"), ("X-Mine", "1"));
        await _caller.FileAsync("big.jsonl");

        var requests = _hub.Server.Requests;

        Assert.Equal([(Listener.Hub, 418), (Listener.Hub, 302), (Listener.Cdn, 200)], requests.Select(request => (request.Listener, request.Status)));
        Assert.Equal(("GET", "/tea", "?milk=%20no", "Bearer t", "1"), (requests[0].Method, requests[0].Path, requests[0].Query, requests[0].Headers["authorization"], requests[0].Headers["X-Mine"]));
    }
}
