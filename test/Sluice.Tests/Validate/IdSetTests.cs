using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Validate;

public sealed class IdSetTests
{
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("dQw4w9WgXcQ")]
    [InlineData("")]
    [InlineData("é")]
    [InlineData("an id of more than fifteen characters")]
    public void An_id_is_there_once_it_was_added_and_only_then(string id)
    {
        var ids = new IdSet();

        Assert.False(ids.Contains(id));
        Assert.True(ids.Add(id));
        Assert.True(ids.Contains(id));
        Assert.False(ids.Add(id));
    }

    [Fact]
    public void Ids_that_only_look_alike_are_different()
    {
        const string Long = "an id of more than fifteen characters";
        string[] alike =
        [
            "0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde", "a", "a\0", "\0a", "A", "",
            Long, SnapshotIndex.KeyOf(Long).ToString("x32", null), "0161" + new string('0', 28),
        ];
        var ids = new IdSet();

        Assert.All(alike, id => Assert.True(ids.Add(id), id));
    }
}
