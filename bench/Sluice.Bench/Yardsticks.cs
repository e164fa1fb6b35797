using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Bench;

/// <summary>What the extraction is held against; each runs as a process of its own, over files on the disk.</summary>
static class Yardsticks
{
    static readonly string[] Keywords = ["alignment", "safety", "interpretability", "robustness", "capabilities", "x-risk", "existential"];
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The extraction as one would write it in an hour: a line is a string, a record a <see cref="JsonNode"/>. The same
    /// filters, the same provenance, one hash of the output; no download, no receipts, no delta.
    /// </summary>
    public static int Plain(string folder, string output, string minDate)
    {
        var from = DateTimeOffset.Parse(minDate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        using var sha256 = SHA256.Create();
        using (var hashed = new CryptoStream(File.Create(output), sha256, CryptoStreamMode.Write))
        using (var writer = new StreamWriter(hashed, new UTF8Encoding(false)) { NewLine = "\n" })
            foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
            {
                var number = 0;
                foreach (var line in File.ReadLines(path))
                {
                    number++;
                    var record = JsonNode.Parse(line)!.AsObject();
                    var (title, text) = ((string)record["title"]!, (string)record["text"]!);
                    if (DateTimeOffset.Parse((string)record["date_published"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) < from
                        || !Keywords.Any(word => title.Contains(word, StringComparison.OrdinalIgnoreCase) || text.Contains(word, StringComparison.OrdinalIgnoreCase))
                        || text.Length < 100)
                        continue;
                    record["_provenance"] = Provenance(Path.GetFileName(path), number);
                    writer.WriteLine(record.ToJsonString(Relaxed));
                }
            }
        Console.WriteLine(Convert.ToHexStringLower(sha256.Hash!));
        return 0;
    }

    static JsonObject Provenance(string file, int line) => new()
    {
        ["source_system"] = "Hugging Face - StampyAI/alignment-research-dataset",
        ["ingestion_date"] = "2026-01-31T02:00:00Z",
        ["license"] = "MIT",
        ["license_scope"] = "compilation",
        ["attribution"] = "StampyAI / AI Safety Info",
        ["citation"] = "Kirchner, J. H., et al. (2022). Understanding AI alignment research: A systematic analysis.",
        ["extraction_method"] = "api",
        ["transformations"] = new JsonArray(),
        ["dataset"] = "StampyAI/alignment-research-dataset",
        ["revision"] = "0123456789abcdef0123456789abcdef01234567",
        ["file"] = file,
        ["line"] = line,
        ["oid"] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };

    /// <summary>
    /// Reads the bytes and hashes them as often as the product must: upstream's once (the hub's content hash), each kept
    /// row once (its hash in the snapshot), what is written twice (its shard and its file). Nothing else, on one thread.
    /// </summary>
    public static int HashingAlone(string folder, string data)
    {
        using var one = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var two = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            using var upstream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            for (int read; (read = upstream.Read(buffer)) > 0;)
                one.AppendData(buffer, 0, read);
            one.GetHashAndReset();
        }
        Span<byte> row = stackalloc byte[32];
        using var written = new FileStream(data, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        int kept = 0, got;
        while ((got = written.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            one.AppendData(buffer, kept, got);
            two.AppendData(buffer, kept, got);
            var lines = buffer.AsSpan(0, kept + got);
            for (int lf; (lf = lines.IndexOf((byte)'\n')) >= 0; lines = lines[(lf + 1)..])
                SHA256.HashData(lines[..lines[..lf].LastIndexOf(",\"_provenance\":"u8)], row);
            lines.CopyTo(buffer);
            kept = lines.Length;
        }
        Console.WriteLine(Convert.ToHexStringLower(one.GetHashAndReset()) + Convert.ToHexStringLower(two.GetHashAndReset()));
        return 0;
    }
}
