using System.Globalization;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice;

/// <summary>How far a decision has come; between any two steps the process may die, and saying it again finishes it.</summary>
public enum ReviewStep
{
    /// <summary>The decision is on record.</summary>
    Decided,

    /// <summary>The release waits no more.</summary>
    HoldEnded,

    /// <summary>The release is current.</summary>
    Moved,
}

/// <summary>
/// A person's word on releases: which one readers get. First the word is on record, then the hold ends, then the pointer
/// moves, so that nothing is ever current that nobody answers for. Only the holder of the lake's lock may call it.
/// </summary>
/// <param name="clock">For the date of the decision.</param>
public sealed class ReleaseReview(Lake lake, TimeProvider clock)
{
    /// <summary>Told of each step.</summary>
    public Action<ReviewStep> OnStep { get; init; } = _ => { };

    /// <summary>Makes a release current. Null if it is already.</summary>
    /// <exception cref="CorrectTheCallException">There is no such release, or nobody says so.</exception>
    /// <exception cref="GateFailedException">It is damaged, or holds a record that was forgotten.</exception>
    public async Task<ReleaseDecision?> ApproveAsync(string id, string by, string? reason, CancellationToken cancel)
    {
        MustBeThere(id);
        var decision = Said(ReleaseDecision.Approved, id, id, by, reason);
        if (ReleaseStanding.Of(lake, id).State == ReleaseStanding.Current)
            return null;
        await MustBeFitAsync(id, cancel);
        Decide(decision, id);
        MoveTo(id);
        return decision;
    }

    /// <summary>Keeps a release from ever becoming current by itself.</summary>
    /// <exception cref="CorrectTheCallException">There is no such release, it is current, or nobody says so or why.</exception>
    public ReleaseDecision Reject(string id, string by, string reason)
    {
        MustBeThere(id);
        if (ReleaseStanding.Of(lake, id).State == ReleaseStanding.Current)
            throw new CorrectTheCallException($"Release {id} is current. `sluice releases rollback --by NAME --reason TEXT` goes back to the one before, and keeps this one from coming again.");
        var decision = Said(ReleaseDecision.Rejected, id, lake.CurrentRelease, by, MustSayWhy(reason));
        Decide(decision, id);
        return decision;
    }

    /// <summary>Goes back to an earlier release; the one that was current does not become so again by itself.</summary>
    /// <param name="id">Null: the newest of those that are not newer than the current one, and that nobody holds or refused.</param>
    /// <exception cref="CorrectTheCallException">There is no such release, it is no earlier one, it has to be named, or nobody says so or why.</exception>
    /// <exception cref="GateFailedException">It is damaged, or holds a record that was forgotten.</exception>
    public async Task<ReleaseDecision> RollbackAsync(string? id, string by, string reason, CancellationToken cancel)
    {
        if (lake.CurrentRelease is not { } current)
            throw new CorrectTheCallException($"{lake.Root} has no current release to go back from.");
        if (id is not null)
            MustBeThere(id);
        var to = id is null ? Before(current) : Earlier(id, current);
        var decision = Said(ReleaseDecision.RolledBack, current, to, by, MustSayWhy(reason));
        await MustBeFitAsync(to, cancel);
        Decide(decision, to);
        MoveTo(to);
        return decision;
    }

    void Decide(ReleaseDecision decision, string settled)
    {
        ReleaseDecision.Append(lake, decision);
        OnStep(ReviewStep.Decided);
        HeldReleases.Remove(lake, settled);
        OnStep(ReviewStep.HoldEnded);
    }

    void MoveTo(string id)
    {
        AtomicFile.Write(lake.CurrentFile, id + "\n");
        OnStep(ReviewStep.Moved);
    }

    ReleaseDecision Said(string decision, string id, string? current, string by, string? reason) =>
        string.IsNullOrWhiteSpace(by) ? throw new CorrectTheCallException("--by is empty. Expected the name of who decides.")
        : new ReleaseDecision(decision, id, current, by.Trim(), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), Provenance.Timestamp(clock.GetUtcNow()));

    static string MustSayWhy(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? throw new CorrectTheCallException("--reason is empty. Expected why: whoever meets this release again needs to know.") : reason;

    /// <exception cref="CorrectTheCallException">It is not.</exception>
    public void MustBeThere(string id)
    {
        var names = lake.ReleaseNames();
        if (!names.Contains(id, StringComparer.Ordinal))
            throw new CorrectTheCallException($"{lake.Root} has no release '{id}'.{Nearest.Hint(id, names)} `sluice releases list` names them all.");
    }

    ReleaseManifest ManifestOf(string id) => ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Release(id), ReleaseManifest.FileName));

    string Earlier(string id, string current)
    {
        if (id == current)
            throw new CorrectTheCallException($"Release {id} is current already.");
        var standing = ReleaseStanding.Of(lake, id);
        if (standing.IsBarred || string.CompareOrdinal(ManifestOf(id).AsOf, ManifestOf(current).AsOf) > 0)
            throw new CorrectTheCallException($"Release {id} is no earlier one: it is {(standing.IsBarred ? standing.State.Replace('_', ' ') : $"of {ManifestOf(id).AsOf}, the current one of {ManifestOf(current).AsOf}")}. `sluice releases approve {id} --by NAME` makes it current.");
        return id;
    }

    string Before(string current)
    {
        var asOf = ManifestOf(current).AsOf;
        var earlier = ReleaseStanding.All(lake).Where(standing => !standing.IsBarred && standing.Release != current).Select(standing => ManifestOf(standing.Release))
            .Where(manifest => string.CompareOrdinal(manifest.AsOf, asOf) <= 0).OrderByDescending(manifest => manifest.AsOf, StringComparer.Ordinal).ToList();
        if (earlier.Count == 0)
            throw new CorrectTheCallException($"There is no earlier release than {current} to go back to.");
        return earlier.Count == 1 || earlier[0].AsOf != earlier[1].AsOf ? earlier[0].Release
            : throw new CorrectTheCallException(string.Create(CultureInfo.InvariantCulture, $"Several releases are of {earlier[0].AsOf}: {string.Join(", ", earlier.Where(manifest => manifest.AsOf == earlier[0].AsOf).Select(manifest => manifest.Release))}. Name the one to go back to."));
    }

    async Task MustBeFitAsync(string id, CancellationToken cancel)
    {
        if (Verification.OfRelease(lake.Release(id)).FirstOrDefault() is { } difference)
            throw new GateFailedException($"Release {id} is damaged: {difference.File} is {difference.Found}, expected {difference.Expected}. It was not made current. Restore it from a copy.");
        var manifest = ManifestOf(id);
        if (manifest.Local is null || !manifest.Files.ContainsKey(ClusterFile.InRelease))
            throw new GateFailedException($"Release {id} was made by an earlier Sluice, and this one cannot serve it. It was not made current. `sluice publish` makes a release of what the lake holds.");
        var tombstones = Tombstones.Read(lake).All;
        if (tombstones.Count > 0 && await new Traces(lake, tombstones).HoldsAsync(id, cancel))
            throw new GateFailedException($"Release {id} holds a record that was forgotten since. It was not made current. `sluice run` makes a release without it.");
    }
}
