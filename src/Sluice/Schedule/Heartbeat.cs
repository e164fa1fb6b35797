using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Schedule;

/// <summary>
/// That a watch lives, and what it is about: <c>watch/heartbeat.json</c>, written anew at least each minute. Without a lock,
/// since the lake's is held by whoever writes.
/// </summary>
/// <param name="At">When it was written.</param>
/// <param name="Next">Each source's next turn; null where none comes.</param>
/// <param name="Running">The source that is being refreshed, or null.</param>
/// <param name="Last">The last attempt of this watch, or null.</param>
/// <param name="Stopped">When the watch was ended by whoever stopped it; null while it goes on.</param>
public sealed record Heartbeat(DateTimeOffset At, DateTimeOffset Started, SortedDictionary<string, DateTimeOffset?> Next, string? Running, Attempt? Last, DateTimeOffset? Stopped = null)
{
    /// <summary>False if it could not be written; the next one comes soon.</summary>
    public bool TryWrite(Lake lake)
    {
        try
        {
            AtomicFile.Write(lake.HeartbeatFile, ReceiptJson.Write(ToJson()));
            return true;
        }
        // A full disk, as a rule.
        catch (Exception e) when (CheckTheMachineException.IsMeant(e))
        {
            return false;
        }
    }

    JsonObject ToJson() => new()
    {
        ["at"] = Provenance.Timestamp(At),
        ["started"] = Provenance.Timestamp(Started),
        ["next"] = new JsonObject(Next.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)(pair.Value is { } due ? Provenance.Timestamp(due) : null)))),
        ["running"] = Running,
        ["stopped"] = Stopped is { } stopped ? Provenance.Timestamp(stopped) : null,
        ["last"] = Last is null ? null : new JsonObject
        {
            ["run"] = Last.Run,
            ["source"] = Last.Source,
            ["status"] = Last.Status,
            ["because"] = Last.Because,
            ["ended"] = Provenance.Timestamp(Last.Ended),
        },
    };

    /// <summary>When it was written last; null without a file, or if it cannot be read.</summary>
    public static DateTimeOffset? LastAt(Lake lake) => InstantOf(lake, "at");

    /// <summary>When somebody stopped the watch; null while it goes on, if it was killed, or without a file.</summary>
    public static DateTimeOffset? StoppedAt(Lake lake) => InstantOf(lake, "stopped");

    static DateTimeOffset? InstantOf(Lake lake, string name) =>
        Read(lake) is { } json && json.TryGetProperty(name, out var at) && at.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(at.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    /// <summary>The file as it is; null without one, or if it cannot be read.</summary>
    public static JsonElement? Read(Lake lake)
    {
        try
        {
            return File.Exists(lake.HeartbeatFile) && ReceiptJson.Read<JsonElement>(lake.HeartbeatFile) is { ValueKind: JsonValueKind.Object } json ? json : null;
        }
        catch (Exception e) when (e is StopException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
