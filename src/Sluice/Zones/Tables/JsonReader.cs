using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>
/// Reads a JSON file as rows, an element a row: its bytes without the white space between them, so that it fits on a line.
/// The line of its place is its number in the file. The file is held in memory.
/// </summary>
public sealed class JsonReader(Stream stream, string file, bool hashed = true) : IRowReader
{
    /// <summary>256 MiB.</summary>
    public const int LargestFile = 256 * 1024 * 1024;

    readonly ArrayBufferWriter<byte> _line = new();

    public long BlankLines { get; private set; }

    public string? Sha256 { get; private set; }

    /// <exception cref="FixTheNameOrAccessException">The file is larger than <see cref="LargestFile"/>.</exception>
    public async IAsyncEnumerable<UpstreamRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var content = await ReadAsync(cancel);
        var elements = JsonElements.Of(content.Span, out var fault);
        var row = new UpstreamRow();
        long number = 0;
        foreach (var (start, end) in elements)
        {
            number++;
            if (start == end)
            {
                BlankLines++;
                continue;
            }
            row.Place = new Place(file, number, start);
            row.Stretch = content[start..end];
            row.TooLong = end - start > LineReader.LongestLine;
            row.Bytes = row.TooLong ? default : OnOneLine(content.Span[start..end]);
            yield return row;
        }
        if (fault is var (at, why))
        {
            (row.Place, row.Stretch, row.Fault) = (new Place(file, number + 1, at), content[at..], why);
            row.TooLong = content.Length - at > LineReader.LongestLine;
            row.Bytes = row.TooLong ? default : content[at..];
            yield return row;
        }
        Sha256 = hashed ? Convert.ToHexStringLower(SHA256.HashData(content.Span)) : null;
    }

    async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancel)
    {
        var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > LargestFile)
                throw new FixTheNameOrAccessException($"{file} is larger than {LargestFile >> 20} MiB. Write it as JSON Lines, which is read line by line.");
        }
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    ReadOnlyMemory<byte> OnOneLine(ReadOnlySpan<byte> json)
    {
        _line.ResetWrittenCount();
        while (!json.IsEmpty)
        {
            var next = json.IndexOfAny(" \t\r\n\""u8);
            if (next < 0)
                next = json.Length;
            if (next < json.Length && json[next] == (byte)'"')
                next = EndOfString(json, next);
            _line.Write(json[..next]);
            json = json[next..];
            while (!json.IsEmpty && json[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                json = json[1..];
        }
        return _line.WrittenMemory;
    }

    static int EndOfString(ReadOnlySpan<byte> json, int quote)
    {
        for (var at = quote + 1; at < json.Length; at++)
            if (json[at] == (byte)'\\')
                at++;
            else if (json[at] == (byte)'"')
                return at + 1;
        return json.Length;
    }

    public void Dispose() => stream.Dispose();
}
