using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>The report as one JSON document: what was counted first, then every finding, streamed.</summary>
public static class JsonReport
{
    /// <summary><c>{summary, by_collection, by_code, against, findings}</c>; each finding also names its source and its dump.</summary>
    public static async Task WriteAsync(ValidationReport report, Stream to, CancellationToken cancel)
    {
        var head = new JsonObject
        {
            ["of"] = report.Of,
            ["about"] = report.About,
            ["summary"] = Summary(report.Counts),
            ["by_collection"] = new JsonArray([.. report.Collections.Select(Collection)]),
            ["by_code"] = new JsonArray([.. report.Codes.Select(Code)]),
            ["against"] = Compared(report),
        };
        await WriteAsync(head, report.Parts, to, namesItsPart: true, cancel);
    }

    /// <summary>The shape of <c>sluice validate --report FILE.json</c>: <c>{summary, findings}</c> and nothing else.</summary>
    public static Task WriteAsync(JsonObject summary, IReadOnlyList<ValidatedPart> parts, Stream to, CancellationToken cancel) =>
        WriteAsync(new JsonObject { ["summary"] = summary }, parts, to, namesItsPart: false, cancel);

    static async Task WriteAsync(JsonObject head, IReadOnlyList<ValidatedPart> parts, Stream to, bool namesItsPart, CancellationToken cancel)
    {
        var text = head.ToJsonString(ReceiptJson.Options);
        await to.WriteAsync(Encoding.UTF8.GetBytes(text[..^2] + ",\n  \"findings\": ["), cancel);
        var isFirst = true;
        foreach (var part in parts)
        {
            var names = new JsonLineBuilder().BeginObject().Name("source"u8).String(part.Source).Name("dump"u8).String(part.Dump).Memory.ToArray();
            await foreach (var finding in FindingsFile.ReadAsync(part.Findings, cancel))
            {
                await to.WriteAsync(isFirst ? "\n    "u8.ToArray() : ",\n    "u8.ToArray(), cancel);
                isFirst = false;
                if (namesItsPart)
                {
                    await to.WriteAsync(names, cancel);
                    await to.WriteAsync(","u8.ToArray(), cancel);
                }
                await to.WriteAsync(namesItsPart ? finding.Line.Memory[1..] : finding.Line.Memory, cancel);
            }
        }
        await to.WriteAsync(isFirst ? "]\n}\n"u8.ToArray() : "\n  ]\n}\n"u8.ToArray(), cancel);
    }

    /// <summary><c>{read, valid, invalid, warnings, findings}</c>.</summary>
    public static JsonObject Summary(ReportCounts counts) => new()
    {
        ["read"] = counts.Read,
        ["valid"] = counts.Valid,
        ["invalid"] = counts.Invalid,
        ["warnings"] = counts.Warnings,
        ["findings"] = new JsonObject(counts.Findings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
    };

    static JsonNode Collection(CollectionReport collection)
    {
        var json = new JsonObject { ["source"] = collection.Source, ["collection"] = collection.Name };
        foreach (var (name, value) in Summary(collection.Counts))
            json[name] = value?.DeepClone();
        return json;
    }

    static JsonNode Code(CodeReport code) => new JsonObject
    {
        ["code"] = code.Code,
        ["severity"] = code.Severity == Severity.Error ? "error" : "warning",
        ["count"] = code.Count,
        ["rejected"] = code.Rejected,
        ["meaning"] = code.Known?.Meaning,
        ["remedy"] = code.Known?.Remedy,
        ["examples"] = new JsonArray([.. code.Examples.Select(example => (JsonNode)new JsonObject
        {
            ["source"] = example.Part.Source,
            ["file"] = example.File,
            ["line"] = example.Line,
            ["id"] = example.Id,
            ["pointer"] = example.Pointer,
            ["found"] = example.Found,
            ["expected"] = example.Expected,
            ["link"] = example.Link,
        })]),
    };

    static JsonObject? Compared(ValidationReport report) => report.Against is not { } against ? null : new JsonObject
    {
        ["what"] = against.What,
        ["read"] = against.Read,
        ["by_code"] = new JsonArray([.. report.Changes.Select(change => (JsonNode)new JsonObject
        {
            ["code"] = change.Code,
            ["before"] = change.Before,
            ["now"] = change.Now,
            ["change"] = change.By,
        })]),
    };
}
