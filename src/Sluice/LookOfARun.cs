using System.Text.Json.Nodes;
using Sluice.Liveness;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice;

/// <summary>What a run can tell at once of its source as a whole, from receipts alone.</summary>
static class LookOfARun
{
    /// <summary>What is not as expected, the weightiest first; nothing if the receipts cannot be read, which is for others to report.</summary>
    public static IReadOnlyList<Verdict> Findings(Run run, SourceEntry source, SourceReport report)
    {
        if (report.Status is Extract.ExtractStatus.Sample)
            return [];
        try
        {
            var history = History.Read(run.Lake, [source.Id], run.Started, new JsonObject { ["run"] = run.Id, ["sources"] = new JsonArray(report.ToJson(run.Id)) });
            var holdings = Holdings.Of(run.Lake, source.Id);
            var drift = holdings is null ? null : UnknownIn(run.Lake, source, holdings);
            return [.. new SourceLook(source, history.Of(source.Id), holdings, drift, run.Started).Verdicts().Where(verdict => verdict.Holds).OrderBy(verdict => Weight.Of(verdict.Code))];
        }
        catch (Exception e) when (e is StopException || CheckTheMachineException.IsMeant(e))
        {
            return [];
        }
    }

    // The names of fields and values take a reading of the whole snapshot; that there are some does not.
    static List<string> UnknownIn(Lake lake, SourceEntry source, Holdings holdings) =>
        [.. holdings.FileDrift(lake, source), .. holdings.HasUnknown ? ["fields, values or collections: see `sluice sources drift`"] : Array.Empty<string>()];
}
