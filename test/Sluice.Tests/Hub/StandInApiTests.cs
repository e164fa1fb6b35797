using System.Text;
using System.Text.Json.Nodes;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>What the stand-in tells about a dataset and its files.</summary>
public sealed class StandInApiTests : IAsyncLifetime
{
    SomeHub _hub = null!;
    StandInCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(new HubServerOptions { Rules = new HubRules { LargestGitFile = 10 } },
            ("a.jsonl", ["1"]), ("big.jsonl", ["more than ten bytes"]), ("data/é/b.jsonl", ["1"]), ("data/c.jsonl", ["22"]));
        _caller = new StandInCaller(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _hub.DisposeAsync();
    }

    static string[] Paths(JsonNode entries) => [.. entries.AsArray().Select(entry => (string)entry!["type"]! + " " + (string)entry["path"]!)];

    [Fact]
    public async Task Info_is_the_same_at_main_by_any_name_of_it()
    {
        var sha = await _caller.ShaAsync();

        foreach (var revision in new[] { "", "/revision/main", "/revision/refs%2Fheads%2Fmain", "/revision/" + sha })
            Assert.Equal(sha, (string)(await _caller.GetAsync(StandInCaller.Api + revision)).Json["sha"]!);
        Assert.Empty((await _caller.HeadAsync(StandInCaller.Api)).Body);
    }

    [Fact]
    public async Task Info_has_a_weak_etag_and_304_until_something_changes()
    {
        var etag = (await _caller.GetAsync(StandInCaller.Api))["ETag"]!;

        Assert.StartsWith("W/\"", etag);
        Assert.Equal(304, (await _caller.GetAsync(StandInCaller.Api, ("If-None-Match", etag))).Status);
        _hub.Write("a.jsonl", "2");
        Assert.Equal(200, (await _caller.GetAsync(StandInCaller.Api, ("If-None-Match", etag))).Status);
    }

    [Fact]
    public async Task Blobs_add_sizes_and_hashes_to_the_siblings()
    {
        var plain = (await _caller.GetAsync(StandInCaller.Api)).Json["siblings"]![1]!.AsObject();
        var full = (await _caller.GetAsync(StandInCaller.Api + "?blobs=true")).Json["siblings"]!;

        Assert.Equal(["rfilename"], plain.Select(field => field.Key));
        Assert.Equal((2, false), ((int)full[0]!["size"]!, full[0]!.AsObject().ContainsKey("lfs")));
        Assert.Equal(("big.jsonl", 20), ((string)full[1]!["rfilename"]!, (int)full[1]!["lfs"]!["size"]!));
        Assert.Equal(64, ((string)full[1]!["lfs"]!["sha256"]!).Length);
    }

