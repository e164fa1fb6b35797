using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice why ID [FIELD]</c></summary>
static class WhyVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "Upstream's id, SOURCE:ID, sha256:HASH of a row without an id, or FILE:LINE as upstream has it" };
        var field = new Argument<string?>("FIELD") { Description = "A field whose value to follow", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Command("why", "The way of a record, or of one value: upstream's file and line, every dump, each zone, the release.\n\nExample: sluice why 2ea1c96e232eb206f1e859befae2778c date_published");
        verb.Arguments.Add(id);
        verb.Arguments.Add(field);
        Call.Handle(verb, async (call, cancel) =>
        {
            var answer = await new Why(call.Lake.MustExist()).AskAsync(call.Get(id)!, call.Get(field), cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(Json(answer));
            else if (answer.Field is { } value)
                Print(call.Terminal, answer, value);
            else
                Print(call.Terminal, answer);
            return 0;
        });
        return verb;
    }

    static JsonObject Json(WhyAnswer answer)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(answer, ReceiptJson.Options)!;
        json["zones"] = new JsonObject(answer.Zones.Select(zone =>
        {
            var value = (JsonObject)JsonSerializer.SerializeToNode(zone, ReceiptJson.Options)!;
            value.Remove("zone");
            return KeyValuePair.Create(zone.Zone, (JsonNode?)value);
        }));
        if (answer.Field is null)
            json.Remove("field");
        return json;
    }

    static void Print(Terminal terminal, WhyAnswer answer)
    {
        terminal.WriteLine(answer.Because);
        terminal.WriteLine($"{answer.Source}:{answer.Id}");
        if (answer.Work is { } work)
            Print(terminal, $"{answer.Source}:{answer.Id}", work);
        if (answer.Rows.Count > 0)
            terminal.WriteTable(["dump", "status", "file", "# line", "# byte", "revision", "oid", "file sha256", "row sha256"], answer.Rows.Select(row => (IReadOnlyList<string>)
                [row.Dump, Status(row.Status, row.Archived), row.File, Number(row.Line), Number(row.ByteOffset), Short(row.Revision), Short(row.Oid), Short(row.FileSha256), Short(row.RowSha256)]));
        if (answer.Dropped.Count > 0)
            terminal.WriteTable(["dump", "status", "dropped, and why", "file", "# line", "# byte"], answer.Dropped.Select(drop => (IReadOnlyList<string>)
                [drop.Dump, Status(drop.Status, drop.Archived), drop.Reason, drop.File, Number(drop.Line), Number(drop.ByteOffset)]));
        if (answer.Removed.Count > 0)
            terminal.WriteTable(["dump", "removed, and why"], answer.Removed.Select(removal => (IReadOnlyList<string>)[removal.Dump + (removal.Archived ? ", archived" : ""), removal.Why]));
        if (answer.Quarantine.Count > 0)
            terminal.WriteTable(["dump", "quarantine", "status", "stage", "file", "# line", "pointer", "found", "expected"], answer.Quarantine.SelectMany(entry => entry.Findings.Select(finding => (IReadOnlyList<string>)
                [entry.Dump + (entry.Archived ? ", archived" : ""), Text(finding!["code"]), entry.Status, entry.Stage, entry.File, Number(entry.Line), Text(finding["pointer"]), Text(finding["found"]), Text(finding["expected"])])));
        if (answer.Findings.Count > 0)
            terminal.WriteTable(["dump", "found", "severity", "file", "# line", "pointer", "found there", "expected"], answer.Findings.Select(finding => (IReadOnlyList<string>)
                [finding.Dump + (finding.Archived ? ", archived" : ""), finding.Code, finding.Severity, finding.File, Number(finding.Line), finding.Pointer, finding.Found ?? "-", finding.Expected]));
        if (answer.Zones.Count > 0)
            terminal.WriteTable(["zone", "there", "dump", "stage", "transformations so far"], answer.Zones.Select(zone => (IReadOnlyList<string>)
                [zone.Zone, zone.Holds ? "yes" : "no", zone.Dump, zone.Stage is null ? "-" : $"{zone.Stage}@{zone.Version}", string.Join(", ", zone.Transformations)]));
    }

    static void Print(Terminal terminal, string id, WorkAnswer work)
    {
        var why = string.Join(' ', [.. work.Id == id ? work.Reasons : [], .. work.Evidence]);
        terminal.WriteLine(work.Id != id ? $"Its work is stood for by {work.Id}: {work.Relation}. {why}"
            : work.Copies.Count + work.Related.Count > 0 || work.RelatedTo is not null ? $"It stands for its work. {why}"
            : "It is a work of its own, without a copy.");
        IEnumerable<(string As, WorkMember Other)> others =
        [
            .. work.Copies.Select(copy => ("copy", copy)),
            .. work.Related.Select(related => ("related", related)),
            .. work.RelatedTo is { } to ? [("related to", to)] : Array.Empty<(string, WorkMember)>(),
        ];
        if (others.Any())
            terminal.WriteTable(["as", "relation", "record", "collection", "title", "why"], others.Select(other => (IReadOnlyList<string>)
                [other.As, other.Other.Relation, other.Other.Id, other.Other.Collection, Finding.Shorten(other.Other.Title.ReplaceLineEndings(" "))!, string.Join(' ', other.Other.Evidence)]));
    }

    static void Print(Terminal terminal, WhyAnswer answer, WhyField field)
    {
        terminal.WriteLine(answer.Because);
        terminal.WriteLine($"{answer.Source}:{answer.Id} {field.Name}");
        IEnumerable<IReadOnlyList<string>> rows =
        [
            ["as sent", Shown(field.Sent)],
            .. field.Zones.Select(zone => (IReadOnlyList<string>)[zone.Key, Shown(zone.Value)]),
            ["release", Shown(field.Release)],
        ];
        terminal.WriteTable(["where", field.Name], rows);
        if (field.Original is not null)
            terminal.WriteLine($"Before mapping: {Shown(field.Original)}");
        terminal.WriteLine(field.Transformations.Count == 0 ? "Nothing was done to it." : "Done to it: " + string.Join(", ", field.Transformations));
    }

    static string Shown(JsonNode? value) => value is null ? "-" : Finding.Shorten(value.ToJsonString(ReceiptJson.Options).ReplaceLineEndings(" "))!;

    static string Text(JsonNode? value) => value?.GetValue<string>() ?? "";

    static string Status(string status, bool archived) => archived ? status + ", archived" : status;

    static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    // Hashes in full are for --json.
    static string Short(string? hash) => hash is null ? "-" : hash[..Math.Min(12, hash.Length)];
}
