using System.IO.Compression;
using System.Text;
using Sluice.Packing;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Packing;

/// <summary>What is in the way of a pack, or is a pack that none wrote: it is named, and nothing appears.</summary>
public sealed partial class PackSafetyTests
{
    [Fact]
    public void A_pipe_is_refused_by_name_and_not_waited_for()
    {
        MakePipe(Path.Combine(Lake.Root, "curated", "pipe.jsonl"));
        Assert.Contains("pipe.jsonl is no plain file", Refused());
        File.Delete(Path.Combine(Lake.Root, "curated", "pipe.jsonl"));
        var part = Pack().Parts[0].Name;
        foreach (var path in new[] { InPacked("git", "lake", "lake.json"), InPacked("assets", part) })
        {
            File.Delete(path);
            MakePipe(path);
        }
        var said = Damaged();
        Assert.Contains("git/lake/lake.json is no plain file", said);
        Assert.Contains($"assets/{part} is no plain file", said);
        File.Delete(InPacked("git", "pack.jsonl"));
        MakePipe(InPacked("git", "pack.jsonl"));
        Assert.Contains("no plain file", Damaged());
    }

    void WriteIndex(params PackedFile[] files) => File.WriteAllText(InPacked("git", "pack.jsonl"), PackIndex.Text(files));

    [Fact]
    public void An_index_of_no_lake_makes_nothing_appear()
    {
        var files = Pack().Files;
        WriteIndex([.. files.Where(file => file.Path != "lake.json")]);
        Assert.Contains("names no lake.json", Damaged());
        var other = "{\"format\": 2}\n";
        File.WriteAllText(InPacked("git", "lake", "lake.json"), other);
        WriteIndex([.. files.Select(file => file.Path == "lake.json" ? file with { Bytes = other.Length, Sha256 = Checksums.OfFile(InPacked("git", "lake", "lake.json")) } : file)]);
        Assert.Contains("format 1", Damaged());
    }

    [Fact]
    public void An_index_that_cannot_be_is_damaged()
    {
        var files = Pack().Files;
        PackedFile Other(string path, long bytes = 0) => files[0] with { Path = path, Bytes = bytes };
        WriteIndex([.. files, Other("raw"), Other("raw/x/y")]);
        Assert.Contains("raw is a file and the folder of raw/x/y", Damaged());
        string Line(string bytes) => $"{{\"path\":\"{bytes.Length}\",\"bytes\":{bytes},\"sha256\":\"{new string('0', 64)}\",\"where\":\"git\"}}";
        void Sizes(params string[] sizes) => File.WriteAllLines(InPacked("git", "pack.jsonl"), [$"{{\"format\":1,\"files\":{sizes.Length},\"bytes\":1}}", .. sizes.Select(Line)]);
        Sizes("9223372036854775807", "922337203685477580");
        Assert.Contains("announced", Damaged());
        Sizes("-1", "20");
        Assert.Contains("line 2", Damaged());
        Sizes("99223372036854775807");
        Assert.Contains("line 2", Damaged());
    }

    [Theory]
    [InlineData("sparse", "plain files only")]
    [InlineData("longest name", "a name has 1073741824 bytes")]
    [InlineData("negative", "length that cannot be")]
    [InlineData("longer", "expected")]
    [InlineData("endless", "expected")]
    [InlineData("cut", "ends in the middle")]
    [InlineData("checksum", "checksum")]
    [InlineData("no number", "number that is none")]
    [InlineData("no gzip", "cannot be read")]
    public void A_part_that_no_pack_wrote_is_named_as_damaged(string how, string says)
    {
        var report = Pack();
        var part = report.Parts[0].Name;
        var file = report.Files.First(file => file.Where == part);
        var header = new byte[512];
        void Write(int at, string text) => Encoding.ASCII.GetBytes(text, header.AsSpan(at));
        Write(0, file.Path);
        Write(124, how switch { "longest name" => "10000000000", "longer" => "00000000777", "endless" => "777777777777", "no number" => "0000000x000", _ => Convert.ToString(file.Bytes, 8).PadLeft(11, '0') });
        if (how == "negative")
            header.AsSpan(124, 12).Fill(0xFF);
        if (how == "negative")
            header[124] = 0x80;
        header[156] = how switch { "sparse" => (byte)'S', "longest name" => (byte)'L', _ => (byte)'0' };
        Write(148, "        ");
        Write(148, Convert.ToString(header.Sum(b => b) + (how == "checksum" ? 1 : 0), 8).PadLeft(6, '0') + "\0 ");
        var hostile = _folder.File("hostile");
        using (var zip = how == "no gzip" ? (Stream)File.Create(hostile) : new GZipStream(File.Create(hostile), CompressionLevel.Fastest))
            zip.Write(how == "cut" ? header.AsSpan(0, 300) : header);
        var name = PartFile.NameOf(hostile);
        File.Move(hostile, InPacked("assets", name));
        File.WriteAllText(InPacked("git", "pack.jsonl"), File.ReadAllText(InPacked("git", "pack.jsonl")).Replace(part, name));
        var said = Damaged();
        Assert.Contains($"assets/{name} cannot be read", said);
        Assert.Contains(says, said);
    }

    [Fact]
    public void Long_names_and_large_files_are_read_as_they_were_written()
    {
        var name = $"raw/arbital/{new string('a', 200)}/{new string('b', 200)}.jsonl";
        Put(name, Some.Text);
        // More than is taken in one go.
        Put("raw/arbital/large.jsonl", string.Concat(Enumerable.Repeat(Some.Text, 20_000)));
        Pack();
        Assert.Equal(TempFolder.TreeOf(Lake.Root), Unpacked());
    }
}
