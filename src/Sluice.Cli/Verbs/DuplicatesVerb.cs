using System.CommandLine;
using System.Text.Json;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice duplicates [ID]</c></summary>
static class DuplicatesVerb
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "A document id, or upstream's id: only the cluster of this record", Arity = ArgumentArity.ZeroOrOne };
        var relation = new Option<string?>("--relation") { Description = "Only members with this relation: " + string.Join(", ", Relation.All), HelpName = "NAME" };
        var verb = new Command("duplicates", "The clusters of the current release: records that are copies of one work, what is related to it, and why.\n\nExample: sluice duplicates --relation preprint-of");
        verb.Arguments.Add(id);
        verb.Options.Add(relation);
        foreach (var judgement in JudgementVerbs.Create())
            verb.Subcommands.Add(judgement);
        Call.Handle(verb, async (call, cancel) =>
        {
            var catalog = new Catalog(call.Lake.MustExist());
            var duplicates = new Duplicates(catalog);
            IReadOnlyList<Cluster> clusters = call.Get(id) is not { } record ? await duplicates.AllAsync(call.Get(relation), cancel)
                : duplicates.Of(record, call.Get(relation)) is { } one ? [one] : [];
            if (call.Terminal.Json)
                call.Terminal.WriteJson(JsonSerializer.SerializeToNode(clusters, ReceiptJson.Options)!);
            else
                Print(call.Terminal, catalog, clusters);
            return 0;
        });
        return verb;
    }

    static void Print(Terminal terminal, Catalog catalog, IReadOnlyList<Cluster> clusters)
    {
        var release = catalog.Current().Manifest;
        terminal.WriteLine($"{clusters.Count} {(clusters.Count == 1 ? "cluster" : "clusters")} shown; release {release.Release} has {release.WorkCount} works in {release.DocumentCount} records");
        foreach (var cluster in clusters)
        {
            terminal.WriteLine("");
            // Ids are long, and a table would break them: they are there to be copied.
            foreach (var member in cluster.Members)
            {
                var title = Finding.Shorten(catalog.Summary(member.Id)?.Title.ReplaceLineEndings(" ")) ?? "(not in the release)";
                var stands = member.Id == cluster.Canonical;
                terminal.WriteLine($"{(stands ? "" : $"  {member.Relation} ")}{member.Id} [{member.Source}] {title}");
                terminal.WriteLine($"      {string.Join("; ", stands ? [.. cluster.Reasons] : member.Evidence)}");
            }
        }
    }
}
