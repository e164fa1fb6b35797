using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice doctor</c>: is this machine ready. It writes nothing and asks no network.</summary>
static class DoctorVerb
{
    sealed record Answer(string Check, bool IsFine, string Found, string Remedy);

    public static Command Create()
    {
        var verb = new Command("doctor", "Is this machine ready? Exit 1 if something is missing.\n\nExample: sluice doctor");
        Call.Handle(verb, (call, _) =>
        {
            var answers = Ask(call).ToList();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonArray([.. answers.Select(answer => (JsonNode)new JsonObject
                {
                    ["check"] = answer.Check,
                    ["ok"] = answer.IsFine,
                    ["found"] = answer.Found,
                    ["remedy"] = answer.IsFine ? null : answer.Remedy,
                })]));
            else
                call.Terminal.WriteTable(["check", "ok", "found", "remedy"], answers.Select(answer => (IReadOnlyList<string>)
                    [answer.Check, answer.IsFine ? "yes" : "NO", answer.Found, answer.IsFine ? "" : answer.Remedy]));
            return Task.FromResult(answers.All(answer => answer.IsFine) ? 0 : 1);
        });
        return verb;
    }

    static IEnumerable<Answer> Ask(Call call)
    {
        yield return new Answer(".NET", Environment.Version.Major >= 10, Environment.Version.ToString(), "Install the .NET 10 runtime (ASP.NET Core).");
        // Without ICU .NET cannot normalize, and cleaning would silently leave decomposed letters.
        yield return new Answer("Unicode (ICU)", "e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9", "e + U+0301 composes to " + ("e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9" ? "é" : "nothing"), "Install ICU (Debian: libicu72) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        yield return Sqlite();
        foreach (var name in new[] { "sources.json", "alignment_research_v1.json", "document_v1.json" })
            yield return new Answer("schemas/" + name, File.Exists(SourceRegistry.Shipped(name)), SourceRegistry.Shipped(name), "Publish the program again: its schemas folder travels with it.");
        var root = new DirectoryInfo(call.Lake.Root);
        while (root is { Exists: false, Parent: { } parent })
            root = parent;
        var free = Zones.Disk.FreeBytes(root.FullName) / 1_000_000;
        yield return new Answer("disk", free > 4000, $"{free} MB free at {root.FullName}", "The full dataset takes about 4 GB through all zones. Free some space, or choose another --lake.");
        yield return new Answer("lake", !call.Lake.Exists || File.ReadAllText(call.Lake.FormatFile) == Zones.Lake.FormatLine,
            call.Lake.Exists ? call.Lake.Root : $"none yet at {call.Lake.Root}", "lake.json is not of format 1: choose another folder with --lake.");
    }

    static Answer Sqlite()
    {
        try
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE VIRTUAL TABLE t USING fts5(x); SELECT sqlite_version();";
            return new Answer("SQLite with FTS5", true, command.ExecuteScalar()?.ToString() ?? "", "");
        }
        catch (Exception e) when (e is SqliteException or DllNotFoundException)
        {
            return new Answer("SQLite with FTS5", false, e.Message, "Publish for this machine's system and processor.");
        }
    }
}
