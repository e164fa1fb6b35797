using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Hub;
using Sluice.Records;

namespace Sluice.Tests.Hub;

public sealed class HubClientTests
{
    static HubClient Client(Uri endpoint, double deadline = 5, string? token = null) => new(
        new HubOptions { Endpoint = endpoint, Deadline = TimeSpan.FromSeconds(deadline), Idle = TimeSpan.FromSeconds(1), Token = token },
        TimeProvider.System, NullLogger.Instance, new Random(1));

    static Task<HubRevision> RevisionAsync(HubClient client, string dataset = SomeHub.Dataset, string revision = "main") => client.GetRevisionAsync(dataset, revision, default);

    static async Task<(byte[] Bytes, string? Sha256)> ReadAsync(HubClient client, HubRevision revision, HubFile file)
    {
        await using var stream = client.Open(revision, file);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return (bytes.ToArray(), stream.Sha256);
    }

    [Fact]
    public async Task A_revision_is_pinned_to_its_commit_and_lists_every_file()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", ["{}"]), ("sub dir/é.jsonl", ["{}"]));
        using var client = Client(hub.Endpoint);

        var revision = await RevisionAsync(client);

        Assert.Matches("^[0-9a-f]{40}$", revision.Sha);
        Assert.Equal(["lesswrong.jsonl", "sub dir/é.jsonl"], revision.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(revision.Files, file => Assert.Equal((3, false), (file.Size, file.IsLfs)));
        Assert.All(revision.Files, file => Assert.NotNull(file.LastModified));
        Assert.Equal(revision.Sha, (await RevisionAsync(client, revision: revision.Sha)).Sha);
        hub.Write("lesswrong.jsonl", "{} ");
        Assert.NotEqual(revision.Sha, (await RevisionAsync(client)).Sha);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(1_000_000, false)]
    [InlineData(1_000_001, true)]
    public async Task Files_come_whole_and_verified_from_git_and_from_LFS(int size, bool isLfs)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        await using var hub = await SomeHub.StartAsync();
        hub.WriteBytes("data/a b%20#?.jsonl", bytes);
        using var client = Client(hub.Endpoint);
        var revision = await RevisionAsync(client);
        var file = Assert.Single(revision.Files);

        var (read, sha256) = await ReadAsync(client, revision, file);

