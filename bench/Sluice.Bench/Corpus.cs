using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Bench;

/// <summary>
/// Scales the sample corpus: records of 22 to 27 KB, put together from the samples' own paragraphs, spread over their
/// files. The same count gives the same bytes.
/// </summary>
static class Corpus
{
    const int Shortest = 22_000, Longest = 27_000;
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the hub folder; returns its size in bytes.</summary>
    public static long Write(int count, string folder)
    {
        var samples = Path.Combine(FindRoot(), "samples", "hub", "StampyAI", "alignment-research-dataset");
        var records = Directory.EnumerateFiles(samples, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(Read).ToList();
        var paragraphs = records.SelectMany(record => ((string)record["text"]!).Split("\n\n")).Where(text => text.Length is > 60 and < 5000).Distinct().ToList();
        var random = new Random(20_261_122);
        var target = Path.Combine(folder, "StampyAI", "alignment-research-dataset");
        Directory.CreateDirectory(target);
        foreach (var group in Enumerable.Range(0, count).Select(i => (Number: i, Like: records[i % records.Count])).GroupBy(item => (string)item.Like["source"]!, StringComparer.Ordinal))
        {
            using var file = new StreamWriter(Path.Combine(target, group.Key + ".jsonl"), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (var (number, like) in group)
                file.WriteLine(Record(number, like, paragraphs, random).ToJsonString(Plain));
        }
        return Directory.EnumerateFiles(target).Sum(path => new FileInfo(path).Length);
    }

    static JsonObject Record(int number, JsonObject like, List<string> paragraphs, Random random)
    {
        var record = (JsonObject)like.DeepClone();
        var url = string.Create(CultureInfo.InvariantCulture, $"https://example.org/scaled/{number}");
        record["id"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(url)));
        record["url"] = url;
        record["title"] = string.Create(CultureInfo.InvariantCulture, $"{like["title"]} ({number})");
        record["date_published"] = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(number % 50_000).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var size = random.Next(Shortest, Longest);
        var text = new StringBuilder("On alignment.");
        var bytes = Encoding.UTF8.GetByteCount(record.ToJsonString(Plain));
        for (var quoted = false; bytes < size; quoted = !quoted)
        {
            // Every second paragraph is a quotation: upstream's texts have an escape about every 145 bytes.
            var paragraph = paragraphs[random.Next(paragraphs.Count)];
            text.Append(quoted ? "\n\n> \"" : "\n\n").Append(paragraph).Append(quoted ? "\"" : "");
            bytes += Encoding.UTF8.GetByteCount(paragraph) + (quoted ? 10 : 4);
        }
        record["text"] = text.ToString();
        return record;
    }

    // Only whole, undamaged records are scaled; the planted defects stay in the samples.
    static IEnumerable<JsonObject> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            JsonObject? record = null;
            try
            {
                record = JsonNode.Parse(line) as JsonObject;
                if (record?["text"]?.GetValueKind() != JsonValueKind.String || record["source"]?.GetValueKind() != JsonValueKind.String
                    || record["title"]?.GetValueKind() != JsonValueKind.String || record.ContainsKey("_provenance") || ((string)record["title"]!).Length is 0 or > 900)
                    record = null;
                _ = record?.ToJsonString(Plain) + record?["text"]?.GetValue<string>();
                record?.Remove("doi");
                if (record is not null)
                    record["authors"] = new JsonArray("Ada Sampleton");
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
            {
                record = null;
            }
            if (record is not null)
                yield return record;
        }
    }

    public static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sluice.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("Run this inside a checkout.");
        return folder.FullName;
    }
}
