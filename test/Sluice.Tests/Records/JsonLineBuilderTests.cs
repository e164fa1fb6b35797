using System.Text.Json;
using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class JsonLineBuilderTests
{
    [Fact]
    public void Commas_stand_where_JSON_wants_them()
    {
        var json = new JsonLineBuilder().BeginObject()
            .Name("a"u8).BeginArray().EndArray()
            .Name("b"u8).BeginArray().Number(1).String("x").BeginObject().EndObject().EndArray()
            .Name("c"u8).BeginObject().Name("d").Bool(true).Name("e").StringOrNull(null).EndObject()
            .EndObject();

        Assert.Equal("""{"a":[],"b":[1,"x",{}],"c":{"d":true,"e":null}}""", Some.Text8(json.Bytes));
    }

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(-5L, "-5")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void Whole_numbers_are_written_in_full(long number, string json) =>
        Assert.Equal(json, Some.Text8(new JsonLineBuilder().Number(number).Bytes));

    [Theory]
    [InlineData(7, "7.0")]
    [InlineData(6.5, "6.5")]
    [InlineData(0, "0.0")]
    [InlineData(10, "10.0")]
    public void One_decimal_is_always_shown_and_is_a_point_in_every_culture(double value, string json)
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        try
        {
            Assert.Equal(json, Some.Text8(new JsonLineBuilder().OneDecimal(value).Bytes));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Names_and_texts_are_escaped_and_read_back()
    {
        var random = new Random(71);
        for (var i = 0; i < 200; i++)
        {
            var (name, text) = (Some.Utf16(random, 20), Some.Utf16(random, 20));
            var json = new JsonLineBuilder().BeginObject().Name(name).String(text).EndObject();
            var record = new RecordLine();
            Assert.True(record.Read(json.Memory, out _));
            Assert.Equal((name, text), (JsonText.Decode(record.NameOf(0)), record.ValueOf(0).GetString()));
        }
    }

    [Fact]
    public void A_cleared_builder_begins_anew()
    {
        var json = new JsonLineBuilder().BeginObject().Name("a"u8).Number(1).EndObject();

        Assert.Equal("{\"b\":2}", Some.Text8(json.Clear().BeginObject().Name("b"u8).NumberOrNull(2).EndObject().Bytes));
    }

    [Fact]
    public void A_finding_is_written_in_the_shape_of_the_report()
    {
        var json = new JsonLineBuilder();
        Finding.Error("date.missing", "/date_published", null, "a date").WriteTo(json, new Site(new Place("a.jsonl", 3, 44), "x\"y", "arxiv"));
        using var parsed = JsonDocument.Parse(json.Memory);

        Assert.Equal("""{"code":"date.missing","severity":"error","file":"a.jsonl","line":3,"byte_offset":44,"id":"x\"y","collection":"arxiv","pointer":"/date_published","found":null,"expected":"a date"}""",
            parsed.RootElement.GetRawText());
    }

    [Fact]
    public void What_was_found_is_cut_to_a_bearable_length_and_never_inside_a_pair()
    {
        Assert.Equal(new string('a', 119) + "…", Finding.Shorten(new string('a', 119) + "\U0001F600\U0001F600"));
        Assert.Equal(new string('a', 120) + "…", Finding.Shorten(new string('a', 121)));
        Assert.Equal(new string('a', 120), Finding.Shorten(new string('a', 120)));
    }
}
