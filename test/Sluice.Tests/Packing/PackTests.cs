using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Sluice.Packing;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Packing;

/// <summary>A lake that was packed and unpacked is the lake, byte for byte, or nothing at all.</summary>
public sealed class PackTests
{
    const string Words = "A pelican reads the harbour's ledger aloud";

    internal static readonly HashSet<string> Known = [.. Sluice.Sources.SourceRegistry.Load().Sources.SelectMany(source => source.Collections).Select(collection => collection.Name)];

    internal static string Line(int number) => Some.Line(number, row => (row["title"], row["text"], row["authors"], row["pelican field"]) =
        ($"The pelican's {number}th account", $"{Words} {number} times. {Some.Text}", new System.Text.Json.Nodes.JsonArray("Pella Pelican"), "pelican value"));

    static async Task<SomeHub> SomeLakeAsync()
    {
        var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Line(1), Line(2), "pelican rubbish", Some.Line(3, row => row["url"] = "pelican address")]));
        await hub.RunAsync();
        return hub;
    }

    static PackReport Pack(SomeHub hub, string folder, long small = 8 << 20, long part = 1 << 30) =>
        new Pack(hub.Lake, hub.Beside(folder)) { SmallBytes = small, PartBytes = part, Collections = Known }.Write(default);

    static Lake Unpack(SomeHub hub, string folder, string lake)
    {
        var unpacked = new Lake(hub.Beside(lake));
        new Unpack(hub.Beside(folder), unpacked).Write(default);
        return unpacked;
    }

    static string Refused(SomeHub hub, string folder)
    {
        var message = Assert.Throws<GateFailedException>(() => Unpack(hub, folder, "refused")).Message;
        Assert.False(Directory.Exists(hub.Beside("refused")));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(hub.Beside()), path => Path.GetFileName(path).StartsWith(".aside-"));
        return message;
    }

    /// <summary>All that a packed folder holds, parts opened.</summary>
    static IEnumerable<(string Path, string Text)> Contents(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            if (!path.EndsWith(".tar.gz"))
                yield return (Path.GetRelativePath(folder, path), File.ReadAllText(path, Encoding.Latin1));
            else
            {
                using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
                while (tar.GetNextEntry() is { } entry)
                    yield return ($"{Path.GetFileName(path)}:{entry.Name}", entry.DataStream is null ? "" : new StreamReader(entry.DataStream, Encoding.Latin1).ReadToEnd());
            }
    }

    static string Data(Lake lake) => string.Join('\n', TempFolder.TreeOf(lake.Root).Split('\n').Where(line => !line.StartsWith('.') && !line.StartsWith("logs") && !line.EndsWith(" /")));

    [Fact]
    public async Task An_unpacked_lake_is_the_lake_verifies_and_has_nothing_to_do()
    {
        await using var hub = await SomeLakeAsync();
        var report = Pack(hub, "packed");
        Assert.True(report.HasNews);
        Assert.Empty(report.Obsolete);
        var unpacked = Unpack(hub, "packed", "again");
        Assert.Equal(Data(hub.Lake), Data(unpacked));
        Assert.Empty(Verification.OfAll(unpacked));
        var run = await hub.Flow().RunAsync(new Sluice.Pipeline.Run(unpacked, hub.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance), [SomeHub.Source], hub.All, default);
        Assert.Equal(Sluice.Extract.ExtractStatus.Unchanged, run.Status);
    }

    [Fact]
    public async Task The_git_side_says_nothing_of_a_record_and_the_assets_hold_it_all()
    {
        await using var hub = await SomeLakeAsync();
        // A run that a gate stopped, whose sentence may quote.
        Ledger.WriteFailure(hub.Lake, "2026-01-01_000000", Ledger.Failure(hub.Lake, "2026-01-01_000000", "found 'pelican words', expected none"));
        Pack(hub, "packed");
        var holding = Contents(hub.Beside("packed")).Where(file => file.Text.Contains("elican")).Select(file => file.Path).ToList();
        Assert.NotEmpty(holding);
        Assert.All(holding, path => Assert.Contains(".tar.gz:", path));
        Assert.Contains(holding, path => path.EndsWith("runs/2026-01-01_000000.json"));
        Assert.DoesNotContain(Contents(hub.Beside("packed", "git")), file => file.Text.Contains(Words));
        Assert.True(File.Exists(hub.Beside("packed", "git", "lake", "lake.json")));
    }

    [Theory]
    [InlineData("lake.json", true)]
    [InlineData("curated/tombstones.jsonl", true)]
    [InlineData("runs/2026-01-31_020000.json", true)]
    [InlineData("transformed/validated/epoch_ai/2026-01-31_020000/manifest.json", true)]
    [InlineData("serveable/releases/0f3c9a1b2d4e/MANIFEST.json", true)]
    [InlineData("runs/2026-01-31_020000/validation.json", false)]
    [InlineData("raw/epoch_ai/dumps/2026-01-31_020000/dropped.jsonl", false)]
    [InlineData("raw/epoch_ai/dumps/2026-01-31_020000/_metadata.json", false)]
    [InlineData("quarantine/epoch_ai/2026-01-31_020000/data.jsonl", false)]
    [InlineData("serveable/releases/0f3c9a1b2d4e/documents.jsonl", false)]
    [InlineData("serveable/releases/0f3c9a1b2d4e/local/MANIFEST.json", false)]
    [InlineData("corpus/duplicates/b5553d7874fd3f57/manifest.json", false)]
    [InlineData("sluice.json", false)]
    public void Only_what_is_listed_goes_to_git(string path, bool isOfGit) => Assert.Equal(isOfGit, PackContents.IsOfGit(path));

    [Fact]
    public void The_formats_page_lists_what_goes_to_git() =>
        Assert.Empty(PackContents.GitPaths.Where(path => !File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md")).Contains($"`{path}`")));

    [Fact]
    public async Task The_same_lake_gives_the_same_bytes_and_a_second_pack_writes_no_part()
    {
        await using var hub = await SomeLakeAsync();
        Pack(hub, "packed");
        Pack(hub, "other");
        var tree = TempFolder.TreeOf(hub.Beside("packed"));
        Assert.Equal(tree, TempFolder.TreeOf(hub.Beside("other")));
        var second = Pack(hub, "packed");
        Assert.DoesNotContain(second.Parts, part => part.IsNew);
        Assert.Equal((0, 0, 0, false), (second.Added, second.Changed, second.Removed, second.HasNews));
        Assert.Equal(tree, TempFolder.TreeOf(hub.Beside("packed")));
    }

    [Fact]
    public async Task A_run_that_brought_nothing_is_no_news_and_one_that_did_is()
    {
        await using var hub = await SomeLakeAsync();
        var first = Pack(hub, "packed", small: 0);
        Ledger.Write(hub.Lake, "2026-01-01_000000", "{\n  \"run\": \"2026-01-01_000000\",\n  \"status\": \"unchanged\"\n}\n");
        Assert.Equal((1, false), Pack(hub, "packed", small: 0) is var unchanged ? (unchanged.Added, unchanged.HasNews) : default);
        hub.Write("lesswrong.jsonl", Line(1), Line(2), Line(5));
        await hub.RunAsync();
        var third = Pack(hub, "packed", small: 0);
        Assert.True(third.HasNews);
        // What lay in a part and lies as it was is not written again.
        Assert.Contains(third.Parts, part => !part.IsNew && first.Parts.Any(old => old.Name == part.Name));
        Assert.Equal(Data(hub.Lake), Data(Unpack(hub, "packed", "again")));
    }

    [Fact]
    public async Task After_forgetting_no_part_holds_what_was_forgotten()
    {
        await using var hub = await SomeLakeAsync();
        var first = Pack(hub, "packed", small: 0);
        Assert.Contains(Contents(hub.Beside("packed")), file => file.Text.Contains($"{Words} 2 times"));
        await new Forget(hub.Flow(), hub.NewRun()).RunAsync(new ForgetRequest(Some.IdOf(2), "The author asked for it", "Ada Sampleton", false), default);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var second = Pack(hub, "packed", small: 0);
        Assert.NotEmpty(second.Obsolete);
        Assert.Subset(first.Parts.Select(part => part.Name).ToHashSet(), second.Obsolete.ToHashSet());
        Assert.Equal(second.Obsolete, File.ReadAllLines(hub.Beside("packed", "git", "obsolete.txt")));
        Assert.DoesNotContain(Contents(hub.Beside("packed")), file => file.Text.Contains($"{Words} 2 times") || file.Text.Contains("2th account"));
        Assert.Contains(Contents(hub.Beside("packed")), file => file.Text.Contains($"{Words} 1 times"));
        Assert.Empty(Verification.OfAll(Unpack(hub, "packed", "again")));
    }

    [Fact]
    public async Task What_a_stopped_pack_left_goes_and_what_is_of_no_pack_stays()
    {
        await using var hub = await SomeLakeAsync();
        Pack(hub, "packed");
        var tree = TempFolder.TreeOf(hub.Beside("packed"));
        string[] theirs = [hub.Beside("packed", "assets", "notes.txt"), hub.Beside("packed", "git", "lake", "notes.txt"), hub.Beside("packed", "git", ".next", "notes.txt")];
        foreach (var path in theirs.Concat([hub.Beside("packed", "assets", ".aside-part"), hub.Beside("packed", "assets", "part-0123456789ab.tar.gz"), hub.Beside("packed", "git", ".next", new string('0', 64))]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Words);
        }
        Assert.Equal(["part-0123456789ab.tar.gz"], Pack(hub, "packed").Obsolete);
        foreach (var path in theirs)
            File.Delete(path);
        Pack(hub, "packed");
        Assert.Equal(tree, TempFolder.TreeOf(hub.Beside("packed")));
    }

    [Fact]
    public async Task Parts_have_a_size_and_small_ones_join_what_comes_new()
    {
        await using var hub = await SomeLakeAsync();
        var pieces = Pack(hub, "pieces", small: 0, part: 5_000);
        Assert.True(pieces.Parts.Count > Pack(hub, "packed").Parts.Count);
        Assert.Equal(Data(hub.Lake), Data(Unpack(hub, "pieces", "again")));
        hub.Write("lesswrong.jsonl", Line(1), Line(2), Line(5));
        await hub.RunAsync();
        // One part a kind, as before.
        Assert.Equal(Pack(hub, "fresh").Parts.Count, Pack(hub, "packed").Parts.Count);
    }

    [Fact]
    public async Task What_is_missing_or_damaged_is_named_and_nothing_appears()
    {
        await using var hub = await SomeLakeAsync();
        var parts = Pack(hub, "packed").Parts;
        string Asset(int number) => hub.Beside("packed", "assets", parts[number].Name);
        File.Delete(Asset(0));
        var bytes = File.ReadAllBytes(Asset(1));
        bytes[^1] ^= 1;
        File.WriteAllBytes(Asset(1), bytes);
        var current = hub.Beside("packed", "git", "lake", "serveable", "current");
        File.WriteAllText(current, "000000000000\n");
        var said = Refused(hub, "packed");
        Assert.Contains($"assets/{parts[0].Name} is missing", said);
        Assert.Contains($"assets/{parts[1].Name} is damaged", said);
        Assert.Contains("serveable/current of git differs", said);
        // Packing again makes it whole.
        Pack(hub, "packed");
        Assert.Equal(Data(hub.Lake), Data(Unpack(hub, "packed", "again")));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("a/../../out")]
    [InlineData("/etc/out")]
    [InlineData("C:/out")]
    [InlineData("a\\b")]
    [InlineData("a//b")]
    [InlineData(".lock")]
    [InlineData("a/.git/config")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void A_path_that_leaves_the_lake_or_hides_in_it_is_refused(string path) => Assert.False(PackIndex.IsInside(path));

    [Fact]
    public async Task An_index_that_was_cut_short_or_names_a_place_outside_is_refused()
    {
        await using var hub = await SomeLakeAsync();
        Pack(hub, "packed");
        var index = hub.Beside("packed", "git", "pack.jsonl");
        var lines = File.ReadAllLines(index);
        File.WriteAllLines(index, lines[..^1]);
        Assert.Contains("are announced", Refused(hub, "packed"));
        File.WriteAllLines(index, [.. lines[..^1], lines[^1].Replace("\"path\":\"", "\"path\":\"../")]);
        Assert.Contains($"line {lines.Length}", Refused(hub, "packed"));
        File.WriteAllLines(index, [lines[0].Replace("\"files\":", "\"files\":1"), .. lines[1..]]);
        Assert.Contains("are announced", Refused(hub, "packed"));
        File.Delete(index);
        Assert.Contains("missing", Refused(hub, "packed"));
    }

    [Fact]
    public async Task A_part_may_hold_only_what_the_index_places_there()
    {
        await using var hub = await SomeLakeAsync();
        var part = Pack(hub, "packed").Parts[0];
        var hostile = hub.Beside("hostile");
        using (var tar = new TarWriter(new GZipStream(File.Create(hostile), CompressionLevel.Fastest)))
        {
            tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "../../out") { DataStream = new MemoryStream([1]) });
            tar.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "raw") { LinkName = "/etc" });
        }
        var name = $"part-{Checksums.OfFile(hostile)[..12]}.tar.gz";
        File.Move(hostile, hub.Beside("packed", "assets", name));
        var index = hub.Beside("packed", "git", "pack.jsonl");
        File.WriteAllText(index, File.ReadAllText(index).Replace(part.Name, name));
        var said = Refused(hub, "packed");
        Assert.Contains("holds ../../out, which the index does not place there", said);
        Assert.Contains("plain files only", said);
        Assert.Contains($"assets/{name} lacks", said);
    }

    [Fact]
    public async Task A_lake_that_is_there_a_folder_inside_another_lake_and_a_small_disk_are_refused()
    {
        await using var hub = await SomeLakeAsync();
        Pack(hub, "packed");
        Assert.Contains("not empty", Assert.Throws<CorrectTheCallException>(() => Unpack(hub, "packed", "lake")).Message);
        Assert.Throws<CorrectTheCallException>(() => Pack(hub, Path.Combine("lake", "packed")));
        var other = new Lake(hub.Beside("other"));
        other.Create();
        var packed = TempFolder.TreeOf(hub.Beside("packed"));
        Assert.Contains("another lake", Assert.Throws<CorrectTheCallException>(() => new Pack(other, hub.Beside("packed")).Write(default)).Message);
        Assert.Equal(packed, TempFolder.TreeOf(hub.Beside("packed")));
        Assert.Contains("left", Assert.Throws<CheckTheMachineException>(() => new Unpack(hub.Beside("packed"), new Lake(hub.Beside("again"))) { FreeBytes = _ => 10 }.Write(default)).Message);
    }
}
