using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class ChecksumsTests : IDisposable
{
    const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    readonly TempFolder _folder = new();

    public ChecksumsTests()
    {
        _folder.Write("b.txt", "abc");
        _folder.Write("sub/a.txt", "abc");
        Checksums.Write(_folder.Path, Checksums.FileName);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_is_that_of_sha256sum_sorted_by_name() =>
        Assert.Equal($"{Abc}  b.txt\n{Abc}  sub/a.txt\n", File.ReadAllText(_folder.File(Checksums.FileName)));

    [Fact]
    public void A_folder_as_it_was_written_does_not_differ() => Assert.Empty(Verify());

    [Fact]
    public void A_flipped_byte_differs()
    {
        _folder.Write("sub/a.txt", "abd");

        var difference = Assert.Single(Verify());
        Assert.Equal(_folder.File("sub", "a.txt"), difference.File.Replace('/', Path.DirectorySeparatorChar));
        Assert.Contains(Abc, difference.Expected);
        Assert.StartsWith("sha256 ", difference.Found);
    }

    [Fact]
    public void A_missing_file_differs()
    {
        File.Delete(_folder.File("b.txt"));

        Assert.Equal("no such file", Assert.Single(Verify()).Found);
    }

    [Fact]
    public void A_file_that_is_not_listed_differs()
    {
        _folder.Write("sub/more.txt", "");

        Assert.Equal("a file", Assert.Single(Verify()).Found);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData(Abc + " b.txt")]
    [InlineData(Abc + "  ")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD  b.txt")]
    [InlineData("za7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt")]
    public void A_malformed_line_of_the_list_differs(string line)
    {
        File.AppendAllText(_folder.File(Checksums.FileName), line + "\n");

        var difference = Assert.Single(Verify());
        Assert.Equal((_folder.File(Checksums.FileName) + " line 3", line), (difference.File, difference.Found));
    }

    [Fact]
    public void A_list_cut_short_differs()
    {
        File.WriteAllText(_folder.File(Checksums.FileName), $"{Abc}  b.txt\n{Abc}  sub/a.t");

        Assert.NotEmpty(Verify());
    }

    [Fact]
    public void A_missing_list_differs()
    {
        File.Delete(_folder.File(Checksums.FileName));

        Assert.Equal("no such file", Assert.Single(Verify()).Found);
    }

    [Fact]
    public void Hashes_that_the_writer_knows_are_taken_at_its_word()
    {
        Checksums.Write(_folder.Path, "LIST", new Dictionary<string, string> { ["b.txt"] = new string('0', 64) });

        Assert.Contains(new string('0', 64) + "  b.txt", File.ReadAllLines(_folder.File("LIST")));
        Assert.Equal(_folder.File("b.txt"), Assert.Single(Checksums.Verify(_folder.Path, "LIST")).File);
    }

    IReadOnlyList<Difference> Verify() => Checksums.Verify(_folder.Path, Checksums.FileName);
}
