using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Tests.Zones.Tables;

public sealed class CsvReaderTests
{
    static readonly TableTerms Terms = new([new TableFile("t.csv", "animals")], ["Name", "Home"]);

    [Fact]
    public async Task A_record_becomes_an_object_of_its_cells_in_the_headers_order()
    {
        var rows = await ReadAsync("Name,Home,Legs\r\nOtter,River,4\r\n", new TableTerms([]));

        Assert.Equal("""{"Name":"Otter","Home":"River","Legs":"4"}""", Assert.Single(rows).Json);
    }

    [Fact]
    public async Task An_empty_cell_is_null_quoted_or_not_and_white_space_is_text()
    {
        var rows = await ReadAsync("a,b,c\n,\"\", \n", new TableTerms([]));

        Assert.Equal("""{"a":null,"b":null,"c":" "}""", Assert.Single(rows).Json);
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a,b\n1,2")]
    [InlineData("a,b\r\n1,2\r")]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("\uFEFF\"a\",\"b\"\n\"1\",\"2\"\n")]
    [InlineData("\n \n\"a\",b\r\n\r\n1,\"2\"\n\n")]
    [InlineData("a,b\n\"1\",\"2\"\r")]
    [InlineData("a,b\r\r\n1,2\r\r\n")]
    [InlineData("\"a\",\"b\"\r\r\n\"1\",\"2\"\r\r\n")]
    [InlineData("a,b\n\"1\",\"2\"\r\r")]
    public async Task Framing_is_not_part_of_the_cells(string csv) =>
        Assert.Equal("""{"a":"1","b":"2"}""", Assert.Single(await ReadAsync(csv, new TableTerms([]))).Json);

    [Fact]
    public async Task Quotes_keep_delimiters_line_ends_and_doubled_quotes()
    {
        var rows = await ReadAsync("a,b\n\"1,\r\n2\",\"say \"\"hello\"\"\"\n3,4\n", new TableTerms([]));

        Assert.Equal(["1,\r\n2", "say \"hello\""], JsonNode.Parse(rows[0].Json)!.AsObject().Select(cell => (string)cell.Value!));
        Assert.Equal([(2L, 4L), (4L, 28L)], rows.Select(row => (row.Place.Line, row.Place.ByteOffset!.Value)));
    }

    [Fact]
    public async Task The_place_of_a_record_is_the_byte_at_which_it_starts()
    {
        var csv = "\uFEFFName,Home\r\n\r\n\"Ot\nter\",River\r\nBee,\"Hive\"\n\nAnt,Hill";
        var bytes = Encoding.UTF8.GetBytes(csv);

        var rows = await ReadAsync(csv, Terms);

        Assert.Equal(["\"Ot\nter\",River", "Bee,\"Hive\"", "Ant,Hill"], rows.Select(row => Encoding.UTF8.GetString(bytes[(int)row.Place.ByteOffset!.Value..][..row.Stretch.Length])));
        Assert.Equal(rows.Select(row => row.Stretch), rows.Select(row => Encoding.UTF8.GetString(bytes[(int)row.Place.ByteOffset!.Value..][..row.Stretch.Length])));
        Assert.Equal([3L, 5L, 7L], rows.Select(row => row.Place.Line));
    }

    [Fact]
    public async Task Names_that_are_blank_or_twice_there_are_made_unique()
    {
        var rows = await ReadAsync(" a ,,a,\"\",a_2\n1,2,3,4,5\n", new TableTerms([]));

        Assert.Equal(["a", "column_2", "a_2", "column_4", "a_2_2"], JsonNode.Parse(rows[0].Json)!.AsObject().Select(cell => cell.Key));
    }

    [Theory]
    [InlineData("1\n", "2 cells, as the header has, and not 1,")]
    [InlineData("1,2,3\n", "2 cells, as the header has, and not 3,")]
    [InlineData("\"1\"x,2\n", "a delimiter or the line's end behind a closing quote")]
    [InlineData("1,\"2\n", "a quote that ends the cell before the file does")]
    public async Task A_record_of_another_form_is_given_with_its_bytes_and_what_is_wrong(string record, string expected)
    {
        var bad = await ReadAsync("a,b\n" + record, new TableTerms([]));

        var row = Assert.Single(bad);
        Assert.Equal(expected, row.Fault?.Expected);
        Assert.Equal(record.TrimEnd('\n'), row.Json.TrimEnd('\n'));
    }

