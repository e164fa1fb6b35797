using Microsoft.AspNetCore.Http;
using Sluice.Hub;
using Sluice.Records;

namespace Sluice.Tests.Hub;

/// <summary>Servers that do what no hub should: the client neither hangs, nor crashes, nor tells what it knows.</summary>
public sealed class HostileHubTests
{
    static readonly string Zeros = new('0', 40);

    static string Entry(string path = "a.jsonl", long size = 9) => $$"""{"type":"file","path":"{{path}}","size":{{size}},"oid":"{{Zeros}}"}""";

    [Fact]
    public async Task A_part_that_nobody_asked_for_is_refused_and_not_asked_for_without_end()
    {
        await using var server = await TinyServer.HubAsync(Entry(), http =>
        {
            http.Response.StatusCode = 206;
            http.Response.Headers.ContentRange = "bytes 3-8/9";
            return http.Response.WriteAsync("abcdef");
        });
        using var client = SomeClient.Of(server.Uri);
        var revision = await client.RevisionAsync();

        Assert.Contains("a part of it came though all 9 bytes were asked for", (await Assert.ThrowsAsync<FetchAgainException>(() => client.ReadAsync(revision))).Message);
        Assert.Equal(3, server.Asked.Count);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("http://")]
    [InlineData("http://a b/")]
    [InlineData("http:///x")]
    public async Task A_redirect_to_what_is_no_address_is_given_up(string location)
    {
        await using var server = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        using var client = SomeClient.Of(server.Uri);

        await Assert.ThrowsAnyAsync<RetryLaterException>(() => client.RevisionAsync());
    }

    [Theory]
    [InlineData(@"\ud800.jsonl")]
    [InlineData(@"a\nb.jsonl")]
    [InlineData(@"a\u001b[2J.jsonl")]
    public async Task A_name_that_is_no_text_or_would_steer_a_terminal_is_refused(string path)
    {
        await using var server = await TinyServer.HubAsync(Entry(path), _ => Task.CompletedTask);
        using var client = SomeClient.Of(server.Uri);

        var stop = await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => client.RevisionAsync());

        Assert.DoesNotContain(stop.Message, char.IsControl);
        Assert.Contains(new string('c', 40), stop.Message);
    }

    [Fact]
    public async Task Bad_UTF_8_in_a_list_or_an_error_is_no_crash()
    {
        byte[] bad = [.. "[{\"type\":\"file\",\"path\":\""u8, 0xFF, .. "\"}]"u8];
        await using var list = await TinyServer.StartAsync(async http =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(http.Request.Path.Value!.Contains("/tree/", StringComparison.Ordinal) ? bad : Some.Bytes($$"""{"sha":"{{new string('c', 40)}}"}"""));
        });
        await using var error = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = 403;
            return TinyServer.Json(http, @"{""error"":""\ud800""}");
        });
        using var first = SomeClient.Of(list.Uri);
        using var second = SomeClient.Of(error.Uri);

        Assert.Equal(3, (await Assert.ThrowsAnyAsync<StopException>(() => first.RevisionAsync())).ExitCode);
        Assert.Contains("403", (await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => second.RevisionAsync())).Message);
    }

    [Fact]
    public async Task A_wrong_offer_that_then_stands_still_is_refused_after_the_idle_time()
    {
        await using var server = await TinyServer.HubAsync(Entry(), async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("<html>");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var client = SomeClient.Of(server.Uri, idle: 0.5);
        var revision = await client.RevisionAsync();

        Assert.Contains("1000 bytes are on offer, the tree promised 9", (await Assert.ThrowsAsync<FetchAgainException>(() => client.ReadAsync(revision).WaitAsync(TimeSpan.FromSeconds(20)))).Message);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_given_up()
    {
        await using var server = await TinyServer.StartAsync(async http =>
        {
            http.Response.ContentType = "application/json";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.WriteAsync(" ");
                await http.Response.Body.FlushAsync();
                await Task.Delay(50);
            }
        });
        using var client = SomeClient.Of(server.Uri, deadline: 1);
        var began = TimeProvider.System.GetTimestamp();

        Assert.Contains("did not end in time", (await Assert.ThrowsAnyAsync<RetryLaterException>(() => client.RevisionAsync())).Message);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.5, 15);
    }

    [Fact]
    public async Task A_page_that_repeats_the_token_does_not_get_it_into_a_message_or_a_log()
    {
        await using var echo = await TinyServer.HubAsync(Entry(), http =>
        {
            var page = "you sent " + http.Request.Headers.Authorization;
            http.Response.ContentLength = page.Length;
            return http.Response.WriteAsync(page);
        });
        await using var refusal = await TinyServer.StartAsync(http =>
        {
            http.Response.StatusCode = 403;
            http.Response.Headers["X-HF-Warning"] = "token; " + http.Request.Headers.Authorization;
            http.Response.Headers["X-Error-Message"] = "no entry for " + http.Request.Headers.Authorization;
            return Task.CompletedTask;
        });
        var log = new LogLines();
        using var first = SomeClient.Of(echo.Uri, token: "hf_secret", log: log);
        using var second = SomeClient.Of(refusal.Uri, token: "hf_secret", log: log);
        var revision = await first.RevisionAsync();

        var stops = new[] { await Record.ExceptionAsync(() => first.ReadAsync(revision)), await Record.ExceptionAsync(() => second.RevisionAsync()) };

        Assert.All(stops, stop => Assert.Contains("Bearer …", Assert.IsAssignableFrom<StopException>(stop).Message));
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain("hf_secret", string.Join('\n', stops.Select(stop => $"{stop}").Concat(log.Lines)));
    }
}
