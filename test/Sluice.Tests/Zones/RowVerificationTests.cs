using System.Security.Cryptography;
using Sluice.Extract;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class RowVerificationTests
{
    static string Edited(int number) => Some.Line(number, row => row["title"] = "Edited");

    static string RootOf(params string[] sent)
    {
        var tree = new MerkleTree();
        foreach (var line in sent)
            tree.Add(SHA256.HashData(Some.Bytes(line)));
        return tree.Root();
    }

    [Fact]
    public async Task A_full_dump_and_each_kind_of_delta_carry_the_root_of_their_rows_as_sent()
    {
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", ["", Some.Line(9), "rubbish", """{"date_published":"2021-01-01","_provenance":1}"""]), ("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        var full = hub.Dump(await hub.ExtractAsync());
        Assert.Equal(RootOf(Some.Line(9), """{"date_published":"2021-01-01","_provenance":1}""", Some.Line(1), Some.Line(2)), full.Metadata.MerkleRoot);

        hub.Write("lesswrong.jsonl", Some.Line(1), Edited(2), Some.Line(3));
        Assert.Equal(RootOf(Edited(2), Some.Line(3)), hub.Dump(await hub.ExtractAsync()).Metadata.MerkleRoot);

        // As many rows written as there are: the last of them is also the last that was indexed.
        hub.Write("arxiv.jsonl", Edited(9));
        hub.Write("lesswrong.jsonl", Edited(1), Some.Line(2), Edited(3));
        Assert.Equal(RootOf(Edited(9), Edited(1), Some.Line(2), Edited(3)), hub.Dump(await hub.ExtractAsync()).Metadata.MerkleRoot);

        hub.Write("lesswrong.jsonl", Edited(1), "", Some.Line(2), Edited(3));
        var empty = hub.Dump(await hub.ExtractAsync());
        Assert.Equal(("unchanged", RootOf()), (empty.Metadata.ExtractionStatus, empty.Metadata.MerkleRoot));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_changed_byte_is_found_by_the_Merkle_root_though_every_checksum_was_mended()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        await hub.ExtractAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1), Edited(2));
        var delta = hub.Dump(await hub.ExtractAsync());
        var root = delta.Metadata.MerkleRoot!;
        Replace(delta, "Edited", "Edites");

        var difference = Assert.Single(Verification.OfDump(hub.Lake, delta));
        Assert.Contains(delta.Name, difference.Found);
        Assert.Contains(RootOf(Some.Line(2, row => row["title"] = "Edites")), difference.Found);
        Assert.Contains(root, difference.Expected);
    }

    [Theory]
    [InlineData("title", "tytle")]
    [InlineData("lesswrong.jsonl", "lesswrung.jsonl")]
    public async Task A_full_dump_that_disagrees_with_its_snapshot_index_is_found_and_the_row_is_named(string from, string to)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var dump = hub.Dump(await hub.ExtractAsync());
        Replace(dump, from, to);

        var difference = Assert.Single(Verification.OfDump(hub.Lake, dump));
        Assert.Contains("line 1", difference.File);
        Assert.Contains(Some.IdOf(1), difference.Found);
        Assert.Contains("snapshot.jsonl", difference.Expected);
    }

    [Fact]
    public async Task Rows_that_changed_places_and_rows_that_one_of_the_two_lacks_are_found()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2)]));
        var dump = hub.Dump(await hub.ExtractAsync());
        var index = File.ReadAllLines(Path.Combine(dump.Folder, SnapshotIndex.FileName));
        foreach (var other in new[] { [index[1], index[0]], [index[0]], index.Append(index[0]), [] })
        {
            File.WriteAllLines(Path.Combine(dump.Folder, SnapshotIndex.FileName), other);
            Checksums.Write(dump.Folder, Checksums.FileName);
            Assert.Contains("snapshot.jsonl", Assert.Single(Verification.OfDump(hub.Lake, dump)).Expected);
        }
    }

    [Fact]
    public async Task A_dump_without_a_root_was_made_before_there_was_one_and_passes()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        var dump = hub.Dump(await hub.ExtractAsync(options => options with { Mode = ExtractMode.Full }));
        File.WriteAllText(Path.Combine(dump.Folder, DumpMetadata.FileName), ReceiptJson.Write(dump.Metadata with { MerkleRoot = null }));
        Checksums.Write(dump.Folder, Checksums.FileName);

        Assert.Empty(Verification.OfDump(hub.Lake, dump));
    }

    static void Replace(Dump dump, string from, string to)
    {
        File.WriteAllText(dump.Data, File.ReadAllText(dump.Data).Replace(from, to));
        Checksums.Write(dump.Folder, Checksums.FileName);
    }
}