    [Fact]
    public async Task The_record_after_a_broken_one_is_read()
    {
        var rows = await ReadAsync("a,b\n\"1\"x,2\n3,4\n5\n6,7\n", new TableTerms([]));

        Assert.Equal(["""{"a":"3","b":"4"}""", """{"a":"6","b":"7"}"""], rows.Where(row => row.Fault is null).Select(row => row.Json));
        Assert.Equal(2, rows.Count(row => row.Fault is not null));
    }

    [Fact]
    public async Task The_id_is_made_of_the_key_columns_and_stays_when_anything_else_changes()
    {
        var before = await ReadAsync("Name,Home,Legs\nOtter,River,4\nBee,Hive,6\n", Terms);
        var after = await ReadAsync("Legs,Home,Name,Note\n6,Hive,Bee,\n5,\" River\",\"Otter\n\",was wrong\n", Terms);

        Assert.Equal(before.Select(IdOf), after.Select(IdOf).Reverse());
        Assert.Equal(2, before.Select(IdOf).Distinct().Count());
        Assert.All(before, row => Assert.Matches("^[0-9a-f]{32}$", IdOf(row)));
        Assert.All(before, row => Assert.Equal("animals", (string?)JsonNode.Parse(row.Json)!["source"]));
    }

    [Fact]
    public async Task One_key_column_gives_its_own_value_and_an_empty_key_no_id()
    {
        var rows = await ReadAsync("Name,Home\nOtter,\n,River\n", Terms with { Key = ["Name"] });

        Assert.Equal(["Otter", null], rows.Select(IdOf));
    }

    [Fact]
    public async Task A_column_that_is_called_id_or_source_is_upstreams()
    {
        var rows = await ReadAsync("id,source,Name,Home\n7,zoo,Otter,River\n", Terms);

        Assert.Equal("""{"id":"7","source":"zoo","Name":"Otter","Home":"River"}""", Assert.Single(rows).Json);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_read_as_windows_1252_and_the_column_is_named()
    {
        byte[] csv = [.. "a,b,c\n"u8, .. "caf\u00E9 "u8, 0x93, (byte)'x', 0x94, .. " \u2192"u8, (byte)',', .. "na\u00EFve"u8, (byte)',', 0xE9, (byte)'t', 0xE9, (byte)'\n'];

        var rows = await ReadAsync(csv, new TableTerms([]));

        var row = JsonNode.Parse(Assert.Single(rows).Json)!;
        Assert.Equal(("café “x” →", "naïve", "été"), ((string)row["a"]!, (string)row["b"]!, (string)row["c"]!));
        Assert.Equal(["a", "c"], row[TableTerms.DecodedField]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task What_the_registry_says_is_windows_1252_is_no_finding()
    {
        var rows = await ReadAsync([.. "a,b\n"u8, 0x80, (byte)',', (byte)'1', (byte)'\n'], new TableTerms([], Encoding: TableTerms.Windows1252));

        Assert.Equal("""{"a":"€","b":"1"}""", Assert.Single(rows).Json);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'a' })]
    public async Task Utf16_is_refused_by_name(byte[] csv) =>
        Assert.Contains("UTF-16", (await Assert.ThrowsAsync<FixTheNameOrAccessException>(() => ReadAsync(csv, Terms))).Message);

    [Fact]
    public async Task Another_delimiter_is_the_registrys_to_say() =>
        Assert.Equal("""{"a":"1,5","b":"2"}""", Assert.Single(await ReadAsync("a;b\n1,5;2\n", new TableTerms([], Delimiter: ";"))).Json);

    [Fact]
    public async Task A_record_over_the_limit_is_passed_over_and_the_next_is_read()
    {
        using var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes($"a,b\n\"{new string('x', 300_000)}\",1\n2,3\n")), "t.csv", TableTerms.None) { Longest = 1000 };
        var seen = new List<(bool TooLong, string Json)>();
        await foreach (var row in reader.RowsAsync())
            seen.Add((row.TooLong, Encoding.UTF8.GetString(row.Bytes.Span)));

