using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Retention;

/// <summary>What may go.</summary>
/// <param name="Archive">Null: nothing is archived, whatever its age.</param>
public sealed record HousekeepingPlan(ArchivePlan? Archive, ReleasePlan Releases)
{
    public bool IsEmpty => Archive is null or { Dumps.Count: 0, Files.Count: 0 } && Releases.Gone.Count == 0;

    /// <summary>One sentence or two: what goes, or why nothing does.</summary>
    public string Because =>
        $"{Archive?.Because ?? "Nothing is archived, since archive_after is empty."} {(Releases.Gone.Count == 0 ? $"No release goes: {Count(Releases.Kept.Count, "is", "are")} there, and each is needed or new enough." : $"{Count(Releases.Gone.Count, "release", "releases")} may go.")}";

    internal static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}

/// <summary>A release that was taken away, and what it weighed, in bytes.</summary>
public sealed record TakenRelease(string Release, long Bytes);

/// <summary>What was done.</summary>
/// <param name="Archived">Null where nothing is archived.</param>
public sealed record HousekeepingReport(ArchiveReport? Archived, IReadOnlyList<TakenRelease> Releases, string Because)
{
    public JsonObject ToJson() => new()
    {
        ["archived"] = MovedJson(Archived?.Dumps, "dump"),
        ["files"] = MovedJson(Archived?.Files, "sha256"),
        ["releases"] = new JsonArray([.. Releases.Select(taken => (JsonNode)new JsonObject { ["release"] = taken.Release, ["bytes"] = taken.Bytes })]),
    };

    static JsonArray MovedJson(IReadOnlyList<Moved>? moved, string name) => new([.. (moved ?? []).Select(one => (JsonNode)new JsonObject
    {
        ["source"] = one.Source,
        [name] = one.Name,
        ["bytes"] = one.Bytes,
        ["archived_bytes"] = one.ArchivedBytes == 0 ? null : one.ArchivedBytes,
    })]);
}

/// <summary>
/// Archives old dumps and takes old releases away, never anything that a served record depends on. Only the holder of the
/// lake's lock may call it; after a kill the next call goes on.
/// </summary>
public sealed class Housekeeping(Lake lake, RetentionOptions options)
{
    public HousekeepingPlan Plan(DateTimeOffset now) =>
        new(options.ArchiveAfter is { } age ? ArchivePlan.Of(lake, lake.Sources(), age, now) : null, ReleasePlan.Of(lake, options, now));

    /// <summary>Does what a plan says, and notes in the ledger what was done if anything was to do, whatever stopped the rest.</summary>
    /// <exception cref="StopException">A dump is damaged, or this machine is in the way; what is done is kept, and one thing that cannot be done keeps nothing else from it.</exception>
    public HousekeepingReport Do(Run run, HousekeepingPlan plan, CancellationToken cancel)
    {
        var (dumps, files, taken, failures) = (new List<Moved>(), new List<Moved>(), new List<TakenRelease>(), new List<Exception>());
        HousekeepingReport Report() => new(plan.Archive is null ? null : new ArchiveReport(dumps, files, ""), taken, string.Join(' ', new[]
        {
            dumps.Count + files.Count > 0 ? Archive.Sentence(dumps, files) : taken.Count + failures.Count > 0 ? null : plan.Because,
            taken.Count == 0 ? null : $"{HousekeepingPlan.Count(taken.Count, "release was", "releases were")} taken away: {string.Join(", ", taken.Select(one => one.Release))}.",
            failures.Count == 0 ? null : $"Not all could be done. {string.Join(' ', failures.Select(failure => failure.Message))}",
        }.OfType<string>()));
        try
        {
            if (plan.Archive is not null)
                Try(() => new Archive(lake) { OnDump = dumps.Add, OnFile = files.Add }.Move(plan.Archive, lake.Sources(), cancel), failures);
            foreach (var release in plan.Releases.Gone)
            {
                cancel.ThrowIfCancellationRequested();
                Try(() => taken.Add(TakeAway(release)), failures);
            }
        }
        finally
        {
            if (!plan.IsEmpty)
                Note(run, Report(), failures.Count > 0);
        }
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0]);
        return Report();
    }

    static void Try(Action work, List<Exception> failures)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is StopException || CheckTheMachineException.IsMeant(e))
        {
            failures.Add(e is StopException ? e : CheckTheMachineException.Of(e));
        }
    }

    void Note(Run run, HousekeepingReport report, bool failed)
    {
        run.Log.Log(failed ? LogLevel.Warning : LogLevel.Information, "retain: {Because}", report.Because);
        var entry = new JsonObject
        {
            ["run"] = run.Id,
            ["status"] = failed ? "failed" : "complete",
            ["because"] = report.Because,
            ["sources"] = new JsonArray(),
            [LedgerField] = report.ToJson(),
            ["release"] = lake.CurrentRelease,
        };
        if (failed)
            Ledger.WriteFailure(lake, run.Id, entry);
        else
            Ledger.Write(lake, run.Id, ReceiptJson.Write(entry));
    }

    /// <summary>Only entries of housekeeping have it.</summary>
    public const string LedgerField = "retained";

    // Out of sight in one rename; a kill leaves what the next holder of the lock clears away.
    TakenRelease TakeAway(string release)
    {
        var folder = lake.Release(release);
        var bytes = Archive.FolderBytes(folder);
        var aside = Path.Combine(Path.GetDirectoryName(folder)!, AtomicFile.AsidePrefix + release);
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.Move(folder, aside);
        Durable.FlushFolder(Path.GetDirectoryName(folder)!);
        Directory.Delete(aside, recursive: true);
        return new TakenRelease(release, bytes);
    }
}
