using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Copies one of upstream's files with each forgotten row overwritten by its marker. The copy has the same length, and
/// every other row its line and its offset.
/// </summary>
public static class MarkedFile
{
    /// <param name="open">Opens the file's content from the start; called twice at most.</param>
    /// <returns>The copy's sha256; null if there is no such row, and then no copy either.</returns>
    /// <param name="read">Reads its rows. Default: its lines.</param>
    public static async Task<string?> WriteAsync(Func<Stream> open, string to, ForgottenRows rows, CancellationToken cancel, Func<Stream, IRowReader>? read = null)
    {
        if (rows.IsEmpty)
            return null;
        var marks = await FindAsync((read ?? (from => new LineReader(from, "", hashed: false)))(open()), rows, cancel);
        return marks.Count == 0 ? null : Copy(open(), to, marks);
    }

    /// <summary>Where rows of it are that have to go: byte offset, and what to write there.</summary>
    static async Task<List<(long Offset, byte[] Marker)>> FindAsync(IRowReader reader, ForgottenRows rows, CancellationToken cancel)
    {
        var marks = new List<(long, byte[])>();
        var line = new RecordLine();
        using var closing = reader;
        await foreach (var row in reader.RowsAsync(cancel))
            if (!row.TooLong && (line.Read(row.Bytes, out _) ? rows.StillThere(line) : rows.NamedIn(row.Bytes.Span)) is { } tombstone)
                marks.Add((row.Place.ByteOffset!.Value, row.Stretch is { } stretch ? ForgottenRows.MarkerOf(tombstone, stretch.Span) : ForgottenRows.MarkerOf(tombstone, row.Bytes.Length)));
        return marks;
    }

    static string Copy(Stream from, string to, List<(long Offset, byte[] Marker)> marks)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (from)
        using (var file = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            var buffer = new byte[1 << 16];
            long at = 0;
            var next = 0;
            for (int read; (read = from.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; at += read)
            {
                // A BOM is framing: the first row begins behind it.
                if (at == 0 && marks[0].Offset == 0 && buffer.AsSpan(0, read).StartsWith("\uFEFF"u8))
                    marks[0] = (3, marks[0].Marker);
                for (var i = next; i < marks.Count && marks[i].Offset < at + read; i++)
                {
                    var (offset, marker) = marks[i];
                    var (start, end) = (Math.Max(offset, at), Math.Min(offset + marker.Length, at + read));
                    if (start < end)
                        marker.AsSpan((int)(start - offset), (int)(end - start)).CopyTo(buffer.AsSpan((int)(start - at)));
                    if (offset + marker.Length <= at + read)
                        next = i + 1;
                }
                hash.AppendData(buffer, 0, read);
                file.Write(buffer, 0, read);
            }
            file.Flush(flushToDisk: true);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
