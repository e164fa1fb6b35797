using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Alerts;
using Sluice.Records;
using Sluice.Retention;
using Sluice.Schedule;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice;

/// <summary>How fresh a source is.</summary>
/// <param name="LastSuccess">The newest run that came to its end, with news or without; null if none did.</param>
/// <param name="Last">The newest try, whatever came of it.</param>
/// <param name="Deltas">Delta dumps since the last full one.</param>
public sealed record SourceStatus(string Source, bool IsEnabled, Attempt? LastSuccess, Attempt? Last, Turn Turn, int Dumps, int Archived, int Deltas)
{
    public JsonObject ToJson(DateTimeOffset now) => new()
    {
        ["source"] = Source,
        ["enabled"] = IsEnabled,
        ["last_success"] = LastSuccess is null ? null : new JsonObject { ["run"] = LastSuccess.Run, ["at"] = Provenance.Timestamp(LastSuccess.At), ["age_seconds"] = (long)(now - LastSuccess.At).TotalSeconds },
        ["last_attempt"] = Last is null ? null : new JsonObject { ["run"] = Last.Run, ["at"] = Provenance.Timestamp(Last.At), ["status"] = Last.Status, ["because"] = Last.Because },
        ["next"] = Turn.Due is { } due ? Provenance.Timestamp(due) : null,
        ["next_because"] = Turn.Because,
        ["dumps"] = Dumps,
        ["archived"] = Archived,
        ["deltas_since_full"] = Deltas,
    };
}

/// <summary>What an operator asks first: is it fresh, does somebody watch, is anything the matter, is there room.</summary>
/// <param name="Parts">What each part of the lake weighs, in bytes.</param>
/// <param name="FreeBytes">Null where the system does not tell.</param>
/// <param name="Beat">When a watch wrote its heartbeat last; null if none did.</param>
/// <param name="Stopped">When that watch was stopped; null while it goes on, or if it was killed.</param>
/// <param name="Alerts">The open ones, as the last look left them; null where nobody looks, or its file is damaged.</param>
public sealed record LakeStatus(
    DateTimeOffset At, IReadOnlyList<SourceStatus> Sources, int Releases, int Held,
    IReadOnlyList<(string Part, long Bytes)> Parts, long? FreeBytes, DateTimeOffset? Beat, DateTimeOffset? Stopped, IReadOnlyList<AlertEvent>? Alerts)
{
    // It beats each minute; a slow disk or a busy machine may keep it for a moment.
    static readonly TimeSpan Alive = TimeSpan.FromMinutes(5);

    /// <summary>Whether a watch keeps the lake, in words.</summary>
    public string Watched => Beat is not { } beat ? "Not watched: no watch was here yet."
        : Stopped is { } stopped ? $"Not watched: the watch was stopped {Age(At - stopped)} ago."
        : At - beat > Alive ? $"Not watched: the last watch showed its last sign of life {Age(At - beat)} ago."
        : $"Watched: the heartbeat is {Age(At - beat)} old.";

    /// <summary>Of the sources that are enabled or have dumps.</summary>
    public static LakeStatus Of(Lake lake, SourceRegistry registry, DateTimeOffset now)
    {
        var attempts = new Attempts(lake);
        var sources = registry.Sources.Where(source => source.IsEnabled || lake.Sources().Contains(source.Id, StringComparer.Ordinal)).Select(source => Of(lake, source, attempts, now)).ToList();
        return new LakeStatus(now, sources, lake.ReleaseNames().Count, HeldReleases.Read(lake).Count(id => Directory.Exists(lake.Release(id))),
            DiskUse.Of(lake), Disk.FreeBytes(lake.Root) is var free && free < long.MaxValue ? free : null, Heartbeat.LastAt(lake), Heartbeat.StoppedAt(lake), AlertsOf(lake));
    }

    static SourceStatus Of(Lake lake, SourceEntry source, Attempts attempts, DateTimeOffset now)
    {
        var tried = attempts.Of(source.Id, now).ToList();
        // One that only a call by its name runs has no turn either.
        var turn = source.IsEnabled ? Turn.Of(source, tried, now) : new Turn(source.Id, null, "it is not enabled");
        return new SourceStatus(source.Id, source.IsEnabled, tried.FirstOrDefault(attempt => attempt.Outcome == AttemptOutcome.Succeeded), tried.FirstOrDefault(), turn,
            Dump.All(lake, source.Id).Count, Dump.Archived(lake, source.Id).Count, Math.Max(0, Dump.Chain(lake, source.Id).Count - 1));
    }

    // A status is told also where the alerts' own file is damaged.
    static IReadOnlyList<AlertEvent>? AlertsOf(Lake lake)
    {
        try
        {
            return File.Exists(AlertState.PathOf(lake)) ? [.. AlertState.Read(lake).Open] : null;
        }
        catch (Exception e) when (e is StopException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What it adds to the JSON of <c>status</c>.</summary>
    public void AddTo(JsonObject json)
    {
        json["at"] = Provenance.Timestamp(At);
        json["sources"] = new JsonArray([.. Sources.Select(source => (JsonNode)source.ToJson(At))]);
        json["releases"] = new JsonObject { ["count"] = Releases, ["held"] = Held };
        json["disk"] = new JsonObject
        {
            ["bytes"] = Parts.Sum(part => part.Bytes),
            ["parts"] = new JsonObject(Parts.Select(part => KeyValuePair.Create(part.Part, (JsonNode?)part.Bytes))),
            ["free_bytes"] = FreeBytes,
        };
        json["watch"] = Beat is { } beat ? new JsonObject { ["at"] = Provenance.Timestamp(beat), ["age_seconds"] = (long)(At - beat).TotalSeconds, ["stopped"] = Stopped is { } stopped ? Provenance.Timestamp(stopped) : null } : null;
        json["alerts"] = Alerts is null ? null : new JsonArray([.. Alerts.Select(alert => JsonSerializer.SerializeToNode(alert, AlertContext.Default.AlertEvent))]);
    }

    /// <summary>How long that is, in its two largest units: <c>3 d 4 h</c>, <c>12 min</c>.</summary>
    public static string Age(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{(
        age < TimeSpan.FromMinutes(1) ? "under 1 min"
        : age < TimeSpan.FromHours(1) ? $"{(int)age.TotalMinutes} min"
        : age < TimeSpan.FromDays(1) ? $"{(int)age.TotalHours} h {age.Minutes} min"
        : $"{(int)age.TotalDays} d {age.Hours} h")}");
}
