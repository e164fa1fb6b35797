using System.Text.Json;
using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class RecordLineTests
{
    [Fact]
    public void Fields_are_offsets_into_the_line()
    {
        const string Line = """ { "a" : "x" , "b":[1, 2],"c":null} """;

        var record = Some.Read(Line);

        Assert.Equal(["a", "b", "c"], Names(record));
        Assert.Equal(["\"x\"", "[1, 2]", "null"], Values(record));
        Assert.Equal([JsonKind.String, JsonKind.Array, JsonKind.Null], record.Fields.ToArray().Select(field => field.Kind));
        Assert.Equal(Line.LastIndexOf('}'), record.CloseBrace);
    }

    [Theory]
    [InlineData(11), InlineData(12), InlineData(13)]
    public void Fields_are_those_that_a_parser_sees_in_order_with_their_bytes(int seed)
    {
        var random = new Random(seed);
        var record = new RecordLine();
        for (var i = 0; i < 500; i++)
        {
            var json = SomeJson.Object(random);
            Assert.True(record.Read(Some.Bytes(json), out _));
            using var parsed = JsonDocument.Parse(json);
            Assert.Equal(parsed.RootElement.EnumerateObject().Select(property => property.Name), Names(record));
            Assert.Equal(parsed.RootElement.EnumerateObject().Select(property => property.Value.GetRawText()), Values(record));
            foreach (var property in parsed.RootElement.EnumerateObject())
                Assert.Equal(parsed.RootElement.GetProperty(property.Name).GetRawText(), ValueOf(record, property.Name));
        }
    }

    [Fact]
    public void The_last_of_repeated_names_answers_and_all_are_kept()
    {
        var record = Some.Read("""{"id":"first","id":"last"}""");

        Assert.Equal("last", record.GetString("id"u8));
        Assert.Equal(2, record.FieldCount);
    }

    [Fact]
    public void A_name_is_found_however_it_is_escaped()
    {
        Assert.Equal("x", Some.Read("""{"\u0069d":"x"}""").GetString("id"u8));
        Assert.Equal("last", Some.Read("""{"id":"first","\u0069\u0064":"last"}""").GetString("id"u8));
    }

    [Theory]
    [InlineData("""{"text":7}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":["x"]}""")]
    [InlineData("""{"txt":"x"}""")]
    [InlineData("""{"a":{"text":"x"}}""")]
    public void Only_a_string_at_the_top_is_a_string_field(string line) => Assert.Null(Some.Read(line).GetString("text"u8));

    [Fact]
    public void More_fields_than_the_first_room_holds_are_all_there()
    {
        var record = Some.Read("{" + string.Join(",", Enumerable.Range(0, 100).Select(i => $"\"f{i}\":{i}")) + "}");

        Assert.Equal(100, record.FieldCount);
        Assert.Equal("99", ValueOf(record, "f99"));
    }

    [Fact]
    public void A_record_line_is_reused_without_a_trace_of_the_line_before()
    {
        var record = Some.Read("""{"a":[[1]],"b":2}""");

        Assert.True(record.Read(Some.Bytes("""{"c":3}"""), out _));

        Assert.Equal(["c"], Names(record));
        Assert.Equal(1, record.Depth);
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("""{"a":1}""", 1)]
    [InlineData("""{"a":[]}""", 2)]
    [InlineData("""{"a":[{}],"b":{}}""", 3)]
    public void Depth_counts_the_object_itself(string line, int depth) => Assert.Equal(depth, Some.Read(line).Depth);

    static IEnumerable<string> Names(RecordLine record) => Enumerable.Range(0, record.FieldCount).Select(i => JsonText.Decode(record.NameOf(i))).ToList();

    static IEnumerable<string> Values(RecordLine record) => Enumerable.Range(0, record.FieldCount).Select(i => Some.Text8(record.ValueOf(i).Bytes)).ToList();

    static string ValueOf(RecordLine record, string name) => record.TryGet(Some.Bytes(name), out var value) ? Some.Text8(value.Bytes) : "absent";
}
