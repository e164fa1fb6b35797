using Sluice.JsonSchema;
using Sluice.JsonSchema.Formats;

namespace Sluice.Tests.JsonSchema;

/// <summary>Each format accepts what is of it and refuses what is nearly so.</summary>
public sealed class FormatTests
{
    static readonly Dictionary<string, (string[] Right, string[] Wrong)> Table = new()
    {
        ["date-time"] = (["2021-06-15T10:20:30Z", "1998-12-31T15:59:60.5-08:00", "1985-04-12t23:20:50z"], ["2021-06-15", "2021-06-15T10:20:30", "2021-02-30T10:20:30Z", "2021-06-15 10:20:30Z", "2021-06-15T10:20:60Z"]),
        ["date"] = (["2024-02-29", "2000-02-29"], ["2023-02-29", "1900-02-29", "2021-6-15", "2021-06-15Z", "২021-06-15"]),
        ["time"] = (["10:20:30Z", "23:59:60+00:00"], ["10:20:30", "24:00:00Z", "10:20:30.Z", "10:20:30+24:00"]),
        ["duration"] = (["P1Y2M3DT4H5M6S", "P2W", "PT36H"], ["P", "PT", "P1Y2D", "P1W2D", "PT0.5S"]),
        ["email"] = (["ada@example.org", "\"a b\"@example.org", "ada@[IPv6:::1]"], ["ada", "@example.org", "a..b@example.org", "ada@exam_ple.org", "ädä@example.org"]),
        ["idn-email"] = (["실례@실례.테스트", "ada@example.org"], ["실례", "a b@example.org"]),
        ["hostname"] = (["example.org", "xn--9n2bp8q", "1a"], ["", "a..b", "-a", "a_b", "xn--X", "example.org.", new string('a', 64)]),
        ["idn-hostname"] = (["실례.테스트", "l·l", "בּ".Normalize(System.Text.NormalizationForm.FormD), "example.org"], ["a·l", "〮실례", "0א", "Ä", "a\u00ADb"]),
        ["ipv4"] = (["127.0.0.1"], ["127.0.0", "256.0.0.1", "01.2.3.4", "1.2.3.4.5"]),
        ["ipv6"] = (["::1", "1::d6:192.168.0.1", "1:2:3:4:5:6:7:8"], ["1:2:3:4:5:6:7", "1::2::3", "12345::", "::%eth0", ":1:2:3:4:5:6:7:8"]),
        ["uri"] = (["https://example.org/a?b=c#d", "urn:isbn:0", "http://[::1]:80/"], ["/a", "https://example.org/ a", "https://exämple.org/", "http://[::1", "a b:c", "http://e/%zz"]),
        ["uri-reference"] = (["", "/a", "../b?c#d", "https://example.org"], ["\\a", "1:b", "/a b"]),
        ["iri"] = (["https://exämple.org/ü", "urn:x:é"], ["/ü", "https://exämple.org/ü ö"]),
        ["iri-reference"] = (["/ü", "#ü"], ["\\ü", "/ü\u0085"]),
        ["uuid"] = (["2eb8aa08-AA98-11ea-b4aa-73b441d16380"], ["2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4ga-73b441d16380"]),
        ["uri-template"] = (["/a/{b:3}{?c*,d}", "plain"], ["{", "}", "{a:0}", "{a,,b}", "a b"]),
        ["json-pointer"] = (["", "/a~0b/~1"], ["a", "/~2", "#/a"]),
        ["relative-json-pointer"] = (["0", "1/a", "2#"], ["/a", "01", "-1", "1##"]),
        ["regex"] = (["^a{1,2}[^b-d\\]]$", "(?<=a+)b", "(?<n>x)\\k<n>", "\\p{Script=Greek}", "[]"], ["(", "[", "a**", "\\a", "(?P<n>x)", "{1}", "[b-a]", "a{2,1}", "\\1"]),
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Table.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_format_accepts_and_refuses(string name)
    {
        var schema = Schema.Parse($$"""{"format":"{{name}}"}""");

        Assert.All(Table[name].Right, text => Assert.Empty(schema.Evaluate(Json(text))));
        Assert.All(Table[name].Wrong, text => Assert.Equal("format", Assert.Single(schema.Evaluate(Json(text))).Keyword));
        Assert.Empty(schema.Evaluate("7"u8));
    }

    [Fact]
    public void Every_format_is_tried_here_and_named_on_the_page()
    {
        Assert.Equal(Format.Known.Keys.Order(), Table.Keys.Order());
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "json-schema.md"));
        Assert.All(Format.Known.Keys, name => Assert.Contains($"`{name}`", page));
    }

    [Fact]
    public void A_format_can_be_a_note_and_an_unknown_one_always_is()
    {
        Assert.Empty(Schema.Parse("""{"format":"date"}""", options: new SchemaOptions { AssertFormat = false }).Evaluate("\"x\""u8));
        Assert.Empty(Schema.Parse("""{"format":"colour"}""").Evaluate("\"x\""u8));
    }

    [Fact]
    public void Escapes_are_read_before_a_format_is_asserted() =>
        Assert.Empty(Schema.Parse("""{"format":"uri"}""").Evaluate("\"https:\\/\\/example.org\\u002fa\""u8));

    [Fact]
    public void Arbitrary_text_never_makes_a_format_throw()
    {
        var random = new Random(7);
        var schemas = Format.Known.Keys.Select(name => Schema.Parse($$"""{"format":"{{name}}"}""")).ToList();
        for (var i = 0; i < 3000; i++)
        {
            var right = Table.Values.ElementAt(random.Next(Table.Count)).Right;
            var text = right[random.Next(right.Length)];
            var at = random.Next(text.Length + 1);
            var json = Json(text[..at] + Some.Utf16(random, 4) + text[random.Next(at, text.Length + 1)..]);
            foreach (var schema in schemas)
                Assert.InRange(schema.Evaluate(json).Count, 0, 1);
        }
    }

    static byte[] Json(string text)
    {
        var to = new System.Buffers.ArrayBufferWriter<byte>();
        Sluice.Records.JsonText.Write(to, text);
        return to.WrittenSpan.ToArray();
    }
}
