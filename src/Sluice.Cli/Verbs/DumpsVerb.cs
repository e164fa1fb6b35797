using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice dumps [SOURCE]</c></summary>
static class DumpsVerb
{
    public static Command Create()
    {
        var source = new Argument<string?>("SOURCE") { Description = "Only this source", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Command("dumps", "Lists the dumps of the lake, archived ones too, oldest first.\n\nExample: sluice dumps alignment_research");
        verb.Arguments.Add(source);
        Call.Handle(verb, (call, _) =>
        {
            var lake = call.Lake.MustExist();
            var only = call.Get(source);
            if (only is not null)
                call.Registry().Source(only);
            var dumps = lake.Sources().Where(name => only is null || name == only).SelectMany(name => Dump.Archived(lake, name).Concat(Dump.All(lake, name)).OrderBy(dump => Dump.OrderOf(dump.Name), StringComparer.Ordinal)).ToList();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonArray([.. dumps.Select(dump => (JsonNode)new JsonObject
                {
                    ["source"] = dump.Source,
                    ["dump"] = dump.Name,
                    ["path"] = lake.Relative(dump.IsArchived ? lake.ArchivedDump(dump.Source, dump.Name) : dump.Folder),
                    ["status"] = dump.Metadata.ExtractionStatus,
                    ["archived"] = dump.IsArchived,
                    ["type"] = dump.Metadata.ExtractionType,
                    ["revision"] = dump.Metadata.Revision,
                    ["records"] = dump.Metadata.RecordCount,
                    ["counts"] = JsonSerializer.SerializeToNode(dump.Metadata.Counts, ReceiptJson.Options),
                })]));
            else
                call.Terminal.WriteTable(["source", "dump", "type", "status", "# records", "revision"], dumps.Select(dump => (IReadOnlyList<string>)
                    [dump.Source, dump.Name, dump.Metadata.ExtractionType, dump.Metadata.ExtractionStatus + (dump.IsArchived ? ", archived" : ""), ReportTables.Number(dump.Metadata.RecordCount), dump.Metadata.Revision[..12]]));
            return Task.FromResult(0);
        });
        return verb;
    }
}
