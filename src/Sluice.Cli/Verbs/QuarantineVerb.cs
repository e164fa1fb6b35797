using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice quarantine list|show|replay</c></summary>
static class QuarantineVerb
{
    public static Command Create()
    {
        var verb = new Command("quarantine", "The records that were rejected, with their reasons: list them, look at them, judge them again.\n\nExample: sluice quarantine list --code url.malformed");
        verb.Subcommands.Add(List());
        verb.Subcommands.Add(Show());
        verb.Subcommands.Add(Replay());
        return verb;
    }

    static readonly string[] Statuses = [QuarantineStatus.Waiting, QuarantineStatus.Admitted, "all"];

    static Command List()
    {
        var source = new Argument<string?>("SOURCE") { Description = "A source (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var dump = new Option<string>("--dump") { Description = "One dump, by name or folder", HelpName = "DUMP" };
        var code = new Option<string>("--code") { Description = "Only records with this finding", HelpName = "CODE" };
        var status = new Option<string>("--status") { Description = "waiting (default), admitted or all", HelpName = "STATUS" };
        var most = new Option<int?>("-n") { Description = "Most rows shown (default 20; --json has all)", HelpName = "N" };
        var verb = new Command("list", "Rejected records with their places and reasons.\n\nExample: sluice quarantine list alignment_research --code date.unreadable");
        verb.Arguments.Add(source);
        foreach (var option in (Option[])[dump, code, status, most])
            verb.Options.Add(option);
        Call.Handle(verb, async (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            MustBeSource(lake, call.Get(source));
            var wanted = call.Get(status) ?? QuarantineStatus.Waiting;
            if (!Statuses.Contains(wanted, StringComparer.Ordinal))
                throw new CorrectTheCallException($"--status is '{wanted}'. Expected {string.Join(", ", Statuses)}.");
            var filter = new QuarantineFilter(call.Get(source), call.Get(dump), call.Get(code), wanted == "all" ? null : wanted);
            var (shown, limit) = (new List<JsonObject>(), call.Terminal.Json ? int.MaxValue : call.Get(most) ?? 20);
            var counts = new SortedDictionary<(string Source, string Dump, string Code), long>(Comparer<(string Source, string Dump, string Code)>.Create((a, b) =>
                string.CompareOrdinal(a.Source, b.Source) is var bySource and not 0 ? bySource : string.CompareOrdinal(a.Dump, b.Dump) is var byDump and not 0 ? byDump : string.CompareOrdinal(a.Code, b.Code)));
            long count = 0;
            await foreach (var (of, row) in new Quarantine(lake).ReadAsync(filter, cancel))
            {
                count++;
                foreach (var found in row.Codes)
                    counts[(of.Source, of.Name, found)] = counts.GetValueOrDefault((of.Source, of.Name, found)) + 1;
                if (shown.Count < limit)
                    shown.Add(Brief(of, row));
            }
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonObject
                {
                    ["count"] = count,
                    ["findings"] = new JsonObject(counts.GroupBy(pair => pair.Key.Code, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                        .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)JsonValue.Create(group.Sum(pair => pair.Value))))),
                    ["records"] = new JsonArray([.. shown]),
                });
            else
                Write(call.Terminal, wanted, count, counts, shown);
            return 0;
        });
        return verb;
    }

    static JsonObject Brief(Dump dump, QuarantineRow row) => new()
    {
        ["source"] = dump.Source,
        ["dump"] = dump.Name,
        ["file"] = row.Place.File,
        ["line"] = row.Place.Line,
        ["id"] = row.Id,
        ["stage"] = row.Stage,
        ["status"] = row.Status,
        ["codes"] = new JsonArray([.. row.Codes.Select(code => (JsonNode)JsonValue.Create(code))]),
    };

    static void Write(Terminal terminal, string status, long count, SortedDictionary<(string Source, string Dump, string Code), long> counts, List<JsonObject> shown)
    {
        if (count == 0)
        {
            terminal.WriteLine(status == QuarantineStatus.Waiting ? "Nothing waits in quarantine." : "Nothing to list.");
            return;
        }
        terminal.WriteTable(["source", "dump", "finding", "# records"], counts.Select(pair => (IReadOnlyList<string>)[pair.Key.Source, pair.Key.Dump, pair.Key.Code, ReportTables.Number(pair.Value)]));
        terminal.WriteLine("");
        terminal.WriteTable(["where", "id", "status", "findings"], shown.Select(row => (IReadOnlyList<string>)
            [string.Create(CultureInfo.InvariantCulture, $"{row["file"]}:{row["line"]}"), row["id"]?.ToString() ?? "-", row["status"]!.ToString(), string.Join(", ", row["codes"]!.AsArray())]));
        if (count > shown.Count)
            terminal.WriteLine($"{shown.Count} of {ReportTables.Number(count)}; -n shows more, --json all, `sluice quarantine show ID` one in full.");
    }

    static Command Show()
    {
        var target = new Argument<string>("RECORD") { Description = "Upstream's id, FILE:LINE as upstream has it, or a source for all of it" };
        var dump = new Option<string>("--dump") { Description = "One dump, by name or folder", HelpName = "DUMP" };
        var verb = new Command("show", "A rejected record in full: upstream's line as sent, and every finding.\n\nExample: sluice quarantine show aisafety.info.jsonl:17");
        verb.Arguments.Add(target);
        verb.Options.Add(dump);
        Call.Handle(verb, async (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            var text = call.Get(target)!;
            var isSource = lake.Sources().Contains(text, StringComparer.Ordinal);
            var entries = new JsonArray();
            await foreach (var (of, row) in new Quarantine(lake).ReadAsync(new QuarantineFilter(isSource ? text : null, call.Get(dump), Target: isSource ? null : text), cancel))
                if (call.Terminal.Json)
                    entries.Add(Whole(of, row));
                else
                    WriteWhole(call.Terminal, of, row, entries);
            if (entries.Count == 0 && !isSource)
                throw new CorrectTheCallException($"No quarantine of {lake.Root} holds '{text}'. Expected upstream's id or FILE:LINE; `sluice quarantine list --status all` lists what there is, `sluice why {text}` tells where else it may be.");
            if (call.Terminal.Json)
                call.Terminal.WriteJson(entries);
            else if (entries.Count == 0)
                call.Terminal.WriteLine("Nothing waits in quarantine.");
            return 0;
        });
        return verb;
    }

    static JsonObject Whole(Dump dump, QuarantineRow row)
    {
        var json = new JsonObject { ["source"] = dump.Source, ["dump"] = dump.Name };
        for (var i = 0; i < row.Line.FieldCount; i++)
            json[JsonText.Decode(row.Line.NameOf(i))] = row.Line.ValueOf(i).ToNode();
        return json;
    }

    static void WriteWhole(Terminal terminal, Dump dump, QuarantineRow row, JsonArray count)
    {
        if (count.Count > 0)
            terminal.WriteLine("");
        count.Add(row.Place.Line);
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Place.File} line {row.Place.Line} of {dump.Source}/{dump.Name}, {row.Id ?? "no id"}: {row.Status}, rejected by {row.Stage}"));
        if (row.Line.TryGet("findings"u8, out var findings) && findings.ToNode() is JsonArray list)
            terminal.WriteTable(["finding", "severity", "where", "found", "expected"], list.OfType<JsonObject>().Select(finding => (IReadOnlyList<string>)
                [.. new[] { "code", "severity", "pointer", "found", "expected" }.Select(name => finding[name]?.ToString().ReplaceLineEndings(" ") ?? "-")]));
        terminal.WriteLine(row.Sent() is not { } sent ? "(the line is too long to be kept here; it stays in upstream's file)" : Terminal.Visible(System.Text.Encoding.UTF8.GetString(sent.Span)));
    }

    static Command Replay()
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Sources (default: all that have a dump)", Arity = ArgumentArity.ZeroOrMore };
        var flags = new ValidateFlags(threshold: false);
        var clean = new CleanFlags();
        var registry = new Option<string>("--registry") { Description = "A file over the shipped source registry", HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be admitted, write nothing" };
        var verb = new Command("replay", "Judges what waits again, after a rule, a mapping or a schema changed: what passes moves on into the next release, what does not stays.\n\nExample: sluice quarantine replay alignment_research --registry mended.json");
        verb.Arguments.Add(sources);
        flags.AddTo(verb);
        clean.AddTo(verb);
        verb.Options.Add(registry);
        verb.Options.Add(dryRun);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(registry, "registry");
            var lake = call.Lake.MustExist();
            var flow = new Flow(call.Registry(), flags.Read(call), clean.Read(call)) { Workers = CorpusFlags.Workers(call) };
            foreach (var name in call.Get(sources)!)
                MustBeSource(lake, name);
            var names = call.Get(sources) is { Length: > 0 } given ? given : lake.Sources();
            using var held = call.Get(dryRun) ? null : LakeLock.Take(lake);
            var report = await flow.ReplayAsync(call.StartRun(call.Get(dryRun)), names, cancel);
            call.Terminal.EndProgress();
            if (call.Terminal.Json)
            {
                call.Terminal.WriteJson(report.ToJson());
                return 0;
            }
            call.Terminal.WriteTable(["source", "dump", "# judged", "# admitted", "still waiting, and why"], report.Replays.Select(replay => (IReadOnlyList<string>)
                [replay.Source, replay.Dump, ReportTables.Number(replay.Read), ReportTables.Number(replay.Admitted), ReportTables.Codes(replay.Waiting)]));
            call.Terminal.WriteLine(call.Get(dryRun) ? "Nothing was written." : report.Release is { } release ? $"Release {release} is current." : "There is no release.");
            return 0;
        });
        return verb;
    }

    static void MustBeSource(Lake lake, string? name)
    {
        if (name is not null && !lake.Sources().Contains(name, StringComparer.Ordinal))
            throw new CorrectTheCallException($"{lake.Root} has no dump of a source called '{name}'.{Nearest.Hint(name, lake.Sources())}");
    }
}
