using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>A page that has only something to say: nothing here, nothing yet, or what is broken.</summary>
/// <param name="Command">What to type to get on, or null.</param>
public sealed record NoticeModel(int Status, string Title, string Message, string? Command = null, ReleaseManifest? Release = null)
{
    public static NoticeModel NothingPublished { get; } = new(
        503, "Nothing has been published yet", "This lake has no release, so there is nothing to search or to read. The whole flow makes one:", "sluice run");

    public static NoticeModel NoSuchPage { get; } = new(404, "There is no such page", "The address may be mistyped, or from an older version of this dashboard.");

    public static NoticeModel NoSuchDocument(string id, ReleaseManifest release) => new(
        404, "There is no such document",
        $"Release {release.Release} has no document “{id}”, or several documents share that upstream id. It may have left the lake with an earlier release.",
        Release: release);

    /// <summary>Of a forgotten record nothing is told but that, why and since when.</summary>
    public static NoticeModel Gone(Tombstone gone) => new(
        410, "This record was forgotten", $"It is no longer in this lake, nor in its releases. Forgotten on {Wording.Date(gone.At)}: {gone.Reason}");

    public static NoticeModel Of(StopException stop) => new(
        stop is CorrectTheCallException ? 400 : 503, "This cannot be shown now", stop.Message);
}
