using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice show DUMP</c>: what extraction knew, joined with what later stages found out.</summary>
static class ShowVerb
{
    public static Command Create()
    {
        var target = new Argument<string>("DUMP") { Description = "A dump's name or folder, or a source (its latest dump)" };
        var verb = new Command("show", "Metadata and counts of a dump, through every zone.\n\nExample: sluice show alignment_research");
        verb.Arguments.Add(target);
        Call.Handle(verb, (call, _) =>
        {
            var lake = call.Lake.MustExist();
            var dump = Dump.Find(lake, call.Get(target)!);
            var metadata = dump.Metadata;
            var manifests = new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched }
                .Select(zone => (Zone: zone, Manifest: Manifest.ReadFrom(dump.FolderOf(zone))))
                .Where(pair => pair.Manifest is not null).ToList();
            if (call.Terminal.Json)
            {
                var json = (JsonObject)JsonSerializer.SerializeToNode(metadata, ReceiptJson.Options)!;
                json["dump"] = dump.Name;
                json["archived"] = dump.IsArchived;
                json["zones"] = new JsonObject(manifests.Select(pair => KeyValuePair.Create(pair.Zone.Name(), JsonSerializer.SerializeToNode(pair.Manifest, ReceiptJson.Options))));
                json["replays"] = new JsonArray([.. DumpPart.Of(dump.FolderOf(Zone.Validated)).Where(part => part.IsReplay).Select(part =>
                {
                    var replay = (JsonObject)JsonSerializer.SerializeToNode(part.Manifest, ReceiptJson.Options)!;
                    replay["part"] = part.Name;
                    return (JsonNode)replay;
                })]);
                if (manifests.FirstOrDefault(pair => pair.Zone == Zone.Validated).Manifest is { } validated)
                    json["data_quality"] = JsonSerializer.SerializeToNode(QualityOf(validated), ReceiptJson.Options);
                call.Terminal.WriteJson(json);
                return Task.FromResult(0);
            }
            call.Terminal.WriteLine($"{dump.Source}/{dump.Name}: {metadata.ExtractionType}, {metadata.ExtractionStatus}, {metadata.RecordCount} records{(dump.IsArchived ? ", archived" : "")}");
            call.Terminal.WriteLine($"{metadata.SourceName}, {metadata.SourceUrl} at {metadata.Revision}");
            call.Terminal.WriteLine($"Filters: {metadata.FiltersApplied.DateRange}; collections {(metadata.FiltersApplied.Sources is { } s ? string.Join(' ', s) : "all")}; keywords {(metadata.FiltersApplied.Keywords is { } k ? string.Join(' ', k) : "any")}; text of at least {metadata.FiltersApplied.MinTextLength}");
            call.Terminal.WriteLine(metadata.ExtractionNotes);
            call.Terminal.WriteTable(["zone", "# read", "# kept", "not kept, and why"],
                manifests.Select(pair => (pair.Zone, Balance: DumpBalance.Of(dump.FolderOf(pair.Zone))!)).Select(pair => (IReadOnlyList<string>)[pair.Zone.Name(), ReportTables.Number(pair.Balance.Read), ReportTables.Number(pair.Balance.Kept), ReportTables.Codes(pair.Balance.Rejected)])
                    .Prepend(["raw", ReportTables.Number(metadata.Counts.Read), ReportTables.Number(metadata.Counts.Kept), ReportTables.Codes(metadata.Counts.Dropped)]));
            call.Terminal.WriteTable(["file", "# bytes", "# rows", "status", "oid"], metadata.Files.Select(file => (IReadOnlyList<string>)
                [file.Path, ReportTables.Number(file.Bytes), ReportTables.Number(file.Read), file.Status, file.Oid[..12]]));
            return Task.FromResult(0);
        });
        return verb;
    }

    static DataQuality QualityOf(Manifest validated) => new(
        validated.Findings.GetValueOrDefault("schema.required"), AsciiComplianceChecked: false, validated.Rejected.Count == 0);
}
