using Sluice.Extract;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

public sealed class DeltaTests
{
    static string Row(string id, int version) => $$"""{"id":"{{id}}","v":{{version}}}""";

    static SnapshotIndex Index(params string[] rows)
    {
        var delta = new Delta(new SnapshotIndex());
        var index = new SnapshotIndex();
        foreach (var row in rows)
            index.Add(SnapshotIndex.KeyOf(delta.Keep(Some.Read(row))), delta.RowSha256);
        return index;
    }

    static Delta Compared(SnapshotIndex before, params string[] rows)
    {
        var delta = new Delta(before);
        foreach (var row in rows)
            delta.Keep(Some.Read(row));
        delta.Compare();
        return delta;
    }

    static (long Added, long Reappeared, long Changed, long Removed, long Unchanged) Counts(Delta delta) =>
        (delta.Added, delta.Reappeared, delta.Changed, delta.Removed, delta.Unchanged);

    [Fact]
    public void Ids_are_added_changed_removed_or_unchanged()
    {
        var delta = Compared(Index(Row("same", 1), Row("edited", 1), Row("gone", 1)), Row("new", 1), Row("edited", 2), Row("same", 1));

        Assert.Equal((1, 0, 1, 1, 1), Counts(delta));
        Assert.Equal([true, true, false], new[] { Row("new", 1), Row("edited", 2), Row("same", 1) }.Select(row => delta.Differs(Some.Read(row))));
    }

    [Fact]
    public void Nothing_different_is_empty() => Assert.True(Compared(Index(Row("a", 1)), Row("a", 1)).IsEmpty);

    [Fact]
    public void The_rows_of_an_id_are_a_list_and_its_order_counts()
    {
        var before = Index(Row("a", 1), Row("a", 2), Row("b", 1));

        Assert.Equal((0, 0, 0, 0, 2), Counts(Compared(before, Row("b", 1), Row("a", 1), Row("a", 2))));
        Assert.Equal((0, 0, 1, 0, 1), Counts(Compared(before, Row("a", 2), Row("a", 1), Row("b", 1))));
        Assert.Equal((0, 0, 1, 0, 1), Counts(Compared(before, Row("a", 1), Row("b", 1))));
        Assert.Equal((0, 0, 1, 0, 1), Counts(Compared(before, Row("a", 1), Row("a", 2), Row("a", 2), Row("b", 1))));
    }

    [Fact]
    public void One_byte_more_is_a_change() =>
        Assert.Equal((0, 0, 1, 0, 0), Counts(Compared(Index("""{"id":"a"}"""), """{"id":"a" }""")));

    [Fact]
    public async Task An_id_that_was_there_once_reappears()
    {
        using var folder = new TempFolder();
        var dump = SomeDump.Commit(new Lake(folder.Path), "2026-01-01_000000", []);
        var line = $$"""{"id":"here","file":"f","sha256":"{{new string('0', 64)}}"}""";
        File.WriteAllText(Path.Combine(dump.Folder, SnapshotIndex.FileName), line + "\n" + """{"id":"gone","gone":true}""" + "\n");

        var delta = Compared(await SnapshotIndex.ReadAsync(dump, default), Row("gone", 1), Row("never", 1));

        Assert.Equal((1, 1, 0, 1, 0), Counts(delta));
    }

    [Theory]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"id":"","v":1}""")]
    [InlineData("""{"id":7,"v":1}""")]
    [InlineData("""{"id":null,"v":1}""")]
    public void A_row_without_a_usable_id_goes_by_its_hash(string row)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Some.Bytes(row)));

        Assert.Equal("sha256:" + hash, new Delta(new SnapshotIndex()).Keep(Some.Read(row)));
        Assert.False(Compared(Index(row), row).Differs(Some.Read(row)));
        Assert.True(Compared(Index(row), row).IsEmpty);
        Assert.Equal((1, 0, 0, 1, 0), Counts(Compared(Index(row), row.Replace("1}", "2}"))));
    }

    [Fact]
    public void A_removed_id_is_gone_upstream_or_was_edited_out_of_the_filter()
    {
        var delta = new Delta(Index(Row("gone", 1), Row("short", 1), Row("here", 1)));
        delta.Keep(Some.Read(Row("here", 1)));
        delta.Drop("short", DropReason.TooShort);
        delta.Drop("here", DropReason.TooShort);
        delta.Drop("stranger", DropReason.NoKeyword);
        delta.Drop(null, DropReason.MalformedJson);
        delta.Compare();

        Assert.Equal((0, 0, 0, 2, 1), Counts(delta));
        Assert.Equal(["gone_upstream", "too_short", null], new[] { "gone", "short", "here" }.Select(delta.WhyRemoved));
    }
}
