using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sluice.Corpus.Duplicates;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice duplicates same|distinct|prefer|allow</c>: a person's word on copies, kept in <c>curated/</c>; the next run honours it.</summary>
static class JudgementVerbs
{
    public static IEnumerable<Command> Create() =>
    [
        Create("same", "These records are one work: the first is a copy of the others, or what --relation says.\n\nExample: sluice duplicates same 2ea1c96e… 7153cfb7… --by \"Ada Sampleton\"", least: 2, relates: true),
        Create(Judgement.Distinct, "These records are not copies of each other, whatever they have in common.\n\nExample: sluice duplicates distinct 2ea1c96e… 7153cfb7… --by \"Ada Sampleton\"", least: 2),
        Create(Judgement.Prefer, "This record stands for its work.\n\nExample: sluice duplicates prefer 2ea1c96e… --by \"Ada Sampleton\"", least: 1, most: 1),
        Create(Judgement.Allow, "A group that the circuit breaker left apart is one work, or a collection may lose so many records to others.\n\nExample: sluice duplicates allow --collection alignmentforum --by \"Ada Sampleton\"", least: 0, allows: true),
    ];

    static Command Create(string decision, string description, int least, int most = 100, bool relates = false, bool allows = false)
    {
        var ids = new Argument<string[]>("ID") { Description = "Document ids, or upstream's ids if only one document has them", Arity = new ArgumentArity(least, most) };
        var by = new Option<string>("--by") { Description = "Who decides", HelpName = "NAME", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Why", HelpName = "TEXT" };
        var relation = new Option<string?>("--relation") { Description = "Of the first record to the others: " + string.Join(", ", Relation.All) + " (default same)", HelpName = "NAME" };
        var collection = new Option<string?>("--collection") { Description = "The collection that may lose so many records", HelpName = "NAME" };
        var verb = new Command(decision, description);
        verb.Arguments.Add(ids);
        foreach (var option in new Option[] { by, reason })
            verb.Options.Add(option);
        if (relates)
            verb.Options.Add(relation);
        if (allows)
            verb.Options.Add(collection);
        Call.Handle(verb, (call, _) =>
        {
            var said = relates ? call.Get(relation) ?? Relation.Same : decision;
            if (relates && !Relation.All.Contains(said, StringComparer.Ordinal))
                throw new CorrectTheCallException($"There is no relation '{said}'.{Nearest.Hint(said, Relation.All)}");
            if (string.IsNullOrWhiteSpace(call.Get(by)))
                throw new CorrectTheCallException("--by is empty. Expected the name of who decides.");
            var catalog = new Catalog(call.Lake.MustExist());
            var named = call.Get(ids)!.Select(id => DocumentIdOf(catalog, id)).Distinct(StringComparer.Ordinal).ToList();
            if (named.Count < least || (allows && named.Count == 0 && call.Get(collection) is null))
                throw new CorrectTheCallException(allows ? "Expected an ID of the group, or --collection." : $"Expected {least} different records.");
            if (allows && call.Get(collection) is { } name && !catalog.Current().Manifest.ByCollection.ContainsKey(name))
                throw new CorrectTheCallException($"The current release holds no collection '{name}'.{Nearest.Hint(name, catalog.Current().Manifest.ByCollection.Keys)}");
            using var held = LakeLock.Take(call.Lake);
            var judgement = new Judgement(said, named, call.Get(by)!.Trim(), call.Get(reason), allows ? call.Get(collection) : null, call.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Judgement.Append(call.Lake, judgement);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(JsonSerializer.SerializeToNode(judgement, ReceiptJson.Options)!);
            else
                call.Terminal.Say($"Noted in {call.Lake.Relative(Path.Combine(call.Lake.Curated, Judgement.FileName))}. `sluice publish` makes a release that honours it, and so does the next run.");
            return Task.FromResult(0);
        });
        return verb;
    }

    static string DocumentIdOf(Catalog catalog, string id)
    {
        var line = new RecordLine();
        return catalog.Find(id) is { } bytes && line.Read(bytes, out _) ? line.GetString("document_id"u8)!
            : throw new CorrectTheCallException($"Release {catalog.Current().Id} has no document '{id}', or several records have that id. `sluice search` prints ids.");
    }
}
