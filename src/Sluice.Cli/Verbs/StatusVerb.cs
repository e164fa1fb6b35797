using System.CommandLine;
using System.Text.Json;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice status</c></summary>
static class StatusVerb
{
    public static Command Create()
    {
        var verb = new Command("status", "What the lake holds, zone by zone, and how fresh it is.\n\nExample: sluice status --lake ./lake-demo");
        Call.Handle(verb, (call, _) =>
        {
            var overview = Overview.Of(call.Lake.MustExist());
            var forgotten = Tombstones.Read(call.Lake).All.Count;
            if (call.Terminal.Json)
            {
                var json = JsonSerializer.SerializeToNode(overview, ReceiptJson.Options)!;
                json["forgotten"] = forgotten;
                call.Terminal.WriteJson(json);
                return Task.FromResult(0);
            }
            call.Terminal.WriteLine($"Lake {overview.Root}");
            call.Terminal.WriteLine(overview.Manifest is { } release
                ? $"Release {release.Release}: {release.WorkCount} works in {release.DocumentCount} records, as of {release.AsOf}"
                : "No release yet. Run `sluice run`.");
            foreach (var held in overview.Held)
                call.Terminal.WriteLine($"Held for review: {held.Release}, {ReportTables.Number(held.WorkCount)} works in {ReportTables.Number(held.DocumentCount)} records, as of {held.AsOf}. `sluice releases show {held.Release}` tells what it would change.");
            if (forgotten > 0)
                call.Terminal.WriteLine($"{ReportTables.Number(forgotten)} {(forgotten == 1 ? "record was" : "records were")} forgotten.");
            call.Terminal.WriteTable(["source", "dump", "status", "# raw", "# validated", "# cleaned", "# enriched"], overview.Dumps.Select(dump => (IReadOnlyList<string>)
                [dump.Source, dump.Name, dump.Status, ReportTables.Number(dump.RawRecords), .. new[] { "validated", "cleaned", "enriched" }.Select(zone =>
                    dump.Stages.FirstOrDefault(stage => stage.Zone == zone) is { } stage ? ReportTables.Number(stage.Kept) : "-")]));
            return Task.FromResult(0);
        });
        return verb;
    }
}
