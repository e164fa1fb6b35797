using System.Diagnostics;
using System.Text.Json.Nodes;
using Sluice.Packing;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Packing;

/// <summary>A pack touches only what is its own, can be stopped at any step, and takes from nobody what may not be in a lake.</summary>
public sealed partial class PackSafetyTests : IDisposable
{
    readonly TempFolder _folder = new();

    public PackSafetyTests()
    {
        Lake = new Lake(_folder.File("lake"));
        Lake.Create();
        Put("serveable/current", "0f3c9a1b2d4e\n");
        Put("curated/tombstones.jsonl", "{}\n");
        Put("curated/empty.jsonl", "{}\n");
        Put("runs/2026-01-01_000000.json", Entry("complete"));
        Put("serveable/releases/0f3c9a1b2d4e/documents.jsonl", Some.Text);
    }

    Lake Lake { get; }

    string Packed => _folder.File("packed");

    public void Dispose() => _folder.Dispose();

    static string Entry(string status, string source = "arbital", string because = "") =>
        new JsonObject { ["status"] = status, ["because"] = because, ["sources"] = new JsonArray(new JsonObject { ["source"] = source, ["status"] = status }) }.ToJsonString() + "\n";

    string Put(string path, string text) => _folder.Write(Path.Combine("lake", path), text);

    string InPacked(params string[] names) => Path.Combine([Packed, .. names]);

    PackReport Pack(string? folder = null, Action<PackStep>? onStep = null) =>
        new Pack(Lake, folder ?? Packed) { SmallBytes = 0, Collections = PackTests.Known, OnStep = onStep ?? (_ => { }) }.Write(default);

    string Refused() => Assert.Throws<CorrectTheCallException>(() => Pack()).Message;

    string Unpacked(string? folder = null)
    {
        var again = new Lake(_folder.File("again"));
        new Unpack(folder ?? Packed, again).Write(default);
        var tree = TempFolder.TreeOf(again.Root);
        Directory.Delete(again.Root, recursive: true);
        return tree;
    }

    string Damaged()
    {
        var message = Assert.Throws<GateFailedException>(() => Unpacked()).Message;
        Assert.False(Directory.Exists(_folder.File("again")));
        return message;
    }

    static void MakePipe(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no names in folders here.");
        using var make = Process.Start("mkfifo", path);
        make.WaitForExit();
    }