    [Fact]
    public async Task Expand_gives_only_what_is_named()
    {
        var info = (await _caller.GetAsync(StandInCaller.Api + "?expand=sha&expand=gated")).Json.AsObject();

        Assert.Equal(["_id", "gated", "id", "sha"], info.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(400, (await _caller.GetAsync(StandInCaller.Api + "?expand=sha&blobs=true")).Status);
        Assert.Equal(400, (await _caller.GetAsync(StandInCaller.Api + "?expand=nope")).Status);
    }

    [Theory]
    [InlineData("", "directory data, file a.jsonl, file big.jsonl")]
    [InlineData("?recursive=true", "directory data, directory data/é, file a.jsonl, file big.jsonl, file data/c.jsonl, file data/é/b.jsonl")]
    [InlineData("/data", "directory data/é, file data/c.jsonl")]
    [InlineData("/data%2F%C3%A9", "file data/é/b.jsonl")]
    [InlineData("/data?recursive=true", "directory data/é, file data/c.jsonl, file data/é/b.jsonl")]
    public async Task The_tree_lists_files_and_folders(string asked, string paths) =>
        Assert.Equal(paths.Split(", "), Paths((await _caller.GetAsync(StandInCaller.Api + "/tree/main" + asked)).Json).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_large_file_s_entry_names_its_content_and_its_real_size()
    {
        var big = (await _caller.GetAsync(StandInCaller.Api + "/tree/main?expand=true")).Json.AsArray().Single(entry => (string)entry!["path"]! == "big.jsonl")!;

        Assert.Equal((20, 20, 40, 64), ((int)big["size"]!, (int)big["lfs"]!["size"]!, ((string)big["oid"]!).Length, ((string)big["lfs"]!["oid"]!).Length));
        Assert.NotEqual((string)big["lfs"]!["oid"]!, (string)big["xetHash"]!);
        Assert.EndsWith("Z", (string)big["lastCommit"]!["date"]!);
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_whose_links_hold_commas()
    {
        var all = new List<string>();
        var pages = 0;
        for (string? page = StandInCaller.Api + "/tree/main?recursive=true&expand=true&limit=4"; page is not null; pages++)
        {
            var reply = await _caller.GetAsync(page);
            all.AddRange(Paths(reply.Json));
            Assert.All(reply.Json.AsArray(), entry => Assert.NotNull(entry!["lastCommit"]));
            page = reply["Link"]?.Split('<', '>')[1];
            Assert.True(page is null || (page.StartsWith(_hub.Endpoint.AbsoluteUri) && page.Contains(',') && reply["Link"]!.EndsWith("; rel=\"next\"")));
        }

        Assert.Equal((2, 6), (pages, all.Distinct().Count()));
    }

    [Fact]
    public async Task The_rules_say_how_long_a_page_is_at_most()
    {
        _hub.Server.Rules = _hub.Server.Rules with { PageSize = 2 };

        Assert.Equal(2, (await _caller.GetAsync(StandInCaller.Api + "/tree/main?recursive=true&limit=1000")).Json.AsArray().Count);
        Assert.Equal(400, (await _caller.GetAsync(StandInCaller.Api + "/tree/main?cursor=nonsense")).Status);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_found() =>
        Assert.Equal("EntryNotFound", (await _caller.GetAsync(StandInCaller.Api + "/tree/main/nope"))["X-Error-Code"]);

    [Fact]
    public async Task Paths_are_told_about_in_a_form_and_in_JSON_and_unknown_ones_left_out()
    {
        var form = new FormUrlEncodedContent([new("paths", "a.jsonl"), new("paths", "nope"), new("paths", "data"), new("expand", "false")]);
        var json = new StringContent("""{"paths":["a.jsonl","nope","data"],"expand":false}""", Encoding.UTF8, "application/json");
        var broken = new StringContent("{", Encoding.UTF8, "application/json");

        foreach (var content in new HttpContent[] { form, json })
            Assert.Equal(["file a.jsonl", "directory data"], Paths((await _caller.PostAsync(StandInCaller.Api + "/paths-info/main", content)).Json));
        Assert.Equal(400, (await _caller.PostAsync(StandInCaller.Api + "/paths-info/main", broken)).Status);
    }

    [Theory]
    [InlineData("", 27)]
    [InlineData("/data", 5)]
    [InlineData("/data/c.jsonl", 3)]
    public async Task The_size_of_a_folder_is_that_of_its_files(string path, long size) =>
        Assert.Equal(size, (long)(await _caller.GetAsync(StandInCaller.Api + "/treesize/main" + path)).Json["size"]!);

    [Fact]
    public async Task There_is_a_token_for_the_other_store()
    {
        var reply = await _caller.GetAsync(StandInCaller.Api + "/xet-read-token/main");

        Assert.Equal((reply["X-Xet-Cas-Url"], reply["X-Xet-Access-Token"]), ((string)reply.Json["casUrl"]!, (string)reply.Json["accessToken"]!));
        Assert.Equal(reply["X-Xet-Token-Expiration"], reply.Json["exp"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/rows?dataset=a%2Fb")]
    [InlineData("/parquet?dataset=a%2Fb")]
    [InlineData("/is-valid?dataset=a%2Fb")]
    [InlineData(StandInCaller.Api + "/parquet")]
    public async Task The_viewer_refuses_a_dataset_with_a_script(string path)
    {
        var reply = await _caller.GetAsync(path);

        Assert.Equal((501, "DatasetWithScriptNotSupportedError"), (reply.Status, reply["X-Error-Code"]));
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_of_its_own()
    {
        var location = (await _caller.GetAsync(StandInCaller.Main + "big.jsonl"))["Location"]!;
        string[] paths = [StandInCaller.Api, "/nowhere", StandInCaller.Main + "a.jsonl", location, location.Split('?')[0]];

        var ids = new List<string?>();
        foreach (var path in paths)
            ids.Add((await _caller.GetAsync(path))["X-Request-Id"]);

        Assert.DoesNotContain(null, ids);
        Assert.Equal(paths.Length, ids.Distinct().Count());
    }

    [Fact]
    public async Task What_tools_leave_in_a_folder_is_no_part_of_the_dataset()
    {
        var sha = await _caller.ShaAsync();
        _hub.Write(".cache/huggingface/x", "1");
        _hub.Write(".git/HEAD", "1");
        Assert.Equal(sha, await _caller.ShaAsync());
        _hub.Write(".gitattributes", "1");
        Assert.NotEqual(sha, await _caller.ShaAsync());
    }
}
