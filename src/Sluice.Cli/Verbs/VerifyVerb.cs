using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice verify [DUMP|--all]</c></summary>
static class VerifyVerb
{
    public static Command Create()
    {
        var target = new Argument<string?>("DUMP") { Description = "A dump's name or folder, or a source (its latest dump)", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every file of the lake" };
        var verb = new Command("verify", "Holds every file against its manifest; exit 1 and the coordinates of what differs.\n\nExample: sluice verify --all");
        verb.Arguments.Add(target);
        verb.Options.Add(all);
        Call.Handle(verb, (call, _) =>
        {
            // Not MustExist, which refuses a damaged lake.json: finding that is this verb's work.
            var lake = call.Lake.Exists ? call.Lake : call.Lake.MustExist();
            if (call.Get(all) == (call.Get(target) is not null))
                throw new CorrectTheCallException("Give one of: a dump, a source, or --all.");
            var differences = (call.Get(target) is { } dump ? Verification.OfDump(lake, Dump.Find(lake, dump)) : Verification.OfAll(lake)).ToList();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonObject
                {
                    ["lake"] = lake.Root,
                    ["differences"] = new JsonArray([.. differences.Select(difference => (JsonNode)new JsonObject
                    {
                        ["file"] = lake.Relative(difference.File),
                        ["found"] = difference.Found,
                        ["expected"] = difference.Expected,
                    })]),
                });
            else
                foreach (var difference in differences)
                    call.Terminal.WriteLine($"{lake.Relative(difference.File)}: found {difference.Found}, expected {difference.Expected}");
            call.Terminal.Say(differences.Count == 0 ? "Every file is as its manifest says." : $"{differences.Count} {(differences.Count == 1 ? "difference" : "differences")}. Restore what differs from a copy; or delete its folder and run again, if it is derived (transformed, serveable).");
            return Task.FromResult(differences.Count == 0 ? 0 : 1);
        });
        return verb;
    }
}
