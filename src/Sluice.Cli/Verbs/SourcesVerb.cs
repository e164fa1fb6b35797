using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice sources list|show|drift|new|test</c></summary>
static class SourcesVerb
{
    public static Command Create()
    {
        var verb = new Command("sources", "The registry: who publishes, under which terms, and how their records are read.\n\nExample: sluice sources show alignment_research");
        verb.Subcommands.Add(List());
        verb.Subcommands.Add(Show());
        verb.Subcommands.Add(DriftOf());
        verb.Subcommands.Add(SourcesNewVerb.Create());
        verb.Subcommands.Add(SourcesTestVerb.Create());
        return verb;
    }

    static Option<string> Registry() => new("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };

    static Command List()
    {
        var registry = Registry();
        var verb = new Command("list", "Every source that is registered.\n\nExample: sluice sources list");
        verb.Options.Add(registry);
        Call.Handle(verb, (call, _) =>
        {
            call.Take(registry, "registry");
            var sources = call.Registry().Sources.ToList();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonArray([.. sources.Select(source => (JsonNode)new JsonObject
                {
                    ["id"] = source.Id,
                    ["title"] = source.Title,
                    ["kind"] = source.Kind,
                    ["dataset"] = source.Dataset,
                    ["license"] = source.License.Id,
                    ["collections"] = new JsonArray([.. source.Collections.Select(collection => (JsonNode)JsonValue.Create(collection.Name))]),
                })]));
            else
                call.Terminal.WriteTable(["source", "title", "kind", "dataset", "licence", "# collections"], sources.Select(source => (IReadOnlyList<string>)
                    [source.Id, source.Title, source.Kind, source.Dataset, source.License.Id, ReportTables.Number(source.Collections.Count)]));
            return Task.FromResult(0);
        });
        return verb;
    }

    static Command Show()
    {
        var (name, registry) = (new Argument<string>("SOURCE") { Description = "A registered source" }, Registry());
        var verb = new Command("show", "One source: its collections, and how each is read.\n\nExample: sluice sources show alignment_research");
        verb.Arguments.Add(name);
        verb.Options.Add(registry);
        Call.Handle(verb, (call, _) =>
        {
            call.Take(registry, "registry");
            var source = call.Registry().Source(call.Get(name)!);
            if (call.Terminal.Json)
            {
                call.Terminal.WriteJson(JsonNode.Parse(source.CanonicalWithRights)!);
                return Task.FromResult(0);
            }
            call.Terminal.WriteLine($"{source.Id}: {source.Title}, {source.SourceUrl}");
            call.Terminal.WriteLine($"Licence of the compilation: {source.License.Id}, {source.License.Attribution}. Schema: {source.Schema}.");
            call.Terminal.WriteTable(["collection", "file", "date means", "other date forms", "fields of other names", "fields beyond the schema"], source.Collections.Select(collection => (IReadOnlyList<string>)
            [
                collection.Name, collection.File, (collection.DateBasis ?? "published") + (collection.DatePrecision is { } precision ? $", the {precision} only" : ""),
                string.Join("; ", collection.DateFormats ?? []), string.Join(", ", (collection.Fields ?? []).Select(pair => $"{pair.Key} from {pair.Value}")), string.Join(", ", collection.ExtraFields ?? []),
            ]));
            foreach (var (name, terms) in (source.Sites ?? []).Concat(source.Collections.Where(collection => collection.Rights is not null).Select(collection => KeyValuePair.Create(collection.Name, collection.Rights!))))
                call.Terminal.WriteLine($"Texts of {name}: {terms.License}{(terms.From is { } from ? $" from {from} on" : "")}, {terms.TermsUrl ?? "no address of the terms is known"}.");
            foreach (var collection in source.Collections.Where(collection => collection.Quirks is { Count: > 0 }))
                call.Terminal.WriteLine($"{collection.Name}: {string.Join(" ", collection.Quirks!)}");
            return Task.FromResult(0);
        });
        return verb;
    }

