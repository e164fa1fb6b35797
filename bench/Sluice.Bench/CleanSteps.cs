using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Clean;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Bench;

/// <summary>The cleaning stage alone, and what it is held against; each runs as a process of its own, from file to file.</summary>
static partial class CleanSteps
{
    /// <summary>Our stage: no receipts, no hashes. Prints how many records it changed.</summary>
    public static async Task<int> OursAsync(string input, string output)
    {
        var (cleaning, record, cleaned, changed) = (new Cleaning(), new Document(), new Document(), 0);
        using var reader = new LineReader(File.OpenRead(input), Path.GetFileName(input), hashed: false);
        using var file = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18);
        await foreach (var row in reader.RowsAsync())
        {
            if (!record.Line.Read(row.Bytes, out _))
                continue;
            cleaning.Clean(record, cleaned);
            changed += cleaned.Line.Memory.Length != record.Line.Memory.Length || !cleaned.Line.Bytes.SequenceEqual(record.Line.Bytes) ? 1 : 0;
            file.Write(cleaned.Line.Bytes);
            file.WriteByte((byte)'\n');
        }
        Console.WriteLine(changed);
        return 0;
    }

    static readonly string[] Formats = ["yyyy-MM-dd", "yyyy/MM/dd", "MM/dd/yyyy", "dd/MM/yyyy", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
    static readonly string[] Texts = ["title", "text", "abstract", "description"];

    /// <summary>
    /// The clean step of the project before this one, as one would write it in an hour: the first record of an id, dates in
    /// one form, addresses without utm parameters, texts stripped, with LF and in ASCII, tags and authors sorted. A record
    /// is a <see cref="JsonNode"/>; what is written is ASCII too.
    /// </summary>
    public static int Plain(string input, string output)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var writer = new StreamWriter(output, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var line in File.ReadLines(input))
        {
            JsonObject record;
            try
            {
                record = JsonNode.Parse(line)!.AsObject();
            }
            catch (JsonException)
            {
                continue;
            }
            if (Text(record, "id") is { } id && !ids.Add(id))
                continue;
            if (Text(record, "date_published") is { } date && !Iso().IsMatch(date) && DateTime.TryParseExact(date, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                record["date_published"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (Text(record, "url") is { } url)
                record["url"] = Address(url.Trim());
            foreach (var field in Texts)
                if (Text(record, field) is { } text)
                    record[field] = Ascii(text.Trim().Replace("\r\n", "\n", StringComparison.Ordinal));
            if (record["tags"] is JsonArray tags)
                record["tags"] = List(Items(tags).Select(tag => tag.Trim().ToLowerInvariant()));
            if (record["authors"] is JsonArray authors)
                record["authors"] = List(Items(authors).Select(author => author.Trim()));
            writer.WriteLine(record.ToJsonString());
        }
        Console.WriteLine(ids.Count);
        return 0;
    }

    static string? Text(JsonObject record, string field) => record[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static IEnumerable<string> Items(JsonArray list) => list.OfType<JsonValue>().Select(item => item.ToString());

    static JsonArray List(IEnumerable<string> items) => new([.. items.Distinct().Order(StringComparer.Ordinal).Select(item => (JsonNode)item)]);

    static string Address(string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return url;
        var kept = url[(question + 1)..].Split('&').Where(parameter => !Utm().IsMatch(parameter)).ToList();
        return url[..question] + (kept.Count == 0 ? "" : "?" + string.Join('&', kept));
    }

    static string Ascii(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        text = text.Replace('\u2018', '\'').Replace('\u2019', '\'').Replace('\u201C', '"').Replace('\u201D', '"').Replace('\u2013', '-')
            .Replace("\u2014", "--", StringComparison.Ordinal).Replace("\u2026", "...", StringComparison.Ordinal).Replace('\u00A0', ' ');
        var ascii = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
            if (c < 128)
                ascii.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                ascii.Append('?');
        return ascii.ToString();
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex("^utm_(source|medium|campaign|content|term)=", RegexOptions.ExplicitCapture)]
    private static partial Regex Utm();
}
