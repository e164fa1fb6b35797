using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Hub;
using Sluice.Records;

namespace Sluice.Tests.Hub;

public sealed class HubTransportTests
{
    static HubClient Client(Uri endpoint, double deadline = 0.4, string? token = null) => new(
        new HubOptions { Endpoint = endpoint, Deadline = TimeSpan.FromSeconds(deadline), Idle = TimeSpan.FromSeconds(1), Token = token },
        TimeProvider.System, NullLogger.Instance, new Random(1));

    static Task<HubRevision> RevisionAsync(HubClient client, string dataset = SomeHub.Dataset, string revision = "main") => client.GetRevisionAsync(dataset, revision, default);

    [Fact]
    public async Task A_closed_port_is_given_up_at_the_deadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var client = Client(endpoint);

        var stop = await Assert.ThrowsAnyAsync<RetryLaterException>(() => RevisionAsync(client));

        Assert.Equal(3, stop.ExitCode);
        Assert.Contains(endpoint.Authority, stop.Message);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_at_the_deadline()
    {
        await using var server = await TinyServer.StartAsync(http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        using var client = Client(server.Uri);

        await Assert.ThrowsAnyAsync<RetryLaterException>(() => RevisionAsync(client));
    }

    [Theory]
    [InlineData("text/html", "<html>Please log in</html>")]
    [InlineData("application/json", "{\"sha\":\"short\"}")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "")]
    public async Task What_does_not_answer_like_a_hub_is_said_to(string type, string body)
    {
        await using var server = await TinyServer.StartAsync(http =>
        {
            http.Response.ContentType = type;
            return http.Response.WriteAsync(body);
        });
        // Time enough for the answer to be read, also on a busy machine: broken off, it would be another matter.
        using var client = Client(server.Uri, deadline: 2);

        Assert.Contains("does not answer like a hub", (await Assert.ThrowsAnyAsync<RetryLaterException>(() => RevisionAsync(client))).Message);
    }

    [Fact]
    public async Task An_unknown_dataset_or_revision_is_no_matter_of_waiting()
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", ["{}"]));
        using var client = Client(hub.Endpoint, deadline: 5);

        var dataset = await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => RevisionAsync(client, dataset: "No/such"));
        var revision = await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => RevisionAsync(client, revision: "no/such"));

        Assert.Equal(3, dataset.ExitCode);
        Assert.Contains("No/such", dataset.Message);
        Assert.Contains("--revision", revision.Message);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        var failures = 1;
        await using var server = await TinyServer.StartAsync(http =>
        {
            if (failures-- <= 0)
                return TinyServer.Json(http, http.Request.Path.Value!.Contains("/tree/", StringComparison.Ordinal) ? "[]" : $$"""{"sha":"{{new string('c', 40)}}"}""");
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        using var client = Client(server.Uri, deadline: 5);

        await RevisionAsync(client);

        Assert.Equal((3, 3), (server.Asked.Count, client.Requests));
    }

    [Fact]
    public async Task Another_host_s_refusal_is_asked_about_once_more_whatever_came_before_it()
    {
        var asked = 0;
        await using var elsewhere = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = ++asked switch { 1 or 2 => 503, 3 => 403, _ => 200 };
            http.Response.Headers.RetryAfter = "0";
            return asked > 3 ? http.Response.WriteAsync("{}\n") : Task.CompletedTask;
        });
        await using var server = await TinyServer.HubAsync($$"""{"type":"file","path":"a.jsonl","size":3,"oid":"{{new string('0', 40)}}"}""", http =>
        {
            http.Response.Redirect(elsewhere.Uri + "cdn");
            return Task.CompletedTask;
        });
        using var client = Client(server.Uri, deadline: 8);
        var revision = await RevisionAsync(client);
        await using var body = client.Open(revision, revision.Files[0]);

        Assert.Equal(3, await body.ReadAsync(new byte[3]));
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task A_refusal_whose_words_do_not_come_is_a_refusal_all_the_same()
    {
        await using var server = await TinyServer.StartAsync(async http =>
        {
            http.Response.StatusCode = 404;
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var client = Client(server.Uri, deadline: 5);

        await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => RevisionAsync(client));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_pause_longer_than_the_deadline_is_not_waited_for()
    {
        await using var server = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        using var client = Client(server.Uri, deadline: 5);

        Assert.Contains("3600 s", (await Assert.ThrowsAnyAsync<RetryLaterException>(() => RevisionAsync(client))).Message);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task The_token_goes_to_the_endpoint_and_to_no_other_host()
    {
        await using var elsewhere = await TinyServer.StartAsync(http => http.Response.WriteAsync("{}\n"));
        await using var server = await TinyServer.HubAsync(
            """{"type":"file","path":"a.jsonl","size":3,"oid":"0000000000000000000000000000000000000000"}""",
            http =>
            {
                http.Response.Redirect(http.Request.Path.Value!.Contains("/hop", StringComparison.Ordinal) ? elsewhere.Uri + "cdn" : "/hop");
                return Task.CompletedTask;
            });
        using var client = Client(server.Uri, deadline: 5, token: "hf_secret");
        var revision = await RevisionAsync(client);
        await using var body = client.Open(revision, revision.Files[0]);
        Assert.Equal(3, await body.ReadAsync(new byte[3]));

        Assert.Equal(4, server.Asked.Count);
        Assert.All(server.Asked, asked => Assert.Equal("Bearer hf_secret", asked.Authorization));
        Assert.Equal([("/cdn", null)], elsewhere.Asked);
    }

    [Theory]
    [InlineData("/again", "redirected in a circle")]
    [InlineData("/again?{n}", "redirected more than 10 times")]
    [InlineData("", "redirected to nowhere")]
    [InlineData("file:///etc/passwd", "redirected from http to file")]
    public async Task A_redirect_that_leads_nowhere_is_given_up_after_one_more_try(string location, string problem)
    {
        var hops = 0;
        await using var server = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = 302;
            if (location.Length > 0)
                http.Response.Headers.Location = location.Replace("{n}", hops++.ToString());
            return Task.CompletedTask;
        });
        using var client = Client(server.Uri, deadline: 5);

        Assert.Contains(problem, (await Assert.ThrowsAnyAsync<RetryLaterException>(() => RevisionAsync(client))).Message);
    }

    [Fact]
    public async Task The_token_is_never_in_a_message()
    {
        await using var server = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = 401;
            return TinyServer.Json(http, """{"error":"Invalid username or password."}""");
        });
        using var client = Client(server.Uri, token: "hf_secret");

        var stop = await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => RevisionAsync(client));

        Assert.DoesNotContain("hf_secret", stop.ToString());
        Assert.Contains("token", stop.Message);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_stops_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await TinyServer.StartAsync(async http =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var client = Client(server.Uri, deadline: 5);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetRevisionAsync(SomeHub.Dataset, "main", cancel.Token));
    }
}
