using System.Globalization;

namespace Sluice.Server.HubStandIn;

/// <summary>Faults that strike before the endpoint is asked, or instead of it.</summary>
static class FaultyRequest
{
    static bool StrikesHere(Fault fault, HubRequest request) => fault.Kind switch
    {
        FaultKind.Status or FaultKind.HtmlPage or FaultKind.Redirect or FaultKind.StallHeaders or FaultKind.MoveBranch => true,
        FaultKind.IgnoreRange => request.Header("Range") is not null,
        FaultKind.Reset => fault.At < 0,
        _ => false,
    };

    /// <summary>Lets the faults of this request happen. An answer is given instead of the endpoint's; null lets it speak.</summary>
    /// <exception cref="ConnectionCutException">The connection is to be reset before an answer.</exception>
    public static async Task<Answer?> MeetAsync(StandIn hub, HubRequest request, string path, CancellationToken gone)
    {
        Answer? instead = null;
        foreach (var (fault, hit) in hub.Faults.Take(fault => StrikesHere(fault, request) && fault.IsAbout(request.Listener, request.Method, path)))
        {
            switch (fault.Kind)
            {
                case FaultKind.StallHeaders:
                    await Task.Delay(fault.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, hub.Clock, gone);
                    break;
                case FaultKind.MoveBranch:
                    Move(hub, request, fault);
                    break;
                case FaultKind.IgnoreRange:
                    request.IgnoresRange = true;
                    break;
                case FaultKind.Reset:
                    throw new ConnectionCutException(isReset: true);
                default:
                    instead ??= Instead(fault, hit);
                    break;
            }
        }
        return instead;
    }

    static void Move(StandIn hub, HubRequest request, Fault fault)
    {
        if (fault.Run is not null)
            fault.Run();
        else if (Array.IndexOf(request.Segments, "datasets") is >= 0 and var at && at + 2 < request.Segments.Length)
            hub.Folder.Move($"{request.Segments[at + 1]}/{request.Segments[at + 2]}", fault.Folder!);
    }

    static Answer Instead(Fault fault, int hit)
    {
        var answer = fault.Kind switch
        {
            FaultKind.HtmlPage => Answer.Of(fault.Status ?? 200, "text/html; charset=utf-8", fault.Body ?? "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to use this network.</body></html>"),
            FaultKind.Redirect => Answer.Of(fault.Status ?? 302, "text/plain; charset=utf-8", fault.Body ?? "Redirecting"),
            _ when fault.Body is not null => Answer.Of(fault.Status!.Value, "text/plain; charset=utf-8", fault.Body),
            _ => Answer.Error(fault.Status!.Value, null, $"A fault was asked for: {fault.Status}"),
        };
        if (fault is { Kind: FaultKind.Redirect, Location: { } location })
            answer.With("Location", location.Replace("{n}", hit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach (var (name, value) in fault.Headers ?? new Dictionary<string, string>())
            answer.With(name, value);
        return answer;
    }
}
