using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Reads JSON Lines as rows. Only LF ends a line; a BOM, a CR before LF, blank lines (counted) and a missing last LF
/// are framing. A line over the limit is passed over in bounded memory and given as too long. The file is hashed on
/// the way, by a second thread.
/// </summary>
/// <param name="hashed">False spares the hashing of bytes that have just been checked; <see cref="Sha256"/> is then null.</param>
public sealed class LineReader(Stream stream, string file, long? limitBytes = null, bool hashed = true) : IRowReader
{
    /// <summary>64 MiB.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    /// <summary>512 MiB: of a line that we wrote, since escapes, base64 and a stamp may make one of upstream's longer.</summary>
    public const int LongestOfOurs = 512 * 1024 * 1024;

    // What is hashed by another thread is handed over in large pieces; else small ones keep the buffers small.
    readonly int _block = hashed ? 1 << 18 : 1 << 16;

    /// <summary>Bytes of a line beyond which it is too long. Default <see cref="LongestLine"/>.</summary>
    public int Longest { get; init; } = LongestLine;

    // Where nothing is hashed the library for it is not even loaded: that is 5 MB of a process.
    readonly IncrementalHash? _hash = hashed ? StartHash() : null;
    byte[] _buffer = [];
    byte[] _spare = [];
    Task _hashing = Task.CompletedTask;
    long _left = limitBytes ?? long.MaxValue;

    public long Rows { get; private set; }

    public long BlankLines { get; private set; }

    /// <summary>The sha256 of all bytes read; known after the last row.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>All bytes read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Rows in order. The row object and its bytes are the same ones each time: use them before asking for the next.</summary>
    public async IAsyncEnumerable<UpstreamRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var row = new UpstreamRow();
        long number = 0, lineStart = 0;
        int start = 0, scanned = 0, end = 0;
        var skipping = false;
        while (true)
        {
            var lf = _buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (lf < 0)
            {
                scanned = end;
                // Framing (a BOM, a CR) is not part of the line: decided exactly once the line is whole.
                if (skipping || end - start > Longest + 4)
                {
                    skipping = true;
                    start = scanned = end = 0;
                }
                await _hashing;
                MakeRoom(ref start, ref end);
                scanned = end;
                var room = (int)Math.Min(_buffer.Length - end, _left);
                cancel.ThrowIfCancellationRequested();
                // A file that is not open for overlapped reading would send each read to another thread and wait for it.
                var read = stream is FileStream { IsAsync: false } local ? local.Read(_buffer, end, room) : await stream.ReadAsync(_buffer.AsMemory(end, room), cancel);
                if (read == 0)
                    break;
                _left -= read;
                Bytes += read;
                if (hashed)
                    HashAside(end, read);
                end += read;
                continue;
            }
            var stop = scanned + lf;
            number++;
            if (Frame(row, number, lineStart, start, stop, skipping))
                yield return row;
            lineStart = Bytes - (end - stop - 1);
            start = scanned = stop + 1;
            skipping = false;
        }
        await _hashing;
        if (end > start || skipping)
            if (Frame(row, number + 1, lineStart, start, end, skipping))
                yield return row;
        Sha256 = _hash is null ? null : EndHash(_hash);
    }

    void HashAside(int at, int length)
    {
        var from = _buffer;
        _hashing = Task.Run(() => _hash!.AppendData(from, at, length), CancellationToken.None);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static IncrementalHash StartHash() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static string EndHash(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    bool Frame(UpstreamRow row, long number, long offset, int start, int stop, bool tooLong)
    {
        if (number == 1 && !tooLong && _buffer.AsSpan(start, stop - start).StartsWith("\uFEFF"u8))
            start += 3;
        if (stop > start && _buffer[stop - 1] == (byte)'\r')
            stop--;
        if (!tooLong && _buffer.AsSpan(start, stop - start).IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            BlankLines++;
            return false;
        }
        Rows++;
        tooLong |= stop - start > Longest;
        row.Bytes = tooLong ? default : _buffer.AsMemory(start, stop - start);
        row.TooLong = tooLong;
        row.Place = new Place(file, number, offset);
        return true;
    }

    // Moves the begun line to the front of the other buffer: the hasher may still be reading this one.
    void MakeRoom(ref int start, ref int end)
    {
        if (end < _buffer.Length && _buffer.Length - end >= _block / 4)
            return;
        var length = end - start;
        var need = length + _block;
        if (_spare.Length < need)
            _spare = new byte[need + need / 4];
        _buffer.AsSpan(start, length).CopyTo(_spare);
        (_buffer, _spare) = (_spare, _buffer);
        (start, end) = (0, length);
    }

    /// <summary>Ends the reading, also in the middle; rows given before are then no longer valid.</summary>
    public void Dispose()
    {
        _hashing.Wait();
        stream.Dispose();
        (_hash as IDisposable)?.Dispose();
    }
}
