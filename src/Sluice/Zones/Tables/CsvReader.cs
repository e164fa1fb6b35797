using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>
/// Reads CSV (RFC 4180) as rows: each record becomes a JSON object of its cells, and its place is the line and the byte
/// at which it starts. LF or CRLF ends a record, but not between quotes; where the header ends in a bare CR, so does a bare CR. A record that is not of the header's form is
/// given with its bytes and what is wrong; the next one is read as if nothing had been.
/// </summary>
public sealed class CsvReader(Stream stream, string file, TableTerms terms, bool hashed = true) : IRowReader
{
    const int Block = 1 << 16;

    readonly IncrementalHash? _hash = hashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    readonly CsvCells _cells = new(terms.DelimiterByte);
    readonly CsvRow _row = new(file, terms);
    byte[] _buffer = new byte[Block];
    int _start;
    int _end;
    int _scanned;
    long _bytes;
    bool _skipping;

    /// <summary>Bytes of a record beyond which it is too long. Default <see cref="LineReader.LongestLine"/>.</summary>
    public int Longest { get; init; } = LineReader.LongestLine;

    public long BlankLines { get; private set; }

    public string? Sha256 { get; private set; }

    /// <exception cref="FixTheNameOrAccessException">The file is UTF-16.</exception>
    public async IAsyncEnumerable<UpstreamRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var row = new UpstreamRow();
        await PassMarkAsync(cancel);
        long line = 1, lines = 0, offset = _start;
        while (true)
        {
            if (_cells.Take(_buffer.AsSpan(_start, _end - _start), ref _scanned, ref lines))
            {
                if (Frame(row, line, offset, _scanned, whole: true))
                    yield return row;
                (line, offset) = (1 + lines, _bytes - (_end - _start - _scanned));
                (_start, _scanned, _skipping) = (_start + _scanned, 0, false);
                _cells.Clear();
                continue;
            }
            if (_end - _start > Longest)
            {
                (_skipping, _start, _end, _scanned) = (true, 0, 0, 0);
                _cells.Forget();
            }
            cancel.ThrowIfCancellationRequested();
            if (await FillAsync(cancel))
                continue;
            if ((_end > _start || _skipping) && Frame(row, line, offset, _end - _start, _skipping || _cells.End(_buffer.AsSpan(_start, _end - _start))))
                yield return row;
            break;
        }
        Sha256 = _hash is null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    async Task PassMarkAsync(CancellationToken cancel)
    {
        while (_end < 3 && await FillAsync(cancel))
        {
        }
        var head = _buffer.AsSpan(0, _end);
        if (head.StartsWith((byte[])[0xFF, 0xFE]) || head.StartsWith((byte[])[0xFE, 0xFF]))
            throw new FixTheNameOrAccessException($"{file} is UTF-16, by its first two bytes. Expected UTF-8 or Windows-1252: convert it, or ask upstream for another form.");
        _start = head.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_buffer.Length - _end < Block / 4)
        {
            var rest = _end - _start;
            var to = rest + Block > _buffer.Length ? new byte[2 * (rest + Block)] : _buffer;
            _buffer.AsSpan(_start, rest).CopyTo(to);
            (_buffer, _start, _end) = (to, 0, rest);
        }
        var read = stream is FileStream { IsAsync: false } local ? local.Read(_buffer, _end, _buffer.Length - _end) : await stream.ReadAsync(_buffer.AsMemory(_end), cancel);
        _hash?.AppendData(_buffer, _end, read);
        _bytes += read;
        _end += read;
        return read > 0;
    }

    bool Frame(UpstreamRow row, long line, long offset, int length, bool whole)
    {
        var record = _buffer.AsMemory(_start, length);
        if (record.Span.EndsWith("\n"u8))
            record = record[..^1];
        if (record.Span.EndsWith("\r"u8))
            record = record[..^1];
        if (!_skipping && IsBlank(record.Span))
        {
            BlankLines++;
            return false;
        }
        if (!_row.HasHeader && !_skipping && whole && _cells.Broken < 0)
        {
            _row.SetHeader(record.Span, _cells);
            return false;
        }
        (row.Place, row.TooLong, row.Stretch) = (new Place(file, line, offset), _skipping, record);
        (row.Bytes, row.Fault) = _skipping ? (default, null) : _row.Of(record, _cells, whole);
        return true;
    }

    // One column may hold nothing but white space; where there are several, such a line is framing.
    bool IsBlank(ReadOnlySpan<byte> record) => record.IsEmpty || (_row.Columns != 1 && record.IndexOfAnyExcept(" \t\r\n"u8) < 0);

    public void Dispose()
    {
        stream.Dispose();
        _hash?.Dispose();
    }
}
