namespace Sluice.Hub;

/// <summary>
/// Says when a transfer has stopped making headway. Bytes that come one by one are no headway: a connection must bring
/// 4 KiB in every idle span.
/// </summary>
sealed class Headway(HubOptions options, TimeProvider clock)
{
    const int LeastBytes = 4096;

    // What a connection that breaks must have brought, or a door that is shut after each byte would be knocked at for ever.
    const int LeastBytesOfABrokenOne = 1024;

    long _last = clock.GetTimestamp();
    long _spanBegan;
    long _spanBytes;
    long _lengthBefore;

    /// <summary>How long nothing worth the name has come.</summary>
    public TimeSpan Stuck => clock.GetElapsedTime(_last);

    public TimeSpan Left => options.Deadline - Stuck;

    /// <summary>Tries in a row that brought nothing.</summary>
    public int Failures { get; private set; }

    public void Connected(long length) => (_spanBegan, _spanBytes, _lengthBefore) = (clock.GetTimestamp(), 0, length);

    /// <summary>False once the connection is too slow to be waited for.</summary>
    public bool Came(int bytes)
    {
        _spanBytes += bytes;
        if (clock.GetElapsedTime(_spanBegan) < options.Idle)
            return true;
        if (_spanBytes < LeastBytes)
            return false;
        (_last, _spanBegan, _spanBytes) = (clock.GetTimestamp(), clock.GetTimestamp(), 0);
        return true;
    }

    /// <summary>Notes a broken connection; one that brought 1 KiB or more is no failure in the row.</summary>
    public void Broke(long length, bool tooSlow)
    {
        if (length - _lengthBefore >= LeastBytesOfABrokenOne && !tooSlow)
            (_last, Failures) = (clock.GetTimestamp(), 0);
        Failures++;
    }
}
