namespace Sluice.Hub;

/// <summary>
/// A token that is cancelled once something stood still for too long. It is armed anew for each read instead of made
/// anew: a large file is thousands of reads.
/// </summary>
sealed class Patience(TimeSpan span, TimeProvider clock) : IDisposable
{
    CancellationTokenSource? _still;
    CancellationTokenSource? _either;
    CancellationToken _caller;

    /// <summary>For one read: cancelled after the span, or by the caller.</summary>
    public CancellationToken For(CancellationToken cancel)
    {
        if (_still is { IsCancellationRequested: false } && _caller == cancel)
        {
            _still.CancelAfter(span);
            return _either!.Token;
        }
        Dispose();
        _caller = cancel;
        _still = new CancellationTokenSource(span, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_still.Token, cancel);
        return _either.Token;
    }

    public void Dispose()
    {
        _either?.Dispose();
        _still?.Dispose();
    }
}
