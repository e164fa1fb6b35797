using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Alerts;
using Sluice.Tests.Hub;

namespace Sluice.Tests.Alerts;

/// <summary>Against a real receiver on loopback that checks the signature as the documentation says.</summary>
public sealed class WebhookChannelTests
{
    const string Secret = "a secret of the test";

    static readonly WebhookOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(5), Timeout = TimeSpan.FromSeconds(5) };

    static AlertMessage Message => AlertMessage.ForTest(new Sluice.Zones.Lake("lake"), new FakeClock().GetUtcNow());

    sealed record Post(string Body, Dictionary<string, string> Headers);

    /// <summary>Answers these in turn, and the last one from then on.</summary>
    static async Task<(TinyServer Server, List<Post> Posts)> ReceiverAsync(params (int Status, string? RetryAfter)[] answers)
    {
        var posts = new List<Post>();
        return (await TinyServer.StartAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            posts.Add(new Post(await reader.ReadToEndAsync(), http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            var (status, retryAfter) = answers[Math.Min(posts.Count, answers.Length) - 1];
            if (retryAfter is not null)
                http.Response.Headers.RetryAfter = retryAfter;
            http.Response.StatusCode = status;
        }), posts);
    }

    static WebhookChannel Channel(TinyServer server, string? secret = Secret) => new(new Uri(server.Uri, "/hook?key=hidden"), secret, new FakeClock(), Quick);

    static string SignatureOf(Post post, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(post.Headers["X-Sluice-Timestamp"] + "." + post.Body)));

    [Fact]
    public async Task An_alert_is_posted_as_json_and_signed()
    {
        var (server, posts) = await ReceiverAsync((204, null));
        await using var _ = server;
        using var channel = Channel(server);

        Assert.Equal(Delivery.Done, await channel.SendAsync(Message, default));

        var post = Assert.Single(posts);
        Assert.Equal(("/hook", Message.Event, "1769824800"), (server.Asked[0].Path, (string?)post.Headers["X-Sluice-Event"], (string?)post.Headers["X-Sluice-Timestamp"]));
        Assert.Equal("application/json; charset=utf-8", post.Headers["Content-Type"]);
        Assert.Equal(SignatureOf(post, Secret), (string?)post.Headers["X-Sluice-Signature"]);
        Assert.Equal(["format", "event", "state", "code", "severity", "source", "lake", "opened_at", "closed_at", "run", "found", "expected", "also", "meaning", "remedy"], JsonNode.Parse(post.Body)!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task The_signature_tells_another_secret_and_another_body()
    {
        var (server, posts) = await ReceiverAsync((200, null));
        await using var _ = server;
        using var channel = Channel(server);
        await channel.SendAsync(Message, default);

        Assert.NotEqual(SignatureOf(posts[0], "another"), (string?)posts[0].Headers["X-Sluice-Signature"]);
        Assert.NotEqual(SignatureOf(posts[0] with { Body = posts[0].Body + " " }, Secret), (string?)posts[0].Headers["X-Sluice-Signature"]);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        var (server, posts) = await ReceiverAsync((200, null));
        await using var _ = server;
        using var channel = Channel(server, secret: null);

        await channel.SendAsync(Message, default);

        Assert.False(posts[0].Headers.ContainsKey("X-Sluice-Signature"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task What_may_pass_is_tried_again_with_the_same_body_and_event(int status)
    {
        var (server, posts) = await ReceiverAsync((status, null), (status, null), (200, null));
        await using var _ = server;
        using var channel = Channel(server);

        Assert.Equal(DeliveryState.Delivered, (await channel.SendAsync(Message, default)).State);

        Assert.Equal(3, posts.Count);
        Assert.Single(posts.Select(post => post.Body + post.Headers["X-Sluice-Event"]).Distinct());
    }

    [Fact]
    public async Task A_receiver_that_stays_down_is_left_for_later()
    {
        var (server, posts) = await ReceiverAsync((500, null));
        await using var _ = server;
        using var channel = Channel(server);

        var delivery = await channel.SendAsync(Message, default);

        Assert.Equal((DeliveryState.Later, 4), (delivery.State, posts.Count));
        Assert.Contains("answered 500", delivery.Problem);
        Assert.DoesNotContain("hidden", delivery.Problem);
    }

    [Fact]
    public async Task Retry_after_is_waited_for_if_it_is_short_and_noted_if_it_is_long()
    {
        var clock = TimeProvider.System;
        var (server, posts) = await ReceiverAsync((429, "1"), (200, null));
        await using var _ = server;
        using var channel = Channel(server);
        var began = clock.GetTimestamp();
        Assert.Equal(DeliveryState.Delivered, (await channel.SendAsync(Message, default)).State);
        Assert.True(clock.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.95));
        Assert.Equal(2, posts.Count);

        var (busy, asked) = await ReceiverAsync((503, "3600"));
        await using var __ = busy;
        using var other = Channel(busy);
        var delivery = await other.SendAsync(Message, default);
        Assert.Equal((DeliveryState.Later, TimeSpan.FromHours(1), 1), (delivery.State, delivery.Wait, asked.Count));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(302)]
    public async Task A_no_is_a_no(int status)
    {
        var (server, posts) = await ReceiverAsync((status, null));
        await using var _ = server;
        using var channel = Channel(server);

        var delivery = await channel.SendAsync(Message, default);

        Assert.Equal((DeliveryState.Refused, 1), (delivery.State, posts.Count));
    }

    [Fact]
    public async Task Who_does_not_answer_or_is_not_there_is_tried_later()
    {
        await using var silent = await TinyServer.StartAsync(http => Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, http.RequestAborted));
        using var patient = new WebhookChannel(silent.Uri, Secret, TimeProvider.System, Quick with { Timeout = TimeSpan.FromMilliseconds(100), Tries = 2 });
        Assert.Contains("gave no answer", (await patient.SendAsync(Message, default)).Problem);

        using var lost = new WebhookChannel(new Uri("http://127.0.0.1:9"), Secret, TimeProvider.System, Quick with { Tries = 2 });
        Assert.Contains("cannot be reached", (await lost.SendAsync(Message, default)).Problem);
    }
}
