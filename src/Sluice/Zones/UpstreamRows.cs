using Sluice.Zones.Tables;

namespace Sluice.Zones;

/// <summary>The forms of file that rows can be read from, told by the end of the name.</summary>
public static class UpstreamRows
{
    public const string JsonLines = ".jsonl";
    public const string Json = ".json";
    public const string Csv = ".csv";

    /// <summary>Whether rows can be read from it.</summary>
    public static bool AreIn(string file) =>
        file.EndsWith(JsonLines, StringComparison.Ordinal) || file.EndsWith(Json, StringComparison.Ordinal) || file.EndsWith(Csv, StringComparison.Ordinal);

    /// <summary>Opens a file of upstream's for its rows; closes <paramref name="stream"/> when it is disposed.</summary>
    /// <param name="terms">How the rows of a source that has no JSON Lines of its own are made; null: they are the file's lines.</param>
    /// <param name="hashed">False spares the hashing of bytes that have just been checked.</param>
    public static IRowReader Open(Stream stream, string file, TableTerms? terms, bool hashed = true) =>
        terms is null ? new LineReader(stream, file, hashed: hashed)
        : file.EndsWith(Csv, StringComparison.Ordinal) ? new CsvReader(stream, file, terms, hashed)
        : new CompletedRows(file.EndsWith(Json, StringComparison.Ordinal) ? new JsonReader(stream, file, hashed) : new LineReader(stream, file, hashed: hashed), file, terms);
}
