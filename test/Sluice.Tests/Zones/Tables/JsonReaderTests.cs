using System.Text;
using Sluice.Records;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Tests.Zones.Tables;

public sealed class JsonReaderTests
{
    static readonly TableTerms Terms = new([new TableFile("t.json", "grants")], ["grant_id"]);

    [Theory]
    [InlineData("[{\"a\":1},\n {\"a\":2}]")]
    [InlineData("\uFEFF[ {\"a\" : 1} , { \"a\"\r\n:\t2 } ]\n")]
    [InlineData("{\"count\":2,\"names\":[\"x\"],\"records\":[{\"a\":1},{\"a\":2}]}")]
    public async Task Each_element_is_a_row_on_one_line(string json) =>
        Assert.Equal([(1L, """{"a":1}"""), (2L, """{"a":2}""")], (await ReadAsync(json, new TableTerms([]))).Select(row => (row.Place.Line, row.Json)));

    [Fact]
    public async Task White_space_and_escapes_in_strings_are_the_publishers()
    {
        var row = Assert.Single(await ReadAsync("""[{"a b" : " x \" y\\" , "n": 1.50e3, "u":"\u00e9"}]""", new TableTerms([])));

        Assert.Equal("""{"a b":" x \" y\\","n":1.50e3,"u":"\u00e9"}""", row.Json);
    }

    [Fact]
    public async Task An_object_without_an_array_is_one_record_and_an_empty_file_is_none()
    {
        Assert.Equal("""{"a":[1,2]}""", Assert.Single(await ReadAsync("{ \"a\": [1, 2] }", new TableTerms([]))).Json);
        Assert.Empty(await ReadAsync("[]", new TableTerms([])));
        Assert.Empty(await ReadAsync(" \n", new TableTerms([])));
    }

    [Fact]
    public async Task Id_and_source_come_from_the_registry_where_a_row_has_none()
    {
        var rows = await ReadAsync("""[{"grant_id": 12, "x": 1}, {"id":"own","source":"theirs","grant_id":13}, {}]""", Terms);

        Assert.Equal(["""{"id":"12","source":"grants","grant_id":12,"x":1}""", """{"id":"own","source":"theirs","grant_id":13}""", """{"source":"grants"}"""], rows.Select(row => row.Json));
    }

    [Fact]
    public async Task The_place_is_the_number_of_the_element_and_the_byte_at_which_it_starts()
    {
        var json = "\uFEFF[\n  {\"grant_id\": 1},\n  {\"grant_id\":\n 2}, 3]";

        var rows = await ReadAsync(json, Terms);

        Assert.Equal([1L, 2L, 3L], rows.Select(row => row.Place.Line));
        Assert.Equal(["{\"grant_id\": 1}", "{\"grant_id\":\n 2}", "3"], rows.Select(row => row.Stretch));
        Assert.All(rows, row => Assert.Equal(row.Stretch, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json).AsSpan((int)row.Place.ByteOffset!.Value, row.Stretch!.Length))));
    }

    [Theory]
    [InlineData("[{\"grant_id\":1},{\"grant_id\":", 1)]
    [InlineData("[{\"grant_id\":1} {\"grant_id\":2}]", 1)]
    [InlineData("[{\"grant_id\":1}] and more", 1)]
    [InlineData("{\"a\":[{}],\"b\":[{}]}", 0)]
    [InlineData("grant 1", 0)]
    [InlineData("{\"a\":[{}]", 0)]
    public async Task What_is_broken_is_one_row_with_a_fault_behind_those_that_are_whole(string json, int whole)
    {
        var rows = await ReadAsync(json, Terms);

        Assert.Equal(whole, rows.Count(row => row.Fault is null));
        Assert.NotNull(rows[^1].Fault);
        Assert.Equal(whole + 1, rows.Count);
    }

    [Fact]
    public async Task Json_lines_of_a_folder_are_completed_and_otherwise_left_alone()
    {
        using var reader = UpstreamRows.Open(new MemoryStream(Encoding.UTF8.GetBytes("{\"grant_id\" : \"a\"}\n{\"id\":\"b\",\"source\":\"s\" }\nrubbish\n")), "t.jsonl", Terms);

        Assert.Equal(["""{"id":"a","source":"grants","grant_id" : "a"}""", """{"id":"b","source":"s" }""", "rubbish"], (await RowsOf(reader)).Select(row => row.Json));
    }

    sealed record Seen(string Json, string? Stretch, Place Place, JsonFault? Fault);

    static Task<List<Seen>> ReadAsync(string json, TableTerms terms) =>
        RowsOf(UpstreamRows.Open(new MemoryStream(Encoding.UTF8.GetBytes(json)), "t.json", terms));

    static async Task<List<Seen>> RowsOf(IRowReader reader)
    {
        using var closing = reader;
        var seen = new List<Seen>();
        await foreach (var row in reader.RowsAsync())
            seen.Add(new Seen(Encoding.UTF8.GetString(row.Bytes.Span), row.Stretch is { } stretch ? Encoding.UTF8.GetString(stretch.Span) : null, row.Place, row.Fault));
        return seen;
    }
}
