using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class IdTableTests
{
    static UInt128 Key(int number) => SnapshotIndex.KeyOf($"id {number}");

    [Fact]
    public void It_holds_what_a_dictionary_would()
    {
        var (table, expected, random) = (new IdTable(), new Dictionary<UInt128, UInt128>(), new Random(7));
        for (var i = 0; i < 200_000; i++)
        {
            var (id, rows) = (Key(random.Next(100_000)), (UInt128)random.NextInt64());
            table.Set(id, rows);
            expected[id] = rows;
        }

        Assert.Equal(expected.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)), table.Entries().OrderBy(entry => entry.Id));
        for (var i = 0; i < 200_000; i++)
        {
            Assert.Equal(expected.TryGetValue(Key(i), out var rows), table.TryGet(Key(i), out var found));
            Assert.Equal(rows, found);
        }
    }

    [Fact]
    public void Keys_that_want_the_same_place_are_told_apart()
    {
        var table = new IdTable();
        // One part, one place: only the bits between differ.
        var ids = Enumerable.Range(1, 1000).Select(i => (UInt128)i << 64).ToList();
        foreach (var id in ids)
            table.Set(id, id + 1);

        Assert.All(ids, id => Assert.True(table.TryGet(id, out var rows) && rows == id + 1));
        Assert.False(table.TryGet((UInt128)1001 << 64, out _));
    }

    [Fact]
    public void An_empty_table_holds_nothing()
    {
        Assert.False(new IdTable().TryGet(Key(1), out _));
        Assert.Empty(new IdTable().Entries());
    }
}