    static Command DriftOf()
    {
        var name = new Argument<string?>("SOURCE") { Description = "A registered source (default: all that have a dump)", Arity = ArgumentArity.ZeroOrOne };
        var (schema, registry) = (new Option<string>("--schema") { Description = "A JSON Schema instead of the registry's", HelpName = "FILE" }, Registry());
        var patch = new Option<string>("--patch") { Description = "Write the registry with the proposed entry to FILE", HelpName = "FILE" };
        var verb = new Command("drift", "What upstream has and the registry does not know, and the patch for it.\n\nExample: sluice sources drift alignment_research --patch lake/sources.json");
        verb.Arguments.Add(name);
        foreach (var option in (Option[])[schema, registry, patch])
            verb.Options.Add(option);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(schema, "schema");
            call.Take(registry, "registry");
            var (lake, known) = (call.Lake.MustExist(), call.Registry());
            var names = call.Get(name) is { } one ? [one] : lake.Sources();
            var reports = new List<DriftReport>();
            foreach (var source in names.Select(known.Source))
                reports.Add(await new Drift(source, SchemaText(call.Settings.OrNull("schema") ?? known.SchemaOf(source.Id))).FindAsync(lake, cancel));
            // In full: a bare name has no folder to be written aside in.
            if (call.Get(patch) is { } given && Path.GetFullPath(given) is var path)
                Zones.AtomicFile.Write(path, Merged(path, reports) + "\n");
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonArray([.. reports.Select(Json)]));
            else
                foreach (var report in reports)
                    Write(call.Terminal, report, call.Get(patch));
            return 0;
        });
        return verb;
    }

    // Entries of other sources stay in a file that is there.
    static string Merged(string path, List<DriftReport> reports)
    {
        var patch = JsonNode.Parse(reports[0].Patch)!;
        var entries = patch["sources"]!.AsArray();
        foreach (var report in reports.Skip(1))
            entries.Add(JsonNode.Parse(report.Patch)!["sources"]![0]!.DeepClone());
        if (File.Exists(path))
        {
            SourceRegistry.Load(path);
            foreach (var entry in JsonNode.Parse(File.ReadAllText(path))!["sources"]!.AsArray().Where(entry => reports.All(report => report.Source.Id != (string?)entry!["id"])))
                entries.Add(entry!.DeepClone());
        }
        return patch.ToJsonString(Zones.ReceiptJson.Options);
    }

    static string SchemaText(string path) => JsonSchema.Schema.Load(path).Text;

    static JsonNode Json(DriftReport report) => new JsonObject
    {
        ["source"] = report.Source.Id,
        ["drift"] = new JsonArray([.. report.Items.Select(item => (JsonNode)new JsonObject
        {
            ["kind"] = item.Kind,
            ["collection"] = item.Collection,
            ["name"] = item.Name,
            ["count"] = item.Count,
            ["example"] = item.Example is { } at ? new JsonObject { ["file"] = at.File, ["line"] = at.Line } : null,
            ["proposal"] = item.Proposal,
        })]),
        ["patch"] = JsonNode.Parse(report.Patch),
    };

    static void Write(Terminal terminal, DriftReport report, string? patch)
    {
        if (report.Items.Count == 0)
        {
            terminal.WriteLine($"{report.Source.Id}: upstream is as the registry has it.");
            return;
        }
        terminal.WriteTable(["drift", "collection", "name", "# records", "for example", "proposal"], report.Items.Select(item => (IReadOnlyList<string>)
            [item.Kind, item.Collection ?? "-", item.Name, ReportTables.Number(item.Count), item.Example is { } at ? $"{at.File}:{at.Line}" : "-", item.Proposal]));
        terminal.WriteLine(patch is null ? "--patch FILE writes the registry with what can be proposed; --json has it too." : $"{patch} is the registry with what can be proposed. In the lake it is called sources.json; the next `sluice run` judges by it.");
    }
}
