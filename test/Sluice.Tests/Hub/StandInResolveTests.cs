using System.IO.Compression;
using System.Security.Cryptography;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>How the stand-in gives files: small ones over its own cache, large ones over the CDN.</summary>
public sealed class StandInResolveTests : IAsyncLifetime
{
    static readonly byte[] Small = Some.Bytes(string.Concat(Enumerable.Repeat("{\"a\":1}\n", 100)));
    static readonly byte[] Large = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];
    static readonly (string, string) Identity = ("Accept-Encoding", "identity");

    readonly FakeClock _clock = new();
    SomeHub _hub = null!;
    StandInCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(new HubServerOptions { TimeProvider = _clock, Rules = new HubRules { LargestGitFile = 2000 } });
        _hub.WriteBytes("small.jsonl", Small);
        _hub.WriteBytes("large.jsonl", Large);
        _hub.WriteBytes("empty.jsonl", []);
        _caller = new StandInCaller(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _hub.DisposeAsync();
    }

    static string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Large));

    static string Blob => Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.SHA1, [.. Some.Bytes($"blob {Small.Length}\0"), .. Small]));

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_large_file_is_redirected_to_the_CDN_with_its_facts_on_the_redirect(string method)
    {
        var sha = await _caller.ShaAsync();
        var path = StandInCaller.Main + "large.jsonl";

        var reply = method == "GET" ? await _caller.GetAsync(path) : await _caller.HeadAsync(path);

        Assert.Equal(302, reply.Status);
        Assert.StartsWith($"{_hub.Server.CdnEndpoint}xet-bridge-us/", reply["Location"]);
        Assert.NotEqual(_hub.Endpoint.Port, _hub.Server.CdnEndpoint.Port);
        Assert.Contains("X-Amz-Expires=3600&Expires=", reply["Location"]);
        Assert.Equal((sha, $"\"{Sha256}\"", "3000", "bytes"), (reply["X-Repo-Commit"], reply["X-Linked-ETag"], reply["X-Linked-Size"], reply["Accept-Ranges"]));
        Assert.Matches("^[0-9a-f]{64}$", reply["X-Xet-Hash"]);
        Assert.NotEqual(Sha256, reply["X-Xet-Hash"]);
        Assert.Contains($"<{_hub.Endpoint}api/datasets/{SomeHub.Dataset}/xet-read-token/{sha}>; rel=\"xet-auth\", <", reply["Link"]);
        Assert.NotEqual("3000", reply["Content-Length"]);
        Assert.Equal(method == "HEAD", reply.Body.Length == 0);
    }

    [Fact]
    public async Task A_small_file_is_redirected_within_the_hub_with_the_path_it_came_from()
    {
        var sha = await _caller.ShaAsync();

        var reply = await _caller.GetAsync(StandInCaller.Main + "small.jsonl?download=true");

        Assert.Equal((307, sha), (reply.Status, reply["X-Repo-Commit"]));
        Assert.Equal($"/api/resolve-cache/datasets/{SomeHub.Dataset}/{sha}/small.jsonl?{Uri.EscapeDataString(StandInCaller.Main + "small.jsonl")}=&etag=%22{Blob}%22", reply["Location"]);
        var file = await _caller.GetAsync(reply["Location"]!, Identity);
        Assert.Equal((200, $"\"{Blob}\"", sha, "800"), (file.Status, file["ETag"], file["X-Repo-Commit"], file["Content-Length"]));
        Assert.Equal(Small, file.Body);
    }

    [Fact]
    public async Task A_head_has_the_headers_of_the_get_and_no_body()
    {
        foreach (var file in new[] { "small.jsonl", "large.jsonl" })
        {
            var location = (await _caller.HeadAsync(StandInCaller.Main + file))["Location"]!;
            var (head, get) = (await _caller.HeadAsync(location, Identity), await _caller.GetAsync(location, Identity));
            Assert.Equal((get.Status, get["ETag"], get["Content-Length"]), (head.Status, head["ETag"], head["Content-Length"]));
            Assert.Empty(head.Body);
            Assert.NotEmpty(get.Body);
        }
    }

    [Fact]
    public async Task An_empty_file_comes_at_once()
    {
        var reply = await _caller.GetAsync(StandInCaller.Main + "empty.jsonl");

        Assert.Equal((200, "0", "\"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\""), (reply.Status, reply["Content-Length"], reply["ETag"]));
    }

    [Fact]
    public async Task Who_offers_gzip_gets_it_in_chunks_and_no_ranges()
    {
        var reply = await _caller.FileAsync("small.jsonl", ("Accept-Encoding", "gzip, deflate"), ("Range", "bytes=10-"));

        Assert.Equal((200, "gzip", null, "chunked"), (reply.Status, reply["Content-Encoding"], reply["Content-Length"], reply["Transfer-Encoding"]));
        var plain = new MemoryStream();
        await new GZipStream(new MemoryStream(reply.Body), CompressionMode.Decompress).CopyToAsync(plain);
        Assert.Equal(Small, plain.ToArray());
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=10-", 10, 2990)]
    [InlineData("bytes=10-19", 10, 10)]
    [InlineData("bytes=2990-9999", 2990, 10)]
    [InlineData("bytes=-5", 2995, 5)]
    public async Task A_range_comes_as_a_part(string range, int from, int count)
    {
        var reply = await _caller.FileAsync("large.jsonl", ("Range", range), ("If-Range", $"\"{Sha256}\""));

        Assert.Equal((206, $"bytes {from}-{from + count - 1}/3000", $"{count}"), (reply.Status, reply["Content-Range"], reply["Content-Length"]));
        Assert.Equal(Large[from..(from + count)], reply.Body);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_416_and_says_the_size()
    {
        var reply = await _caller.FileAsync("large.jsonl", ("Range", "bytes=3000-"));

        Assert.Equal((416, "bytes */3000"), (reply.Status, reply["Content-Range"]));
    }

    [Fact]
    public async Task A_range_of_another_state_is_answered_with_all()
    {
        var reply = await _caller.FileAsync("large.jsonl", ("Range", "bytes=10-"), ("If-Range", "\"other\""));

        Assert.Equal((200, 3000), (reply.Status, reply.Body.Length));
    }

    [Theory]
    [InlineData("small.jsonl")]
    [InlineData("large.jsonl")]
    public async Task Who_has_the_file_already_gets_304(string file)
    {
        var etag = file == "small.jsonl" ? Blob : Sha256;

        Assert.Equal(304, (await _caller.HeadAsync(StandInCaller.Main + file, ("If-None-Match", $"\"{etag}\""))).Status);
        Assert.NotEqual(304, (await _caller.HeadAsync(StandInCaller.Main + file, ("If-None-Match", "\"other\""))).Status);
    }

    [Fact]
    public async Task The_CDN_takes_no_token()
    {
        var reply = await _caller.FileAsync("large.jsonl", ("Authorization", "Bearer hf_x"));

        Assert.Equal((400, "application/xml"), (reply.Status, reply["Content-Type"]));
        Assert.Contains("<Code>InvalidArgument</Code>", reply.Text);
    }

    [Fact]
    public async Task An_address_of_the_CDN_grows_old()
    {
        _hub.Server.Rules = _hub.Server.Rules with { SignedUrlSeconds = 60 };
        var location = (await _caller.GetAsync(StandInCaller.Main + "large.jsonl"))["Location"]!;

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(200, (await _caller.GetAsync(location)).Status);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var late = await _caller.GetAsync(location);

        Assert.Equal(403, late.Status);
        Assert.Contains("<Code>AccessDenied</Code>", late.Text);
    }

    [Fact]
    public async Task An_address_of_the_CDN_cannot_be_made_up()
    {
        var location = (await _caller.GetAsync(StandInCaller.Main + "large.jsonl"))["Location"]!;

        Assert.Equal(200, (await _caller.GetAsync(location)).Status);
        Assert.Equal(403, (await _caller.GetAsync(location.Replace("Expires=3600", "Expires=7200"))).Status);
        Assert.Equal(403, (await _caller.GetAsync(location.Replace("large.jsonl", "other.jsonl"))).Status);
        Assert.Equal(403, (await _caller.GetAsync(location.Split('?')[0])).Status);
    }

    [Theory]
    [InlineData("é ü/naïve.jsonl")]
    [InlineData("a b.jsonl")]
    [InlineData("a#b?.jsonl")]
    [InlineData("a%20b%2Fc.jsonl")]
    [InlineData("a[1]+&=.jsonl")]
    public async Task Any_name_can_be_asked_for(string name)
    {
        _hub.WriteBytes(name, [1, 2, 3]);
        _hub.WriteBytes("big " + name, Large);
        var escaped = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));

        Assert.Equal([1, 2, 3], (await _caller.FileAsync(escaped, Identity)).Body);
        Assert.Equal(Large, (await _caller.FileAsync("big%20" + escaped, Identity)).Body);
    }

    [Fact]
    public async Task Raw_gives_what_git_holds()
    {
        var raw = $"/datasets/{SomeHub.Dataset}/raw/main/";

        Assert.Equal($"version https://git-lfs.github.com/spec/v1\noid sha256:{Sha256}\nsize 3000\n", (await _caller.GetAsync(raw + "large.jsonl")).Text);
        Assert.Equal(Small, (await _caller.GetAsync(raw + "small.jsonl", Identity)).Body);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found_and_names_the_commit()
    {
        var reply = await _caller.GetAsync(StandInCaller.Main + "nope.jsonl");

        Assert.Equal((404, "EntryNotFound", await _caller.ShaAsync()), (reply.Status, reply["X-Error-Code"], reply["X-Repo-Commit"]));
    }

    [Fact]
    public async Task A_closed_dataset_gives_small_files_at_once_and_large_ones_over_the_CDN()
    {
        _hub.Server.Rules = _hub.Server.Rules with { Tokens = new Dictionary<string, IReadOnlyList<string>> { ["t"] = ["*"] }, Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = new() { Private = true } } };
        (string, string) token = ("Authorization", "Bearer t");

        Assert.Equal(Small, (await _caller.GetAsync(StandInCaller.Main + "small.jsonl", token)).Body);
        Assert.Equal(302, (await _caller.GetAsync(StandInCaller.Main + "large.jsonl", token)).Status);
    }
}
