using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sluice.Alerts;
using Sluice.Records;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice alerts list|test|send</c>: what is the matter, and whether those who should know can be told.</summary>
static class AlertsVerb
{
    const int Recent = 20;

    public static Command Create()
    {
        var verb = new Command("alerts", "What is the matter with the sources and the lake, and who is told.\n\nExample: sluice alerts list");
        foreach (var child in (Command[])[List(), Test(), Send()])
            verb.Subcommands.Add(child);
        return verb;
    }

    static Command List()
    {
        var verb = new Command("list", "What is open, what was lately, and what waits to be told. It looks at nothing anew.\n\nExample: sluice alerts list --json");
        Call.Handle(verb, (call, _) =>
        {
            var (state, outbox) = (AlertState.Read(call.Lake.MustExist()), new Outbox(call.Lake));
            var (open, over) = (state.Open.ToList(), state.Events.Where(happened => happened.ClosedAt is not null).TakeLast(Recent).ToList());
            if (call.Terminal.Json)
            {
                call.Terminal.WriteJson(new JsonObject
                {
                    ["looked_at"] = state.LookedAt,
                    ["open"] = new JsonArray([.. open.Select(Json)]),
                    ["recent"] = new JsonArray([.. over.Select(Json)]),
                    ["waiting"] = new JsonArray([.. outbox.Waiting().Select(Json)]),
                    ["refused"] = new JsonArray([.. outbox.Refused().Select(Json)]),
                });
                return Task.FromResult(0);
            }
            if (open.Count == 0)
                call.Terminal.WriteLine(state.LookedAt is { } at ? $"Nothing is the matter, as of {at}." : "Nobody looked yet. `sluice alerts send` looks.");
            else
                call.Terminal.WriteTable(["open", "source", "since", "found", "expected", "also", "what to do"], open.Select(happened => (IReadOnlyList<string>)
                    [happened.Code, happened.Source ?? "-", happened.OpenedAt, happened.Found, happened.Expected, string.Join(", ", happened.Also), CodeOf(happened.Code).Remedy]));
            if (over.Count > 0)
                call.Terminal.WriteTable(["over", "source", "from", "to", "found"], over.Select(happened => (IReadOnlyList<string>)
                    [happened.Code, happened.Source ?? "-", happened.OpenedAt, happened.ClosedAt!, happened.Found]));
            foreach (var (item, word) in outbox.Waiting().Select(item => (item, "Waits for")).Concat(outbox.Refused().Select(item => (item, "Was given up by"))))
                call.Terminal.WriteLine($"{word} {item.Channel}: {item.Message.Headline}. {item.Problem}");
            return Task.FromResult(0);
        });
        return verb;
    }

    static Command Test()
    {
        var (flags, verb) = (new AlertFlags(), new Command("test", "Sends a test to everybody who would be told. Exit 1 if one of them does not take it.\n\nExample: sluice alerts test --alert-file alerts.jsonl"));
        flags.AddTo(verb);
        Call.Handle(verb, async (call, cancel) =>
        {
            flags.Read(call);
            var channels = Configured(call);
            try
            {
                var message = AlertMessage.ForTest(call.Lake, call.Clock.GetUtcNow());
                var answers = new List<(string Channel, Delivery Delivery)>();
                foreach (var channel in channels)
                    answers.Add((channel.Name, await Delivery.TryAsync(channel, message, cancel)));
                if (call.Terminal.Json)
                    call.Terminal.WriteJson(new JsonArray([.. answers.Select(answer => (JsonNode)new JsonObject { ["channel"] = answer.Channel, ["event"] = message.Event, ["delivered"] = answer.Delivery.State == DeliveryState.Delivered, ["problem"] = answer.Delivery.Problem })]));
                else
                    call.Terminal.WriteTable(["channel", "took it", "problem"], answers.Select(answer => (IReadOnlyList<string>)[answer.Channel, answer.Delivery.State == DeliveryState.Delivered ? "yes" : "NO", answer.Delivery.Problem ?? ""]));
                return answers.All(answer => answer.Delivery.State == DeliveryState.Delivered) ? 0 : 1;
            }
            finally
            {
                AlertFlags.Close(channels);
            }
        });
        return verb;
    }

    static Command Send()
    {
        var flags = new AlertFlags();
        var registry = new Option<string>("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };
        var verb = new Command("send", "Looks at every source and the lake now, and tells what is news and what still waits.\nFor cron, where no watch runs. Exit 1 if something was not taken.\n\nExample: sluice alerts send --alert-file alerts.jsonl");
        flags.AddTo(verb);
        verb.Options.Add(registry);
        Call.Handle(verb, async (call, cancel) =>
        {
            flags.Read(call);
            call.Take(registry, "registry");
            call.Lake.MustExist();
            var channels = AlertFlags.Channels(call);
            using var logs = Logging.Create(call.Terminal, call.Lake);
            try
            {
                var report = await AlertFlags.Open(call, call.Registry(), channels, logs.CreateLogger("sluice"), impatient: true).LookAsync(cancel);
                if (call.Terminal.Json)
                    call.Terminal.WriteJson(new JsonObject
                    {
                        ["opened"] = new JsonArray([.. report.Opened.Select(Json)]),
                        ["closed"] = new JsonArray([.. report.Closed.Select(Json)]),
                        ["open"] = new JsonArray([.. report.Open.Select(Json)]),
                        ["delivered"] = new JsonArray([.. report.Delivered.Select(message => (JsonNode)JsonValue.Create(message.Event))]),
                        ["undelivered"] = new JsonArray([.. report.Undelivered.Select(one => (JsonNode)new JsonObject { ["channel"] = one.Channel, ["event"] = one.Event, ["problem"] = one.Problem })]),
                    });
                else
                {
                    AlertFlags.Told(call, report);
                    call.Terminal.WriteLine($"{report.Open.Count} open, {report.Opened.Count} of them new; {report.Closed.Count} over; {report.Delivered.Count} told, {report.Undelivered.Count} not taken.");
                }
                return report.Undelivered.Count == 0 ? 0 : 1;
            }
            finally
            {
                AlertFlags.Close(channels);
            }
        });
        return verb;
    }

    static IReadOnlyList<IAlertChannel> Configured(Call call) =>
        AlertFlags.Channels(call) is { Count: > 0 } channels ? channels
        : throw new CorrectTheCallException("Nobody would be told: set alert_file, alert_webhook or alert_smtp (`sluice config` shows them).");

    static FindingCode CodeOf(string code) => FindingCode.OfLiveness.First(known => known.Code == code);

    static JsonNode Json(AlertEvent happened) => new JsonObject
    {
        ["event"] = happened.Id,
        ["code"] = happened.Code,
        ["source"] = happened.Source,
        ["severity"] = CodeOf(happened.Code).Severity == Severity.Error ? "error" : "warning",
        ["opened_at"] = happened.OpenedAt,
        ["closed_at"] = happened.ClosedAt,
        ["run"] = happened.Run,
        ["found"] = happened.Found,
        ["expected"] = happened.Expected,
        ["also"] = new JsonArray([.. happened.Also.Select(code => (JsonNode)JsonValue.Create(code))]),
        ["remedy"] = CodeOf(happened.Code).Remedy,
    };

    static JsonNode Json(OutboxItem item) => new JsonObject
    {
        ["channel"] = item.Channel,
        ["event"] = item.Message.Event,
        ["state"] = item.Message.State,
        ["code"] = item.Message.Code,
        ["tries"] = item.Tries,
        ["not_before"] = item.NotBefore,
        ["problem"] = item.Problem,
    };
}
