using Sluice.Extract;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Conformance.Checks;

/// <summary>What is not the file is refused, in a few requests and with nothing committed.</summary>
static class Refusals
{
    // Six tries of a few hops each, for a list and for a file.
    const int MostRequests = 150;

    public static IEnumerable<ConformanceCheck> All =>
    [
        new("outage_commits_nothing", "While nobody answers the run stops with a message, and nothing is committed.", "Give up after a few tries, with a StopException that says what to do.", (bench, cancel) => StopsAsync(bench, Weather.Outage, cancel)),
        new("hostile_html_answer", "A page in the place of the file is refused.", "Look at what came before it is taken for data.", (bench, cancel) => StopsAsync(bench, Weather.Html, cancel)),
        new("truncated_transfer", "A body that is shorter than it was said to be is no file.", "Count bytes against Content-Length, and check the hash.", (bench, cancel) => StopsAsync(bench, Weather.AlwaysCut, cancel)),
        new("redirect_loop_cut", "A redirect in a circle ends.", "Follow ten redirects at most, and none twice.", (bench, cancel) => StopsAsync(bench, Weather.RedirectLoop, cancel)),
        new("paging_loop_cut", "A list whose pages lead in a circle ends.", "Remember the pages that were read.", Paging),
    ];

    static Task<Outcome> Paging(Bench bench, CancellationToken cancel) =>
        bench.Source.Kind == Upstream.OfHub ? StopsAsync(bench, Weather.PagingLoop, cancel) : Task.FromResult(Outcome.NotApplicable("its list has no pages"));

    static async Task<Outcome> StopsAsync(Bench bench, Weather weather, CancellationToken cancel)
    {
        if (bench.Source.Kind == Upstream.OfFolder)
            return Outcome.NotApplicable(Transfers.NoNetwork);
        var sheet = await bench.GoodAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        trial.StandIn.Weather = weather;
        string said;
        try
        {
            var report = await trial.ExtractAsync(cancel);
            if (report.Status != ExtractStatus.Partial)
                return Outcome.Failed($"status {report.Status}", "a refusal");
            said = report.Because;
        }
        catch (StopException e)
        {
            said = e.Message;
        }
        return trial.StandIn.Requests.Count > MostRequests ? Outcome.Failed($"{trial.StandIn.Requests.Count} requests", $"{MostRequests} at most")
            : trial.Dumps.Count > 0 ? Outcome.Failed($"{trial.Dumps.Count} dumps", "nothing committed")
            : Outcome.If(said.Length > 20, $"it says '{said}'", "a message that says what happened and what to do");
    }
}
