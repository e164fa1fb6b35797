namespace Sluice.Server.HubStandIn;

/// <summary>The connection is to be closed, or reset, instead of going on.</summary>
sealed class ConnectionCutException(bool isReset) : Exception("The connection is cut by a fault.")
{
    public bool IsReset { get; } = isReset;
}

/// <summary>A body on its way to the caller, with bytes changed, held up or cut off. Offsets count from its beginning.</summary>
sealed class FaultyBody(Stream to, IReadOnlyList<Fault> faults, long? length, TimeProvider clock) : WriteOnlyStream
{
    long _sent;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The caller's buffer is not ours to change.
        Memory<byte> bytes = buffer.ToArray();
        foreach (var fault in faults)
            Change(fault, bytes.Span);
        foreach (var stop in faults.Where(fault => Stops(fault.Kind)).OrderBy(At).Where(fault => At(fault) >= _sent && At(fault) < _sent + bytes.Length).ToList())
        {
            var before = (int)(At(stop) - _sent);
            await SendAsync(bytes[..before], cancellationToken);
            bytes = bytes[before..];
            if (stop.Kind != FaultKind.StallBody)
                throw new ConnectionCutException(stop.Kind == FaultKind.Reset);
            await Task.Delay(stop.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }
        if (faults.FirstOrDefault(fault => fault.Kind == FaultKind.Trickle) is not { } trickle)
        {
            await SendAsync(bytes, cancellationToken);
            return;
        }
        while (bytes.Length > 0)
        {
            var count = (int)Math.Min(bytes.Length, Math.Max(1, At(trickle) - _sent));
            await SendAsync(bytes[..count], cancellationToken);
            bytes = bytes[count..];
            if (_sent > At(trickle))
                await Task.Delay(TimeSpan.FromSeconds(trickle.Seconds ?? 1), clock, cancellationToken);
        }
    }

    async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await to.WriteAsync(bytes, cancel);
        await to.FlushAsync(cancel);
        _sent += bytes.Length;
    }

    void Change(Fault fault, Span<byte> bytes)
    {
        var at = At(fault) - _sent;
        if (fault.Kind == FaultKind.FlipBit && at >= 0 && at < bytes.Length)
            bytes[(int)at] ^= 1;
        if (fault.Kind != FaultKind.WrongBytes)
            return;
        for (var i = (int)Math.Clamp(at, 0, bytes.Length); i < bytes.Length; i++)
            bytes[i] = bytes[i] == (byte)'x' ? (byte)'y' : (byte)'x';
    }

    static bool Stops(FaultKind kind) => CutsConnection(kind) || kind == FaultKind.StallBody;

    /// <summary>Kinds that need the connection itself, not only the body.</summary>
    public static bool CutsConnection(FaultKind kind) =>
        kind is FaultKind.Truncate or FaultKind.TruncateChunked or FaultKind.TruncateSilent or FaultKind.Reset;

    long At(Fault fault) => fault.At ?? (fault.Kind is FaultKind.WrongBytes or FaultKind.Trickle ? 0 : (length ?? 0) / 2);

    public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);
}
