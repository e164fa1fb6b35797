using System.Text;

namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with a line as bytes and as JSON: broken transfers, careless writers, wrong encodings.</summary>
static class LineMutations
{
    const int OverTheLimit = SelfTestRun.LongestGrowth + (1 << 20);

    static readonly string[] Malformed = ["json.malformed"], NoObject = ["json.not_an_object"], NoUtf8 = ["encoding.invalid_utf8"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("line_cut_in_half", [.. Malformed, .. NoUtf8], record => record.Line[..(record.Line.Length / 2)]),
        new("line_without_its_end", Malformed, record => record.Line[..^1]),
        new("line_broken_in_two", Malformed, record => record.WithBytesInside("text", "\n"u8)),
        new("garbage_after_the_record", Malformed, record => [.. record.Line, .. "},"u8]),
        new("two_records_on_a_line", Malformed, record => [.. record.Line, .. record.Line]),
        new("comma_before_the_brace", Malformed, record => [.. record.Line[..^1], .. ",}"u8]),
        new("number_nan", Malformed, record => record.With("score", "NaN")),
        new("number_infinity", Malformed, record => record.With("score", "-Infinity")),
        new("python_none", Malformed, record => record.With("doi", "None")),
        new("python_quotes", Malformed, record => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record.Line).Replace('"', '\''))),
        new("bare_word", Malformed, record => record.With("source_type", "html")),
        new("raw_tab_in_a_string", Malformed, record => record.WithBytesInside("title", "\t"u8)),
        new("quote_not_escaped", Malformed, record => record.WithBytesInside("title", "\""u8)),
        new("windows_path_not_escaped", Malformed, record => record.With("filename", "\"C:\\papers\\safety.pdf\"")),
        new("utf16", [.. Malformed, .. NoUtf8], record => Encoding.Unicode.GetBytes(Encoding.ASCII.GetString(record.Line))),
        new("record_in_a_list", NoObject, record => [.. "["u8, .. record.Line, .. "]"u8]),
        new("record_as_a_string", NoObject, record => Specimen.Quoted(Encoding.UTF8.GetString(record.Line))),
        new("null_line", NoObject, _ => "null"u8.ToArray()),
        new("latin_1_letter", NoUtf8, record => record.WithBytesInside("text", [(byte)' ', (byte)'n', (byte)'a', 0xEF, (byte)'v', (byte)'e'])),
        new("character_cut_in_its_bytes", NoUtf8, record => record.WithBytesInside("text", [0xE2, 0x80])),
        new("surrogates_as_bytes", NoUtf8, record => record.WithBytesInside("title", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80])),
        new("name_twice", ["json.duplicate_key"], record => [.. record.Line[..^1], .. ",\"title\":\"Another title\"}"u8]),
        new("name_twice_inside", ["json.duplicate_key"], record => record.With("summary", "{\"text\":\"one\",\"author\":\"Ada Example\",\"text\":\"two\"}")),
        new("nested_65_deep", ["json.too_deep"], record => record.With("comments", Nested(64))),
        new("nested_1000_deep", ["json.too_deep"], record => record.With("comments", Nested(999))),
        new("millions_of_values", ["schema.limit"], record => record.With("authors", "[" + string.Concat(Enumerable.Repeat("0,", 2_100_000)) + "0]")) { Most = 1 },
        new("line_over_the_limit", ["json.line_too_long"], record => record.WithBytesInside("text", Enumerable.Repeat((byte)'x', OverTheLimit).ToArray())) { Most = 2 },
    ];

    static string Nested(int levels) => string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));
}
