using System.Text.Json.Nodes;
using Sluice.Enrich;
using Sluice.Records;

namespace Sluice.Tests.Enrich;

static class SomeEnrichment
{
    /// <summary>The object <c>enriched</c> of a record with these fields.</summary>
    public static JsonNode Of(Action<JsonObject> edit) => OfLine(Some.Line(1, edit));

    public static JsonNode OfLine(string line)
    {
        var document = new Document();
        new Enrichment().Enrich(Some.DocumentOf(Some.RawLine(line)), document);
        return JsonNode.Parse(Some.Text8(document.Line.Bytes))!["enriched"]!;
    }

    public static JsonNode OfText(string text) => Of(row => row["text"] = text);
}
