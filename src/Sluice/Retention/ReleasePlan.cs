using System.Globalization;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Retention;

/// <summary>A release that stays, and the rule that keeps it, without its stop.</summary>
public sealed record KeptRelease(string Release, string Because);

/// <summary>
/// Which releases may be taken away: those that are not among the newest, that nobody reads or is asked about, and that no
/// person chose of late.
/// </summary>
/// <param name="Gone">Oldest first.</param>
/// <param name="Kept">Newest first.</param>
public sealed record ReleasePlan(IReadOnlyList<string> Gone, IReadOnlyList<KeptRelease> Kept)
{
    public static ReleasePlan Of(Lake lake, RetentionOptions options, DateTimeOffset now)
    {
        var (dated, kept) = (new List<(ReleaseStanding Standing, string AsOf)>(), new List<KeptRelease>());
        foreach (var standing in ReleaseStanding.All(lake))
            if (AsOfOf(lake, standing.Release) is { } asOf)
                dated.Add((standing, asOf));
            else
                kept.Add(new KeptRelease(standing.Release, "its manifest cannot be read, so nobody can tell how old it is"));
        dated = [.. dated.OrderByDescending(release => release.AsOf, StringComparer.Ordinal).ThenBy(release => release.Standing.Release, StringComparer.Ordinal)];
        var back = RollbackTo(dated);
        var gone = new List<string>();
        for (var i = 0; i < dated.Count; i++)
            if (KeptBecause(dated[i].Standing, i, back, options, now) is { } because)
                kept.Add(new KeptRelease(dated[i].Standing.Release, because));
            else
                gone.Insert(0, dated[i].Standing.Release);
        return new ReleasePlan(gone, kept);
    }

    static string? KeptBecause(ReleaseStanding standing, int rank, HashSet<string> back, RetentionOptions options, DateTimeOffset now) =>
        standing.State == ReleaseStanding.Current ? "it is current"
        : standing.State == ReleaseStanding.Held ? "it is held for review"
        : back.Contains(standing.Release) ? "`sluice releases rollback` would go back to it"
        : options.KeepReleases == 0 || rank < options.KeepReleases ? string.Create(CultureInfo.InvariantCulture, $"it is one of the {(options.KeepReleases == 0 ? "releases, which all stay" : $"{options.KeepReleases} newest")}")
        : standing.Decision is { Decision: ReleaseDecision.Approved } approved && now - InstantOf(approved.At) < options.KeepApproved ? $"{approved.By} approved it at {approved.At}"
        : null;

    // Of several that are equally new a person has to name one: all of them stay.
    static HashSet<string> RollbackTo(List<(ReleaseStanding Standing, string AsOf)> newestFirst)
    {
        if (newestFirst.Find(release => release.Standing.State == ReleaseStanding.Current) is not { Standing: not null } current)
            return [];
        var earlier = newestFirst.Where(release => !release.Standing.IsBarred && release.Standing != current.Standing && string.CompareOrdinal(release.AsOf, current.AsOf) <= 0).ToList();
        return [.. earlier.Where(release => release.AsOf == earlier[0].AsOf).Select(release => release.Standing.Release)];
    }

    static string? AsOfOf(Lake lake, string release)
    {
        try
        {
            return ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Release(release), ReleaseManifest.FileName)).AsOf;
        }
        catch (GateFailedException)
        {
            return null;
        }
    }

    // What cannot be read as a date is as good as of now: rather too much is kept.
    static DateTimeOffset InstantOf(string at) =>
        DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : DateTimeOffset.MaxValue;
}
