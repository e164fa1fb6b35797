using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice rebuild [SOURCE] [--from raw]</c></summary>
static class RebuildVerb
{
    public static Command Create()
    {
        var source = new Argument<string?>("SOURCE") { Description = "Only this source; the release is then left out unless it is the only one", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string>("--from") { Description = "files (default): everything from upstream's verbatim files; raw: only what is made from the dumps", HelpName = "ZONE", DefaultValueFactory = _ => "files" };
        var verb = new Command("rebuild", "Derives dumps, zones and release again, elsewhere, and compares: identical, or exit 1 and where it differs.\n\nExample: sluice rebuild --from raw");
        var flags = new ValidateFlags(threshold: false);
        var clean = new CleanFlags();
        var registry = new Option<string>("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };
        verb.Arguments.Add(source);
        verb.Options.Add(from);
        verb.Options.Add(registry);
        flags.AddTo(verb);
        clean.AddTo(verb);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(registry, "registry");
            var flow = new Flow(call.Registry(), flags.Read(call), clean.Read(call)) { Workers = CorpusFlags.Workers(call) };
            var lake = call.Lake.MustExist();
            if (call.Get(from) is not ("files" or "raw"))
                throw new CorrectTheCallException($"--from is '{call.Get(from)}'. Expected files or raw.");
            var sources = call.Get(source) is { } only ? [call.Registry().Source(only).Id] : lake.Sources();
            var folder = Directory.CreateTempSubdirectory("sluice-rebuild-").FullName;
            try
            {
                return await RunAsync(call, flow, lake, sources, folder, call.Get(from) == "raw", cancel);
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        });
        return verb;
    }

    static async Task<int> RunAsync(Call call, Flow flow, Lake lake, IReadOnlyList<string> sources, string folder, bool fromRaw, CancellationToken cancel)
    {
        var run = call.StartRun(dryRun: true);
        var rebuild = new Rebuild(flow, lake, lake.Shadow(folder, fromRaw), run.Log, fromRaw);
        var told = new List<Rebuilt>();
        foreach (var name in sources)
            await foreach (var rebuilt in rebuild.SourceAsync(name, cancel))
                Tell(call, lake, told, rebuilt);
        if (sources.Count == lake.Sources().Count && told.All(rebuilt => rebuilt.Status != "different") && await rebuild.ReleaseAsync(cancel) is { } release)
            Tell(call, lake, told, release);
        var different = told.Count(rebuilt => rebuilt.Status == "different");
        if (call.Terminal.Json)
            call.Terminal.WriteJson(new JsonObject
            {
                ["lake"] = lake.Root,
                ["from"] = fromRaw ? "raw" : "files",
                ["rebuilt"] = new JsonArray([.. told.Select(rebuilt => (JsonNode)new JsonObject { ["name"] = rebuilt.Name, ["status"] = rebuilt.Status, ["because"] = rebuilt.Because })]),
                ["differences"] = new JsonArray([.. told.SelectMany(rebuilt => rebuilt.Differences).Select(difference => (JsonNode)new JsonObject
                {
                    ["file"] = lake.Relative(difference.File),
                    ["found"] = difference.Found,
                    ["expected"] = difference.Expected,
                })]),
            });
        call.Terminal.Say(different == 0 ? "Everything that was derived again is byte-identical." : $"{different} {(different == 1 ? "thing differs" : "things differ")} from what its inputs make.");
        return different == 0 ? 0 : 1;
    }

    static void Tell(Call call, Lake lake, List<Rebuilt> told, Rebuilt rebuilt)
    {
        told.Add(rebuilt);
        if (call.Terminal.Json)
            return;
        call.Terminal.WriteLine($"{rebuilt.Name}: {rebuilt.Status}{(rebuilt.Because is { } because ? ". " + because : "")}");
        foreach (var difference in rebuilt.Differences)
            call.Terminal.WriteLine($"  {lake.Relative(difference.File)}: found {difference.Found}, expected {difference.Expected}");
    }
}
