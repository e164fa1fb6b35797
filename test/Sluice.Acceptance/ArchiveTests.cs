namespace Sluice.Acceptance;

public sealed class ArchiveTests
{
    [Fact]
    public async Task Old_dumps_go_to_the_archive_still_answer_and_come_back_byte_for_byte()
    {
        using var scratch = new Scratch();
        scratch.WriteDataset("arxiv.jsonl", Scratch.Record("stays"), Scratch.Record("leaves"), Scratch.Record("short", text: "alignment"));
        await using var hub = await Hub.StartAsync(scratch.HubFolder);
        var first = Path.GetFileName((string)(await RunAsync(scratch, "run", "--endpoint", hub.Endpoint, "--json")).MustBe(0).Json["dump"]!);
        Assert.Contains("base of the present chain", (await RunAsync(scratch, "archive", "--older-than", "0d", "--yes")).MustBe(0).Out);
        scratch.WriteDataset("arxiv.jsonl", Scratch.Record("stays"), Scratch.Record("short", text: "alignment"));
        (await RunAsync(scratch, "run", "--mode", "full", "--max-shrink", "50", "--endpoint", hub.Endpoint)).MustBe(0);
        var before = Data(scratch);
        var live = (await RunAsync(scratch, "why", "leaves", "--json")).MustBe(0).Json;
        Assert.Equal("removed", (string)live["state"]!);

        Assert.Contains("--yes", (await RunAsync(scratch, "archive", "--older-than", "0d")).MustBe(2).Err);
        Assert.Contains("90d", (await RunAsync(scratch, "archive", "--older-than", "soon", "--yes")).MustBe(2).Err);
        Assert.Equal(first, (string)(await RunAsync(scratch, "archive", "--older-than", "0d", "--dry-run", "--json")).MustBe(0).Json["archived"]![0]!["dump"]!);
        Assert.Equal(before, Data(scratch));
        var archived = (await RunAsync(scratch, "archive", "--older-than", "0d", "--yes", "--json")).MustBe(0).Json;
        Assert.Equal((first, 1), ((string)archived["archived"]![0]!["dump"]!, archived["files"]!.AsArray().Count));
        Assert.False(Directory.Exists(Path.Combine(scratch.Lake, "raw", "alignment_research", "dumps", first)));

        (await RunAsync(scratch, "verify", "--all")).MustBe(0);
        (await RunAsync(scratch, "verify", first)).MustBe(0);
        Assert.True((bool)(await RunAsync(scratch, "dumps", "--json")).MustBe(0).Json[0]!["archived"]!);
        Assert.Equal("full", (string)(await RunAsync(scratch, "show", first, "--json")).MustBe(0).Json["extraction_type"]!);
        Assert.Equal(2, (await RunAsync(scratch, "head", first, "--json")).MustBe(0).Json.AsArray().Count);
        var why = (await RunAsync(scratch, "why", "leaves", "--json")).MustBe(0).Json;
        Assert.Equal((string)live["because"]!, (string)why["because"]!);
        Assert.Equal((long)live["rows"]![0]!["byte_offset"]!, (long)why["rows"]![0]!["byte_offset"]!);
        Assert.Equal("dropped", (string)(await RunAsync(scratch, "why", "arxiv.jsonl:2", "--json")).MustBe(0).Json["state"]!);
        Assert.Equal("2023-05-01T00:00:00Z", (string)(await RunAsync(scratch, "why", "stays", "date_published", "--json")).MustBe(0).Json["field"]!["release"]!);
        Assert.Contains("knows 'nobody'", (await RunAsync(scratch, "why", "nobody")).MustBe(2).Err);

        (await RunAsync(scratch, "archive", "--restore", first)).MustBe(0);
        Assert.Equal(before, Data(scratch));
        (await RunAsync(scratch, "verify", "--all")).MustBe(0);
    }

    static Task<Outcome> RunAsync(Scratch scratch, params string[] call) => Published.RunAsync(scratch.Folder, call);

    static string Data(Scratch scratch) => string.Join('\n', Scratch.TreeHash(scratch.Lake).Split('\n').Where(line => !line.StartsWith("logs")));
}
