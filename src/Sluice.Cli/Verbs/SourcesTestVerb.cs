using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Conformance;
using Sluice.Records;
using Sluice.Server.SourceStandIns;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice sources test NAME</c></summary>
static class SourcesTestVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A source: of lake/sources/NAME, or of the registry" };
        var only = new Option<string[]>("--check") { Description = "Only these checks", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var fixtures = new Option<string>("--fixtures") { Description = "Where upstream's files lie in small (default lake/sources/NAME/fixtures)", HelpName = "DIR" };
        var registry = new Option<string>("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };
        var verb = new Command("test", "The conformance kit: what the contract of sources promises, tried with the real adapter over fixtures and a stand-in on this machine.\n\nExample: sluice sources test papers");
        verb.Arguments.Add(name);
        foreach (var option in (Option[])[only, fixtures, registry])
            verb.Options.Add(option);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(registry, "registry");
            var wanted = call.Get(only) is { Length: > 0 } given ? given : null;
            if (wanted?.FirstOrDefault(one => ConformanceKit.Checks.All(check => check.Name != one)) is { } unknown)
                throw new CorrectTheCallException($"There is no check called '{unknown}'.{Nearest.Hint(unknown, ConformanceKit.Checks.Select(check => check.Name))}");
            await using var bench = new Bench(DraftOf(call, call.Get(name)!, call.Get(fixtures)), new StandInMaker(), call.Clock);
            var report = await ConformanceKit.RunAsync(bench, wanted, result =>
            {
                if (result.Outcome is { Verdict: Verdict.Failed, Follows: null })
                    call.Terminal.Say($"{result.Check.Name}: failed");
            }, cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(Json(report));
            else
                Write(call.Terminal, report);
            return report.ExitCode;
        });
        return verb;
    }

    // A scaffold is read as it stands: what the registry refuses in it is what the kit is asked for.
    static SourceDraft DraftOf(Call call, string name, string? fixtures)
    {
        var scaffold = Path.Combine(call.Lake.Root, "sources", name);
        // A folder without the file is a scaffold that has lost it.
        var draft = File.Exists(Path.Combine(scaffold, "sources.json")) || (fixtures is null && Directory.Exists(scaffold) && !call.Registry().Knows(name)) ? SourceDraft.Read(name, scaffold) with { Fixtures = fixtures }
            : new SourceDraft(name, call.Registry().Source(name), [], null, fixtures);
        if (draft.Folder is null && (fixtures is null || !Directory.Exists(fixtures)))
            throw new CorrectTheCallException($"{name} has no fixtures in {scaffold}. Give a folder with upstream's files in small: --fixtures DIR.");
        return draft;
    }

    static JsonNode Json(ConformanceReport report) => new JsonObject
    {
        ["source"] = report.Source,
        ["passed"] = report.Count(Verdict.Passed),
        ["failed"] = report.Count(Verdict.Failed),
        ["not_applicable"] = report.Count(Verdict.NotApplicable),
        ["checks"] = new JsonArray([.. report.Results.Select(result => (JsonNode)new JsonObject
        {
            ["check"] = result.Check.Name,
            ["result"] = NameOf(result.Outcome.Verdict),
            ["means"] = result.Check.Means,
            ["found"] = result.Outcome.Found,
            ["expected"] = result.Outcome.Expected,
            ["remedy"] = result.Outcome.Verdict != Verdict.Failed ? null : result.Outcome.Follows is { } cause ? $"Mend what {cause} found first." : result.Check.Remedy,
        })]),
        ["todo"] = new JsonArray([.. report.Todo.Select(item => (JsonNode)JsonValue.Create(item))]),
    };

    static string NameOf(Verdict verdict) => verdict switch { Verdict.Passed => "passed", Verdict.Failed => "failed", _ => "not_applicable" };

    static void Write(Terminal terminal, ConformanceReport report)
    {
        terminal.WriteTable(["check", "result", "what it means, or why it was not tried"], report.Results.Select(result => (IReadOnlyList<string>)
            [result.Check.Name, NameOf(result.Outcome.Verdict), result.Outcome.Verdict == Verdict.NotApplicable || result.Outcome.Follows is not null ? result.Outcome.Found! : result.Check.Means]));
        // One cause is told once.
        foreach (var failed in report.Results.Where(result => result.Outcome is { Verdict: Verdict.Failed, Follows: null }))
            terminal.WriteLine(Terminal.Visible($"{failed.Check.Name}\n  found     {failed.Outcome.Found}\n  expected  {failed.Outcome.Expected}\n  do        {failed.Check.Remedy}"));
        foreach (var item in report.Todo)
            terminal.WriteLine($"To do: {item}");
        terminal.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{report.Source}: {report.Count(Verdict.Passed)} passed, {report.Count(Verdict.Failed)} failed{(report.NotTried > 0 ? $" ({report.NotTried} of them could not be tried because of the others)" : "")}, {report.Count(Verdict.NotApplicable)} do not apply."));
    }
}
