using System.Text;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>Faults in the bytes of a body and in how a connection ends.</summary>
public sealed class StandInBodyFaultTests : IAsyncLifetime
{
    static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251))];

    SomeHub _hub = null!;
    StandInCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(new HubServerOptions { Rules = new HubRules { LargestGitFile = 1000 } });
        _hub.WriteBytes("big.jsonl", Bytes);
        _caller = new StandInCaller(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _hub.DisposeAsync();
    }

    void Add(FaultKind kind, long? at = null, double? seconds = null, string? body = null) =>
        _hub.Server.Faults.Add(new Fault { Kind = kind, Path = "*/big.jsonl", Listener = Listener.Cdn, At = at, Seconds = seconds, Body = body });

    // What comes before the body ends, and how it ends.
    async Task<(byte[] Bytes, IReadOnlyDictionary<string, string> Headers, Exception? End)> ReadAsync(TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        var location = (await _caller.GetAsync(StandInCaller.Main + "big.jsonl"))["Location"]!;
        using var answer = await _caller.OpenAsync(HttpMethod.Get, location);
        var bytes = new MemoryStream();
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(timeout.Token);
            await body.CopyToAsync(bytes, timeout.Token);
            return (bytes.ToArray(), StandInCaller.HeadersOf(answer), null);
        }
        catch (Exception e)
        {
            return (bytes.ToArray(), StandInCaller.HeadersOf(answer), e);
        }
    }

    [Fact]
    public async Task A_truncated_body_promises_more_than_comes()
    {
        Add(FaultKind.Truncate, at: 150_000);

        var (bytes, headers, end) = await ReadAsync();

        Assert.Equal("200000", headers["Content-Length"]);
        Assert.Equal(Bytes[..150_000], bytes);
        Assert.Equal(System.Net.Http.HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(end).HttpRequestError);
        Assert.Equal(Bytes, (await ReadAsync()).Bytes);
    }

    [Fact]
    public async Task A_chunked_body_ends_without_its_last_chunk()
    {
        Add(FaultKind.TruncateChunked, at: 70_000);

        var (bytes, headers, end) = await ReadAsync();

        Assert.Equal((false, "chunked"), (headers.ContainsKey("Content-Length"), headers["Transfer-Encoding"]));
        Assert.Equal(Bytes[..70_000], bytes);
        Assert.IsType<HttpIOException>(end);
    }

    [Fact]
    public async Task A_body_without_a_length_ends_early_and_looks_whole()
    {
        Add(FaultKind.TruncateSilent, at: 70_000);

        var (bytes, headers, end) = await ReadAsync();

        Assert.Equal((false, false, null), (headers.ContainsKey("Content-Length"), headers.ContainsKey("Transfer-Encoding"), end));
        Assert.Equal(Bytes[..70_000], bytes);
    }

    [Fact]
    public async Task A_connection_is_reset_in_the_middle()
    {
        Add(FaultKind.Reset, at: 1000);

        var (bytes, _, end) = await ReadAsync();

        Assert.True(bytes.Length <= 1000);
        Assert.Equal(System.Net.Sockets.SocketError.ConnectionReset, Assert.IsType<System.Net.Sockets.SocketException>(end!.GetBaseException()).SocketErrorCode);
    }

    [Fact]
    public async Task A_connection_is_reset_before_an_answer()
    {
        Add(FaultKind.Reset, at: -1);

        await Assert.ThrowsAsync<HttpRequestException>(() => ReadAsync());
        Assert.Equal(0, _hub.Server.Requests[^1].Status);
        Assert.Equal(Bytes, (await ReadAsync()).Bytes);
    }

    [Fact]
    public async Task A_body_stands_still_and_goes_on()
    {
        Add(FaultKind.StallBody, at: 100, seconds: 0.2);
        Add(FaultKind.StallBody, at: 150_000, seconds: 0.1);
        var start = TimeProvider.System.GetTimestamp();

        Assert.Equal(Bytes, (await ReadAsync()).Bytes);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public async Task A_body_stands_still_until_the_caller_leaves()
    {
        Add(FaultKind.StallBody, at: 100);

        var (bytes, _, end) = await ReadAsync(TimeSpan.FromSeconds(0.5));

        Assert.IsAssignableFrom<OperationCanceledException>(end);
        Assert.Equal(Bytes[..100], bytes);
    }

    [Fact]
    public async Task Headers_come_late()
    {
        Add(FaultKind.StallHeaders, seconds: 0.3);
        var start = TimeProvider.System.GetTimestamp();

        Assert.Equal(Bytes, (await ReadAsync()).Bytes);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public async Task A_stalled_request_does_not_keep_the_server_from_stopping()
    {
        Add(FaultKind.StallHeaders);
        var stalled = ReadAsync();
        while (_hub.Server.Requests.All(request => request.Listener != Listener.Cdn))
            await Task.Delay(10);
        var start = TimeProvider.System.GetTimestamp();

        await _hub.StopAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HttpRequestException>(() => stalled);
    }

    [Fact]
    public async Task A_body_comes_a_byte_at_a_time()
    {
        Add(FaultKind.Trickle, at: 199_990, seconds: 0.03);
        var start = TimeProvider.System.GetTimestamp();

        Assert.Equal(Bytes, (await ReadAsync()).Bytes);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public async Task One_bit_is_wrong()
    {
        Add(FaultKind.FlipBit, at: 123_456);

        var (bytes, _, end) = await ReadAsync();

        Assert.Equal((null, Bytes.Length), (end, bytes.Length));
        Assert.Equal([123_456], Enumerable.Range(0, Bytes.Length).Where(i => bytes[i] != Bytes[i]));
        Assert.Equal(1, bytes[123_456] ^ Bytes[123_456]);
    }

    [Fact]
    public async Task Every_byte_is_wrong_and_the_size_is_right()
    {
        Add(FaultKind.WrongBytes);

        var (bytes, headers, _) = await ReadAsync();

        Assert.Equal(("200000", Bytes.Length), (headers["Content-Length"], bytes.Length));
        Assert.DoesNotContain(Enumerable.Range(0, Bytes.Length), i => bytes[i] == Bytes[i]);
    }

    [Fact]
    public async Task More_comes_than_the_file()
    {
        Add(FaultKind.ExtraBytes, body: "and more");

        var (bytes, headers, _) = await ReadAsync();

        Assert.Equal("200008", headers["Content-Length"]);
        Assert.Equal([.. Bytes, .. Encoding.ASCII.GetBytes("and more")], bytes);
    }

    [Fact]
    public async Task A_range_is_ignored()
    {
        Add(FaultKind.IgnoreRange);

        // A request without a range is none of its hits.
        Assert.Equal(200, (await _caller.FileAsync("big.jsonl")).Status);
        var reply = await _caller.FileAsync("big.jsonl", ("Range", "bytes=1000-"));
        Assert.Equal((200, null, Bytes.Length), (reply.Status, reply["Content-Range"], reply.Body.Length));
        Assert.Equal(206, (await _caller.FileAsync("big.jsonl", ("Range", "bytes=1000-"))).Status);
    }

    [Fact]
    public async Task A_range_is_told_wrong()
    {
        Add(FaultKind.WrongContentRange);

        var reply = await _caller.FileAsync("big.jsonl", ("Range", "bytes=1000-"));

        Assert.Equal((206, "bytes 1001-199999/200000"), (reply.Status, reply["Content-Range"]));
        Assert.Equal(Bytes[1000..], reply.Body);
    }

    [Fact]
    public async Task A_range_is_refused()
    {
        Add(FaultKind.RangeNotSatisfiable);

        var reply = await _caller.FileAsync("big.jsonl", ("Range", "bytes=1000-"));

        Assert.Equal((416, "bytes */200000"), (reply.Status, reply["Content-Range"]));
    }

    [Fact]
    public async Task Body_faults_leave_redirects_and_heads_alone()
    {
        _hub.Server.Faults.Add(new Fault { Kind = FaultKind.Truncate, At = 0, Times = 0 });
        var location = (await _caller.GetAsync(StandInCaller.Main + "big.jsonl"))["Location"]!;

        Assert.Equal("200000", (await _caller.HeadAsync(location))["Content-Length"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => _caller.GetAsync(location));
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_sent_is_sent_as_it_was()
    {
        Add(FaultKind.StallBody, at: 100, seconds: 0.3);
        var reading = ReadAsync();
        while (_hub.Server.Requests.All(request => request is not { Listener: Listener.Cdn, Status: 200 }))
            await Task.Delay(10);
        await File.WriteAllBytesAsync(_hub.Beside("next"), new byte[200_000]);
        File.Move(_hub.Beside("next"), _hub.Beside("hub", SomeHub.Dataset, "big.jsonl"), overwrite: true);

        Assert.Equal(Bytes, (await reading).Bytes);
    }

    [Fact]
    public async Task A_file_that_is_overwritten_while_it_is_sent_never_looks_whole()
    {
        Add(FaultKind.StallBody, at: 100, seconds: 0.3);
        var reading = ReadAsync();
        while (_hub.Server.Requests.All(request => request is not { Listener: Listener.Cdn, Status: 200 }))
            await Task.Delay(10);
        _hub.WriteBytes("big.jsonl", new byte[200_000]);

        Assert.IsType<HttpIOException>((await reading).End);
    }
}
