using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>Who gets what: callers × datasets, with the hub's own codes. And how often.</summary>
public sealed class StandInAccessTests : IAsyncLifetime
{
    const string NoName = "Invalid username or password.";
    const string BadToken = "Invalid credentials in Authorization header";
    const string IsDisabled = "Access to this resource is disabled.";

    readonly FakeClock _clock = new();
    SomeHub _hub = null!;
    StandInCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(new HubServerOptions { TimeProvider = _clock }, ("a.jsonl", ["1"]));
        _caller = new StandInCaller(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _hub.DisposeAsync();
    }

    void Rule(DatasetRules rules) => _hub.Server.Rules = new HubRules
    {
        Tokens = new Dictionary<string, IReadOnlyList<string>> { ["all"] = ["*"], ["one"] = [SomeHub.Dataset], ["none"] = [] },
        Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = rules, ["old/name"] = new() { RenamedTo = SomeHub.Dataset } },
    };

    Task<Reply> AskAsync(string path, string? token) => token is null ? _caller.GetAsync(path) : _caller.GetAsync(path, ("Authorization", "Bearer " + token));

    async Task<string> OutcomeAsync(string path, string? token)
    {
        var reply = await AskAsync(path, token);
        return $"{reply.Status} {reply["X-Error-Code"] ?? reply["X-Error-Message"]}".TrimEnd();
    }

    [Theory]
    [InlineData("public", null, "200", "307")]
    [InlineData("public", "none", "200", "307")]
    [InlineData("public", "made-up", "401 " + BadToken, "401 " + BadToken)]
    [InlineData("private", null, "401 " + NoName, "401 " + NoName)]
    [InlineData("private", "made-up", "401 " + BadToken, "401 " + BadToken)]
    [InlineData("private", "none", "404 RepoNotFound", "404 RepoNotFound")]
    [InlineData("private", "one", "200", "200")]
    [InlineData("private", "all", "200", "200")]
    [InlineData("auto", null, "200", "401 GatedRepo")]
    [InlineData("auto", "made-up", "401 " + BadToken, "401 GatedRepo")]
    [InlineData("manual", "none", "200", "403 GatedRepo")]
    [InlineData("manual", "one", "200", "200")]
    [InlineData("disabled", null, "403 " + IsDisabled, "403 " + IsDisabled)]
    [InlineData("disabled", "all", "403 " + IsDisabled, "403 " + IsDisabled)]
    public async Task The_matrix(string kind, string? token, string info, string file)
    {
        Rule(new DatasetRules { Private = kind == "private", Disabled = kind == "disabled", Gated = kind is "auto" or "manual" ? kind : null });

        Assert.Equal(info, await OutcomeAsync(StandInCaller.Api, token));
        Assert.Equal(file, await OutcomeAsync(StandInCaller.Main + "a.jsonl", token));
        Assert.Equal(file.Replace("307", "200"), await OutcomeAsync(StandInCaller.Api + "/auth-check", token));
    }

    [Theory]
    [InlineData(null, "401 " + NoName)]
    [InlineData("none", "404 RepoNotFound")]
    [InlineData("made-up", "401 " + BadToken)]
    public async Task A_dataset_that_is_not_there_is_only_told_to_those_with_a_token(string? token, string outcome)
    {
        Rule(new DatasetRules());

        foreach (var path in new[] { "/api/datasets/no/where", "/api/datasets/..%2F..%2Fno/where", "/api/datasets/no/where/tree/main", "/datasets/no/where/resolve/main/a" })
            Assert.Equal(outcome, await OutcomeAsync(path, token));
    }

    [Fact]
    public async Task The_info_says_how_a_dataset_is_closed()
    {
        Rule(new DatasetRules { Gated = "manual" });
        Assert.Equal("manual", (string)(await _caller.GetAsync(StandInCaller.Api)).Json["gated"]!);
        Rule(new DatasetRules());
        Assert.False((bool)(await _caller.GetAsync(StandInCaller.Api)).Json["gated"]!);
    }

    [Fact]
    public async Task Without_tokens_in_the_rules_every_token_is_good_for_what_is_public()
    {
        Assert.Equal("200", await OutcomeAsync(StandInCaller.Api, "anything"));
        _hub.Server.Rules = new HubRules { Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = new() { Private = true } } };
        Assert.Equal("404 RepoNotFound", await OutcomeAsync(StandInCaller.Api, "anything"));
    }

    [Theory]
    [InlineData("/api/datasets/old/name", "/api/datasets/" + SomeHub.Dataset)]
    [InlineData("/api/datasets/old/name/tree/refs%2Fheads%2Fmain?recursive=true", "/api/datasets/" + SomeHub.Dataset + "/tree/refs%2Fheads%2Fmain?recursive=true")]
    [InlineData("/datasets/old/name/resolve/main/a%20b?download=true", "/datasets/" + SomeHub.Dataset + "/resolve/main/a%20b?download=true")]
    public async Task A_renamed_dataset_leads_to_its_new_name(string asked, string location)
    {
        Rule(new DatasetRules());

        var reply = await _caller.GetAsync(asked);

        Assert.Equal((307, location), (reply.Status, reply["Location"]));
    }

    [Theory]
    [InlineData(null, "401 " + NoName)]
    [InlineData("made-up", "401 " + BadToken)]
    [InlineData("none", "200")]
    public async Task Who_am_I(string? token, string outcome)
    {
        Rule(new DatasetRules());

        Assert.Equal(outcome, await OutcomeAsync("/api/whoami-v2", token));
    }

    [Fact]
    public async Task Requests_are_counted_in_windows_of_five_minutes()
    {
        _hub.Server.Rules = new HubRules { Quotas = new HubQuotas { Api = 2 } };
        _clock.Advance(TimeSpan.FromSeconds(13));

        Assert.Equal("\"api\";r=1;t=287", (await AskAsync(StandInCaller.Api, null))["RateLimit"]);
        Assert.Equal("\"fixed window\";\"api\";q=2;w=300", (await AskAsync(StandInCaller.Api, null))["RateLimit-Policy"]);
        var over = await AskAsync(StandInCaller.Api, null);
        Assert.Equal((429, "\"api\";r=0;t=287"), (over.Status, over["RateLimit"]));
        _clock.Advance(TimeSpan.FromSeconds(287));
        Assert.Equal("\"api\";r=1;t=300", (await AskAsync(StandInCaller.Api, null))["RateLimit"]);
    }

    [Fact]
    public async Task Every_bucket_and_every_caller_has_a_counter()
    {
        _hub.Server.Rules = new HubRules { Quotas = new HubQuotas { Api = 1, Resolvers = 2, Pages = 1 } };
        var cached = (await _caller.GetAsync(StandInCaller.Main + "a.jsonl"))["Location"]!;

        Assert.StartsWith("\"resolvers\";r=0;", (await _caller.GetAsync(cached))["RateLimit"]);
        Assert.Equal(429, (await _caller.GetAsync(cached)).Status);
        Assert.Equal((200, 429), ((await AskAsync(StandInCaller.Api, null)).Status, (await AskAsync(StandInCaller.Api, null)).Status));
        Assert.Equal(200, (await AskAsync(StandInCaller.Api, "another")).Status);
        Assert.StartsWith("\"pages\";r=0;", (await _caller.GetAsync("/nowhere"))["RateLimit"]);
    }
}
