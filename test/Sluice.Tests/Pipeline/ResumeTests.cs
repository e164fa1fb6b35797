using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Tests.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Pipeline;

/// <summary>A promotion of five shards that stops in the third, and what the next one does with what lies aside.</summary>
public sealed class ResumeTests : IDisposable
{
    const string Name = "2026-01-31_020000";

    static readonly string[] Keys = ["a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "e.jsonl"];

    readonly TempFolder _folder = new();
    readonly TempFolder _undisturbed = new();
    readonly Lake _lake;

    public ResumeTests() => _lake = new Lake(_folder.Path);

    public void Dispose()
    {
        _folder.Dispose();
        _undisturbed.Dispose();
    }

    // Four records a shard, the second one bad.
    static string[] Lines(int shard) => [.. Enumerable.Range(1, 4).Select(i => Some.RawLine(Some.Line(shard * 10 + i, row => { if (i == 2) row["bad"] = 1; }), Keys[shard], i))];

    static Dump CommitDump(Lake lake, Func<int, string[]>? lines = null)
    {
        lines ??= Lines;
        var dump = SomeDump.Commit(lake, Name, Keys.SelectMany((_, i) => lines(i)));
        var shards = new List<Shard>();
        foreach (var (key, i) in Keys.Select((key, i) => (key, i)))
        {
            var bytes = Some.Bytes(string.Concat(lines(i).Select(line => line + "\n")));
            shards.Add(new Shard(key, shards.Sum(shard => shard.Lines) + 1, lines(i).Length, shards.Sum(shard => shard.Bytes), bytes.Length,
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
        }
        File.WriteAllText(Path.Combine(dump.Folder, DumpMetadata.FileName), ReceiptJson.Write(dump.Metadata with { Shards = shards }));
        Checksums.Write(dump.Folder, Checksums.FileName);
        return new Dump(lake, SomeDump.Source, Name);
    }

    /// <summary>Counts the shards that it is given, and throws before a record of the third.</summary>
    sealed class Stage(SomeStage inner, Exception? atThird = null) : IStage<RawRecord, Document>
    {
        public List<string> Shards { get; } = [];

        public StageId Id => inner.Id;

        public string Configuration => inner.Configuration;

        public async IAsyncEnumerable<Document> RunAsync(IAsyncEnumerable<RawRecord> records, IShardRun run, [EnumeratorCancellation] CancellationToken cancel)
        {
            Shards.Add(run.Shard);
            var seen = 0;
            await foreach (var document in inner.RunAsync(records, run, cancel))
            {
                if (atThird is not null && run.Shard == Keys[2] && ++seen == 2)
                    throw atThird;
                yield return document;
            }
        }
    }

    static Task<StageReport> PromoteAsync(Lake lake, IStage<RawRecord, Document> stage, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        new Promotion<RawRecord, Document>(Zone.Raw, Zone.Validated, () => stage)
            .PromoteAsync(new Run(lake, new FakeClock(), NullLogger.Instance, progress), new Dump(lake, SomeDump.Source, Name), cancel);

    string Aside => Path.Combine(_lake.ZoneOf(Zone.Validated, SomeDump.Source), ".aside-" + Name);

    async Task StopInTheThirdAsync(SomeStage? inner = null)
    {
        CommitDump(_lake);
        await Assert.ThrowsAsync<OperationCanceledException>(() => PromoteAsync(_lake, new Stage(inner ?? new SomeStage(), new OperationCanceledException())));
        LakeLock.Take(_lake).Dispose();
        Assert.True(Directory.Exists(Aside));
    }

    async Task<string> UndisturbedAsync(SomeStage inner, Func<int, string[]>? lines = null)
    {
        var lake = new Lake(_undisturbed.Path);
        CommitDump(lake, lines);
        await PromoteAsync(lake, new Stage(inner));
        LakeLock.Take(lake).Dispose();
        return _undisturbed.Tree();
    }

    async Task<List<string>> PromotedAgainAsync(SomeStage inner, Func<int, string[]>? lines = null)
    {
        var stage = new Stage(inner);
        var report = await PromoteAsync(_lake, stage);
        Assert.Equal((20, 15, 5), (report.Read, report.Kept, report.Rejected["url.malformed"]));
        Assert.Equal(await UndisturbedAsync(inner, lines), _folder.Tree());
        return stage.Shards;
    }

    [Fact]
    public async Task It_goes_on_with_the_shard_that_was_not_finished_and_ends_with_the_same_bytes()
    {
        await StopInTheThirdAsync();

        Assert.Equal(Keys[2..], await PromotedAgainAsync(new SomeStage()));
    }

    [Fact]
    public async Task It_goes_on_after_a_second_stop_too()
    {
        await StopInTheThirdAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => PromoteAsync(_lake, new Stage(new SomeStage(), new InvalidOperationException("a fault"))));

        Assert.Equal(Keys[2..], await PromotedAgainAsync(new SomeStage()));
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(1, "other")]
    public async Task Another_version_or_configuration_starts_over(int version, string configuration)
    {
        await StopInTheThirdAsync();

        Assert.Equal(Keys, await PromotedAgainAsync(new SomeStage(version, configuration)));
    }

    [Fact]
    public async Task Another_input_starts_over_though_its_first_shards_are_the_same()
    {
        static string[] Other(int shard) => shard == 4 ? [.. Lines(4).Reverse()] : Lines(shard);
        await StopInTheThirdAsync();
        Directory.Delete(_lake.FolderOf(Zone.Raw, SomeDump.Source, Name), recursive: true);
        CommitDump(_lake, Other);

        Assert.Equal(Keys, await PromotedAgainAsync(new SomeStage(), Other));
    }

    [Theory]
    [InlineData("data.jsonl", 0.1, 5)]
    [InlineData("data.jsonl", 0.5, 4)]
    [InlineData("data.jsonl", 0.99, 4)]
    [InlineData(".resume/rejects.jsonl", 0.1, 5)]
    [InlineData("findings.jsonl", 0.1, 5)]
    [InlineData("findings.jsonl", 0.6, 4)]
    [InlineData(".resume/rejects.jsonl", 0.6, 4)]
    [InlineData(".resume/shards", 0.01, 5)]
    [InlineData(".resume/shards", 0.4, 5)]
    [InlineData(".resume/shards", 0.8, 4)]
    public async Task What_was_damaged_aside_is_done_again_from_the_first_damaged_shard(string file, double at, int again)
    {
        await StopInTheThirdAsync();
        var path = Path.Combine(Aside, file);
        var bytes = File.ReadAllBytes(path);
        bytes[(int)(bytes.Length * at)] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal(Keys[^again..], await PromotedAgainAsync(new SomeStage()));
    }

    [Theory]
    [InlineData("data.jsonl", 0.5, 4)]
    [InlineData("data.jsonl", 0, 5)]
    [InlineData(".resume/rejects.jsonl", 0.3, 5)]
    [InlineData("findings.jsonl", 0.6, 4)]
    [InlineData(".resume/shards", 0.9, 4)]
    [InlineData(".resume/shards", 0, 5)]
    public async Task What_did_not_reach_the_disk_is_done_again(string file, double left, int again)
    {
        await StopInTheThirdAsync();
        using (var cut = File.OpenWrite(Path.Combine(Aside, file)))
            cut.SetLength((long)(cut.Length * left));

        Assert.Equal(Keys[^again..], await PromotedAgainAsync(new SomeStage()));
    }

    [Fact]
    public async Task The_half_of_a_shard_that_a_kill_left_is_cut_off()
    {
        await StopInTheThirdAsync();
        foreach (var file in new[] { "data.jsonl", "findings.jsonl", ".resume/rejects.jsonl", ".resume/shards" })
            File.AppendAllText(Path.Combine(Aside, file), Lines(2)[0] + "\n{\"id\":");

        Assert.Equal(Keys[2..], await PromotedAgainAsync(new SomeStage()));
    }

    [Theory]
    [InlineData("data.jsonl")]
    [InlineData("findings.jsonl")]
    [InlineData(".resume/rejects.jsonl")]
    public async Task A_file_that_is_missing_aside_starts_over(string file)
    {
        await StopInTheThirdAsync();
        File.Delete(Path.Combine(Aside, file));

        Assert.Equal(Keys, await PromotedAgainAsync(new SomeStage()));
    }

    [Fact]
    public async Task Counts_that_were_edited_aside_are_not_believed()
    {
        await StopInTheThirdAsync();
        var shards = Path.Combine(Aside, ".resume", "shards");
        File.WriteAllText(shards, File.ReadAllText(shards).Replace("\"source.unknown\":2", "\"source.unknown\":9"));

        Assert.Equal(Keys[1..], await PromotedAgainAsync(new SomeStage()));
        Assert.Equal(5, Manifest.ReadFrom(_lake.FolderOf(Zone.Validated, SomeDump.Source, Name))!.Findings["source.unknown"]);
    }

    [Theory]
    [InlineData("{\"work\":7}")]
    [InlineData("{\"shard\":\"a.jsonl\"}")]
    [InlineData("null")]
    public async Task Notes_of_another_shape_start_over(string json)
    {
        await StopInTheThirdAsync();
        File.WriteAllText(Path.Combine(Aside, ".resume", "shards"), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Some.Bytes(json))) + "  " + json + "\n");

        Assert.Equal(Keys, await PromotedAgainAsync(new SomeStage()));
    }

    [Fact]
    public async Task A_kill_between_quarantine_and_commit_does_no_shard_again()
    {
        CommitDump(_lake);
        var killed = new Promotion<RawRecord, Document>(Zone.Raw, Zone.Validated, () => new SomeStage(), _ => throw new InvalidOperationException("killed"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => killed.PromoteAsync(new Run(_lake, new FakeClock(), NullLogger.Instance), new Dump(_lake, SomeDump.Source, Name), default));
        LakeLock.Take(_lake).Dispose();

        Assert.Empty(await PromotedAgainAsync(new SomeStage()));
    }

    [Fact]
    public async Task An_id_of_a_shard_that_was_finished_is_still_a_duplicate()
    {
        static string[] Repeating(int shard) => shard < 3 ? Lines(shard) : [Lines(shard)[0], Lines(0)[0].Replace(Keys[0], Keys[shard])];
        CommitDump(_lake, Repeating);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PromoteAsync(_lake, SomeValidation.New(),
            progress => { if (progress.Shard == Keys[1]) stop.Cancel(); }, stop.Token));
        Assert.True(Directory.Exists(Aside));

        var report = await PromoteAsync(_lake, SomeValidation.New());

        Assert.Equal((16, 2), (report.Read, report.Rejected["id.duplicate"]));
        var undisturbed = new Lake(_undisturbed.Path);
        CommitDump(undisturbed, Repeating);
        await PromoteAsync(undisturbed, SomeValidation.New());
        Assert.Equal(_undisturbed.Tree(), _folder.Tree());
    }

    [Fact]
    public async Task What_other_stages_put_into_quarantine_is_carried_over_once()
    {
        foreach (var lake in new[] { _lake, new Lake(_undisturbed.Path) })
        {
            await using var quarantine = await QuarantineFile.BeginAsync(lake, SomeDump.Source, Name, "extract", default);
            await quarantine.AddAsync("x"u8, new Site(new Place("f", 9)), [Finding.Error("json.malformed", "", null, "")]);
            await quarantine.CommitAsync();
        }
        await StopInTheThirdAsync();

        Assert.Equal(Keys[2..], await PromotedAgainAsync(new SomeStage()));
        Assert.Equal(6, File.ReadAllLines(Path.Combine(_lake.Quarantine(SomeDump.Source, Name), "data.jsonl")).Length);
    }

    [Fact]
    public async Task Findings_of_finished_shards_are_kept_with_those_of_the_rest_in_the_order_of_the_rows()
    {
        await StopInTheThirdAsync();
        await PromotedAgainAsync(new SomeStage());

        var folder = _lake.FolderOf(Zone.Validated, SomeDump.Source, Name);
        var findings = new List<string>();
        await foreach (var finding in FindingsFile.ReadAsync(Path.Combine(folder, Manifest.FindingsName)))
            findings.Add($"{finding.File}:{finding.Number} {finding.Code}");
        Assert.Equal(Keys.SelectMany(key => new[] { $"{key}:2 source.unknown", $"{key}:2 url.malformed" }), findings);
        var manifest = Manifest.ReadFrom(folder)!;
        Assert.Equal((10, Checksums.OfFile(Path.Combine(folder, Manifest.FindingsName))), (manifest.FindingsFile!.Lines, manifest.FindingsFile.Sha256));
        Assert.Equal(new CollectionCount(20, 15), manifest.Collections!["lesswrong"]);
        Assert.Empty(Checksums.Verify(folder, Checksums.FileName));
    }

    [Fact]
    public async Task A_finished_shard_that_gave_nothing_is_not_done_again()
    {
        static string[] AllBad(int shard) => shard == 1 ? [.. Enumerable.Repeat(Lines(1)[1], 4)] : Lines(shard);
        CommitDump(_lake, AllBad);
        await Assert.ThrowsAsync<OperationCanceledException>(() => PromoteAsync(_lake, new Stage(new SomeStage(), new OperationCanceledException())));
        var stage = new Stage(new SomeStage());

        await PromoteAsync(_lake, stage);

        Assert.Equal(Keys[2..], stage.Shards);
        Assert.Equal([Keys[0], .. Keys[2..]], Manifest.ReadFrom(_lake.FolderOf(Zone.Validated, SomeDump.Source, Name))!.Shards.Select(shard => shard.Key));
        var undisturbed = new Lake(_undisturbed.Path);
        CommitDump(undisturbed, AllBad);
        await PromoteAsync(undisturbed, new SomeStage());
        Assert.Equal(_undisturbed.Tree(), _folder.Tree());
    }

    [Fact]
    public async Task A_stop_before_the_first_shard_is_finished_leaves_nothing()
    {
        CommitDump(_lake, shard => shard is 0 or 1 ? [] : Lines(shard));
        var before = _folder.Tree();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PromoteAsync(_lake, new SomeStage(), cancel: stop.Token));

        Directory.Delete(Path.Combine(_lake.Root, "transformed"), recursive: true);
        Assert.Equal(before, _folder.Tree());
    }

    [Fact]
    public async Task A_full_disk_gets_its_room_back()
    {
        CommitDump(_lake);

        await Assert.ThrowsAsync<IOException>(() => PromoteAsync(_lake, new Stage(new SomeStage(), new IOException("No space left on device"))));

        Assert.False(Directory.Exists(Aside));
    }

    [Fact]
    public async Task An_input_that_is_damaged_leaves_nothing_to_go_on_with()
    {
        var dump = CommitDump(_lake);
        File.WriteAllText(dump.Data, File.ReadAllText(dump.Data).Replace("part 32", "part 99"));

        await Assert.ThrowsAsync<GateFailedException>(() => PromoteAsync(_lake, new Stage(new SomeStage())));

        Assert.False(Directory.Exists(Aside));
    }
}
