using Sluice.Extract;
using Sluice.Hub;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>What is asked, and what goes with it: no more requests than needed, the token to nobody but the hub.</summary>
public sealed class HubEconomyTests
{
    static readonly HubServerOptions Large = new() { Rules = new HubRules { LargestGitFile = 1000 } };

    static string[] Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(number => Some.Line(number))];

    static Task<SomeHub> HubAsync(HubServerOptions? options = null) =>
        SomeHub.StartAsync(options ?? Large, ("arxiv.jsonl", Rows(1, 1)), ("blogs.jsonl", Rows(10, 1)), ("lesswrong.jsonl", Rows(20, 30)));

    [Fact]
    public async Task An_unchanged_dataset_costs_two_small_requests_and_no_download()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync();
        var before = hub.Server.Requests.Count;

        Assert.Equal(ExtractStatus.Unchanged, (await hub.ExtractAsync()).Status);

        var asked = hub.Server.Requests.Skip(before).ToList();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, request => Assert.StartsWith("/api/datasets/", request.Path));
    }

    [Theory]
    [InlineData("blogs.jsonl", 1)]
    [InlineData("lesswrong.jsonl", 30)]
    public async Task A_changed_file_is_the_only_one_that_is_resolved(string file, int rows)
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync();
        var before = hub.Server.Requests.Count;
        hub.Write(file, Rows(100, rows));

        Assert.Equal(ExtractStatus.Complete, (await hub.ExtractAsync()).Status);

        var resolved = hub.Server.Requests.Skip(before).Where(request => request.Path.Contains("/resolve/", StringComparison.Ordinal)).ToList();
        Assert.EndsWith("/" + file, Assert.Single(resolved).Path);
        Assert.Equal(4, hub.Server.Requests.Count - before);
    }

    [Fact]
    public async Task A_file_that_only_got_another_name_is_not_downloaded()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync();
        var before = hub.Server.Requests.Count;
        hub.Write("lesswrong.jsonl", null);
        hub.Write("greaterwrong.jsonl", Rows(20, 30));

        await hub.ExtractAsync();

        Assert.Equal(2, hub.Server.Requests.Count - before);
    }

    [Fact]
    public async Task Every_request_asks_for_plain_bytes_and_says_who_asks()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync(options => options with { Hub = options.Hub with { Origin = "some-lab" } });

        Assert.Contains(hub.Server.Requests, request => request.Listener == Listener.Cdn);
        Assert.All(hub.Server.Requests, request =>
        {
            Assert.Equal("identity", request.Headers["Accept-Encoding"]);
            Assert.Matches(@"^Sluice/\d+\.\d+\.\d+; dotnet/10\.[\d.]+\S*; os/\w+-\w+; origin/some-lab$", request.Headers["User-Agent"]);
        });
    }

    [Fact]
    public async Task The_token_goes_with_every_request_to_the_hub_and_with_none_to_the_CDN()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync(options => options with { Hub = options.Hub with { Token = "hf_secret" } });

        Assert.All(hub.Server.Requests.Where(request => request.Listener == Listener.Hub), request => Assert.Equal("Bearer hf_secret", request.Headers["Authorization"]));
        var cdn = hub.Server.Requests.Where(request => request.Listener == Listener.Cdn).ToList();
        Assert.NotEmpty(cdn);
        Assert.All(cdn, request => Assert.DoesNotContain("hf_secret", string.Join(' ', request.Headers.Select(header => header.Value)) + request.Path + request.Query));
    }

    [Fact]
    public async Task A_private_dataset_that_was_renamed_keeps_the_token_on_the_way()
    {
        const string newName = "Other/name";
        await using var hub = await SomeHub.StartAsync();
        Directory.CreateDirectory(hub.Beside("hub", newName));
        File.WriteAllText(hub.Beside("hub", newName, "a.jsonl"), "{}\n");
        hub.Server.Rules = new HubRules
        {
            Tokens = new Dictionary<string, IReadOnlyList<string>> { ["hf_secret"] = [newName] },
            Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = new() { RenamedTo = newName }, [newName] = new() { Private = true } },
        };
        var log = new LogLines();
        using var client = SomeClient.Of(hub.Endpoint, token: "hf_secret", log: log);

        var revision = await client.RevisionAsync();

        Assert.Equal(newName, revision.Dataset);
        Assert.Equal("{}\n", Some.Text8(await client.ReadAsync(revision)));
        Assert.Single(log.Lines, line => line.Contains("is called Other/name now", StringComparison.Ordinal));
        // Only the first answer is a redirect: what follows is asked under the new name.
        Assert.Single(hub.Server.Requests, request => request.Status == 307);
    }

    [Theory]
    [InlineData("http://localhost:{port}/")]
    [InlineData("http://127.0.0.1:{other}/")]
    public async Task Another_name_or_port_is_another_host(string elsewhere)
    {
        await using var other = await TinyServer.StartAsync(http => TinyServer.Json(http, "[]"));
        await using var hub = await HubAsync();
        var to = elsewhere.Replace("{port}", $"{hub.Endpoint.Port}", StringComparison.Ordinal).Replace("{other}", $"{other.Uri.Port}", StringComparison.Ordinal);
        hub.Server.Faults.Add(new Fault { Kind = FaultKind.Redirect, Path = "*/tree/*", Location = to, Times = 0 });
        using var client = SomeClient.Of(hub.Endpoint, token: "hf_secret");

        await Record.ExceptionAsync(() => client.RevisionAsync());

        var there = other.Asked.Select(asked => asked.Authorization).Concat(hub.Server.Requests.Where(request => request.Path == "/").Select(request => request.Headers.GetValueOrDefault("Authorization"))).ToList();
        Assert.All(there, Assert.Null);
        Assert.NotEmpty(there);
    }

    [Fact]
    public async Task A_warning_of_the_hub_is_logged_once_a_topic()
    {
        await using var hub = await HubAsync();
        hub.Server.Faults.Add(new Fault { Kind = FaultKind.SetHeader, Times = 0, Listener = Listener.Hub, Headers = new Dictionary<string, string> { ["X-HF-Warning"] = "storage; Your quota is nearly used up." } });
        var log = new LogLines();
        using var client = SomeClient.Of(hub.Endpoint, log: log);

        await client.ReadAsync(await client.RevisionAsync());

        Assert.Contains("storage; Your quota is nearly used up.", Assert.Single(log.Lines, line => line.Contains("warns", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_clock_that_stands_does_not_make_a_limit_stand_too()
    {
        await using var hub = await HubAsync();
        hub.Server.Faults.Add(new Fault { Kind = FaultKind.SetHeader, Path = "*/tree/*", Headers = new Dictionary<string, string> { ["RateLimit"] = "\"resolvers\";r=0;t=1" } });
        hub.Lake.Create();
        var run = new Sluice.Pipeline.Run(hub.Lake, new Sluice.Pipeline.StoppedClock(DateTimeOffset.UnixEpoch), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        var report = await hub.Flow().Extract(run, SomeHub.Source, hub.All).ExtractAsync(default);

        Assert.Equal(Sluice.Extract.ExtractStatus.Complete, report.Status);
    }

    [Fact]
    public async Task A_limit_that_one_answer_tells_of_holds_for_every_worker()
    {
        await using var hub = await HubAsync();
        hub.Server.Faults.Add(new Fault { Kind = FaultKind.SetHeader, Path = "*/tree/*", Headers = new Dictionary<string, string> { ["RateLimit"] = "\"resolvers\";r=0;t=1" } });
        var began = TimeProvider.System.GetTimestamp();
        var log = new LogLines();

        hub.Lake.Create();
        var run = new Sluice.Pipeline.Run(hub.Lake, TimeProvider.System, log);
        await hub.Flow().Extract(run, SomeHub.Source, hub.All).ExtractAsync(default);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.9, 60);
        Assert.InRange(log.Lines.Count(line => line.Contains("rate limit 'resolvers' is used up", StringComparison.Ordinal)), 2, 4);
    }
}
