using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests.Serve;

/// <summary>
/// A release with a served, two withheld and two unknown texts, in the agreed form: written by hand over a published one, so
/// that what Serve shows is proved whatever Publish decides.
/// </summary>
public sealed class GatedLake : IAsyncLifetime
{
    public const int Served = 1, Withheld = 2, Unknown = 3, Slipped = 4, Redacted = 5;

    /// <summary>A word that only the texts that must not be shown have.</summary>
    public const string Secret = "zanzibar";

    SomeHub _hub = null!;

    internal SomeHub Hub => _hub;

    public Lake Lake => _hub.Lake;

    public string Folder => Lake.Release(Lake.CurrentRelease!);

    static string TextOf(int number) => number is Served or Redacted
        ? "Penguins waddle, and anyone may say so."
        : $"Penguins waddle to {Secret}, says text {number}.";

    public async ValueTask InitializeAsync()
    {
        _hub = await SomeHub.StartAsync(("lesswrong.jsonl", [.. Enumerable.Range(1, 5).Select(number => Some.Line(number, row =>
        {
            row["title"] = $"On birds, part {number}";
            // So the indexes have the words that they should have.
            if (number is Served or Redacted)
                row["license"] = "CC-BY-4.0";
            row["text"] = TextOf(number) + " " + Some.Text;
            row["comments"] = new JsonArray($"A comment about {Secret}.");
        }))]));
        await _hub.RunAsync();
        await _hub.Flow().Publish().PublishAsync(_hub.NewRun(), default);
        Rewrite();
    }

    static (string State, JsonObject Rights) RightsOf(int number) => number switch
    {
        Served => (TextState.Served, Rights("CC-BY-4.0", TextState.Served, "record.license", "The record states its licence, which allows it.")),
        Redacted => (TextState.Served, Rights("CC-BY-SA-4.0", TextState.Served, "registry.site", "The site's terms allow it.")),
        Unknown => (TextState.Unknown, Rights("NOASSERTION", TextState.Unknown, null, "Nothing states a licence of this text.")),
        _ => (TextState.Withheld, Rights("CC-BY-ND-4.0", TextState.Withheld, null, "Its licence allows no changed copies <b>and</b> we clean.")),
    };

    static JsonObject Rights(string license, string state, string? basis, string reason) => new()
    {
        ["license"] = license,
        ["scope"] = "text",
        ["text"] = state,
        ["basis"] = basis,
        ["attribution"] = "Ada Example",
        ["citation"] = "Ada Example. On birds.",
        ["source_terms_url"] = "https://forum.example.org/terms",
        ["verified_at"] = "2026-02-03",
        ["reason"] = reason,
        ["metadata_license"] = null,
        ["withheld_fields"] = state == TextState.Served ? [] : new JsonArray("text", "comments"),
    };

    void Rewrite()
    {
        SqliteConnection.ClearAllPools();
        var (documents, local) = (new StringBuilder(), new StringBuilder());
        using var index = new SqliteConnection($"Data Source={Path.Combine(Folder, ReleaseManifest.SearchIndex)};Pooling=False");
        index.Open();
        foreach (var number in Enumerable.Range(1, 5).OrderBy(DocumentId, StringComparer.Ordinal))
        {
            var (state, rights) = RightsOf(number);
            var document = JsonNode.Parse(File.ReadLines(Path.Combine(Folder, ReleaseManifest.Documents)).Single(line => line.Contains(Some.IdOf(number))))!.AsObject();
            document["rights"] = rights;
            // A mistake of an earlier stage, which Serve must not pass on: the text stands in the line, against what is said of it.
            document["text"] = state == TextState.Served || number == Slipped ? TextOf(number) : null;
            if (number == Redacted)
                document["privacy"] = JsonNode.Parse("""{"redacted":{"email":2,"phone":1},"methods":["some@1"]}""");
            JsonObject? withheld = state == TextState.Served ? null
                : new JsonObject { ["document_id"] = DocumentId(number), ["text"] = TextOf(number), ["comments"] = new JsonArray($"A comment about {Secret}.") };
            if (withheld is not null)
            {
                document.Remove("comments");
                withheld["_provenance.repairs"] = new JsonArray($"{Secret} was repaired");
                document["_provenance"]!["repairs"] = new JsonArray();
            }
            Place(index, number, state, (string)rights["license"]!, Add(documents, document), withheld is null ? null : Add(local, withheld));
        }
        File.WriteAllText(Path.Combine(Folder, ReleaseManifest.Documents), documents.ToString());
        Directory.CreateDirectory(Path.Combine(Folder, ReleaseManifest.LocalFolder));
        File.WriteAllText(Path.Combine(Folder, ReleaseManifest.LocalTexts), local.ToString());
        index.Close();
        WriteManifest();
    }

    void WriteManifest()
    {
        var path = Path.Combine(Folder, ReleaseManifest.FileName);
        var manifest = ReceiptJson.Read<ReleaseManifest>(path);
        foreach (var name in (string[])[ReleaseManifest.Documents, ReleaseManifest.SearchIndex])
            manifest.Files[name] = Of(name, 5);
        var text = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["served"] = 2, ["withheld"] = 2, ["unknown"] = 1 };
        File.WriteAllText(path, ReceiptJson.Write(manifest with { Text = text, Local = Of(ReleaseManifest.LocalTexts, 3) }));
    }

    DataFile Of(string name, long lines) => new(Checksums.OfFile(Path.Combine(Folder, name)), new FileInfo(Path.Combine(Folder, name)).Length, lines);

    static (int Offset, int Length) Add(StringBuilder file, JsonObject line)
    {
        // All ASCII: a letter is a byte.
        var (offset, json) = (file.Length, line.ToJsonString());
        file.Append(json).Append('\n');
        return (offset, json.Length);
    }

    static void Place(SqliteConnection index, int number, string state, string license, (int Offset, int Length) line, (int Offset, int Length)? local)
    {
        using var update = index.CreateCommand();
        update.CommandText = "UPDATE documents SET offset = $offset, length = $length, text_state = $state, license = $license, local_offset = $local, local_length = $localLength WHERE document_id = $id";
        foreach (var (name, value) in new (string, object?)[]
        {
            ("$offset", line.Offset), ("$length", line.Length), ("$state", state), ("$license", license),
            ("$local", local?.Offset), ("$localLength", local?.Length), ("$id", DocumentId(number)),
        })
            update.Parameters.AddWithValue(name, value ?? DBNull.Value);
        Assert.Equal(1, update.ExecuteNonQuery());
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
