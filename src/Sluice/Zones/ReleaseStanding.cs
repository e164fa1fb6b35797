using Sluice.Records;

namespace Sluice.Zones;

/// <summary>Where a release stands: whether readers get it, and what a person said of it.</summary>
/// <param name="State">One of the constants below.</param>
/// <param name="Decision">The latest word on it, or null.</param>
public sealed record ReleaseStanding(string Release, string State, ReleaseDecision? Decision)
{
    public const string Current = "current";
    public const string Held = "held";
    public const string Rejected = ReleaseDecision.Rejected;
    public const string RolledBack = ReleaseDecision.RolledBack;
    public const string Approved = ReleaseDecision.Approved;

    /// <summary>There, not current, and nobody said anything of it.</summary>
    public const string Earlier = "earlier";

    /// <summary>Only a person may make it current.</summary>
    public bool IsBarred => State == Held || IsRefused;

    /// <summary>A person said no, and nobody has said otherwise since.</summary>
    public bool IsRefused => State is Rejected or RolledBack;

    // Held comes before any decision: a release that was approved once, and is held again, waits.
    public static ReleaseStanding Of(Lake lake, string id)
    {
        var decision = ReleaseDecision.ReadAll(lake).LastOrDefault(decision => decision.Release == id);
        var state = lake.CurrentRelease == id ? Current
            : HeldReleases.Read(lake).Contains(id, StringComparer.Ordinal) ? Held
            : decision?.Decision ?? Earlier;
        return new ReleaseStanding(id, state, decision);
    }

    /// <summary>Of every release that is there, by name.</summary>
    public static IReadOnlyList<ReleaseStanding> All(Lake lake) => [.. lake.ReleaseNames().Select(id => Of(lake, id))];

    /// <summary>Why it is not current though the lake would make it so, and what to do. Only of one that is barred.</summary>
    public string Because(Lake lake)
    {
        var stays = lake.CurrentRelease is { } current ? $"{current} stays current" : "nothing is served yet";
        if (!IsRefused)
            return $"Release {Release} is held for review, and {stays}. `sluice releases show {Release}` tells what it would change; `sluice releases approve {Release} --by NAME` makes it current.";
        var said = $"{Decision!.By} {(State == Rejected ? "rejected" : "took back")} it at {Decision.At}{(string.IsNullOrWhiteSpace(Decision.Reason) ? "" : $" ({Decision.Reason})")}";
        return Directory.Exists(lake.Release(Release))
            ? $"Release {Release} is what the lake holds now, but {said}, so {stays}. Other data or settings make another release; `sluice releases approve {Release} --by NAME` makes this one current after all."
            : $"Release {Release} is what the lake holds now, but {said}, so it is not made, and {stays}. Other data or settings make another release; to have this one after all, take the line that rejects it out of {ReleaseDecision.PathOf(lake)} and publish again.";
    }
}
