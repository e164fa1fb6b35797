using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Acceptance;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_closed_port_is_exit_3_with_one_line_and_no_dump()
    {
        using var scratch = new Scratch();
        var began = TimeProvider.System.GetTimestamp();
        var outcome = (await Published.RunAsync(scratch.Folder, ["extract", "alignment_research", "--endpoint", $"http://127.0.0.1:{FreePort()}"])).MustBe(3);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        OneClearLine(outcome, "--endpoint");
        Assert.False(Directory.Exists(Path.Combine(scratch.Lake, "raw")));
    }

    [Fact]
    public async Task An_endpoint_that_answers_HTML_is_exit_3()
    {
        using var scratch = new Scratch();
        using var server = new HttpListener();
        var endpoint = $"http://127.0.0.1:{FreePort()}/";
        server.Prefixes.Add(endpoint);
        server.Start();
        var answering = Task.Run(async () =>
        {
            while (server.IsListening)
            {
                var context = await server.GetContextAsync();
                context.Response.ContentType = "text/html";
                context.Response.Close(Encoding.UTF8.GetBytes("<html>Please log in</html>"), willBlock: false);
            }
        });
        OneClearLine((await Published.RunAsync(scratch.Folder, ["run", "--endpoint", endpoint])).MustBe(3), "does not answer like a hub");
        Assert.False(Directory.Exists(Path.Combine(scratch.Lake, "raw")));
        server.Stop();
        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Fact]
    public async Task An_unknown_dataset_is_exit_3()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.HubFolder);
        await using var hub = await Hub.StartAsync(scratch.HubFolder);
        OneClearLine((await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(3), "StampyAI/alignment-research-dataset");
    }

    [Theory]
    [InlineData("run --min-dat 2020-01-01", "--min-date")]
    [InlineData("extract alignment_reserch", "'alignment_research'")]
    [InlineData("run --sources arxv", "'arxiv'")]
    [InlineData("rnu", "'run'")]
    [InlineData("extract alignment_research --min-date 2020-13-01", "YYYY-MM-DD")]
    [InlineData("extract alignment_research --mode sideways", "full nor delta")]
    [InlineData("run --keywords a --no-keywords", "exclude each other")]
    [InlineData("run --max-invalid lots", "percentage")]
    [InlineData("run --keywords --no-keywords", "is a flag")]
    [InlineData("run --lake --json", "is a flag")]
    [InlineData("hub serve . --port 99999", "65535")]
    [InlineData("validate nope.jsonl", "no lake")]
    public async Task A_wrong_call_is_exit_2_and_names_the_nearest_right_one(string call, string said)
    {
        using var scratch = new Scratch();
        var outcome = (await Published.RunAsync(scratch.Folder, call.Split(' '))).MustBe(2);
        Assert.Contains(said, outcome.Err);
        Assert.Empty(outcome.Out);
        Assert.False(Directory.Exists(scratch.Lake));
    }

    [Theory]
    [InlineData("SLUICE_OFFLINE", "maybe", "SLUICE_OFFLINE")]
    [InlineData("HF_HUB_OFFLINE", "banana", "HF_HUB_OFFLINE")]
    [InlineData("SLUICE_KEYWORDS", " , ", "no keyword")]
    [InlineData("SLUICE_DEADLINE", "2147483647", "86400")]
    [InlineData("SOURCE_DATE_EPOCH", "99999999999999", "SOURCE_DATE_EPOCH")]
    [InlineData("HF_TOKEN", "ab\ncd", "HF_TOKEN")]
    public async Task A_variable_that_cannot_be_meant_is_exit_2_and_named(string variable, string value, string said)
    {
        using var scratch = new Scratch();
        OneClearLine((await Published.RunAsync(scratch.Folder, ["run", "--dry-run", "--endpoint", "http://127.0.0.1:9"], (variable, value))).MustBe(2), said);
    }

    [Fact]
    public async Task A_watch_under_a_clock_that_stands_is_refused_since_no_turn_would_ever_come()
    {
        using var scratch = new Scratch();
        OneClearLine((await Published.RunAsync(scratch.Folder, ["watch"], ("SOURCE_DATE_EPOCH", "1700000000"))).MustBe(2), "use --once");
        (await Published.RunAsync(scratch.Folder, ["watch", "--dry-run"], ("SOURCE_DATE_EPOCH", "1700000000"))).MustBe(0);
        Assert.False(Directory.Exists(scratch.Lake));
    }

    [Fact]
    public async Task A_minus_before_a_word_leaves_it_out_of_a_search_whatever_its_first_letter()
    {
        using var scratch = new Scratch();
        (await Published.RunAsync(scratch.Folder, ["demo", "--no-serve"])).MustBe(0);
        foreach (var word in new[] { "-quality", "-verbose", "-human", "-linkpost" })
            Assert.Equal("alignment " + word, (string)(await Published.RunAsync(scratch.Folder, ["search", "alignment", word, "--json", "--lake", "lake-demo"])).MustBe(0).Json["query"]!);
    }

    [Fact]
    public async Task A_release_that_was_damaged_is_refused_and_made_again_by_the_next_run()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        var release = (string)(await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint, "--json"])).MustBe(0).Json["release"]!;
        foreach (var name in new[] { "documents.jsonl", "search.sqlite" })
        {
            var path = Path.Combine(scratch.Lake, "serveable", "releases", release, name);
            await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..100]);
            OneClearLine((await Published.RunAsync(scratch.Folder, ["search", "alignment"])).MustBe(1), name);
            (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
            (await Published.RunAsync(scratch.Folder, ["verify", "--all"])).MustBe(0);
        }
    }

    [Fact]
    public async Task A_lock_held_by_a_live_process_is_exit_5()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        await using var held = new FileStream(Path.Combine(scratch.Lake, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        OneClearLine((await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(5), "Another sluice");
    }

    static void OneClearLine(Outcome outcome, string said)
    {
        Assert.Contains(said, outcome.Err);
        Assert.Single(outcome.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
