using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class JsonScannerTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData(""" { "a" : 1 } """)]
    [InlineData("""{"a":[1,-0,0.5,1e5,1E+5,1e-5,1e400,123456789012345678901234567890]}""")]
    [InlineData("""{"a":"\" \\ \/ \b \f \n \r \t \u00e9"}""")]
    [InlineData("""{"a":"\ud83d lone","b":"\udc00"}""")]
    [InlineData("""{"a":{"a":{"a":[[],{},[{}]]}}}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"":""}""")]
    [InlineData("{\"a\":\"\u2028\u0085\u007f\"}")]
    [InlineData("{\"a\":1}\r\n")]
    public void One_object_is_read(string line) => Assert.True(Reads(line));

    [Theory]
    [InlineData("", 0)]
    [InlineData("[]", 0)]
    [InlineData("7", 0)]
    [InlineData("null", 0)]
    [InlineData("\"text\"", 0)]
    [InlineData("\uFEFF{}", 0)]
    [InlineData("""{"a":NaN}""", 5)]
    [InlineData("""{"a":Infinity}""", 5)]
    [InlineData("""{"a":-Infinity}""", 6)]
    [InlineData("""{"a":1,}""", 7)]
    [InlineData("""{"a":[1,]}""", 8)]
    [InlineData("""{,"a":1}""", 1)]
    [InlineData("""{"a":[,1]}""", 6)]
    [InlineData("""{"a":1 "b":2}""", 7)]
    [InlineData("""{"a" 1}""", 5)]
    [InlineData("""{"a"}""", 4)]
    [InlineData("""{a:1}""", 1)]
    [InlineData("""{'a':1}""", 1)]
    [InlineData("""{"a":01}""", 6)]
    [InlineData("""{"a":1.}""", 7)]
    [InlineData("""{"a":.5}""", 5)]
    [InlineData("""{"a":+1}""", 5)]
    [InlineData("""{"a":-}""", 6)]
    [InlineData("""{"a":1e}""", 7)]
    [InlineData("""{"a":1e+}""", 8)]
    [InlineData("""{"a":0x10}""", 6)]
    [InlineData("""{"a":tru}""", 5)]
    [InlineData("""{"a":truex}""", 9)]
    [InlineData("""{"a":"\x"}""", 7)]
    [InlineData("""{"a":"\u12g4"}""", 10)]
    [InlineData("""{"a":"\u12"}""", 10)]
    [InlineData("""{"a":"open}""", 11)]
    [InlineData("""{"a":"open\""", 11)]
    [InlineData("{\"a\":\"open\\\"", 12)]
    [InlineData("{\"a\":\"tab\there\"}", 9)]
    [InlineData("{\"a\":\"nul\0here\"}", 9)]
    [InlineData("{\"a\":1}\0", 7)]
    [InlineData("""{"a":[1}""", 7)]
    [InlineData("""{"a":{"b":1]""", 11)]
    [InlineData("""{"a":1""", 6)]
    [InlineData("""{"a":1}{"b":2}""", 7)]
    [InlineData("""{"a":1} x""", 8)]
    [InlineData("""{"a":1} // no""", 8)]
    [InlineData("{\"a\":\u00a01}", 5)]
    public void Anything_else_faults_at_the_byte_that_is_wrong(string line, int offset)
    {
        Assert.False(new RecordLine().Read(Some.Bytes(line), out var fault));
        Assert.Equal(offset, fault.Offset);
        Assert.NotEmpty(fault.Expected);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, 2)]
    [InlineData(new byte[] { (byte)'{', (byte)'"', (byte)'a', 0xED, 0xA0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, 3)]
    [InlineData(new byte[] { (byte)'{', (byte)'}', 0xFF }, 2)]
    public void Bytes_that_are_not_UTF8_fault_where_they_stand(byte[] line, int offset)
    {
        Assert.False(new RecordLine().Read(line, out var fault));
        Assert.Equal(new JsonFault(offset, "valid UTF-8"), fault);
    }

    [Fact]
    public void A_quote_an_escape_or_a_control_byte_is_found_wherever_it_stands_in_a_text()
    {
        // Texts go by in strides of 32 bytes, the last ones byte by byte; the neighbours of the control bytes and é are no stops.
        for (var length = 0; length < 70; length++)
            for (var at = 0; at <= length; at++)
            {
                var (before, after) = (string.Concat(Enumerable.Repeat(" !é~", length))[..at], new string('x', length - at));
                var offset = 6 + Encoding.UTF8.GetByteCount(before);
                Assert.True(Reads($$"""{"a":"{{before}}\"{{after}}\u001f"}"""));
                Assert.Equal(offset, FaultOf($$"""{"a":"{{before}}{{'\u001f'}}{{after}}"}"""));
                Assert.Equal(offset + 1, FaultOf($$"""{"a":"{{before}}\x{{after}}"}"""));
                Assert.Equal(offset + 1, Some.Read($$"""{"a":"{{before}}","b":"{{after}}"}""").Fields[0].ValueEnd);
            }
    }

    [Fact]
    public void Depth_is_no_limit_and_is_counted()
    {
        var line = new RecordLine();

        Assert.True(line.Read(Some.Bytes("{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}"), out _));

        Assert.Equal(5001, line.Depth);
    }

    [Fact]
    public void A_bracket_of_the_wrong_kind_is_found_below_any_depth()
    {
        for (var depth = 60; depth < 200; depth++)
        {
            var open = string.Concat(Enumerable.Range(0, depth).Select(i => i % 3 == 0 ? "[" : "{\"k\":"));
            var close = string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => i % 3 == 0 ? "]" : "}"));
            Assert.True(Reads("{\"a\":" + open + "1" + close + "}"));
            var wrong = close.ToCharArray();
            wrong[depth / 2] = wrong[depth / 2] == ']' ? '}' : ']';
            Assert.False(Reads("{\"a\":" + open + "1" + new string(wrong) + "}"));
        }
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void It_accepts_exactly_what_a_strict_parser_accepts(int seed)
    {
        var random = new Random(seed);
        int accepted = 0, rejected = 0;
        for (var i = 0; i < 1500; i++)
        {
            var line = SomeJson.Mutated(random, SomeJson.Object(random));
            var expected = StrictParserAccepts(line);
            Assert.True(expected == new RecordLine().Read(line, out _), $"seed {seed}, {i}: {(expected ? "refused" : "accepted")} {Encoding.Latin1.GetString(line)}");
            _ = expected ? accepted++ : rejected++;
        }
        Assert.InRange(accepted, 150, 1350);
        Assert.InRange(rejected, 150, 1350);
    }

    static int FaultOf(string line)
    {
        Assert.False(new RecordLine().Read(Some.Bytes(line), out var fault));
        return fault.Offset;
    }

    static bool Reads(string line) => new RecordLine().Read(Some.Bytes(line), out _);

    static bool StrictParserAccepts(byte[] line)
    {
        if (!Utf8.IsValid(line))
            return false;
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 10_000 });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