        Assert.Equal([(true, ""), (false, """{"a":"2","b":"3"}""")], seen);
    }

    [Fact]
    public async Task However_the_bytes_come_the_rows_are_the_same()
    {
        var random = new Random(7);
        var csv = "\uFEFFName,Home,n\r\n" + string.Concat(Enumerable.Range(0, 400).Select(i => random.Next(5) switch
        {
            0 => $"\"x{i}\r\n\"\"q\"\"\",\"a,b\",{i}\r\n",
            1 => $"é{i},,\n",
            2 => $"{i}\n",
            3 => "\n",
            _ => $"\"{i}\"z,1,2\r\n",
        }));
        var whole = await ReadAsync(csv, Terms);
        for (var i = 0; i < 10; i++)
        {
            using var reader = new CsvReader(new Trickle(Encoding.UTF8.GetBytes(csv), random), "t.csv", Terms);
            Assert.Equal(whole, await RowsOf(reader));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(csv))), reader.Sha256);
        }
        Assert.Equal(400, whole.Count + csv.Split('\n').Count(line => line.Length == 0) - 1);
    }

    [Theory]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("a,b\r1,2\r3,4")]
    [InlineData("\ra,b\r\r1,2\r\"3\",\"4\"\r\r")]
    [InlineData("\uFEFF\"a\",\"b\"\r\"1\",\"2\"\r3,4\n")]
    [InlineData("a,b\r1,2\r\n3,4\r\n")]
    public async Task Where_the_header_ends_in_a_bare_return_so_does_every_record(string csv)
    {
        var random = new Random(3);
        Assert.Equal(["""{"a":"1","b":"2"}""", """{"a":"3","b":"4"}"""], (await ReadAsync(csv, new TableTerms([]))).Select(row => row.Json));
        using var reader = new CsvReader(new Trickle(Encoding.UTF8.GetBytes(csv), random), "t.csv", new TableTerms([]));
        Assert.Equal(await ReadAsync(csv, new TableTerms([])), await RowsOf(reader));
    }

    [Fact]
    public async Task Line_ends_between_quotes_stay_also_where_a_return_ends_records()
    {
        var rows = await ReadAsync("a,b\r\"1\r2\",\"3\n4\"\r5,6\r", new TableTerms([]));

        Assert.Equal(["1\r2", "3\n4", "5", "6"], rows.SelectMany(row => JsonNode.Parse(row.Json)!.AsObject().Select(cell => (string)cell.Value!)));
        Assert.Equal(["\"1\r2\",\"3\n4\"", "5,6"], rows.Select(row => row.Stretch));
    }

    [Theory]
    [InlineData("a,b\n1\r2,3\n", "1\r2")]
    [InlineData("\"a\r\",b\n1\r2,3\n", "1\r2")]
    public async Task Where_the_header_ends_in_a_line_feed_a_return_in_a_cell_is_text(string csv, string cell) =>
        Assert.Equal(cell, JsonNode.Parse(Assert.Single(await ReadAsync(csv, new TableTerms([]))).Json)!.AsObject().First().Value!.ToString());

    static string? IdOf(Seen row) => (string?)JsonNode.Parse(row.Json)!["id"];

    sealed record Seen(string Json, string Stretch, Place Place, JsonFault? Fault);

    static Task<List<Seen>> ReadAsync(string csv, TableTerms terms) => ReadAsync(Encoding.UTF8.GetBytes(csv), terms);

    static async Task<List<Seen>> ReadAsync(byte[] csv, TableTerms terms)
    {
        using var reader = UpstreamRows.Open(new MemoryStream(csv), "t.csv", terms);
        return await RowsOf(reader);
    }

    static async Task<List<Seen>> RowsOf(IRowReader reader)
    {
        var seen = new List<Seen>();
        await foreach (var row in reader.RowsAsync())
            seen.Add(new Seen(Encoding.UTF8.GetString(row.Bytes.Span), Encoding.UTF8.GetString(row.Stretch!.Value.Span), row.Place, row.Fault));
        return seen;
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 9))], cancellationToken);
    }
}
