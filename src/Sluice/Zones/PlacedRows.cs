using System.Runtime.CompilerServices;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>Finds rows of a data file by their places upstream.</summary>
public static class PlacedRows
{
    /// <summary>Those that stand at one of the places, in the file's order; not opened if none is asked for. The line is the same object each time.</summary>
    public static async IAsyncEnumerable<(RowPlace Place, RecordLine Line)> FindAsync(string data, IReadOnlySet<RowPlace> places, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (places.Count == 0)
            yield break;
        using var reader = new LineReader(File.OpenRead(data), data, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _) && UpstreamLines.PlaceOf(line) is { File: not null } at && new RowPlace(at.File, at.Line) is var place && places.Contains(place))
                yield return (place, line);
    }
}
