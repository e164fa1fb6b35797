using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Retention;
using Sluice.Schedule;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice watch [SOURCE…]</c></summary>
static class WatchVerb
{
    static readonly JsonSerializerOptions OneLine = new(ReceiptJson.Options) { WriteIndented = false };

    public static Command Create()
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Sources to watch (default: all that are enabled in the registry)", Arity = ArgumentArity.ZeroOrMore };
        var once = new Option<bool>("--once") { Description = "Run what is due now, then end: for cron and timers" };
        var extract = new ExtractFlags();
        var validate = new ValidateFlags();
        var clean = new CleanFlags();
        var corpus = new CorpusFlags();
        var retention = new RetentionFlags();
        var alerts = new AlertFlags();
        var hold = PublishVerb.Hold();
        var verb = new Command("watch", "Keeps the lake fresh: runs each source when its schedule says, tries again what failed, and catches up what was missed.\n\nExample: sluice watch alignment_research");
        extract.DryRun.Description = "Print what is due and when each source's next turn is, write nothing";
        verb.Arguments.Add(sources);
        verb.Options.Add(once);
        extract.AddTo(verb);
        validate.AddTo(verb);
        clean.AddTo(verb);
        corpus.AddTo(verb);
        retention.AddTo(verb);
        alerts.AddTo(verb);
        verb.Options.Add(hold);
        Call.Handle(verb, async (call, cancel) =>
        {
            var options = extract.Read(call);
            if (options.Limit is not null)
                throw new CorrectTheCallException($"{call.Settings.Said("limit")} makes samples, which no release is made of. Leave it out of a watch; `sluice run --limit` takes one.");
            if (call.Clock is StoppedClock && !call.Get(once) && !call.Get(extract.DryRun))
                throw new CorrectTheCallException("The clock stands still, so no turn would ever come. Leave SOURCE_DATE_EPOCH out, or use --once.");
            var (judge, repair, workers) = (validate.Read(call), clean.Read(call), corpus.Read(call));
            var house = new Housekeeping(call.Lake, retention.Read(call));
            alerts.Read(call);
            SourceRegistry known = null!;
            Flow Fresh() => new(known = call.Registry(), judge, repair) { Workers = workers, Hold = call.Get(hold) };
            var flow = Fresh();
            foreach (var name in call.Get(sources) is { Length: > 0 } given ? given : [.. flow.Registry.Sources.Where(source => source.IsEnabled).Select(source => source.Id)])
                options.Selection.Checked(flow.Registry.Source(name));
            var dryRun = call.Get(extract.DryRun);
            var log = call.LogOf(dryRun ? null : call.Lake);
            var watch = new Watch(call.Lake, call.Clock, log, Fresh, call.Get(sources) ?? [], options)
            {
                Look = stop => AlertFlags.LookAsync(call, known, log, stop),
                NewRun = () => call.StartRun(dryRun: false),
                Keep = (_, stop) => Task.FromResult(house.Do(call.StartRun(dryRun: false), house.Plan(call.Clock.GetUtcNow()), stop)),
                OnRun = watched => Print(call.Terminal, watched),
                Say = call.Terminal.Warn,
            };
            if (dryRun)
                return Print(call, watch.Turns());
            if (call.Get(once))
                return await watch.OnceAsync(cancel);
            call.Terminal.Say($"Watching {call.Lake.Root}. Stop with Ctrl-C.");
            await watch.RunAsync(cancel);
            return 0;
        });
        return verb;
    }

    static void Print(Terminal terminal, WatchedRun watched)
    {
        terminal.EndProgress();
        if (terminal.Json)
            terminal.WriteLine(watched.Json.ToJsonString(OneLine));
        else
            terminal.WriteLine($"{watched.Attempt.Run} {watched.Turn.Source}: {watched.Attempt.Status}. {Terminal.Visible(watched.Attempt.Because ?? "")}");
        if (watched.ExitCode != 0)
            terminal.Warn($"{watched.Turn.Source}: {watched.Attempt.Because}");
    }

    static int Print(Call call, IReadOnlyList<Turn> turns)
    {
        var now = call.Clock.GetUtcNow();
        if (call.Terminal.Json)
            call.Terminal.WriteJson(new JsonArray([.. turns.Select(turn => (JsonNode)new JsonObject
            {
                ["source"] = turn.Source,
                ["next"] = turn.Due is { } due ? Provenance.Timestamp(due) : null,
                ["due"] = turn.IsDueAt(now),
                ["because"] = turn.Because,
            })]));
        else
            call.Terminal.WriteTable(["source", "next", "due", "because"], turns.Select(turn => (IReadOnlyList<string>)
                [turn.Source, turn.Due is { } due ? Provenance.Timestamp(due) : "never", turn.IsDueAt(now) ? "now" : "-", turn.Because]));
        return 0;
    }
}
