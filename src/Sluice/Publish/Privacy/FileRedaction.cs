using System.Buffers;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Publish.Privacy;

/// <summary>
/// Takes what is private out of the files beside the documents: reports, clusters, citations. A file in which nothing is
/// found keeps its bytes.
/// </summary>
public static class FileRedaction
{
    /// <summary>Judges a file of JSON string by string, any other line by line.</summary>
    public static async Task ApplyAsync(PrivacyGate gate, string path, CancellationToken cancel)
    {
        var isJson = Path.GetExtension(path) is ".json" or ".jsonl";
        var aside = Path.Combine(Path.GetDirectoryName(path)!, AtomicFile.AsidePrefix + Path.GetFileName(path));
        var changed = false;
        using (var reader = new LineReader(File.OpenRead(path), path, hashed: false) { Longest = LineReader.LongestOfOurs })
        await using (var to = new HashedWriter(aside))
        {
            long number = 0;
            await foreach (var row in reader.RowsAsync(cancel))
            {
                for (number++; number < row.Place.Line; number++)
                    await to.WriteLineAsync(default);
                var redacted = isJson ? gate.RedactStrings(row.Bytes) : Line(gate, row.Bytes);
                changed |= redacted is not null;
                await to.WriteLineAsync(redacted ?? row.Bytes);
            }
            for (; number < reader.Rows + reader.BlankLines; number++)
                await to.WriteLineAsync(default);
            await to.FinishAsync();
        }
        if (changed)
            File.Move(aside, path, overwrite: true);
        else
            File.Delete(aside);
    }

    static ReadOnlyMemory<byte>? Line(PrivacyGate gate, ReadOnlyMemory<byte> line) =>
        gate.Redact(Encoding.UTF8.GetString(line.Span), onOneLine: false) is { } redacted ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(redacted)) : (ReadOnlyMemory<byte>?)null;
}
