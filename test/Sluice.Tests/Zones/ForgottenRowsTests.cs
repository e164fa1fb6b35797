using System.Security.Cryptography;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class ForgottenRowsTests
{
    static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Some.Bytes(text)));

    static readonly Tombstone Tombstone = new("s:old", "s", ["old", "new-one-of-now", "sha256:" + HashOf("""{"text":"x"}""")], [HashOf("https://example.org/a")], "Asked for", "Ada Sampleton", "2026-01-31T02:00:00Z");

    static ForgottenRows Rows(string source = "s") => new([Tombstone], source, url => url.Trim().Replace("/b?utm=1", "/a"));

    [Theory]
    [InlineData("""{"id":"old"}""", true)]
    [InlineData("""{"id":"new-one-of-now","url":"https://example.net"}""", true)]
    [InlineData("""{"id":"x","url":" https://example.org/a\n"}""", true)]
    [InlineData("""{"id":"x","url":"https://example.org/b?utm=1"}""", true)]
    [InlineData("""{"text":"x"}""", true)]
    [InlineData("""{"forgotten":"s:old"}     """, true)]
    [InlineData("""{"id":"x","url":"https://example.org/ab"}""", false)]
    [InlineData("""{"id":"","url":""}""", false)]
    [InlineData("""{"forgotten":"s:new-one-of-now"}""", false)]
    [InlineData("""{"forgotten":"s:old","id":"x"}""", false)]
    [InlineData("""{"forgotten":true}""", false)]
    public void A_row_is_told_by_id_by_address_by_hash_or_by_its_marker(string row, bool isForgotten)
    {
        Assert.Equal(isForgotten, Rows().Of(Some.Read(row)) is not null);
        Assert.Null(Rows("another").Of(Some.Read(row)));
        Assert.Null(ForgottenRows.None.Of(Some.Read(row)));
    }

    [Fact]
    public void A_marker_is_no_row_that_is_there_in_full() => Assert.Null(Rows().StillThere(Some.Read("""{"forgotten":"s:old"}""")));

    [Theory]
    [InlineData("""{"id":"new-one-of-now","title":"cut""", true)]
    [InlineData("""{"id":"a-new-one-of-now","title":"cut""", false)]
    [InlineData("""{"id":"old","title":"cut""", false)]
    public void In_a_line_that_cannot_be_read_an_id_that_is_long_enough_tells(string line, bool isForgotten) =>
        Assert.Equal(isForgotten, Rows().NamedIn(Some.Bytes(line)) is not null);

    [Fact]
    public void A_marker_is_as_long_as_the_row_and_blank_where_the_row_is_too_short()
    {
        Assert.Equal("""{"forgotten":"s:old"}   """, Some.Text8(ForgottenRows.MarkerOf(Tombstone, 24)));
        Assert.Equal("""{"forgotten":"s:old"}""", Some.Text8(ForgottenRows.MarkerOf(Tombstone, 21)));
        Assert.Equal(new string(' ', 20), Some.Text8(ForgottenRows.MarkerOf(Tombstone, 20)));
    }
}
