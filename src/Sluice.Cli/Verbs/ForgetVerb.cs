using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice forget ID --reason TEXT --by NAME</c></summary>
static class ForgetVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "A document id, upstream's id, or sha256:HASH of a row without an id" };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept and served, so quote nothing of the record", HelpName = "TEXT", Required = true };
        var by = new Option<string>("--by") { Description = "Who decides", HelpName = "NAME", Required = true };
        var copies = new Option<bool>("--copies") { Description = "Also every other record of the same work" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would happen, write nothing" };
        var yes = new Option<bool>("--yes") { Description = "Taken and not needed: forget never asks" };
        var registry = new Option<string>("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };
        var flags = new ValidateFlags();
        var clean = new CleanFlags();
        var verb = new Command("forget", "Forgets a record for good: out of upstream's files, every dump, zone, release and report, live and archived. A tombstone stays, and keeps it out.\n\nExample: sluice forget 2ea1c96e232eb206f1e859befae2778c --reason \"The author asked for it\" --by \"Ada Sampleton\"");
        verb.Arguments.Add(id);
        foreach (var option in (Option[])[reason, by, copies, dryRun, yes, registry])
            verb.Options.Add(option);
        flags.AddTo(verb);
        clean.AddTo(verb);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(registry, "registry");
            var lake = call.Lake.MustExist();
            var flow = new Flow(call.Registry(), flags.Read(call), clean.Read(call)) { Workers = CorpusFlags.Workers(call) };
            using var held = call.Get(dryRun) ? null : LakeLock.Take(lake);
            var run = call.StartRun(call.Get(dryRun));
            var report = await new Forget(flow, run).RunAsync(new ForgetRequest(call.Get(id)!, call.Get(reason)!, call.Get(by)!, call.Get(copies)), cancel);
            call.Terminal.EndProgress();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(Json(report, call.Get(dryRun)));
            else
                Print(call.Terminal, report, call.Get(dryRun));
            return 0;
        });
        return verb;
    }

    internal static JsonObject Json(ForgetReport report, bool dryRun) => new()
    {
        ["run"] = dryRun ? null : report.Run,
        ["because"] = report.Because,
        ["forgotten"] = JsonSerializer.SerializeToNode(report.Forgotten, ReceiptJson.Options),
        ["rows"] = report.Rows,
        ["remain"] = JsonSerializer.SerializeToNode(report.Remain, ReceiptJson.Options),
        ["erased"] = JsonSerializer.SerializeToNode(report.Erased, ReceiptJson.Options),
    };

    static void Print(Terminal terminal, ForgetReport report, bool dryRun)
    {
        terminal.WriteLine(report.Because);
        foreach (var tombstone in report.Forgotten)
            terminal.WriteLine($"  {tombstone.Id}{(tombstone.UpstreamIds.Count > 1 ? $" (upstream: {string.Join(", ", tombstone.UpstreamIds)})" : "")}");
        if (report.Erased is { } erased)
        {
            Print(terminal, "Upstream files without it", erased.Files);
            Print(terminal, "Dumps made again", erased.Dumps);
            Print(terminal, "Replays made again, by the registry of now", erased.Replayed);
            Print(terminal, "Releases taken away", erased.Releases);
            Print(terminal, "Reports of runs taken away", erased.Runs);
            terminal.WriteLine(erased.Release is { } release ? $"Release {release} is current." : "There is no release.");
        }
        if (report.Remain.Count > 0)
        {
            terminal.WriteLine("These have to do with it and stay; `sluice forget ID` forgets one, --copies those of the same work:");
            terminal.WriteTable(["record", "because"], report.Remain.Select(other => (IReadOnlyList<string>)[other.Id, other.Because]));
        }
        if (dryRun)
            terminal.WriteLine("Nothing was written.");
    }

    static void Print(Terminal terminal, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            terminal.WriteLine($"{what}: {string.Join(", ", names.Distinct(StringComparer.Ordinal))}.");
    }
}
