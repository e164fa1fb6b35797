using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Liveness;

/// <summary>Judges what is no source's matter: publishing, the watch, the disk.</summary>
public static class LakeLook
{
    static readonly TimeSpan Silence = TimeSpan.FromHours(2);
    const int Weather = 3;

    /// <summary>A refusal by a gate counts at once; other failures when there are three in a row.</summary>
    public static Verdict? Publishing(IReadOnlyList<Publishing> publishings)
    {
        if (publishings is not [var latest, ..])
            return null;
        var failed = publishings.TakeWhile(publishing => publishing.Failed).ToList();
        return new Verdict(null, FindingCode.ReleaseRefused, latest is { Failed: true, ByGate: true } || failed.Count >= Weather, latest.Run, latest.Because, "a release of what was extracted");
    }

    /// <summary>Null if its file cannot be read. A watch that says that it ended is no silent one.</summary>
    public static Verdict? Watching(Lake lake, DateTimeOffset now)
    {
        var silent = new Verdict(null, FindingCode.LakeUnwatched, Holds: false, null, "", "a sign of life at least every two hours");
        var path = lake.HeartbeatFile;
        if (!File.Exists(path))
            return silent;
        try
        {
            using var heartbeat = JsonDocument.Parse(File.ReadAllText(path));
            if (LedgerTry.Text(heartbeat.RootElement, "at") is not { } text || LedgerTry.InstantOf(text) is not { } at)
                return null;
            return silent with
            {
                // One of the future was written under a clock that went wrong: whoever lives writes another one within a minute.
                Holds = (now - at > Silence || LedgerTry.IsOfTheFuture(at, now)) && LedgerTry.Text(heartbeat.RootElement, "stopped") is null,
                Found = FormattableString.Invariant($"the last sign of life is of {text}, {(now - at).TotalHours:0.#} hours ago"),
            };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null where it is neither low nor clearly more: so it does not flap.</summary>
    /// <param name="low">Bytes free below which the disk is low; 0: never.</param>
    public static Verdict? Space(long free, long low) =>
        free >= low && free < low + low / 4 ? null
        : new Verdict(null, FindingCode.DiskLow, free < low, null, FormattableString.Invariant($"{free / 1_000_000} MB free"), FormattableString.Invariant($"at least {low / 1_000_000} MB"));
}
