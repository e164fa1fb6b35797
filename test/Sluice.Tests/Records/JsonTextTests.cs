using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData(21), InlineData(22), InlineData(23), InlineData(24)]
    public void What_is_written_reads_back_the_same(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var text = Some.Utf16(random, 60);
            var body = Written(text)[1..^1];

            Assert.Equal(text, JsonText.Decode(Some.Bytes(body)));
            Assert.True(new RecordLine().Read(Some.Bytes("{\"a\":\"" + body + "\"}"), out _));
        }
    }

    [Theory]
    [InlineData(31), InlineData(32)]
    public void Only_quotes_backslashes_controls_and_lone_surrogates_are_escaped(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var text = Some.Utf16(random, 40);
            var expected = new StringBuilder("\"");
            for (var at = 0; at < text.Length; at++)
            {
                var pair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
                if (pair)
                    expected.Append(text[at]).Append(text[++at]);
                else
                    expected.Append(Escaped(text[at]));
            }
            Assert.Equal(expected.Append('"').ToString(), Written(text));
        }
    }

    [Fact]
    public void A_long_text_is_written_whole_whatever_stands_on_the_seams()
    {
        for (var padding = 16 * 1024 - 3; padding <= 16 * 1024 + 1; padding++)
        {
            var text = new string('a', padding) + "\U0001F600\"\ud800" + new string('b', 16 * 1024) + "\U0001D49F\udc00";

            Assert.Equal(new string('a', padding) + "\U0001F600\\\"\\ud800" + new string('b', 16 * 1024) + "\U0001D49F\\udc00", Written(text)[1..^1]);
        }
    }

    [Theory]
    [InlineData("""\" \\ \/ \b\f\n\r\t""", "\" \\ / \b\f\n\r\t")]
    [InlineData("""\u00E9\u00e9""", "éé")]
    [InlineData("""\ud83d\ude00""", "\U0001F600")]
    [InlineData("""\\u0041""", "\\u0041")]
    [InlineData("plain \u2028 𝒟", "plain \u2028 𝒟")]
    public void Escapes_are_decoded(string body, string text) => Assert.Equal(text, JsonText.Decode(Some.Bytes(body)));

    [Fact]
    public void Lone_surrogates_pass_through_as_they_are() =>
        Assert.Equal(['\ude00', '\ud83d', 'x', '\udc00'], JsonText.Decode("""\ude00\ud83dx\udc00"""u8).ToCharArray());

    [Fact]
    public void Decoding_agrees_with_a_parser_on_every_well_formed_string()
    {
        var random = new Random(41);
        for (var i = 0; i < 300; i++)
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Some.Utf16(random, 40)));
            var json = JsonSerializer.Serialize(text);
            Assert.Equal(text, JsonText.Decode(Some.Bytes(json[1..^1])));
        }
    }

    [Theory]
    [InlineData(3), InlineData(4), InlineData(7), InlineData(64)]
    public void A_small_window_decodes_the_same_bit_by_bit(int window)
    {
        const string Body = """a\n\u00e9é\ud83d\ude00😀漢\\u0041\"end""";
        var chars = new char[window];
        var decoded = new StringBuilder();
        for (ReadOnlySpan<byte> left = Some.Bytes(Body); !left.IsEmpty;)
        {
            decoded.Append(chars, 0, JsonText.Decode(left, chars, out var consumed));
            Assert.NotEqual(0, consumed);
            left = left[consumed..];
        }
        Assert.Equal("a\néé\U0001F600\U0001F600漢\\u0041\"end", decoded.ToString());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("é漢", 2)]
    [InlineData("😀𝒟", 2)]
    [InlineData("""\ud83d\ude00""", 1)]
    [InlineData("""\ud83d\ud83d\ude00""", 2)]
    [InlineData("""\ude00\ud83d""", 2)]
    [InlineData("""\ud83dx""", 2)]
    [InlineData("""\n\"\u0041z""", 4)]
    [InlineData("""\ud83d\n""", 2)]
    public void Scalar_values_are_counted_however_they_are_written(string body, int count)
    {
        Assert.Equal(count, JsonText.CountScalars(Some.Bytes(body)));
        Assert.Equal(count, JsonText.CountScalars(JsonText.Decode(Some.Bytes(body)).AsSpan()));
    }

    [Fact]
    public void Both_ways_of_counting_agree()
    {
        var random = new Random(51);
        for (var i = 0; i < 500; i++)
        {
            var text = Some.Utf16(random, 50);
            var expected = text.Length - Enumerable.Range(1, Math.Max(0, text.Length - 1)).Count(at => char.IsSurrogatePair(text[at - 1], text[at]));

            Assert.Equal(expected, JsonText.CountScalars(text.AsSpan()));
            Assert.Equal(expected, JsonText.CountScalars(Some.Bytes(Written(text)[1..^1])));
        }
    }

    [Fact]
    public void Counting_may_stop_when_it_is_enough()
    {
        Assert.InRange(JsonText.CountScalars(Some.Bytes(new string('a', 50) + "\\n" + new string('b', 50)), 10), 10, 100);
        Assert.Equal(9, JsonText.CountScalars(Some.Bytes("123456789"), 10));
    }

    static string Written(string text)
    {
        var bytes = new ArrayBufferWriter<byte>();
        JsonText.Write(bytes, text);
        return Some.Text8(bytes.WrittenSpan);
    }

    static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u{(int)c:x4}",
        _ => char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString(),
    };
}
