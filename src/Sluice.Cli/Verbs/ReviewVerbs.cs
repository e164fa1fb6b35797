using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice releases approve|reject|rollback</c>: a person's word on a release, kept in <c>curated/</c>.</summary>
static class ReviewVerbs
{
    public static IEnumerable<Command> Create() =>
    [
        Create("approve", "Makes a release current: one that was held for review, or any other that is there.\n\nExample: sluice releases approve 0f3c9a1b2d4e --by \"Ada Sampleton\"", needsReason: false,
            (review, id, by, reason, cancel) => review.ApproveAsync(id!, by, reason, cancel)),
        Create("reject", "Keeps a release from becoming current: the same inputs never bring it again.\n\nExample: sluice releases reject 0f3c9a1b2d4e --by \"Ada Sampleton\" --reason \"half of arxiv is gone\"", needsReason: true,
            (review, id, by, reason, _) => Task.FromResult<ReleaseDecision?>(review.Reject(id!, by, reason!))),
        Create("rollback", "Goes back to an earlier release (default: the one before); the one that was current does not come again by itself.\n\nExample: sluice releases rollback --by \"Ada Sampleton\" --reason \"the new titles are garbled\"", needsReason: true,
            async (review, id, by, reason, cancel) => await review.RollbackAsync(id, by, reason!, cancel), needsId: false),
    ];

    static Command Create(string name, string description, bool needsReason, Func<ReleaseReview, string?, string, string?, CancellationToken, Task<ReleaseDecision?>> decide, bool needsId = true)
    {
        var id = new Argument<string?>("ID") { Description = "A release, as `releases list` names it", Arity = needsId ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
        var by = new Option<string>("--by") { Description = "Who decides", HelpName = "NAME", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Why", HelpName = "TEXT", Required = needsReason };
        var verb = new Command(name, description);
        verb.Arguments.Add(id);
        verb.Options.Add(by);
        verb.Options.Add(reason);
        Call.Handle(verb, async (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            using var held = LakeLock.Take(lake);
            Erasure.MustBeDone(lake);
            var decision = await decide(new ReleaseReview(lake, call.Clock), call.Get(id), call.Get(by)!, call.Get(reason), cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(decision is null ? Nothing(call.Get(id), lake.CurrentRelease) : JsonSerializer.SerializeToNode(decision, ReceiptJson.Options)!);
            else
                call.Terminal.WriteLine(Sentence(lake, decision, call.Get(id)));
            return 0;
        });
        return verb;
    }

    // The same fields where nothing was noted.
    static JsonObject Nothing(string? release, string? current) => new() { ["decision"] = null, ["release"] = release, ["current"] = current, ["by"] = null, ["reason"] = null, ["at"] = null };

    static string Sentence(Lake lake, ReleaseDecision? decision, string? id)
    {
        var waiting = HeldReleases.Read(lake).Where(other => Directory.Exists(lake.Release(other))).ToList();
        var rest = waiting.Count == 0 ? "" : $" Held for review: {string.Join(", ", waiting)}.";
        return decision switch
        {
            null => $"Release {id} is current already. Nothing was noted.{rest}",
            { Decision: ReleaseDecision.Rejected } => $"Release {decision.Release} is rejected. {(decision.Current is { } current ? $"{current} stays current." : "Nothing is served yet.")}{rest}",
            { Decision: ReleaseDecision.RolledBack } => $"Release {decision.Current} is current again; {decision.Release} does not come back by itself.{rest}",
            _ => $"Release {decision.Release} is current.{rest}",
        };
    }
}
