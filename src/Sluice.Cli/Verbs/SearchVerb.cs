using System.CommandLine;
using System.Text.Json;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice search QUERY</c></summary>
static class SearchVerb
{
    public static Command Create()
    {
        var query = new Argument<string[]>("QUERY") { Description = "Words that must occur, \"phrases\", prefix*, -without, title:word, author:word, tag:word", Arity = ArgumentArity.OneOrMore };
        var collection = new Option<string[]>("--collection") { Description = "Only these collections", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var year = new Option<int?>("--year") { Description = "Only this year", HelpName = "YYYY" };
        var limit = new Option<int>("--limit") { Description = "How many hits", DefaultValueFactory = _ => 10, HelpName = "N" };
        var copies = new Option<bool>("--copies") { Description = "Show each record that matches, also copies of one work" };
        var verb = new Command("search", "Asks the current release from the terminal.\n\nExample: sluice search '\"reward hacking\" -linkpost' --collection arxiv");
        verb.Arguments.Add(query);
        verb.Options.Add(collection);
        verb.Options.Add(year);
        verb.Options.Add(limit);
        verb.Options.Add(copies);
        var serveAll = new Option<bool>("--serve-all") { Description = "Passages also of texts that may not be handed on" };
        verb.Options.Add(serveAll);
        Call.Handle(verb, (call, _) =>
        {
            call.Take(serveAll, "serve_all");
            var catalog = new Catalog(call.Lake.MustExist(), call.Settings.IsOn("serve_all"));
            if (catalog.ServesAll)
                call.Terminal.Warn(Overrides.Told(catalog));
            var filter = new DocumentFilter { Collections = call.Get(collection) ?? [], YearFrom = call.Get(year), YearTo = call.Get(year) };
            var page = new Search(catalog).Query(string.Join(' ', call.Get(query)!), filter, call.Get(limit), copies: call.Get(copies));
            if (call.Terminal.Json)
            {
                call.Terminal.WriteJson(JsonSerializer.SerializeToNode(page, ReceiptJson.Options)!);
                return Task.FromResult(0);
            }
            call.Terminal.WriteLine(call.Get(copies) ? $"{Counted(page.Records, "record")} in release {page.Release}" : $"{Counted(page.Total, "work")} in {Counted(page.Records, "record")} of release {page.Release}");
            foreach (var hit in page.Hits)
            {
                call.Terminal.WriteLine("");
                call.Terminal.WriteLine(Plain(hit.TitleHtml));
                call.Terminal.WriteLine($"  {hit.Document.Date} · {hit.Document.Collection} · {string.Join(", ", hit.Document.Authors)}{(hit.Document.Text == TextState.Served ? "" : $" · text {hit.Document.Text}")}");
                if (hit.MatchedCopy is { } copy)
                    call.Terminal.WriteLine($"  found in its copy {copy.DocumentId} ({copy.Collection})");
                else if (hit.Document.Copies > 0)
                    call.Terminal.WriteLine($"  {Counted(hit.Document.Copies, "more copy", "more copies")}: `sluice duplicates {hit.Document.DocumentId}`");
                if (hit.SnippetHtml.Length > 0)
                    call.Terminal.WriteLine("  " + Plain(hit.SnippetHtml).ReplaceLineEndings(" "));
                call.Terminal.WriteLine($"  {hit.Document.Url}   {hit.Document.DocumentId}");
            }
            return Task.FromResult(0);
        });
        return verb;
    }

    static string Counted(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    static string Plain(string html)
    {
        var bold = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        return System.Net.WebUtility.HtmlDecode(html
            .Replace("<mark>", bold ? "\u001b[1m" : "", StringComparison.Ordinal)
            .Replace("</mark>", bold ? "\u001b[22m" : "", StringComparison.Ordinal));
    }
}
