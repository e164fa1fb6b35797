using Sluice.Records;

namespace Sluice.Zones;

/// <summary>Reads one of upstream's files as rows, each a line of JSON with its place, and hashes the file on the way.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>Rows in order. The row object and its bytes are the same ones each time: use them before asking for the next.</summary>
    IAsyncEnumerable<UpstreamRow> RowsAsync(CancellationToken cancel = default);

    /// <summary>Lines, or what a form has in their place, that hold nothing.</summary>
    long BlankLines { get; }

    /// <summary>The sha256 of all bytes read; known after the last row, null if nothing is hashed.</summary>
    string? Sha256 { get; }
}
