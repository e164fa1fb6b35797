using System.Security.Cryptography;
using System.Text;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\nb\n", "1@0:a 2@2:b")]
    [InlineData("a\nb", "1@0:a 2@2:b")]
    [InlineData("a\r\nb\r\n", "1@0:a 2@3:b")]
    [InlineData("a\rb\n", "1@0:a\rb")]
    [InlineData("a\r\r\n", "1@0:a\r")]
    [InlineData("\uFEFFa\nb\n", "1@0:a 2@5:b")]
    [InlineData("a\n\uFEFFb\n", "1@0:a 2@2:\uFEFFb")]
    [InlineData("\n\na\n \t\r\nb", "3@2:a 5@8:b")]
    [InlineData("a\u2028b\u0085c\u000bd\n", "1@0:a\u2028b\u0085c\u000bd")]
    [InlineData("\r", "")]
    [InlineData(" a \n", "1@0: a ")]
    public async Task Only_a_line_feed_ends_a_line_and_framing_is_not_data(string file, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await ReadAsync(Some.Bytes(file))).Select(row => $"{row.Line}@{row.Offset}:{Encoding.UTF8.GetString(row.Bytes)}")));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("\n", 0, 1)]
    [InlineData("\uFEFF\n", 0, 1)]
    [InlineData("\uFEFF", 0, 1)]
    [InlineData("a\n\n \r\n\t\nb", 2, 3)]
    [InlineData("a\n  ", 1, 1)]
    public async Task Blank_lines_are_counted_beside_the_rows(string file, long rows, long blank)
    {
        using var reader = new LineReader(new MemoryStream(Some.Bytes(file)), "f");
        await foreach (var _ in reader.RowsAsync())
        {
        }
        Assert.Equal((rows, blank), (reader.Rows, reader.BlankLines));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Wherever_a_buffer_ends_the_rows_are_those_of_a_naive_split(int seed)
    {
        var random = new Random(seed);
        var file = new List<byte>(random.Next(2) == 0 ? [0xEF, 0xBB, 0xBF] : []);
        for (var lines = 0; lines < 60; lines++)
        {
            var longest = random.Next(8) == 0 ? 600_000 : 40_000;
            var line = new byte[random.Next(6) == 0 ? random.Next(3) : random.Next(longest)];
            for (var i = 0; i < line.Length; i++)
                line[i] = (byte)" abc\t\r\""[random.Next(7)];
            file.AddRange(line);
            file.AddRange(random.Next(3) == 0 ? "\r\n"u8 : "\n"u8);
        }
        if (random.Next(2) == 0)
            file.RemoveAt(file.Count - 1);
        byte[] bytes = [.. file];

        using var reader = new LineReader(new Trickle(bytes, random), "f");
        var rows = new List<Row>();
        await foreach (var row in reader.RowsAsync())
            rows.Add(new Row(row.Place.Line, row.Place.ByteOffset!.Value, row.Bytes.ToArray()));

        var (expected, blank) = NaiveSplit(bytes);
        Assert.Equal(expected.Select(row => (row.Line, row.Offset, Convert.ToHexString(SHA256.HashData(row.Bytes)))),
            rows.Select(row => (row.Line, row.Offset, Convert.ToHexString(SHA256.HashData(row.Bytes)))));
        Assert.Equal(blank, reader.BlankLines);
        Assert.Equal(bytes.Length, reader.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), reader.Sha256);
    }

    [Fact]
    public async Task A_line_over_64_MiB_is_passed_over_and_its_neighbours_are_read()
    {
        const int Length = 65 * 1024 * 1024;
        var bytes = new byte[2 + Length + 3];
        bytes.AsSpan().Fill((byte)'x');
        (bytes[0], bytes[1], bytes[2 + Length], bytes[^1]) = ((byte)'a', (byte)'\n', (byte)'\n', (byte)'\n');

        using var reader = new LineReader(new MemoryStream(bytes), "f");
        var rows = new List<(long Line, long? Offset, bool TooLong, int Length)>();
        await foreach (var row in reader.RowsAsync())
            rows.Add((row.Place.Line, row.Place.ByteOffset, row.TooLong, row.Bytes.Length));

        Assert.Equal([(1, 0, false, 1), (2, 2, true, 0), (3, 3 + Length, false, 1)], rows);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), reader.Sha256);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task The_limit_is_64_MiB_exactly(int over, bool tooLong)
    {
        using var reader = new LineReader(new MemoryStream(Enumerable.Repeat((byte)'x', LineReader.LongestLine + over).ToArray()), "f");
        await foreach (var row in reader.RowsAsync())
            Assert.Equal((tooLong, tooLong ? 0 : LineReader.LongestLine), (row.TooLong, row.Bytes.Length));
        Assert.Equal(1, reader.Rows);
    }

    [Fact]
    public async Task A_reader_may_be_held_to_a_stretch_of_the_file()
    {
        using var reader = new LineReader(new MemoryStream("aa\nbb\ncc\n"u8.ToArray()), "f", limitBytes: 6);
        var rows = new List<string>();
        await foreach (var row in reader.RowsAsync())
            rows.Add(Some.Text8(row.Bytes.Span));

        Assert.Equal(["aa", "bb"], rows);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("aa\nbb\n"u8)), reader.Sha256);
    }

    sealed record Row(long Line, long Offset, byte[] Bytes);

    static async Task<List<Row>> ReadAsync(byte[] bytes)
    {
        using var reader = new LineReader(new MemoryStream(bytes), "f");
        var rows = new List<Row>();
        await foreach (var row in reader.RowsAsync())
            rows.Add(new Row(row.Place.Line, row.Place.ByteOffset!.Value, row.Bytes.ToArray()));
        return rows;
    }

    static (List<Row> Rows, long Blank) NaiveSplit(byte[] bytes)
    {
        var rows = new List<Row>();
        long number = 0, blank = 0;
        for (var start = 0; start < bytes.Length;)
        {
            var lf = Array.IndexOf(bytes, (byte)'\n', start);
            var stop = lf < 0 ? bytes.Length : lf;
            var line = bytes[start..stop];
            if (++number == 1 && line is [0xEF, 0xBB, 0xBF, ..])
                line = line[3..];
            if (line is [.., (byte)'\r'])
                line = line[..^1];
            if (line.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r'))
                blank++;
            else
                rows.Add(new Row(number, start, line));
            start = stop + 1;
        }
        return (rows, blank);
    }

    /// <summary>Gives as many bytes as it likes, now one, now many, like a network does.</summary>
    sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(4) == 0 ? 1 + random.Next(5) : 1 + random.Next(200_000))], cancellationToken);
    }
}
