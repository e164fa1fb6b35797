using Sluice.Conformance.Checks;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;

namespace Sluice.Conformance;

/// <summary>
/// Tries a source against everything that the contract of sources promises, with its real adapter over its fixtures and
/// a stand-in on this machine. To add a check, add it to a family, or a family to this list.
/// </summary>
public static class ConformanceKit
{
    public static IReadOnlyList<ConformanceCheck> Checks { get; } =
        [.. Entry.All, .. Contents.All, .. Dates.All, .. Identity.All, .. Characters.All, .. Transfers.All, .. Refusals.All, .. Changes.All, .. Separation.All, .. Hostility.All];

    /// <param name="only">Names of the checks that are wanted; null: all.</param>
    public static async Task<ConformanceReport> RunAsync(Bench bench, IReadOnlyCollection<string>? only, Action<ConformanceResult>? told, CancellationToken cancel)
    {
        var results = new List<ConformanceResult>();
        foreach (var check in Checks.Where(check => only?.Contains(check.Name) != false))
        {
            var result = new ConformanceResult(check, await LookAsync(check, bench, results, cancel));
            results.Add(result);
            told?.Invoke(result);
        }
        return new ConformanceReport(bench.Draft.Id, results, [.. Todo(bench.Draft)]);
    }

    // An adapter may throw anything: that is a failure of its check, and the next one is looked at.
    static async Task<Outcome> LookAsync(ConformanceCheck check, Bench bench, IReadOnlyList<ConformanceResult> before, CancellationToken cancel)
    {
        try
        {
            return await check.Look(bench, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        // One cause is told once; whoever chose this check alone is told it here.
        catch (NothingToTryException e) when (e.Cause is { } cause && before.FirstOrDefault(result => result.Outcome is { Verdict: Verdict.Failed, Follows: null } && (result.Check.Name == cause || result.Outcome.Cause == cause)) is { } told)
        {
            return Outcome.Failed($"not tried, because {told.Check.Name} failed", check.Means) with { Cause = e.Cause, Follows = told.Outcome.Follows ?? told.Check.Name };
        }
        catch (NothingToTryException e)
        {
            return Outcome.Failed(e.Message, check.Means) with { Cause = e.Cause };
        }
        catch (Exception e)
        {
            return Outcome.Failed(e is Records.StopException ? e.Message : $"{e.GetType().Name}: {e.Message}", check.Means);
        }
    }

    static IEnumerable<string> Todo(SourceDraft draft)
    {
        if (draft.Example is { } example)
            yield return example.Says;
        if (draft.Entry is not { } entry)
            yield break;
        if (LateDates.Of(entry) is { } late)
            yield return late;
        if (entry.License.Id == Records.SpdxLicence.NoAssertion)
            yield return "license: nobody has said under which terms this may be used, so no text is handed on.";
        foreach (var collection in entry.Collections)
            if (collection.Rights is { VerifiedAt: null } rights)
                yield return $"{collection.Name}, rights: nobody has confirmed {rights.License}; put the day into verified_at once somebody has.";
        if (entry.SourceUrl.StartsWith("https://example.org/", StringComparison.Ordinal))
            yield return $"source_url: {entry.SourceUrl} is an example's, and no page about the source.";
    }
}
