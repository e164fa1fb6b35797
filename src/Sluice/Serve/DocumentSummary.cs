using Microsoft.Data.Sqlite;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>A document in a list.</summary>
/// <param name="Collection">Upstream's <c>source</c>.</param>
/// <param name="WorkId">The document id of the record that stands for its work; its own if it is that one.</param>
/// <param name="Copies">How many other records of the release are the same work.</param>
/// <param name="Date">The day it was published; its first four characters count where <paramref name="DatePrecision"/> is <c>year</c>.</param>
/// <param name="Text">Whether the release holds its text: one of <see cref="TextState.All"/>.</param>
/// <param name="License">Of its text, as SPDX writes it, or <c>NOASSERTION</c>; null where nothing was looked at.</param>
public sealed record DocumentSummary(
    string DocumentId, string Title, IReadOnlyList<string> Authors, string Collection, string Url,
    string Date, string DatePrecision, int? Year, string? QualityTier, int? WordCount, string WorkId, int Copies, string Text, string? License)
{
    /// <summary>How many columns <see cref="ColumnsFor"/> gives: further ones follow them.</summary>
    internal const int ColumnCount = 14;

    /// <summary>What <see cref="From"/> reads of table <c>documents d</c>.</summary>
    /// <param name="filter">For what was forgotten, its <see cref="DocumentFilter.Where"/> belongs into the same command.</param>
    internal static string ColumnsFor(DocumentFilter filter) =>
        $"d.row, d.document_id, d.title, d.collection, d.url, d.day, d.precision, d.year, d.tier, d.words, {filter.Work()}, "
        + (filter.Forgotten is null ? "(SELECT count(*) FROM documents c WHERE c.work = d.work) - 1"
            : $"iif({filter.Work()} = d.work, (SELECT count(*) FROM documents c WHERE c.work = d.work AND c.document_id NOT IN (SELECT value FROM json_each($forgotten))) - 1, 0)")
        + ", d.text_state, d.license";

    internal static DocumentSummary From(SqliteDataReader row, SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM authors WHERE row = $row ORDER BY position";
        command.Parameters.AddWithValue("$row", row.GetInt64(0));
        var authors = new List<string>();
        using (var names = command.ExecuteReader())
            while (names.Read())
                authors.Add(names.GetString(0));
        return new DocumentSummary(row.GetString(1), row.GetString(2), authors, row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
            row.IsDBNull(7) ? null : row.GetInt32(7), row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : row.GetInt32(9),
            row.GetString(10), row.GetInt32(11), row.GetString(12), row.IsDBNull(13) ? null : row.GetString(13));
    }
}

/// <summary>A page of a list. <see cref="Next"/> asks for the following one; null on the last.</summary>
/// <param name="Total">How many works pass the filter, or records where each record is listed.</param>
/// <param name="Records">How many records pass it.</param>
public sealed record DocumentPage(string Release, long Total, long Records, IReadOnlyList<DocumentSummary> Documents, string? Next);
