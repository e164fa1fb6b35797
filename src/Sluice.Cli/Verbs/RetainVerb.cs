using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Retention;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice retain</c></summary>
static class RetainVerb
{
    public static Command Create()
    {
        var retention = new RetentionFlags();
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would happen, write nothing" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask first" };
        var verb = new Command("retain", "Archives old dumps and takes old releases away, never anything that a served record depends on.\n\nExample: sluice retain --yes");
        retention.AddTo(verb);
        verb.Options.Add(dryRun);
        verb.Options.Add(yes);
        Call.Handle(verb, (call, cancel) =>
        {
            var (lake, house) = (call.Lake.MustExist(), new Housekeeping(call.Lake, retention.Read(call)));
            using var held = call.Get(dryRun) ? null : LakeLock.Take(lake);
            Erasure.MustBeDone(lake);
            var plan = house.Plan(call.Clock.GetUtcNow());
            if (call.Get(dryRun))
                Print(call, plan, new HousekeepingReport(plan.Archive is null ? null : ArchiveVerb.Foretold(lake, plan.Archive), [.. plan.Releases.Gone.Select(release => new TakenRelease(release, Archive.FolderBytes(lake.Release(release))))], plan.Because));
            else
            {
                if (!plan.IsEmpty && !call.Get(yes))
                    ArchiveVerb.MustBeMeant(call, plan.Because, [.. (plan.Archive?.Dumps ?? []).Select(dump => dump.Name), .. plan.Releases.Gone]);
                Print(call, plan, house.Do(call.StartRun(dryRun: false), plan, cancel));
            }
            return Task.FromResult(0);
        });
        return verb;
    }

    static void Print(Call call, HousekeepingPlan plan, HousekeepingReport report)
    {
        if (call.Terminal.Json)
        {
            var json = report.ToJson();
            json["kept"] = new JsonArray([.. plan.Releases.Kept.Select(kept => (JsonNode)new JsonObject { ["release"] = kept.Release, ["because"] = kept.Because })]);
            json["because"] = report.Because;
            call.Terminal.WriteJson(json);
            return;
        }
        IEnumerable<IReadOnlyList<string>> rows =
        [
            .. (report.Archived?.Dumps ?? []).Concat(report.Archived?.Files ?? []).Select(moved => (IReadOnlyList<string>)["archive", $"{moved.Source} {moved.Name}", ReportTables.Number(moved.Bytes)]),
            .. report.Releases.Select(taken => (IReadOnlyList<string>)["take away", $"release {taken.Release}", ReportTables.Number(taken.Bytes)]),
        ];
        if (rows.Any())
            call.Terminal.WriteTable(["what", "dump, upstream file or release", "# bytes"], rows);
        foreach (var kept in plan.Releases.Kept)
            call.Terminal.WriteLine($"Release {kept.Release} stays: {kept.Because}.");
        call.Terminal.WriteLine(report.Because);
    }
}

/// <summary>The flags that say what is kept, which <c>watch</c> takes too.</summary>
sealed class RetentionFlags
{
    readonly Option<string> _archiveAfter = new("--archive-after") { Description = "Age from which a dump may go to the archive (default 90d; empty: never)", HelpName = "AGE" };
    readonly Option<string> _keepReleases = new("--keep-releases") { Description = "How many of the newest releases stay (default 12; 0: all)", HelpName = "N" };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_archiveAfter);
        verb.Options.Add(_keepReleases);
    }

    public RetentionOptions Read(Call call)
    {
        call.Take(_archiveAfter, "archive_after");
        call.Take(_keepReleases, "keep_releases");
        return Of(call.Settings);
    }

    /// <exception cref="CorrectTheCallException">A setting is no age, or no number.</exception>
    public static RetentionOptions Of(Settings settings) => new()
    {
        ArchiveAfter = settings.OrNull("archive_after") is { } age ? ArchiveVerb.AgeOf(age, settings.Said("archive_after")) : null,
        KeepReleases = int.TryParse(settings["keep_releases"], NumberStyles.None, CultureInfo.InvariantCulture, out var keep) ? keep
            : throw new CorrectTheCallException($"{settings.Said("keep_releases")} is '{settings["keep_releases"]}'. Expected a whole number; 0 keeps all."),
    };
}