    void Link(string path, string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege here.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    [Fact]
    public void A_stop_at_any_step_leaves_a_pack_that_unpacks_and_can_be_gone_on_with()
    {
        Pack();
        var old = Unpacked();
        Assert.Equal(TempFolder.TreeOf(Lake.Root), old);
        Put("serveable/current", "aaaaaaaaaaaa\n");
        Put("curated/tombstones.jsonl", "{}\n{}\n");
        // The same bytes twice, one of them new: they share what lies beside.
        Put("curated/other.jsonl", "{}\n{}\n");
        Put("serveable/releases/aaaaaaaaaaaa/documents.jsonl", "other");
        File.Delete(Path.Combine(Lake.Root, "curated", "empty.jsonl"));
        Directory.Delete(Lake.Release("0f3c9a1b2d4e"), recursive: true);
        var now = TempFolder.TreeOf(Lake.Root);
        var steps = new List<PackStep>();
        var whole = _folder.File("whole");
        Copy(Packed, whole);
        Pack(whole, steps.Add);
        Assert.Equal(now, Unpacked(whole));
        Assert.Equal(Enum.GetValues<PackStep>(), steps.Distinct().Order());
        Assert.Single(File.ReadAllLines(Path.Combine(whole, "git", "obsolete.txt")));
        Pack(whole);
        for (var stop = 0; stop < steps.Count; stop++)
        {
            var (stopped, left) = (_folder.File($"stopped-{stop}"), stop);
            Copy(Packed, stopped);
            Assert.Throws<TimeoutException>(() => Pack(stopped, _ =>
            {
                if (left-- == 0)
                    throw new TimeoutException();
            }));
            Assert.Equal(stop < steps.IndexOf(PackStep.IndexWritten) ? old : now, Unpacked(stopped));
            Pack(stopped);
            Assert.Equal(now, Unpacked(stopped));
            Pack(stopped);
            Assert.Equal(TempFolder.TreeOf(whole), TempFolder.TreeOf(stopped));
        }
    }

    [Fact]
    public void A_first_pack_that_was_stopped_is_gone_on_with()
    {
        Assert.Throws<TimeoutException>(() => Pack(onStep: step => { if (step == PackStep.Staged) throw new TimeoutException(); }));
        Pack();
        Assert.Equal(TempFolder.TreeOf(Lake.Root), Unpacked());
        Assert.False(Directory.Exists(InPacked("git", ".next")));
    }

    static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    [Fact]
    public void What_no_pack_wrote_is_neither_replaced_nor_deleted()
    {
        var theirs = _folder.Write("packed/git/lake/thesis/chapter.txt", "years of work");
        Assert.Contains("is not empty", Refused());
        Assert.Equal("years of work", File.ReadAllText(theirs));
    }

    [Theory]
    [InlineData("git")]
    [InlineData("git/lake")]
    [InlineData("git/lake/curated")]
    [InlineData("git/lake/lake.json")]
    [InlineData("git/.next")]
    [InlineData("assets")]
    public void Nothing_is_written_or_deleted_through_a_link(string link)
    {
        Pack();
        var (path, outside) = (InPacked(link.Split('/')), _folder.File("outside"));
        var isFile = File.Exists(path);
        if (Path.Exists(path))
            Directory.Move(path, outside);
        else
            _folder.Write("outside/" + new string('0', 64), "years of work");
        Link(path, outside);
        Put("curated/tombstones.jsonl", "{}\n{}\n{}\n");
        File.Delete(Path.Combine(Lake.Root, "curated", "empty.jsonl"));
        string Outside() => isFile ? File.ReadAllText(outside) : TempFolder.TreeOf(outside);
        var before = Outside();
        Assert.Contains($"{path} is a link", Refused());
        Assert.Equal(before, Outside());
    }

    [Fact]
    public void A_link_under_the_name_of_a_file_in_progress_is_not_followed()
    {
        Pack();
        var outside = _folder.Write("outside.txt", "years of work");
        foreach (var path in new[] { InPacked("git", ".aside-pack.jsonl"), InPacked("assets", ".aside-part"), InPacked("git", "lake", "serveable", ".aside-current") })
            Link(path, outside);
        Put("serveable/current", "aaaaaaaaaaaa\n");
        Put("serveable/releases/aaaaaaaaaaaa/documents.jsonl", "other");
        Pack();
        Assert.Equal("years of work", File.ReadAllText(outside));
    }

    [Fact]
    public void A_folder_that_lies_in_the_lake_by_way_of_a_link_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Lake.Root, "raw"));
        Link(Packed, Path.Combine(Lake.Root, "raw"));
        Assert.Contains("lies in the lake", Refused());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Lake.Root, "raw")));
    }

    [Fact]
    public void Beside_a_writer_the_index_tells_what_was_written()
    {
        Put("alerts/state.json", "{\"open\":[]}");
        Put("alerts/outbox/1.json", "{}");
        Put("curated/notes.jsonl", "{}\n");
        var log = Put("alerts/told.jsonl", "a line\n");
        using var writer = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.Read);
        // After all was hashed and before it is read again.
        var contents = PackContents.Of(Lake, PackTests.Known, default);
        Put("alerts/state.json", "{\"open\":[\"much longer than before\"]}");
        writer.Write("another line\n"u8);
        writer.Flush();
        File.Delete(Path.Combine(Lake.Root, "alerts", "outbox", "1.json"));
        Put("curated/notes.jsonl", "{}\n{}\n");
        File.Delete(Path.Combine(Lake.Root, "curated", "empty.jsonl"));
        Directory.CreateDirectory(InPacked("assets"));
        var parts = PartFile.Write(InPacked("assets"), Lake.Root, contents.Where(file => file.Where.Length == 0).Select(file => file.Path), default);
        var git = new GitSide(InPacked("git"));
        List<PackedFile> index = [.. parts, .. git.Stage(Lake.Root, [], contents.Where(file => file.Where == PackIndex.InGit), default)];
        git.Write(InPacked("git", PackIndex.FileName), PackIndex.Text(index));
        git.Settle(index, () => { });
        Assert.Equal(TempFolder.TreeOf(Lake.Root).Split('\n').Where(line => !line.StartsWith("alerts/outbox")), Unpacked().Split('\n'));
    }

    [Fact]
    public void A_part_of_files_that_are_all_gone_is_none()
    {
        Directory.CreateDirectory(InPacked("assets"));
        Assert.Empty(PartFile.Write(InPacked("assets"), Lake.Root, ["alerts/outbox/1.json"], default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(InPacked("assets")));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("arbital", true)]
    [InlineData("Pella Pelican", false)]
    [InlineData("arbital, as Pella Pelican (pella@example.org) wrote it", false)]
    public void A_receipt_that_names_a_collection_of_no_registry_is_no_matter_for_git(string collection, bool isOfGit)
    {
        var counts = new JsonObject { [collection] = new JsonObject { ["read"] = 1, ["kept"] = 1 } };
        Put("transformed/validated/arbital/2026-01-01_000000/manifest.json", new JsonObject { ["collections"] = counts.DeepClone() }.ToJsonString());
        Put("serveable/releases/aaaaaaaaaaaa/MANIFEST.json", new JsonObject { ["by_collection"] = new JsonObject { [collection] = 1 } }.ToJsonString());
        Put("serveable/releases/bbbbbbbbbbbb/MANIFEST.json", new JsonObject { ["rights"] = new JsonObject { ["text_by_collection"] = counts } }.ToJsonString());
        Assert.Equal(isOfGit ? 3 : 0, Pack().Files.Count(file => file.Where == PackIndex.InGit && file.Path.EndsWith("manifest.json", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(TempFolder.TreeOf(Lake.Root), Unpacked());
    }

    [Fact]
    public void A_receipt_that_cannot_be_read_is_packed_and_not_into_git()
    {
        Put("transformed/validated/arbital/2026-01-01_000000/manifest.json", "half of a rec");
        Put("runs/2026-01-02_000000.json", "half of an ent");
        Assert.Equal(2, Pack().Files.Count(file => file.Where != PackIndex.InGit && file.Path.EndsWith(".json", StringComparison.Ordinal)));
        Assert.Equal(TempFolder.TreeOf(Lake.Root), Unpacked());
    }

    [Fact]
    public void A_listed_name_that_is_a_sentence_stays_out_of_git_too() => Assert.False(PackContents.IsPlain("Notes: by Pella Pelican, 1 January"));

    [Theory]
    [InlineData("failed", true)]
    [InlineData("partial", true)]
    [InlineData("complete", false)]
    [InlineData("unchanged", false)]
    [InlineData("sample", false)]
    public void A_run_that_brought_nothing_is_news_after_one_that_failed(string before, bool isNews)
    {
        Put("runs/2026-01-01_000000.json", Entry("unchanged"));
        Put("runs/2026-01-02_000000.json", Entry(before));
        Put("runs/2026-01-03_000000.json", Entry("failed", "distill"));
        Pack();
        Put("runs/2026-01-04_000000.json", Entry("unchanged"));
        Assert.Equal(isNews, Pack().HasNews);
        Put("runs/2026-01-05_000000.json", Entry("unchanged"));
        Assert.False(Pack().HasNews);
    }

    [Fact]
    public void A_run_that_was_stopped_before_it_came_to_a_source_failed_for_each_that_was_asked()
    {
        Put("runs/2026-01-02_000000.json", "{\"status\":\"failed\",\"source\":\"distill\",\"asked\":[\"arbital\",\"distill\"],\"sources\":[]}\n");
        Pack();
        Put("runs/2026-01-03_000000.json", Entry("unchanged"));
        Assert.True(Pack().HasNews);
    }
}
