using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Zones;

/// <summary>
/// The ledger: one file a run, <c>runs/&lt;run&gt;.json</c>, what the run printed with <c>--json</c>. Its last field is a
/// seal, the sha256 of everything before it, since no folder's checksum list can cover a folder that grows.
/// </summary>
public static class Ledger
{
    const string SealStart = ",\n  \"seal\": \"";
    const string SealEnd = "\"\n}\n";

    /// <param name="report">An indented JSON object that ends in <c>\n}</c>.</param>
    public static void Write(Lake lake, string run, string report)
    {
        var body = report.TrimEnd()[..^1].TrimEnd();
        AtomicFile.Write(Path.Combine(lake.Runs, run + ".json"), body + SealStart + Seal(body) + SealEnd);
    }

    /// <summary>The report of a run that something stopped before it had one of its own.</summary>
    public static JsonObject Failure(Lake lake, string run, string because) =>
        new() { ["run"] = run, ["status"] = "failed", ["because"] = because, ["dump"] = null, ["sources"] = new JsonArray(), ["release"] = lake.CurrentRelease };

    /// <summary>Writes the entry of a run that something stopped; if that cannot be written either, the stop itself is the news.</summary>
    public static void WriteFailure(Lake lake, string run, JsonObject failure)
    {
        // A lake that vanished under the run is not made again for its sake.
        if (!lake.Exists)
            return;
        try
        {
            Write(lake, run, ReceiptJson.Write(failure));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: the caller reports it.
        }
    }

    /// <summary>The entry of a run without its seal; null if there is none or it cannot be read.</summary>
    public static JsonObject? Find(Lake lake, string run)
    {
        try
        {
            if (Path.Combine(lake.Runs, run + ".json") is var path && File.Exists(path) && JsonNode.Parse(File.ReadAllText(path)) is JsonObject entry)
            {
                entry.Remove("seal");
                return entry;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            // Half a ledger still is one.
        }
        return null;
    }

    public static Difference? Verify(string path)
    {
        var text = File.ReadAllText(path);
        var seal = text.LastIndexOf(SealStart, StringComparison.Ordinal);
        var found = seal < 0 ? text : text[seal..];
        var expected = seal < 0 ? SealStart + "…" : SealStart + Seal(text[..seal]) + SealEnd;
        return found == expected ? null : new Difference(path, seal < 0 ? "no seal" : "the seal " + found.Trim(',', '\n', ' ', '}'), "the seal " + expected.Trim(',', '\n', ' ', '}'));
    }

    /// <summary>Holds the reports that a sound entry names against the hashes that its seal covers.</summary>
    public static IEnumerable<Difference> VerifyReports(string path)
    {
        if (ReceiptJson.Read<JsonObject>(path)["validation"] is not JsonObject validation || validation["files"] is not JsonObject files)
            yield break;
        foreach (var (name, sha256) in files)
            if (Path.Combine(Path.ChangeExtension(path, null), name) is var file
                && (File.Exists(file) ? "sha256 " + Checksums.OfFile(file) : "no such file") is var found && found != $"sha256 {(string?)sha256}")
                yield return new Difference(file, found, $"sha256 {(string?)sha256} (by {Path.GetFileName(path)})");
    }

    static string Seal(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
