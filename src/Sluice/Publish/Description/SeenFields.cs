using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Publish.Description;

/// <summary>Which fields of <c>document_v1.json</c> the documents of a release have, while it is written.</summary>
sealed class SeenFields
{
    readonly List<(string Name, byte[] Utf8)> _unseen =
        [.. ((JsonObject)JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("document_v1.json")))!["properties"]!).Select(property => (property.Key, Encoding.UTF8.GetBytes(property.Key)))];

    /// <summary>Those that some document has, with a value or null.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public void See(RecordLine served)
    {
        for (var i = _unseen.Count - 1; i >= 0; i--)
            if (served.IndexOf(_unseen[i].Utf8) >= 0)
            {
                Seen.Add(_unseen[i].Name);
                _unseen.RemoveAt(i);
            }
    }
}
