global using Xunit;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;

namespace Sluice.Tests;

/// <summary>What tests are made of: lines and records that are fine unless a test says what is wrong with them.</summary>
static class Some
{
    public const string Id = "0123456789abcdef0123456789abcdef";

    public const string Text =
        "Alignment of learned systems with what people want is an open problem. We look at it from the side of safety, "
        + "with small models and a fixed budget.\n\nThe second paragraph says the same in other words.";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text8(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>The id that upstream gives to the URL of <see cref="Row"/>: an MD5 of it without punctuation.</summary>
    public static string IdOf(int number) =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Bytes($"httpswwwlesswrongcomposts{number}onoversight")));

    /// <summary>A record as upstream sends it; each edit may set or remove fields.</summary>
    public static JsonObject Row(int number = 1, Action<JsonObject>? edit = null)
    {
        var row = new JsonObject
        {
            ["id"] = IdOf(number),
            ["source"] = "lesswrong",
            ["source_type"] = "GreaterWrong",
            ["title"] = $"On oversight, part {number}",
            ["authors"] = new JsonArray("Ada Example", "Bo Sample"),
            ["text"] = Text,
            ["date_published"] = "2021-06-15T10:20:30Z",
            ["url"] = $"https://www.lesswrong.com/posts/{number}/on-oversight",
            ["summaries"] = new JsonArray(),
            ["modified_at"] = $"2023-01-02T03:04:{number % 60:00}Z",
        };
        edit?.Invoke(row);
        return row;
    }

    static readonly System.Text.Json.JsonSerializerOptions AsSent = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of <see cref="Row"/>.</summary>
    public static string Line(int number = 1, Action<JsonObject>? edit = null) => Row(number, edit).ToJsonString(AsSent);

    public static RecordLine Read(string line)
    {
        var record = new RecordLine();
        Assert.True(record.Read(Bytes(line), out var fault), $"byte {fault.Offset}: expected {fault.Expected} in {line}");
        return record;
    }

    /// <summary>The line with provenance, as it rests in the raw zone.</summary>
    public static string RawLine(string line, string file = "lesswrong.jsonl", long number = 1)
    {
        var record = Read(line);
        return Text8(new LineEdit().Begin(record).Append(Provenance.Field, ProvenanceJson(file, number, renamed: record.IndexOf(Bytes(Provenance.Field)) >= 0)).Apply().Span);
    }

    public static byte[] ProvenanceJson(string file = "lesswrong.jsonl", long number = 1, bool renamed = false)
    {
        var json = new JsonLineBuilder();
        new Provenance("Some hub", new DateTimeOffset(2026, 1, 31, 2, 0, 0, TimeSpan.Zero), new License("MIT", "Some people", "Some paper"),
            "api", "Some/dataset", new string('c', 40)).WriteTo(json, new Place(file, number), new string('d', 40), renamed);
        return json.Bytes.ToArray();
    }

    public static RawRecord RawRecord(int number = 1, Action<JsonObject>? edit = null) => RawRecordOf(Line(number, edit));

    public static RawRecord RawRecordOf(string line)
    {
        var record = new RawRecord { Place = new Place("lesswrong.jsonl", 1) };
        Assert.True(record.Line.Read(Bytes(RawLine(line)), out _));
        return record;
    }

    public static Document Document(int number = 1, Action<JsonObject>? edit = null) => DocumentOf(RawLine(Line(number, edit)));

    public static Document DocumentOf(string line)
    {
        var document = new Document { Place = new Place("lesswrong.jsonl", 1) };
        Assert.True(document.Line.Read(Bytes(line), out _));
        return document;
    }

    /// <summary>A well-formed row on its way through the filters, its date read if it has one.</summary>
    public static Candidate Candidate(string line)
    {
        var row = new Candidate();
        Assert.True(row.Line.Read(Bytes(line), out _));
        if (row.Line.GetString("date_published"u8) is { } date && PublicationDate.TryRead(date, out var read) == DateReading.Read)
            row.Date = read;
        return row;
    }

    public static string[] Codes(IEnumerable<Finding> findings) => [.. findings.Select(finding => finding.Code)];

    /// <summary>Any UTF-16: plain and awkward letters, controls, escapes, pairs and lone surrogates.</summary>
    public static string Utf16(Random random, int longest)
    {
        var text = new StringBuilder();
        for (var left = random.Next(longest); left > 0; left--)
            text.Append(random.Next(12) switch
            {
                0 => (char)random.Next(32),
                1 => '"',
                2 => '\\',
                3 => (char)random.Next(0xD800, 0xE000),
                4 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
                5 => (char)random.Next(0x80, 0x800),
                6 => (char)random.Next(0x800, 0xD800),
                7 => random.GetItems(new[] { "\u2028", "\u0085", "\uFEFF", "/", "\u007F", "\r\n" }, 1)[0],
                _ => (char)random.Next('a', 'z' + 1),
            });
        return text.ToString();
    }

    /// <summary>A stage's records from these, as a promotion would feed them.</summary>
    public static async IAsyncEnumerable<T> Stream<T>(IEnumerable<T> records)
    {
        foreach (var record in records)
        {
            await Task.Yield();
            yield return record;
        }
    }
}
