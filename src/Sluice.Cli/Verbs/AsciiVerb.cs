using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Clean.Transliteration;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice ascii [SOURCE…]</c>: the characters that the ASCII view shows by number.</summary>
static class AsciiVerb
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Sources (default: all that have a dump)", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("ascii", "Which characters of the cleaned records the map of the ASCII view does not have: how often, in how many records, and one of them.\n\nExample: sluice ascii alignment_research");
        verb.Arguments.Add(sources);
        Call.Handle(verb, async (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            foreach (var source in call.Get(sources)!)
                call.Registry().Source(source);
            var unmapped = await UnmappedReport.OfAsync(lake, call.Get(sources) is { Length: > 0 } given ? given : lake.Sources(), cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonObject
                {
                    ["map"] = AsciiMap.Version,
                    ["unmapped"] = new JsonArray([.. unmapped.Select(character => (JsonNode)new JsonObject
                    {
                        ["character"] = AsciiText.Name(character.CodePoint),
                        ["count"] = character.Count,
                        ["records"] = character.Records,
                        ["example"] = character.Example,
                    })]),
                });
            else if (unmapped.Count == 0)
                call.Terminal.WriteLine($"{AsciiMap.Version} has every character.");
            else
                call.Terminal.WriteTable(["character", "shown", "kind", "# count", "# records", "for example in"], unmapped.Select(character => (IReadOnlyList<string>)
                    [AsciiText.Name(character.CodePoint), Shown(character.CodePoint), Kind(character.CodePoint), ReportTables.Number(character.Count), ReportTables.Number(character.Records), character.Example]));
            return 0;
        });
        return verb;
    }

    static string Shown(int codePoint) =>
        Rune.TryCreate(codePoint, out var rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark) ? rune.ToString() : "";

    static string Kind(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint).ToString();
}
