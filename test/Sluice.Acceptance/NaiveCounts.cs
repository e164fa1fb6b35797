using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Acceptance;

/// <summary>
/// The extraction's rules once more, written from the contract with other means (JsonDocument, DateTimeOffset, string
/// methods), so that two mistakes would have to agree.
/// </summary>
static partial class NaiveCounts
{
    public static SortedDictionary<string, long> Of(string hub, DateOnly min, DateOnly? max, string[]? sources, string[] keywords, int minLength)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["read"] = 0, ["kept"] = 0 };
        var folder = Path.Combine(hub, "StampyAI", "alignment-research-dataset");
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl"))
        {
            if (sources is not null && !sources.Contains(Path.GetFileNameWithoutExtension(path)))
                continue;
            foreach (var line in Lines(File.ReadAllBytes(path)))
            {
                counts["read"]++;
                var outcome = OutcomeOf(line, min, max, sources, keywords, minLength);
                counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            }
        }
        return counts;
    }

    static IEnumerable<byte[]> Lines(byte[] file)
    {
        var start = file.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        while (start < file.Length)
        {
            var end = Array.IndexOf(file, (byte)'\n', start);
            if (end < 0)
                end = file.Length;
            var line = file[start..end];
            if (line.Any(b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r')))
                yield return line;
            start = end + 1;
        }
    }

    static string OutcomeOf(byte[] line, DateOnly min, DateOnly? max, string[]? sources, string[] keywords, int minLength)
    {
        Dictionary<string, JsonElement> record;
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(line);
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 10_000 });
            record = [];
            foreach (var property in json.RootElement.EnumerateObject())
                record[property.Name] = property.Value.Clone();
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return "malformed_json";
        }
        string? Text(string name) => record.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? Raw(value) : null;
        if (string.IsNullOrWhiteSpace(Text("date_published")))
            return "missing_date";
        if (InstantOf(Text("date_published")!) is not { } instant)
            return "unreadable_date";
        var day = DateOnly.FromDateTime(instant.UtcDateTime);
        if (day < min)
            return "before_min_date";
        if (day > max)
            return "after_max_date";
        if (sources is not null && !sources.Contains(Text("source")))
            return "source_not_selected";
        var (title, text) = (Text("title") ?? "", Text("text") ?? "");
        if (keywords.Length > 0 && !keywords.Any(word => title.Contains(word, StringComparison.OrdinalIgnoreCase) || text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return "no_keyword";
        var scalars = text.Length - Enumerable.Range(1, Math.Max(0, text.Length - 1)).Count(i => char.IsSurrogatePair(text[i - 1], text[i]));
        return scalars < minLength ? "too_short" : "kept";
    }

    // JsonElement.GetString refuses lone surrogates; they are text like any other here.
    static string Raw(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Regex.Unescape(value.GetRawText()[1..^1].Replace("\\/", "/", StringComparison.Ordinal));
        }
    }

    static DateTimeOffset? InstantOf(string text)
    {
        if (!DateForm().IsMatch(text))
            return null;
        var normal = text.Replace(", ", "T", StringComparison.Ordinal);
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTh:mm tt"];
        return DateTimeOffset.TryParseExact(normal, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})?|, \d{1,2}:\d{2} (AM|PM))?\z")]
    private static partial Regex DateForm();
}
