using System.CommandLine;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice cite ID</c></summary>
static class CiteVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "A document id, or upstream's id if only one document has it" };
        var format = new Option<string?>("--format") { Description = "bibtex (default), csl-json or text", HelpName = "NAME" };
        var verb = new Command("cite", "How to cite a document of the current release.\n\nExample: sluice cite 2ea1c96e232eb206f1e859befae2778c --format csl-json");
        verb.Arguments.Add(id);
        verb.Options.Add(format);
        Call.Handle(verb, (call, _) =>
        {
            var form = CitationFormats.Of(call.Get(format));
            var catalog = new Catalog(call.Lake.MustExist());
            var name = call.Get(id)!;
            if (catalog.Forgotten(name) is { } gone)
                throw new CorrectTheCallException($"{name} was forgotten on {gone.At}: {gone.Reason}");
            var citation = catalog.Citation(name, form)
                ?? throw new CorrectTheCallException($"There is no document '{name}' in release {catalog.Current().Id}, or several have that upstream id. `sluice search` prints ids.");
            if (call.Terminal.Json)
                call.Terminal.WriteJson(form == CitationFormat.CslJson ? JsonNode.Parse(citation)! : new JsonObject { ["id"] = name, ["format"] = CitationFormats.NameOf(form), ["citation"] = citation });
            else
                call.Terminal.WriteLine(Terminal.Visible(citation));
            return Task.FromResult(0);
        });
        return verb;
    }
}
