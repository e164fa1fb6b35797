using System.CommandLine;
using System.Text.Json;
using Sluice.Alerts;
using Sluice.Records;
using Sluice.Schedule;
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
            var status = LakeStatus.Of(call.Lake, call.Registry(), call.Clock.GetUtcNow());
            var forgotten = Tombstones.Read(call.Lake).All.Count;
            if (call.Terminal.Json)
            {
                var json = JsonSerializer.SerializeToNode(overview, ReceiptJson.Options)!;
                json["forgotten"] = forgotten;
                status.AddTo(json.AsObject());
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
            Write(call.Terminal, status);
            call.Terminal.WriteTable(["source", "dump", "status", "# raw", "# validated", "# cleaned", "# enriched"], overview.Dumps.Select(dump => (IReadOnlyList<string>)
                [dump.Source, dump.Name, dump.Status, ReportTables.Number(dump.RawRecords), .. new[] { "validated", "cleaned", "enriched" }.Select(zone =>
                    dump.Stages.FirstOrDefault(stage => stage.Zone == zone) is { } stage ? ReportTables.Number(stage.Kept) : "-")]));
            return Task.FromResult(0);
        });
        return verb;
    }

    static void Write(Terminal terminal, LakeStatus status)
    {
        string Ago(DateTimeOffset at) => $"{LakeStatus.Age(status.At - at)} ago";
        terminal.WriteTable(["source", "last success", "last attempt", "next", "# dumps", "# archived", "# deltas since full"], status.Sources.Select(source => (IReadOnlyList<string>)
        [
            source.Source, source.LastSuccess is { } success ? Ago(success.At) : "never", source.Last is { } last ? $"{last.Status}, {Ago(last.At)}" : "none",
            source.Turn.Due is { } due ? due <= status.At ? "now" : $"{Provenance.Timestamp(due)}, in {LakeStatus.Age(due - status.At)}" : "never",
            ReportTables.Number(source.Dumps), ReportTables.Number(source.Archived), ReportTables.Number(source.Deltas),
        ]));
        foreach (var failed in status.Sources.Where(source => source.Last is { Outcome: not AttemptOutcome.Succeeded }))
            terminal.WriteLine($"{failed.Source} failed in run {failed.Last!.Run}: {Terminal.Visible(failed.Last.Because ?? "")}");
        terminal.WriteLine(status.Watched);
        if (status.Alerts is { } alerts)
            terminal.WriteLine(alerts.Count == 0 ? "No alert is open." : $"Open alerts: {string.Join(", ", alerts.Select(NameOf))}.");
        terminal.WriteLine($"{ReportTables.Number(status.Releases)} {(status.Releases == 1 ? "release" : "releases")}, {ReportTables.Number(status.Held)} held. Disk: {ReportTables.Number(status.Parts.Sum(part => part.Bytes) / 1_000_000)} MB{(status.FreeBytes is { } free ? $", {ReportTables.Number(free / 1_000_000)} MB free" : "")}; {string.Join(", ", status.Parts.Where(part => part.Bytes > 0).Select(part => $"{part.Part} {ReportTables.Number(part.Bytes)}"))} bytes.");
    }

    static string NameOf(AlertEvent alert) => Terminal.Visible(alert.Source is { } source ? $"{alert.Code} {source}" : alert.Code);
}
