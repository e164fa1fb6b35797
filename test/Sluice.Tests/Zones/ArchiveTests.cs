using Sluice.Extract;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class ArchiveTests
{
    static readonly string[] Sources = [SomeHub.Source];

    static string Edited(int number) => Some.Line(number, row => row["title"] = "Edited");

    /// <summary>A full dump, a delta and a sample before a second full dump; the newest release is made from that.</summary>
    static async Task<SomeHub> OldAndNewAsync()
    {
        var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(9)]), ("lesswrong.jsonl", [Some.Line(1), "rubbish", Some.Line(2, row => row["url"] = "x y")]));
        await hub.RunAsync();
        await hub.RunAsync(options => options with { Limit = 1 });
        hub.Write("lesswrong.jsonl", Edited(1), "rubbish");
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Edited(1), Some.Line(3));
        await hub.RunAsync(options => options with { Mode = ExtractMode.Full });
        return hub;
    }

    static ArchivePlan Plan(SomeHub hub, TimeSpan olderThan) => ArchivePlan.Of(hub.Lake, Sources, olderThan, hub.Clock.GetUtcNow());

    static ArchiveReport Move(SomeHub hub, Action<ArchiveStep>? onStep = null) =>
        new Archive(hub.Lake) { OnStep = onStep ?? (_ => { }) }.Move(Plan(hub, TimeSpan.Zero), Sources, default);

    static string[] Names(IEnumerable<Dump> dumps) => [.. dumps.Select(dump => dump.Name)];

    [Fact]
    public async Task Every_dump_before_the_base_goes_with_the_files_that_only_such_dumps_name()
    {
        await using var hub = await OldAndNewAsync();
        var all = Names(Dump.All(hub.Lake, SomeHub.Source));
        var files = Directory.GetFiles(hub.Lake.Files(SomeHub.Source)).Length;

        var report = Move(hub);

        Assert.Equal(all[..3], report.Dumps.Select(moved => moved.Name));
        Assert.Equal(2, report.Files.Count);
        Assert.Equal(files - 2, Directory.GetFiles(hub.Lake.Files(SomeHub.Source)).Length);
        Assert.Equal(all[3..], Names(Dump.All(hub.Lake, SomeHub.Source)));
        Assert.Equal(all[..3], Names(Dump.Archived(hub.Lake, SomeHub.Source)));
        Assert.Equal(all[3..], Names(Dump.Chain(hub.Lake, SomeHub.Source)));
        Assert.Equal(all[3..], hub.Lake.DumpNames(Zone.Enriched, SomeHub.Source));
        Assert.All(report.Dumps.Concat(report.Files), moved => Assert.True(moved.Bytes > 0 && moved.ArchivedBytes > 0));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task Receipts_stay_plain_and_data_is_gzip()
    {
        await using var hub = await OldAndNewAsync();
        var name = Dump.All(hub.Lake, SomeHub.Source)[0].Name;
        Move(hub);

        var folder = hub.Lake.ArchivedDump(SomeHub.Source, name);
        Assert.Equal(
            ["ARCHIVE.sha256", .. new[] { "cleaned", "enriched" }.SelectMany(zone => new[] { $"{zone}/MANIFEST.sha256", $"{zone}/data.jsonl.gz", $"{zone}/manifest.json" }),
                "quarantine/MANIFEST.sha256", "quarantine/data.jsonl.gz", "quarantine/state",
                "raw/MANIFEST.sha256", "raw/_metadata.json", "raw/data.jsonl.gz", "raw/dropped.jsonl.gz", "raw/removed.jsonl.gz", "raw/snapshot.jsonl.gz",
                "validated/MANIFEST.sha256", "validated/data.jsonl.gz", "validated/findings.jsonl.gz", "validated/manifest.json"],
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Restoring_everything_gives_the_lake_back_byte_for_byte_and_moving_again_the_same_archive()
    {
        await using var hub = await OldAndNewAsync();
        var before = hub.LakeTree;
        var names = Move(hub).Dumps.Select(moved => moved.Name).ToList();
        var archive = TempFolder.TreeOf(hub.Lake.Archive);

        foreach (var name in names)
            new Archive(hub.Lake).Restore(SomeHub.Source, name);

        Assert.Equal(before, string.Join('\n', hub.LakeTree.Split('\n').Where(line => !line.StartsWith("archive"))));
        Assert.Empty(Directory.EnumerateFiles(hub.Lake.Archive, "*", SearchOption.AllDirectories));
        Move(hub);
        Assert.Equal(archive, TempFolder.TreeOf(hub.Lake.Archive));
    }

    [Fact]
    public async Task One_restored_dump_brings_its_files_and_leaves_the_rest()
    {
        await using var hub = await OldAndNewAsync();
        Move(hub);
        var archived = Dump.Archived(hub.Lake, SomeHub.Source);

        new Archive(hub.Lake).Restore(SomeHub.Source, archived[0].Name);

        Assert.Equal(Names(archived)[1..], Names(Dump.Archived(hub.Lake, SomeHub.Source)));
        Assert.All(Dump.Find(hub.Lake, archived[0].Name).Metadata.Files, file => Assert.True(File.Exists(UpstreamFile.LivePath(hub.Lake, SomeHub.Source, file.Sha256))));
        Assert.Single(Directory.GetFiles(hub.Lake.ArchivedFiles(SomeHub.Source)));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task An_archived_dump_is_found_and_read_in_place()
    {
        await using var hub = await OldAndNewAsync();
        var first = Dump.All(hub.Lake, SomeHub.Source)[0];
        var (rows, root) = (File.ReadAllText(first.Data), first.Metadata.MerkleRoot);
        Move(hub);

        foreach (var text in new[] { first.Name, hub.Lake.ArchivedDump(SomeHub.Source, first.Name), hub.Lake.Relative(hub.Lake.ArchivedDump(SomeHub.Source, first.Name)) + "/" })
            Assert.True(Dump.Find(hub.Lake, text) is { IsArchived: true } found && found.Name == first.Name, text);
        var archived = Dump.Find(hub.Lake, first.Name);
        Assert.Equal(rows, new StreamReader(archived.Open(Zone.Raw, "data.jsonl")).ReadToEnd());
        Assert.Equal(root, archived.Metadata.MerkleRoot);
        Assert.Empty(Verification.OfDump(hub.Lake, archived));
        using var upstream = new UpstreamLines(hub.Lake, archived);
        var raw = Some.Read(rows.Split('\n')[1]);
        Assert.Equal(0, upstream.OffsetOf(UpstreamLines.PlaceOf(raw)));
        Assert.Equal(Some.Line(1), Some.Text8(upstream.LineAt(UpstreamLines.PlaceOf(raw), raw).Span));
    }

    [Fact]
    public async Task The_next_extraction_goes_on_as_if_nothing_had_moved()
    {
        await using var hub = await OldAndNewAsync();
        Move(hub);
        Assert.Equal(ExtractStatus.Unchanged, (await hub.RunAsync()).Status);
        hub.Write("lesswrong.jsonl", Some.Line(1), "rubbish", Some.Line(2, row => row["url"] = "x y"));

        var back = await hub.RunAsync();

        Assert.Equal((1, 1, 1), (back.Sources[0].Extract.Counts.Changed, back.Sources[0].Extract.Counts.Removed, back.Sources[0].Extract.Counts.Reappeared));
        Assert.Empty(Verification.OfAll(hub.Lake));
        Assert.StartsWith("Nothing to archive", Plan(hub, TimeSpan.Zero).Because);
    }

    [Fact]
    public async Task Each_rule_says_that_it_kept_the_oldest_dump()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await hub.ExtractAsync(options => options with { Limit = 1 });
        Assert.Contains("no complete full dump came after it", Plan(hub, TimeSpan.Zero).Because);

        await using var other = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        await other.RunAsync();
        Assert.Contains("base of the present chain", Plan(other, TimeSpan.Zero).Because);
        await other.ExtractAsync(options => options with { Mode = ExtractMode.Full });
        Assert.Contains($"current release {other.Lake.CurrentRelease} was made from it", Plan(other, TimeSpan.Zero).Because);
        await other.RunAsync();
        other.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Contains("not that old", Plan(other, TimeSpan.FromDays(90)).Because);
        Assert.Empty(Plan(other, TimeSpan.FromDays(90)).Dumps);
        other.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(Plan(other, TimeSpan.FromDays(90)).Dumps);
    }

    [Fact]
    public async Task What_a_move_that_died_left_behind_is_not_swept_away_by_the_next_extraction()
    {
        await using var hub = await OldAndNewAsync();
        var name = Dump.All(hub.Lake, SomeHub.Source)[0].Name;
        var before = Data(hub.LakeTree);
        Assert.Throws<OperationCanceledException>(() => Move(hub, DieAfter(1)));
        LakeLock.Take(hub.Lake).Dispose();
        hub.Write("arxiv.jsonl", Edited(9));
        await hub.RunAsync();

        Assert.Empty(Verification.OfAll(hub.Lake));
        Move(hub);
        new Archive(hub.Lake).Restore(SomeHub.Source, name);
        Assert.Subset(Data(hub.LakeTree).Split('\n').ToHashSet(), before.Split('\n').Where(line => line.Contains("/" + name + "/")).ToHashSet());
    }

    [Fact]
    public async Task What_rests_in_no_place_is_named_and_a_rotten_live_copy_does_not_replace_the_archived_one()
    {
        await using var hub = await OldAndNewAsync();
        var dump = Dump.All(hub.Lake, SomeHub.Source)[0];
        var file = dump.Metadata.Files.Single(file => file.Path == "lesswrong.jsonl");
        Move(hub);
        var (live, archived) = (UpstreamFile.LivePath(hub.Lake, SomeHub.Source, file.Sha256), UpstreamFile.ArchivedPath(hub.Lake, SomeHub.Source, file.Sha256));
        var content = File.ReadAllBytes(archived);
        File.Delete(archived);

        Assert.Contains(file.Sha256, Assert.Throws<GateFailedException>(() => new Archive(hub.Lake).Restore(SomeHub.Source, dump.Name)).Message);

        File.WriteAllBytes(archived, content);
        File.WriteAllText(live, "rotten");
        new Archive(hub.Lake).Restore(SomeHub.Source, dump.Name);
        Assert.Equal(file.Sha256, Checksums.OfFile(live));
    }

    [Fact]
    public async Task What_a_stopped_promotion_left_aside_is_no_obstacle()
    {
        await using var hub = await OldAndNewAsync();
        var folder = hub.Lake.FolderOf(Zone.Validated, SomeHub.Source, Dump.All(hub.Lake, SomeHub.Source)[0].Name);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(folder)!, ".aside-" + Path.GetFileName(folder))).FullName, "data.jsonl"), "");

        Assert.Equal(3, Move(hub).Dumps.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(17)]
    public async Task A_move_that_dies_leaves_one_copy_at_least_and_the_next_call_finishes(int after)
    {
        await using var hub = await OldAndNewAsync();
        var names = Names(Dump.All(hub.Lake, SomeHub.Source));

        Assert.Throws<OperationCanceledException>(() => Move(hub, DieAfter(after)));

        Assert.Equal(names, Dump.All(hub.Lake, SomeHub.Source).Concat(Dump.Archived(hub.Lake, SomeHub.Source)).Select(dump => dump.Name).Order(StringComparer.Ordinal));
        LakeLock.Take(hub.Lake).Dispose();
        Assert.Empty(Verification.OfAll(hub.Lake));
        Move(hub);
        Assert.Equal(await Moved.Value, Data(hub.LakeTree));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_restoration_that_dies_leaves_one_copy_at_least_and_the_next_call_finishes(int after)
    {
        await using var hub = await OldAndNewAsync();
        var name = Dump.All(hub.Lake, SomeHub.Source)[0].Name;
        Move(hub);
        try
        {
            new Archive(hub.Lake) { OnStep = DieAfter(after) }.Restore(SomeHub.Source, name);
            Assert.Fail("it was to die");
        }
        catch (OperationCanceledException)
        {
        }

        LakeLock.Take(hub.Lake).Dispose();
        Assert.Equal(name, Dump.Find(hub.Lake, name).Name);
        Assert.Empty(Verification.OfAll(hub.Lake));
        if (hub.Lake.ArchivedDumpNames(SomeHub.Source).Contains(name))
            new Archive(hub.Lake).Restore(SomeHub.Source, name);
        Assert.Equal(await Restored.Value, Data(hub.LakeTree));
    }

    [Theory]
    [InlineData("raw/*/dumps/DUMP/data.jsonl")]
    [InlineData("transformed/cleaned/*/DUMP/data.jsonl")]
    [InlineData("quarantine/*/DUMP/data.jsonl")]
    public async Task A_damaged_dump_stays_where_it_is(string pattern)
    {
        await using var hub = await OldAndNewAsync();
        var name = Dump.All(hub.Lake, SomeHub.Source)[0].Name;
        var path = VerificationTests.Match(hub.Lake.Root, pattern.Replace("DUMP", name));
        File.AppendAllText(path, " ");

        var stopped = Assert.Throws<GateFailedException>(() => Move(hub));

        Assert.Contains("data.jsonl", stopped.Message);
        Assert.True(File.Exists(path));
        Assert.Empty(hub.Lake.ArchivedDumpNames(SomeHub.Source));
    }

    [Theory]
    [InlineData("archive/*/dumps/*/raw/data.jsonl.gz")]
    [InlineData("archive/*/dumps/*/raw/_metadata.json")]
    [InlineData("archive/*/dumps/*/quarantine/MANIFEST.sha256")]
    [InlineData("archive/*/dumps/*/enriched/manifest.json")]
    [InlineData("archive/*/dumps/*/ARCHIVE.sha256")]
    [InlineData("archive/*/files/*")]
    public async Task A_flipped_byte_and_a_missing_file_in_the_archive_turn_verify_red(string pattern)
    {
        await using var hub = await OldAndNewAsync();
        Move(hub);
        var path = VerificationTests.Match(hub.Lake.Root, pattern);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.NotEmpty(Verification.OfAll(hub.Lake));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Empty(Verification.OfAll(hub.Lake));

        File.Delete(path);
        Assert.NotEmpty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_changed_row_in_the_archive_is_found_though_every_checksum_was_mended()
    {
        await using var hub = await OldAndNewAsync();
        Move(hub);
        var dump = Dump.Archived(hub.Lake, SomeHub.Source)[1];
        var raw = Path.Combine(hub.Lake.ArchivedDump(SomeHub.Source, dump.Name), "raw");
        ColdFile.Decompress(Path.Combine(raw, "data.jsonl.gz"), Path.Combine(raw, "data.jsonl"));
        File.WriteAllText(Path.Combine(raw, "data.jsonl"), File.ReadAllText(Path.Combine(raw, "data.jsonl")).Replace("oversight", "overthrow"));
        File.Delete(Path.Combine(raw, "data.jsonl.gz"));
        ColdFile.Compress(Path.Combine(raw, "data.jsonl"), Path.Combine(raw, "data.jsonl.gz"));
        var list = File.ReadAllLines(Path.Combine(raw, "MANIFEST.sha256")).Select(line => line.EndsWith("  data.jsonl") ? Checksums.OfFile(Path.Combine(raw, "data.jsonl")) + "  data.jsonl" : line);
        File.WriteAllText(Path.Combine(raw, "MANIFEST.sha256"), string.Concat(list.Select(line => line + "\n")));
        File.Delete(Path.Combine(raw, "data.jsonl"));
        Checksums.Write(hub.Lake.ArchivedDump(SomeHub.Source, dump.Name), "ARCHIVE.sha256");

        Assert.NotEmpty(Verification.OfDump(hub.Lake, dump));
    }

    [Fact]
    public async Task A_damaged_archived_dump_is_not_restored_and_stays()
    {
        await using var hub = await OldAndNewAsync();
        Move(hub);
        var dump = Dump.Archived(hub.Lake, SomeHub.Source)[0];
        ColdFile.Compress(hub.Lake.FormatFile, dump.Data + ".new");
        File.Move(dump.Data + ".new", dump.Data + ".gz", overwrite: true);

        Assert.Throws<GateFailedException>(() => new Archive(hub.Lake).Restore(SomeHub.Source, dump.Name));

        Assert.False(Directory.Exists(hub.Lake.FolderOf(Zone.Raw, SomeHub.Source, dump.Name)));
        Assert.True(Dump.Find(hub.Lake, dump.Name).IsArchived);
    }

    [Fact]
    public async Task A_full_disk_stops_it_before_anything_moves()
    {
        await using var hub = await OldAndNewAsync();
        var before = hub.LakeTree;
        Assert.Throws<CheckTheMachineException>(() => new Archive(hub.Lake) { FreeBytes = () => 1000 }.Move(Plan(hub, TimeSpan.Zero), Sources, default));
        Assert.Equal(before, hub.LakeTree);

        Move(hub);
        before = hub.LakeTree;
        Assert.Throws<CheckTheMachineException>(() => new Archive(hub.Lake) { FreeBytes = () => 1000 }.Restore(SomeHub.Source, Dump.Archived(hub.Lake, SomeHub.Source)[0].Name));
        Assert.Equal(before, hub.LakeTree);
    }

    [Fact]
    public async Task A_fetched_file_that_no_dump_names_yet_stays()
    {
        await using var hub = await OldAndNewAsync();
        var fetched = UpstreamFile.LivePath(hub.Lake, SomeHub.Source, new string('e', 64));
        File.WriteAllText(fetched, "of a run that was stopped");

        Move(hub);

        Assert.True(File.Exists(fetched));
    }

    // What a lake looks like when nothing stopped the move, or the restoration of its oldest dump.
    static readonly Lazy<Task<string>> Moved = new(() => UndisturbedAsync(restores: false));
    static readonly Lazy<Task<string>> Restored = new(() => UndisturbedAsync(restores: true));

    static async Task<string> UndisturbedAsync(bool restores)
    {
        await using var hub = await OldAndNewAsync();
        var oldest = Move(hub).Dumps[0].Name;
        if (restores)
            new Archive(hub.Lake).Restore(SomeHub.Source, oldest);
        return Data(hub.LakeTree);
    }

    static Action<ArchiveStep> DieAfter(int steps) => _ =>
    {
        if (steps-- == 0)
            throw new OperationCanceledException("killed");
    };

    // Receipts tell how long things took; empty folders do not matter.
    static string Data(string tree) => string.Join('\n', tree.Split('\n')
        .Where(line => !line.EndsWith(" /") && !line.StartsWith("runs") && !line.Contains("_metadata.json") && !line.Contains("MANIFEST.sha256") && !line.Contains("ARCHIVE.sha256") && !line.Contains(".lock") && !line.Contains("serveable")));
}