        Assert.Equal(isLfs, file.IsLfs);
        Assert.Equal(bytes, read);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256);
        Assert.Equal(isLfs ? sha256! : GitBlob(bytes), file.Oid);
    }

    static string GitBlob(byte[] bytes) => Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.SHA1, [.. Some.Bytes($"blob {bytes.Length}\0"), .. bytes]));

    [Fact]
    public async Task A_list_of_more_than_one_page_is_followed_to_its_end()
    {
        await using var hub = await SomeHub.StartAsync([.. Enumerable.Range(0, 250).Select(i => ($"{i:000}.jsonl", new[] { "{}" }))]);
        using var client = Client(hub.Endpoint);

        Assert.Equal(250, (await RevisionAsync(client)).Files.Select(file => file.Path).Distinct().Count());
    }

    [Theory]
    [InlineData("abd\n", "its 4 bytes hash to")]
    [InlineData("<html>Please log in</html>", "on offer, the tree promised 4")]
    [InlineData("abc\n\n", "5 bytes are on offer, the tree promised 4")]
    public async Task Other_bytes_than_the_tree_promised_are_refused(string sent, string problem)
    {
        foreach (var promise in new[]
        {
            $$"""{"type":"file","path":"a.jsonl","size":4,"oid":"{{GitBlob("abc\n"u8.ToArray())}}"}""",
            $$$"""{"type":"file","path":"a.jsonl","size":130,"oid":"{{{new string('0', 40)}}}","lfs":{"oid":"{{{Convert.ToHexStringLower(SHA256.HashData("abc\n"u8))}}}","size":4}}""",
        })
        {
            await using var server = await TinyServer.HubAsync(promise, http =>
            {
                http.Response.ContentLength = sent.Length;
                return http.Response.WriteAsync(sent);
            });
            using var client = Client(server.Uri);
            var revision = await RevisionAsync(client);

            Assert.Contains(problem, (await Assert.ThrowsAsync<FetchAgainException>(() => ReadAsync(client, revision, revision.Files[0]))).Message);
        }
    }

    [Fact]
    public async Task A_file_that_never_comes_right_makes_the_extraction_partial_and_commits_no_dump()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", ["{}"]));
        await using var server = await TinyServer.HubAsync(
            $$"""{"type":"file","path":"lesswrong.jsonl","size":3,"oid":"{{new string('0', 40)}}"}""", http => http.Response.WriteAsync("{}\n"));

        var report = await hub.ExtractAsync(options => options with { Hub = options.Hub with { Endpoint = server.Uri } });

        Assert.Equal((Sluice.Extract.ExtractStatus.Partial, null, "failed"), (report.Status, report.Dump, report.Files.Single().Status));
        Assert.Equal(2, server.Asked.Count(asked => asked.Path.Contains("/resolve/", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(hub.Lake.Files(SomeHub.Source)));
    }

    [Fact]
    public async Task A_body_that_stands_still_is_given_up()
    {
        await using var server = await TinyServer.HubAsync(
            $$"""{"type":"file","path":"a.jsonl","size":9,"oid":"{{new string('0', 40)}}"}""",
            async http =>
            {
                await http.Response.WriteAsync("abc");
                await http.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            });
        using var client = Client(server.Uri);
        var revision = await RevisionAsync(client);

        Assert.Contains("no byte came for 1 s after 3 of 9", (await Assert.ThrowsAsync<RetryLaterException>(() => ReadAsync(client, revision, revision.Files[0]))).Message);
    }

    [Theory]
    [InlineData("../a.jsonl")]
    [InlineData("/etc/passwd.jsonl")]
    [InlineData("a/../../b.jsonl")]
    [InlineData("a//b.jsonl")]
    [InlineData("./a.jsonl")]
    [InlineData("C:/a.jsonl")]
    [InlineData("a\\\\b.jsonl")]
    [InlineData("a\\u0000b.jsonl")]
    public async Task A_path_that_could_leave_its_folder_is_refused(string path)
    {
        await using var server = await TinyServer.HubAsync($$"""{"type":"file","path":"{{path}}","size":1,"oid":"{{new string('0', 40)}}"}""", _ => Task.CompletedTask);
        using var client = Client(server.Uri);

        await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => RevisionAsync(client));
    }

    [Fact]
    public async Task A_file_that_is_no_data_and_has_an_odd_name_does_not_stop_the_rest()
    {
        var oid = new string('0', 40);
        await using var server = await TinyServer.HubAsync($$"""{"type":"file","path":"C:\\odd.txt","size":1,"oid":"{{oid}}"},{"type":"file","path":"a.jsonl","size":1,"oid":"{{oid}}"}""", _ => Task.CompletedTask);
        using var client = Client(server.Uri);

        Assert.Equal("a.jsonl", Assert.Single((await RevisionAsync(client)).Files).Path);
    }

    [Theory]
    [InlineData("""{"type":"file","path":"a.jsonl","size":1,"oid":"short"}""")]
    [InlineData("""{"type":"file","path":"a.jsonl","size":-1,"oid":"0000000000000000000000000000000000000000"}""")]
    [InlineData("""{"type":"file","path":"a.jsonl","oid":"0000000000000000000000000000000000000000"}""")]
    [InlineData("""{"type":"file","size":1,"oid":"0000000000000000000000000000000000000000"}""")]
    public async Task A_file_without_a_size_or_an_oid_is_refused(string entry)
    {
        await using var server = await TinyServer.HubAsync(entry, _ => Task.CompletedTask);
        using var client = Client(server.Uri);

        await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() => RevisionAsync(client));
    }
}
