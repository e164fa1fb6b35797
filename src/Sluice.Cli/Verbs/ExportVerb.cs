using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Publish.Export;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice export hub --out DIR</c></summary>
static class ExportVerb
{
    public static Command Create()
    {
        var verb = new Command("export", "A release in the layout of others.\n\nExample: sluice export hub --out ./shared");
        verb.Subcommands.Add(Hub());
        return verb;
    }

    static Command Hub()
    {
        var to = new Option<string>("--out") { Description = "The folder that gets <org>/<dataset>", HelpName = "DIR", Required = true };
        var release = new Option<string?>("--release") { Description = "Which release (default: the current one)", HelpName = "ID" };
        var dataset = new Option<string?>("--dataset") { Description = "The dataset's name (default: sluice/ and the sources)", HelpName = "ORG/NAME" };
        var yes = new Option<bool>("--yes") { Description = "Replace an export that is there" };
        var verb = new Command("hub", "A release in the hub's own layout: a card, a file a collection, rights and attribution. `sluice hub serve` serves it, load_dataset reads it.\n\nExample: sluice export hub --out ./shared --dataset example/alignment");
        foreach (var option in (Option[])[to, release, dataset, yes])
            verb.Options.Add(option);
        Call.Handle(verb, async (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            var id = call.Get(release) ?? lake.CurrentRelease ?? throw new CorrectTheCallException($"{lake.Root} has no current release. Run `sluice run` to make one, or name one with --release.");
            new ReleaseReview(lake, call.Clock).MustBeThere(id);
            var report = await new HubExport(lake, call.Registry()).WriteAsync(id, call.Get(to)!, call.Get(dataset), call.Get(yes), cancel);
            foreach (var (config, places) in report.Conflicts)
                call.Terminal.Warn($"{config} holds values of unlike kinds at {string.Join(", ", places)}: a loader cannot make one column of them, so the card promises none. The lines are whole.");
            if (call.Terminal.Json)
            {
                call.Terminal.WriteJson(Json(report));
                return 0;
            }
            call.Terminal.WriteTable(["file", "# documents", "# bytes"], report.Collections.Select(collection => (IReadOnlyList<string>)[collection.File, ReportTables.Number(collection.Data.Lines), ReportTables.Number(collection.Data.Bytes)]));
            call.Terminal.WriteLine($"Release {report.Release} is in {report.Folder}.{(report.Forgotten > 0 ? $" {ReportTables.Number(report.Forgotten)} of its records were forgotten since and are not there." : "")} `sluice hub serve {call.Get(to)}` serves it as {report.Dataset}.");
            return 0;
        });
        return verb;
    }

    static JsonObject Json(ExportReport report) => new()
    {
        ["release"] = report.Release,
        ["dataset"] = report.Dataset,
        ["folder"] = report.Folder,
        ["collections"] = new JsonArray([.. report.Collections.Select(collection => (JsonNode)new JsonObject
        {
            ["collection"] = collection.Name,
            ["config"] = collection.Config,
            ["file"] = collection.File,
            ["documents"] = collection.Data.Lines,
            ["bytes"] = collection.Data.Bytes,
            ["sha256"] = collection.Data.Sha256,
        })]),
        ["forgotten"] = report.Forgotten,
        ["conflicts"] = JsonSerializer.SerializeToNode(report.Conflicts, ReceiptJson.Options),
    };
}
