using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>Commits, branches and tags of the stand-in. A commit never gives other bytes than those it stands for.</summary>
public sealed class StandInRevisionTests : IAsyncLifetime
{
    SomeHub _hub = null!;
    StandInCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(("a.jsonl", ["1"]), ("b.jsonl", ["the other"]));
        _caller = new StandInCaller(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _hub.DisposeAsync();
    }

    static string File(string revision, string file) => $"/datasets/{SomeHub.Dataset}/resolve/{revision}/{file}";

    [Fact]
    public async Task An_earlier_commit_stays_known_with_the_files_that_are_still_there()
    {
        var first = await _caller.ShaAsync();
        _hub.Write("a.jsonl", "2");
        var second = await _caller.ShaAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(first, (string)(await _caller.GetAsync($"{StandInCaller.Api}/revision/{first}")).Json["sha"]!);
        Assert.Equal(307, (await _caller.GetAsync(File(first, "b.jsonl"))).Status);
        var gone = await _caller.GetAsync(File(first, "a.jsonl"));
        Assert.Equal((404, "EntryNotFound"), (gone.Status, gone["X-Error-Code"]));
        Assert.Equal(307, (await _caller.GetAsync(File(second, "a.jsonl"))).Status);
    }

    [Fact]
    public async Task A_redirect_from_before_a_change_does_not_lead_to_the_new_bytes()
    {
        var location = (await _caller.GetAsync(File("main", "a.jsonl")))["Location"]!;
        Assert.Equal("1\n", (await _caller.GetAsync(location)).Text);
        // The same length, perhaps within the same tick of the disk's clock.
        _hub.Write("a.jsonl", "2");

        Assert.Equal(404, (await _caller.GetAsync(location)).Status);
        _hub.Write("a.jsonl", "1");
        Assert.Equal("1\n", (await _caller.GetAsync(location)).Text);
    }

    [Fact]
    public async Task A_file_that_only_moved_is_still_given_for_the_old_commit()
    {
        _hub.Write("a.jsonl", "only here");
        var first = await _caller.ShaAsync();
        _hub.Write("a.jsonl", null);
        _hub.Write("c.jsonl", "only here");
        await _caller.ShaAsync();

        var location = (await _caller.GetAsync(File(first, "a.jsonl")))["Location"]!;
        Assert.Equal("only here\n", (await _caller.GetAsync(location)).Text);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("refs%2Ftags%2Fv1")]
    [InlineData("dev")]
    [InlineData("refs%2Fheads%2Fdev")]
    [InlineData("refs%2Fconvert%2Fparquet")]
    public async Task Tags_and_branches_come_from_the_rules(string revision)
    {
        var first = await _caller.ShaAsync();
        _hub.Server.Rules = new HubRules
        {
            Datasets = new Dictionary<string, DatasetRules>
            {
                [SomeHub.Dataset] = new() { Tags = new Dictionary<string, string> { ["v1"] = first }, Branches = new Dictionary<string, string> { ["dev"] = first, ["refs/convert/parquet"] = first } },
            },
        };
        _hub.Write("a.jsonl", "2");

        Assert.NotEqual(first, await _caller.ShaAsync());
        Assert.Equal(first, (string)(await _caller.GetAsync($"{StandInCaller.Api}/revision/{revision}")).Json["sha"]!);
    }

    [Fact]
    public async Task The_refs_name_every_branch_and_tag_with_its_commit()
    {
        var sha = await _caller.ShaAsync();
        _hub.Server.Rules = new HubRules { Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = new() { Tags = new Dictionary<string, string> { ["v1"] = "main", ["lost"] = new('0', 40) } } } };

        var refs = (await _caller.GetAsync(StandInCaller.Api + "/refs?include_prs=1")).Json;

        Assert.Equal($$"""[{"name":"main","ref":"refs/heads/main","targetCommit":"{{sha}}"}]""", refs["branches"]!.ToJsonString());
        Assert.Equal($$"""[{"name":"v1","ref":"refs/tags/v1","targetCommit":"{{sha}}"}]""", refs["tags"]!.ToJsonString());
        Assert.Equal(("[]", "[]"), (refs["converts"]!.ToJsonString(), refs["pullRequests"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("0000000000000000000000000000000000000000")]
    public async Task An_unknown_revision_is_not_found(string revision)
    {
        foreach (var path in new[] { $"{StandInCaller.Api}/revision/{revision}", $"{StandInCaller.Api}/tree/{revision}", File(revision, "a.jsonl") })
        {
            var reply = await _caller.GetAsync(path);
            Assert.Equal((404, "RevisionNotFound"), (reply.Status, reply["X-Error-Code"]));
        }
    }

    [Fact]
    public async Task Commits_are_listed_newest_first_page_by_page()
    {
        var shas = new List<string> { await _caller.ShaAsync() };
        foreach (var line in new[] { "2", "3" })
        {
            _hub.Write("a.jsonl", line);
            shas.Insert(0, await _caller.ShaAsync());
        }

        var first = await _caller.GetAsync(StandInCaller.Api + "/commits/main?limit=2");
        var second = await _caller.GetAsync(first["Link"]!.Split('<', '>')[1]);

        Assert.Equal("3", first["X-Total-Count"]);
        Assert.Equal(shas, first.Json.AsArray().Concat(second.Json.AsArray()).Select(commit => (string)commit!["id"]!));
        Assert.Null(second["Link"]);
        Assert.Equal("1", (await _caller.GetAsync($"{StandInCaller.Api}/commits/{shas[2]}"))["X-Total-Count"]);
    }
}
