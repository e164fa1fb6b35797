using Sluice.Extract;
using Sluice.Sources;

namespace Sluice.Conformance.Checks;

/// <summary>Networks fail: what is asked again, when, and from where.</summary>
static class Transfers
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        new("resumable", "A transfer that breaks is gone on with, and ends with the same records.", "Ask again for the rest, with a range and the entity tag.", Resumable),
        new("resumes_by_content", "What rests in the lake is not fetched again.", "Tell files by their content: an entity tag, a hash, and never a date alone.", ByContent),
        new("rate_limits_honoured", "After 429 nobody asks before Retry-After is over.", "Wait as long as the answer says, by the run's clock.", (bench, cancel) => WaitsAsync(bench, Weather.Limited, cancel)),
        new("retry_after_waited", "After 503 with Retry-After nobody asks before it is over.", "Wait as long as the answer says, by the run's clock.", (bench, cancel) => WaitsAsync(bench, Weather.Busy, cancel)),
        new("endpoint_replaces_host_only", "--endpoint replaces scheme, host and port; path and query stay.", "Take the endpoint's scheme, host and port, and the rest from the registry.", Endpoint),
        new("token_stays_home", "The hub's token goes to the hub and to nobody else.", "Send no Authorization to a server that is not the hub.", Token),
        new("offline_refused_clearly", "Offline without anything at rest is refused, with what to do, and nobody is asked.", "Ask nobody under --offline.", Offline),
    ];

    public const string NoNetwork = "a folder has no network";

    static async Task<Outcome> Resumable(Bench bench, CancellationToken cancel)
    {
        if (bench.Source.Kind == Upstream.OfFolder)
            return Outcome.NotApplicable(NoNetwork);
        var sheet = Long(await bench.GoodAsync(cancel));
        await using var whole = await bench.TryAsync(sheet, cancel);
        await whole.ExtractAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        trial.StandIn.Weather = Weather.Cut;
        var report = await OnceMoreAsync(trial, cancel);
        if (report?.Status != ExtractStatus.Complete)
            return Outcome.Failed($"the transfer broke once, and after a second run the status is {report?.Status.ToString() ?? "none"}", "complete");
        var (expected, found) = (await whole.SentAsync(cancel), await trial.SentAsync(cancel));
        return Outcome.If(found.SequenceEqual(expected, StringComparer.Ordinal), $"{found.Count} rows, which differ", $"the {expected.Count} rows of a whole transfer");
    }

    // So that the middle of the body is the middle of the file.
    static Sheet Long(Sheet sheet) => sheet.With(many =>
    {
        for (var n = 0; n < 200; n++)
            many.AddLike(n % sheet.Rows.Count, n);
    });

    static async Task<ExtractReport?> OnceMoreAsync(Trial trial, CancellationToken cancel)
    {
        try
        {
            if (await trial.ExtractAsync(cancel) is { Status: ExtractStatus.Complete } first)
                return first;
        }
        catch (Records.RetryLaterException)
        {
            // It says to try again, and so somebody does.
        }
        return trial.Dumps.Count > 0 ? null : await trial.ExtractAsync(cancel);
    }

    static async Task<Outcome> ByContent(Bench bench, CancellationToken cancel)
    {
        var sheet = await bench.GoodAsync(cancel);
        await using var trial = await bench.TryAsync(sheet, cancel);
        await trial.ExtractAsync(cancel);
        var before = trial.StandIn.Requests.Count;
        // The same bytes, written anew.
        if (trial.StandIn.Folder is not null)
            trial.StandIn.Write(sheet.File, sheet.Bytes());
        var report = await trial.ExtractAsync(cancel);
        var sent = trial.StandIn.Requests.Skip(before).Where(request => request.Status is 200 or 206 && request.PathAndQuery.Contains(bench.Source.Kind == Upstream.OfHub ? "resolve" : "/", StringComparison.Ordinal)).ToList();
        return Outcome.If(report.Status == ExtractStatus.Unchanged && sent.Count == 0, sent.Count > 0 ? $"{sent[0].PathAndQuery} was sent again ({sent[0].Status})" : $"status {report.Status}", "unchanged, and nothing sent again");
    }

    static async Task<Outcome> WaitsAsync(Bench bench, Weather weather, CancellationToken cancel)
    {
        if (bench.Source.Kind == Upstream.OfFolder)
            return Outcome.NotApplicable(NoNetwork);
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        trial.StandIn.Weather = weather;
        var report = await OnceMoreAsync(trial, cancel);
        var requests = trial.StandIn.Requests;
        for (var i = 0; i + 1 < requests.Count; i++)
            if (requests[i].Status is 429 or 503 && (requests[i + 1].At - requests[i].At).TotalSeconds is var waited and < IStandIn.Pause * 0.9)
                return Outcome.Failed(FormattableString.Invariant($"{requests[i].Status} asked to wait {IStandIn.Pause} s, and the next request came after {waited:0.0} s"), $"{IStandIn.Pause} s or more");
        return Outcome.If(report?.Status == ExtractStatus.Complete && requests.Any(request => request.Status is 429 or 503), $"status {report?.Status.ToString() ?? "none"} after {requests.Count} requests", "complete, once the wait was over");
    }

    static async Task<Outcome> Endpoint(Bench bench, CancellationToken cancel)
    {
        if (bench.Source.Kind == Upstream.OfFolder)
            return Outcome.NotApplicable(NoNetwork);
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        await trial.ExtractAsync(cancel);
        var expected = bench.Source.Kind == Upstream.OfHub ? $"/api/datasets/{bench.Source.Dataset}/" : new Uri(bench.Source.Url!).PathAndQuery;
        var first = trial.StandIn.Requests is [var one, ..] ? one.PathAndQuery : "nothing";
        return Outcome.If(bench.Source.Kind == Upstream.OfHub ? first.StartsWith(expected, StringComparison.Ordinal) : first == expected, $"{first} was asked for", expected);
    }

    static async Task<Outcome> Token(Bench bench, CancellationToken cancel)
    {
        if (bench.Source.Kind != Upstream.OfCsv)
            return Outcome.NotApplicable(bench.Source.Kind == Upstream.OfHub ? "the hub may see its token" : NoNetwork);
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        await trial.ExtractAsync(cancel);
        return Outcome.If(trial.StandIn.Requests.Count > 0 && trial.StandIn.Requests.All(request => !request.IsAuthorized), "a request carried Authorization", "none");
    }

    static async Task<Outcome> Offline(Bench bench, CancellationToken cancel)
    {
        await using var trial = await bench.TryAsync(await bench.GoodAsync(cancel), cancel);
        try
        {
            var report = await trial.ExtractAsync(cancel, offline: true);
            return Outcome.Failed($"status {report.Status}", "a refusal that names --offline");
        }
        catch (Records.StopException e)
        {
            return Outcome.If(e.Message.Contains("--offline", StringComparison.Ordinal) && trial.StandIn.Requests.Count == 0, $"{e.Message} ({trial.StandIn.Requests.Count} requests)", "a refusal that names --offline, and no request");
        }
    }
}
