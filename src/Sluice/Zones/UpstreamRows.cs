using Sluice.Zones.Tables;

namespace Sluice.Zones;

/// <summary>The forms of file that rows can be read from, told by the end of the name.</summary>
public static class UpstreamRows
{
    public const string JsonLines = ".jsonl";
    public const string Csv = ".csv";

    /// <summary>Whether a file's rows are the lines of it as upstream wrote them.</summary>
    public static bool AreLines(string file) => !file.EndsWith(Csv, StringComparison.Ordinal);

    /// <summary>Opens a file of upstream's for its rows; closes <paramref name="stream"/> when it is disposed.</summary>
    /// <param name="terms">How a table is read; null: as if nobody had described it.</param>
    /// <param name="hashed">False spares the hashing of bytes that have just been checked.</param>
    public static IRowReader Open(Stream stream, string file, TableTerms? terms, bool hashed = true) =>
        file.EndsWith(Csv, StringComparison.Ordinal) ? new CsvReader(stream, file, terms ?? TableTerms.None, hashed)
        : new LineReader(stream, file, hashed: hashed);
}
