using Sluice.Records;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>A transfer that breaks goes on from where it stopped, by way of the hub's own address.</summary>
public sealed class HubResumeTests : IAsyncLifetime
{
    static readonly byte[] Bytes = Some.Bytes(string.Concat(Enumerable.Range(0, 4000).Select(number => $"{number}\n")));

    SomeHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(new HubServerOptions { Rules = new HubRules { LargestGitFile = 1000 } });
        _hub.WriteBytes("big.jsonl", Bytes);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    void Add(Fault fault) => _hub.Server.Faults.Add(fault);

    RequestRecord[] Asked(Listener listener) => [.. _hub.Server.Requests.Where(request => request.Listener == listener && !request.Path.StartsWith("/api/datasets/", StringComparison.Ordinal))];

    async Task<byte[]> ReadAsync()
    {
        using var client = SomeClient.Of(_hub.Endpoint);
        return await client.ReadAsync(await client.RevisionAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_asks_for_the_rest_of_the_same_entity_at_the_hub_again(bool isLfs)
    {
        _hub.Server.Rules = new HubRules { LargestGitFile = isLfs ? 1000 : 1_000_000 };
        Add(new Fault { Kind = FaultKind.Truncate, At = 5000, Path = isLfs ? "/xet-bridge-us/*" : "/api/resolve-cache/*" });

        Assert.Equal(Bytes, await ReadAsync());

        // Twice the hub's own address, and each time where it led.
        var hub = Asked(Listener.Hub);
        Assert.Equal(2, hub.Count(request => request.Path.Contains("/resolve/", StringComparison.Ordinal)));
        var last = (isLfs ? Asked(Listener.Cdn) : hub)[^1];
        Assert.Equal(("bytes=5000-", 206), (last.Headers["Range"], last.Status));
        var first = (isLfs ? Asked(Listener.Cdn) : hub).First(request => request.Status == 200);
        Assert.False(first.Headers.ContainsKey("Range"));
        Assert.Matches("^\"[0-9a-f]{40,64}\"$", last.Headers["If-Range"]);
    }

    [Fact]
    public async Task Where_it_stops_again_and_again_each_try_asks_only_for_what_is_missing()
    {
        Add(new Fault { Kind = FaultKind.Truncate, At = 3000, Times = 3, Listener = Listener.Cdn });

        Assert.Equal(Bytes, await ReadAsync());

        Assert.Equal([null, "bytes=3000-", "bytes=6000-", "bytes=9000-"], Asked(Listener.Cdn).Select(request => request.Headers.GetValueOrDefault("Range")));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_of_it_again_and_only_the_rest_is_taken()
    {
        Add(new Fault { Kind = FaultKind.Truncate, At = 5000, Listener = Listener.Cdn });
        Add(new Fault { Kind = FaultKind.IgnoreRange, Times = 0, Listener = Listener.Cdn });

        Assert.Equal(Bytes, await ReadAsync());
        Assert.Equal([200, 200], Asked(Listener.Cdn).Select(request => request.Status));
    }

    [Fact]
    public async Task A_weak_entity_tag_makes_no_condition()
    {
        Add(new Fault { Kind = FaultKind.Truncate, At = 5000, Listener = Listener.Cdn });
        Add(new Fault { Kind = FaultKind.SetHeader, Headers = new Dictionary<string, string> { ["ETag"] = "W/{value}" }, Times = 0, Listener = Listener.Cdn });

        Assert.Equal(Bytes, await ReadAsync());
        Assert.False(Asked(Listener.Cdn)[^1].Headers.ContainsKey("If-Range"));
    }

    [Fact]
    public async Task A_signed_address_that_expires_in_between_is_no_obstacle()
    {
        var clock = new FakeClock();
        await using var hub = await SomeHub.StartAsync(new HubServerOptions { TimeProvider = clock, Rules = new HubRules { LargestGitFile = 1000, SignedUrlSeconds = 60 } });
        hub.WriteBytes("big.jsonl", Bytes);
        hub.Server.Faults.Add(new Fault { Kind = FaultKind.MoveBranch, Listener = Listener.Cdn, Run = () => clock.Advance(TimeSpan.FromMinutes(2)) });
        using var client = SomeClient.Of(hub.Endpoint);

        Assert.Equal(Bytes, await client.ReadAsync(await client.RevisionAsync()));

        var cdn = hub.Server.Requests.Where(request => request.Listener == Listener.Cdn).ToList();
        Assert.Equal([403, 200], cdn.Select(request => request.Status));
        Assert.NotEqual(cdn[0].Query, cdn[1].Query);
    }

    [Fact]
    public async Task The_connection_is_broken_off_no_more_often_than_six_times_without_headway()
    {
        Add(new Fault { Kind = FaultKind.Truncate, At = 0, Times = 0, Listener = Listener.Cdn });
        using var client = SomeClient.Of(_hub.Endpoint, deadline: 60);
        var revision = await client.RevisionAsync();

        await Assert.ThrowsAsync<RetryLaterException>(() => client.ReadAsync(revision));

        Assert.Equal(6, Asked(Listener.Cdn).Length);
    }

    [Fact]
    public async Task A_rest_that_cannot_be_had_is_told_with_what_came_and_what_was_promised()
    {
        Add(new Fault { Kind = FaultKind.Truncate, At = 5000, Listener = Listener.Cdn });
        Add(new Fault { Kind = FaultKind.Status, Status = 403, From = 2, Times = 0, Listener = Listener.Cdn });
        using var client = SomeClient.Of(_hub.Endpoint);
        var revision = await client.RevisionAsync();

        var stop = await Assert.ThrowsAsync<RetryLaterException>(() => client.ReadAsync(revision));

        Assert.Contains($"rest of file big.jsonl of dataset {SomeHub.Dataset} at {revision.Sha} (5000 of {Bytes.Length} bytes came)", stop.Message);
    }
}
