using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Packing;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice pack DIR</c> and <c>sluice unpack DIR</c></summary>
static class PackVerbs
{
    public static Command Pack()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder that gets git/ and assets/; the last pack in it is gone on with" };
        var verb = new Command("pack", "Packs the lake to be kept elsewhere: a git side with the index, receipts and the ledger, and assets with all else.\n\nExample: sluice pack ./packed");
        verb.Arguments.Add(folder);
        Call.Handle(verb, (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            using var held = LakeLock.Take(lake);
            var report = new Pack(lake, call.Get(folder)!) { Collections = call.Registry().Sources.SelectMany(source => source.Collections).Select(collection => collection.Name).ToHashSet(StringComparer.Ordinal) }.Write(cancel);
            if (call.Terminal.Json)
            {
                call.Terminal.WriteJson(Json(report));
                return Task.FromResult(0);
            }
            if (report.Parts.Count > 0)
                call.Terminal.WriteTable(["part", "# files", "# bytes", "written"], report.Parts.Select(part => (IReadOnlyList<string>)[part.Name, ReportTables.Number(part.Files), ReportTables.Number(part.Bytes), part.IsNew ? "now" : "before"]));
            call.Terminal.WriteLine($"{ReportTables.Number(report.Files.Count)} files are packed: {ReportTables.Number(report.Added)} added, {ReportTables.Number(report.Changed)} changed, {ReportTables.Number(report.Removed)} removed since the last pack.{(report.HasNews ? "" : " Nothing of that is news.")}");
            if (report.Obsolete.Count > 0)
                call.Terminal.WriteLine($"Delete wherever you keep copies, since they hold what is gone or changed: {string.Join(", ", report.Obsolete)}.");
            return Task.FromResult(0);
        });
        return verb;
    }

    public static Command Unpack()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder that pack wrote" };
        var verb = new Command("unpack", "Makes the lake of a packed one; every byte is checked before anything appears.\n\nExample: sluice unpack ./packed --lake ./restored");
        verb.Arguments.Add(folder);
        Call.Handle(verb, (call, cancel) =>
        {
            var report = new Unpack(call.Get(folder)!, call.Lake).Write(cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonObject
                {
                    ["lake"] = call.Lake.Root,
                    ["files"] = report.Files,
                    ["bytes"] = report.Bytes,
                    ["parts"] = report.Parts,
                    ["release"] = report.Release,
                });
            else
                call.Terminal.WriteLine($"{ReportTables.Number(report.Files)} files are in {call.Lake.Root}, each as the index says. {(report.Release is { } release ? $"Release {release} is current." : "Nothing was published in it yet.")}");
            return Task.FromResult(0);
        });
        return verb;
    }

    static JsonObject Json(PackReport report) => new()
    {
        ["news"] = report.HasNews,
        ["files"] = report.Files.Count,
        ["bytes"] = report.Files.Sum(file => file.Bytes),
        ["added"] = report.Added,
        ["changed"] = report.Changed,
        ["removed"] = report.Removed,
        ["parts"] = new JsonArray([.. report.Parts.Select(part => (JsonNode)new JsonObject
        {
            ["part"] = part.Name,
            ["files"] = part.Files,
            ["bytes"] = part.Bytes,
            ["new"] = part.IsNew,
        })]),
        ["obsolete"] = new JsonArray([.. report.Obsolete.Select(name => (JsonNode)JsonValue.Create(name))]),
    };
}
