using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice archive --older-than AGE [SOURCE]</c> and <c>sluice archive --restore DUMP</c></summary>
static class ArchiveVerb
{
    public static Command Create()
    {
        var source = new Argument<string?>("SOURCE") { Description = "Only this source (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var olderThan = new Option<string?>("--older-than") { Description = "Age from which a dump may go: 90d, 12h, 2w, 0d", HelpName = "AGE" };
        var restore = new Option<string?>("--restore") { Description = "Bring this archived dump back, byte for byte", HelpName = "DUMP" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would happen, write nothing" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask first" };
        var verb = new Command("archive", "Moves dumps and upstream files that nothing current is made from to a compressed archive, and back.\n\nExample: sluice archive --older-than 90d --yes");
        verb.Arguments.Add(source);
        foreach (var option in (Option[])[olderThan, restore, dryRun, yes])
            verb.Options.Add(option);
        Call.Handle(verb, (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            if (call.Get(olderThan) is null == call.Get(restore) is null)
                throw new CorrectTheCallException("Give one of: --older-than AGE, or --restore DUMP.");
            if (call.Get(restore) is { } name)
            {
                if (call.Get(source) is not null)
                    throw new CorrectTheCallException("--restore names the dump; leave SOURCE out.");
                Restore(call, lake, name, call.Get(dryRun));
                return Task.FromResult(0);
            }
            if (call.Get(source) is { } only)
                call.Registry().Source(only);
            var age = AgeOf(call.Get(olderThan)!);
            var sources = lake.Sources().Where(known => call.Get(source) is null || known == call.Get(source)).ToList();
            using var held = call.Get(dryRun) ? null : LakeLock.Take(lake);
            var plan = ArchivePlan.Of(lake, sources, age, call.Clock.GetUtcNow());
            if (call.Get(dryRun))
                Print(call, "archived", Foretold(lake, plan));
            else
            {
                if (plan.Dumps.Count + plan.Files.Count > 0 && !call.Get(yes))
                    MustBeMeant(call, plan.Because, [.. plan.Dumps.Select(dump => dump.Name)]);
                Print(call, "archived", new Archive(lake).Move(plan, sources, cancel));
            }
            return Task.FromResult(0);
        });
        return verb;
    }

    /// <summary>Whole hours, days or weeks: <c>12h</c>, <c>90d</c>, <c>2w</c>.</summary>
    internal static TimeSpan AgeOf(string text, string said = "--older-than") =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000
            && text[^1] switch { 'h' => TimeSpan.FromHours(count), 'd' => TimeSpan.FromDays(count), 'w' => TimeSpan.FromDays(7L * count), _ => (TimeSpan?)null } is { } age
            ? age
            : throw new CorrectTheCallException($"{said} is '{text}'. Expected a whole number of hours, days or weeks, at most 100000: 12h, 90d, 2w.");

    static void Restore(Call call, Lake lake, string name, bool dryRun)
    {
        var dump = FindArchived(lake, name);
        using var held = dryRun ? null : LakeLock.Take(lake);
        Print(call, "restored", dryRun
            ? new ArchiveReport([new Moved(dump.Source, dump.Name, 0, 0)], [], $"{dump.Name} of {dump.Source} would come back from {lake.Relative(lake.ArchivedDump(dump.Source, dump.Name))}.")
            : new Archive(lake).Restore(dump.Source, dump.Name));
    }

    // Also one whose live copy is back already, where the last call was killed before it was done.
    static Dump FindArchived(Lake lake, string name)
    {
        var dump = Dump.Find(lake, name);
        return lake.ArchivedDumpNames(dump.Source).Contains(dump.Name, StringComparer.Ordinal)
            ? dump
            : throw new CorrectTheCallException($"{dump.Name} of {dump.Source} is not in the archive: it lies in {lake.Relative(dump.Folder)} already.");
    }

    internal static ArchiveReport Foretold(Lake lake, ArchivePlan plan) => new(
        [.. plan.Dumps.Select(dump => new Moved(dump.Source, dump.Name, Archive.LiveBytes(lake, dump), 0))],
        [.. plan.Files.Select(file => new Moved(file.Source, file.Sha256, new FileInfo(UpstreamFile.LivePath(lake, file.Source, file.Sha256)).Length, 0))],
        plan.Because);

    /// <exception cref="CorrectTheCallException">The person says no, or there is none to ask.</exception>
    internal static void MustBeMeant(Call call, string because, IReadOnlyList<string> names)
    {
        if (!call.Terminal.Json && !Console.IsInputRedirected)
        {
            Console.Error.Write($"{because} {string.Join(", ", names)}. Go on? [y/N] ");
            if (Console.ReadLine()?.Trim() is "y" or "Y" or "yes")
                return;
        }
        throw new CorrectTheCallException($"{because} Nothing was done: say --yes to do it, or --dry-run to see what.");
    }

    static void Print(Call call, string what, ArchiveReport report)
    {
        if (call.Terminal.Json)
        {
            call.Terminal.WriteJson(new JsonObject
            {
                [what] = Json(report.Dumps, "dump"),
                ["files"] = Json(report.Files, "sha256"),
                ["because"] = report.Because,
            });
            return;
        }
        if (report.Dumps.Count + report.Files.Count > 0)
            call.Terminal.WriteTable(["source", "dump or upstream file", "# bytes", "# archived"], report.Dumps.Concat(report.Files).Select(moved => (IReadOnlyList<string>)
                [moved.Source, moved.Name, Weight(moved.Bytes), Weight(moved.ArchivedBytes)]));
        call.Terminal.WriteLine(report.Because);
    }

    // What was not moved yet has not been weighed.
    static string Weight(long bytes) => bytes == 0 ? "-" : ReportTables.Number(bytes);

    static JsonArray Json(IEnumerable<Moved> moved, string name) => new([.. moved.Select(one => (JsonNode)new JsonObject
    {
        ["source"] = one.Source,
        [name] = one.Name,
        ["bytes"] = one.Bytes == 0 ? null : one.Bytes,
        ["archived_bytes"] = one.ArchivedBytes == 0 ? null : one.ArchivedBytes,
    })]);
}
