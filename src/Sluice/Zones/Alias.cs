using Sluice.Records;

namespace Sluice.Zones;

/// <summary>A record that upstream now calls by another id than when it first came: its document id stays.</summary>
/// <param name="DocumentId"><c>source:id</c>, with the id at first admission.</param>
/// <param name="Id">Upstream's id of now.</param>
/// <param name="Since">The dump in which upstream first called it so.</param>
/// <param name="By">How it was known again: <c>address</c> or <c>text</c>.</param>
public sealed record Alias(string DocumentId, string Id, string Since, string By);

/// <summary>The aliases of a lake: <c>corpus/identity/&lt;inputs hash&gt;/data.jsonl</c>, and <c>aliases.jsonl</c> of a release; one a line, by document id.</summary>
public sealed class AliasTable
{
    /// <summary>The file's name in a release.</summary>
    public const string InRelease = "aliases.jsonl";

    readonly Dictionary<DocumentId, DocumentId> _byUpstream = [];
    readonly Dictionary<DocumentId, string> _upstreamOf = [];

    public static AliasTable None { get; } = new([]);

    public AliasTable(IReadOnlyList<Alias> aliases)
    {
        All = aliases;
        foreach (var alias in aliases)
        {
            var id = Records.DocumentId.Parse(alias.DocumentId);
            _byUpstream[new DocumentId(id.Source, alias.Id)] = id;
            _upstreamOf[id] = alias.Id;
        }
    }

    public IReadOnlyList<Alias> All { get; }

    /// <summary>The document id of a source's record, by upstream's id of now.</summary>
    public DocumentId DocumentIdOf(string source, string id) => _byUpstream.GetValueOrDefault(new DocumentId(source, id), new DocumentId(source, id));

    /// <summary>Upstream's id of now of a document.</summary>
    public string UpstreamIdOf(DocumentId id) => _upstreamOf.GetValueOrDefault(id, id.UpstreamId);

    /// <summary>None if there is no such file.</summary>
    /// <exception cref="GateFailedException">A line is no alias.</exception>
    public static AliasTable Read(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            return None;
        var aliases = new List<Alias>();
        foreach (var line in File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            try
            {
                aliases.Add(System.Text.Json.JsonSerializer.Deserialize<Alias>(line, ReceiptJson.Options)!);
            }
            catch (System.Text.Json.JsonException e)
            {
                throw new GateFailedException($"{path} line {aliases.Count + 1} is no alias: {e.Message} Run `sluice verify --all` to see what else differs.");
            }
        return new AliasTable(aliases);
    }

    /// <summary>Adds one line, without its end.</summary>
    public static void Write(JsonLineBuilder json, Alias alias) => json.BeginObject()
        .Name("document_id"u8).String(alias.DocumentId).Name("id"u8).String(alias.Id).Name("since"u8).String(alias.Since).Name("by"u8).String(alias.By).EndObject();
}
