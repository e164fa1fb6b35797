using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Bench;

/// <summary>Breaks a share of the scaled corpus, so that every validator has something to report. The same count gives the same bytes.</summary>
static class Damage
{
    const double Share = 0.03;
    const int MostOfOne = 3;
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Only what every draft-07 validator must see: no broken JSON, which some stop at, and nothing that drafts leave open.
    static readonly Action<JsonObject>[] Kinds =
    [
        record => record.Remove("url"),
        record => record["title"] = 7,
        record => record["title"] = "",
        record => record["title"] = new string('t', 1001),
        record => record["id"] = "has spaces",
        record => record["date_published"] = "soon",
        record => record["url"] = "ftp://example.org/paper",
        record => record["authors"] = new JsonArray("Ada Sampleton", "Ada Sampleton"),
        record => record["authors"] = new JsonArray("Ada Sampleton", 1),
        record => record["alignment_text"] = "maybe",
        record => record["confidence_score"] = 1.5,
        record => record["_provenance"] = new JsonObject { ["source_system"] = "samples", ["ingestion_date"] = "yesterday" },
    ];

    /// <summary>Writes the corpus as one file; returns how many records of it are broken, each in one to three ways.</summary>
    public static int Write(int count, string folder, string path)
    {
        Corpus.Write(count, folder);
        var random = new Random(3);
        var broken = 0;
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var part in Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            foreach (var line in File.ReadLines(part))
            {
                var isBroken = random.NextDouble() < Share;
                broken += isBroken ? 1 : 0;
                file.WriteLine(isBroken ? Break(line, random) : line);
            }
        Directory.Delete(folder, recursive: true);
        return broken;
    }

    static string Break(string line, Random random)
    {
        var record = JsonNode.Parse(line)!.AsObject();
        for (var left = random.Next(MostOfOne) + 1; left > 0; left--)
            Kinds[random.Next(Kinds.Length)](record);
        return record.ToJsonString(Plain);
    }
}
