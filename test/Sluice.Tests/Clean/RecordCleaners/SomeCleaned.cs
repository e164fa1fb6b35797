using System.Text.Json.Nodes;
using Sluice.Clean;
using Sluice.Records;

namespace Sluice.Tests.Clean.RecordCleaners;

/// <summary>A record after Clean.</summary>
static class SomeCleaned
{
    public static JsonObject Record(Action<JsonObject>? edit = null, Cleaning? cleaning = null) => Parse(Line(Some.RawLine(Some.Line(1, edit)), cleaning));

    public static string Line(string line, Cleaning? cleaning = null)
    {
        var document = new Document();
        (cleaning ?? new Cleaning()).Clean(Some.DocumentOf(line), document);
        return Some.Text8(document.Line.Bytes);
    }

    public static JsonObject Parse(string line) => JsonNode.Parse(line)!.AsObject();

    public static string[] Strings(JsonNode? list) => [.. list!.AsArray().Select(item => item!.GetValue<string>())];

    public static string[] Transformations(JsonObject record) => Strings(record["_provenance"]!["transformations"]);
}
