using Sluice.Extract;
using Sluice.Records;
using Sluice.Tests.Hub;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

/// <summary>What moves the cursor, and what must not be mistaken for news.</summary>
public sealed class CursorTests
{
    static Task<SomeHub> TwoFilesAsync() =>
        SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1, row => row["source"] = "arxiv")]), ("lesswrong.jsonl", [Some.Line(2), Some.Line(3)]));

    [Fact]
    public async Task A_file_that_changed_without_any_row_changing_moves_the_cursor_and_makes_no_release()
    {
        await using var hub = await TwoFilesAsync();
        var first = await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(2), "", Some.Line(3));

        var second = await hub.RunAsync();

        Assert.Equal(ExtractStatus.Unchanged, second.Status);
        Assert.NotNull(second.Sources[0].Extract.Dump);
        Assert.Equal(first.Release, second.Release);
        Assert.Single(Directory.EnumerateDirectories(hub.Lake.Releases));
        Assert.Null((await hub.RunAsync()).Sources[0].Extract.Dump);
    }

    [Theory]
    [InlineData("snapshot.jsonl")]
    [InlineData("_metadata.json")]
    public async Task A_damaged_baseline_is_compared_with_nothing(string file)
    {
        await using var hub = await TwoFilesAsync();
        var dump = hub.Dump(await hub.ExtractAsync());
        var path = Path.Combine(dump.Folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(Some.IdOf(3), Some.IdOf(4)) + "\n");
        hub.Write("lesswrong.jsonl", Some.Line(2));

        var stop = await Assert.ThrowsAsync<GateFailedException>(() => hub.ExtractAsync());

        Assert.Contains(path, stop.Message);
        Assert.Single(Dump.All(hub.Lake, SomeHub.Source));
    }

    [Fact]
    public async Task A_sample_of_a_file_that_was_damaged_at_rest_is_not_taken()
    {
        await using var hub = await TwoFilesAsync();
        var dump = hub.Dump(await hub.ExtractAsync());
        var path = Path.Combine(hub.Lake.Files(SomeHub.Source), dump.Metadata.Files[1].Sha256);
        File.WriteAllText(path, File.ReadAllText(path).Replace("part 2", "part 5"));
        Assert.Contains("damaged at rest", (await Assert.ThrowsAsync<GateFailedException>(() => hub.ExtractAsync(options => options with { Limit = 1 }))).Message);
    }

    [Fact]
    public async Task Offline_the_sentence_says_that_nobody_was_asked()
    {
        await using var hub = await TwoFilesAsync();
        await hub.ExtractAsync();
        Assert.Contains("offline", (await hub.ExtractAsync(options => options with { Offline = true })).Because);
    }

    [Fact]
    public async Task Ids_that_differ_in_a_lone_surrogate_only_are_two_ids()
    {
        static string Odd(string unit) => Some.Line(1).Replace(Some.IdOf(1), "s\\u" + unit);
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Odd("d800"), Odd("d801")]));
        Assert.Equal(2, (await hub.ExtractAsync()).Counts.Added);
        hub.Write("arxiv.jsonl", Odd("d801"));
        Assert.Equal((0, 1, 1), await hub.ExtractAsync() is var delta ? (delta.Counts.Changed, delta.Counts.Removed, delta.Counts.Unchanged) : default);
    }

    [Fact]
    public async Task A_sample_is_compared_with_nothing_and_removes_nothing()
    {
        await using var hub = await TwoFilesAsync();
        await hub.ExtractAsync();

        var sample = hub.Dump(await hub.ExtractAsync(options => options with { Limit = 1 }));

        Assert.Empty(File.ReadAllText(Path.Combine(sample.Folder, "removed.jsonl")));
        Assert.Null(sample.Metadata.Baseline);
    }

    [Fact]
    public async Task Offline_the_whole_revision_is_there_whatever_the_last_selection_was()
    {
        await using var hub = await TwoFilesAsync();
        await hub.ExtractAsync();
        await hub.ExtractAsync(options => options with { Selection = options.Selection with { Collections = ["arxiv"] } });
        await hub.StopAsync();

        var report = await hub.ExtractAsync(options => options with { Offline = true });

        Assert.Equal(3, report.Counts.Read);
        Assert.Equal(2, report.Counts.Reappeared);
        Assert.Contains("Offline", report.Because);
    }

    [Fact]
    public async Task What_a_selection_left_out_is_not_said_to_be_gone_upstream()
    {
        await using var hub = await TwoFilesAsync();
        await hub.ExtractAsync();
        var dump = hub.Dump(await hub.ExtractAsync(options => options with { Selection = options.Selection with { Collections = ["arxiv"] } }));
        Assert.All(File.ReadLines(Path.Combine(dump.Folder, "removed.jsonl")), line => Assert.Contains("\"why\":\"source_not_selected\"", line));
    }

    [Fact]
    public async Task A_clock_that_stepped_back_does_not_hide_the_newest_dump()
    {
        await using var hub = await TwoFilesAsync();
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(2), Some.Line(3, row => row["title"] = "Another title"));
        hub.Clock.Advance(TimeSpan.FromDays(-1000));

        var report = await hub.RunAsync();

        Assert.Equal(1, report.Sources[0].Extract.Counts.Changed);
        Assert.Equal(hub.Dump(report.Sources[0].Extract).Name, Dump.LatestComplete(hub.Lake, SomeHub.Source)!.Name);
        Assert.Contains("Another title", File.ReadAllText(Path.Combine(hub.Lake.Release(report.Release!), "documents.jsonl")));
        Assert.Equal(ExtractStatus.Unchanged, (await hub.RunAsync()).Status);
    }

    [Theory]
    [InlineData("xxxx/../../../../../../victim/sixty-four-characters-in-all-0000")]
    [InlineData("GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG")]
    public async Task A_content_id_that_is_not_hexadecimal_never_becomes_a_path(string oid)
    {
        var entry = oid.Length == 40
            ? $$"""{"type":"file","path":"arxiv.jsonl","size":1,"oid":"{{oid}}"}"""
            : $$"""{"type":"file","path":"arxiv.jsonl","size":1,"oid":"{{new string('a', 40)}}","lfs":{"oid":"{{oid}}","size":1} }""";
        await using var server = await TinyServer.HubAsync(entry, _ => Task.CompletedTask);
        await using var hub = await SomeHub.StartAsync();
        await Assert.ThrowsAnyAsync<FixTheNameOrAccessException>(() =>
            hub.ExtractAsync(options => options with { Hub = options.Hub with { Endpoint = server.Uri } }));
        Assert.False(Directory.Exists(hub.Lake.Raw));
    }

    [Fact]
    public async Task A_folder_of_another_lake_is_not_taken_for_a_dump_of_this_one()
    {
        await using var hub = await TwoFilesAsync();
        var dump = hub.Dump(await hub.ExtractAsync());
        Assert.Equal(dump.Name, Dump.Find(hub.Lake, dump.Folder).Name);
        Assert.Equal(dump.Name, Dump.Find(hub.Lake, dump.Name).Name);
        Assert.Throws<CorrectTheCallException>(() => Dump.Find(hub.Lake, "/elsewhere/dumps/" + dump.Name));
    }

    [Fact]
    public async Task A_release_that_is_refused_is_a_failed_run_with_its_balance_in_the_ledger()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1, row => row["url"] = 5)]));
        var schema = Path.Combine(Path.GetDirectoryName(hub.Lake.Root)!, "any.json");
        File.WriteAllText(schema, "{}");

        var report = await hub.RunAsync(validate: new Sluice.Validate.ValidateOptions { Schema = schema });

        Assert.Equal((ExtractStatus.Failed, 1), (report.Status, report.ExitCode));
        Assert.NotEmpty(report.Sources[0].Stages);
        Assert.Single(Directory.EnumerateFiles(hub.Lake.Runs));
    }

    [Fact]
    public async Task A_tripped_threshold_still_tells_the_balance()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(1), Some.Line(1)]));
        var report = await hub.RunAsync(validate: new Sluice.Validate.ValidateOptions { Threshold = new(1) });
        Assert.Equal(ExtractStatus.Failed, report.Status);
        var validate = Assert.Single(report.Sources[0].Stages);
        Assert.Equal(validate.Read, validate.Kept + validate.Rejected.Values.Sum());
    }
}
