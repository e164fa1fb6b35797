using Microsoft.Data.Sqlite;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>A work that matches, and where.</summary>
/// <param name="Document">The record that stands for the work, if it passes the filter; else its best copy that does.</param>
/// <param name="Score">BM25, larger is better: that of the work's best record.</param>
/// <param name="TitleHtml">The title, escaped, with hits in <c>&lt;mark&gt;</c>.</param>
/// <param name="SnippetHtml">The best passage, escaped, with hits in <c>&lt;mark&gt;</c>; empty where the text is not served, unless the catalog shows all.</param>
/// <param name="MatchedCopy">The copy that the passage is from, where the words are not all in the document itself; else null.</param>
public sealed record SearchHit(DocumentSummary Document, double Score, string TitleHtml, string SnippetHtml, DocumentSummary? MatchedCopy = null);

/// <summary>One value of a facet and how many of the matches have it.</summary>
public sealed record FacetValue(string Value, long Count);

/// <summary>A page of matches; facets count all matches, not the page, and in the unit of <paramref name="Total"/>.</summary>
/// <param name="Total">How many works match, or records where each record is a hit.</param>
/// <param name="Records">How many records match.</param>
public sealed record SearchPage(
    string Release, string Query, long Total, long Records, IReadOnlyList<SearchHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets, int? Next);

/// <summary>
/// Full-text search over the current release: over all its texts, served or not, or in an exported copy over those that are
/// served. What is found is works: copies of one work are one hit.
/// </summary>
public sealed class Search(Catalog catalog)
{
    // Title, authors and tags say more about a document than a word in its text.
    const string Rank = "bm25(search, 10.0, 5.0, 3.0, 1.0)";

    // CROSS JOIN keeps the order: the words first. A filter by collection would else ask the words of each of its documents.
    static string Matching(ReleaseReader release) => $"FROM {release.Words} CROSS JOIN documents d ON d.row = search.rowid";

    // The best record of each work; of equal ones the first by document id, which is the order of rows.
    const string Best = """
        SELECT unit, row, score, max(stands) OVER (PARTITION BY unit) AS stands, row_number() OVER (PARTITION BY unit ORDER BY score DESC, row) AS place FROM hits
        """;

    /// <summary>Best first; of equally good works the first by document id. A work is as good as its best record that matches.</summary>
    /// <param name="copies">Each record is a hit of its own.</param>
    /// <exception cref="CorrectTheCallException">The query has no word, or nothing is published.</exception>
    public SearchPage Query(string query, DocumentFilter filter, int limit = Catalog.DefaultLimit, int skip = 0, bool copies = false)
    {
        var shown = catalog.Shown();
        var release = shown.Release;
        filter = filter.CheckedFor(shown);
        var fts = SearchQuery.ToFts(query);
        limit = Math.Clamp(limit, 1, Catalog.LargestLimit);
        skip = Math.Max(0, skip);
        var unit = copies ? "d.document_id" : filter.Work();
        var matching = Matching(release);
        using var connection = release.Open();
        var (total, records) = Count(connection, matching, fts, filter, unit);
        var facets = new Dictionary<string, IReadOnlyList<FacetValue>>(StringComparer.Ordinal)
        {
            ["collection"] = Facet(connection, matching, fts, filter, unit, "d.collection", "d.collection"),
            ["year"] = Facet(connection, matching, fts, filter, unit, "d.year", "d.year", order: "1 DESC"),
            // A tag is searched for in any case, so it is counted so.
            ["tag"] = Facet(connection, matching, fts, filter, unit, "min(t.tag)", "t.tag COLLATE NOCASE", "JOIN tags t ON t.row = d.row"),
        };

        using var command = connection.CreateCommand();
        command.CommandText = $"WITH hits AS MATERIALIZED (SELECT d.row, {unit} AS unit, d.document_id = {unit} AS stands, -{Rank} AS score {matching} WHERE search MATCH $query AND {filter.Where(command)}), best AS ({Best}) SELECT unit, row, score, stands FROM best WHERE place = 1 ORDER BY score DESC, unit LIMIT {limit} OFFSET {skip}";
        command.Parameters.AddWithValue("$query", fts);
        var found = new List<FoundWork>();
        using (var rows = command.ExecuteReader())
            while (rows.Read())
            {
                var matches = rows.GetBoolean(3);
                var own = Record(release, connection, filter, "d.document_id = $key", rows.GetString(0));
                var copy = matches && own is not null ? null : Record(release, connection, filter, "d.row = $key", rows.GetInt64(1));
                found.Add(new FoundWork(own?.Summary ?? copy!.Value.Summary, rows.GetDouble(2), own is null ? null : copy?.Summary, (copy ?? own)!.Value.Line, (copy ?? own)!.Value.Text));
            }
        return new SearchPage(release.Id, query, total, records, Highlighting.Of(found, query), facets, skip + found.Count < total ? skip + found.Count : null);
    }

    (DocumentSummary Summary, byte[] Line, string? Text)? Record(ReleaseReader release, SqliteConnection connection, DocumentFilter filter, string where, object key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {DocumentSummary.ColumnsFor(filter)}, d.offset, d.length, d.local_offset, d.local_length FROM documents d WHERE {where} AND {filter.Where(command)}";
        command.Parameters.AddWithValue("$key", key);
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return null;
        var summary = DocumentSummary.From(rows, connection);
        var line = release.Read(rows.GetInt64(DocumentSummary.ColumnCount), rows.GetInt32(DocumentSummary.ColumnCount + 1));
        // The state decides, not what happens to stand in the line.
        return (summary, line, summary.Text == TextState.Served ? LocalText.Of(line)
            : catalog.ServesAll && release.ReadLocal(LocalText.PlaceIn(rows, DocumentSummary.ColumnCount + 2)) is { } local ? LocalText.Of(local) : null);
    }

    static (long Total, long Records) Count(SqliteConnection connection, string matching, string fts, DocumentFilter filter, string unit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(DISTINCT {unit}), count(*) {matching} WHERE search MATCH $query AND {filter.Where(command)}";
        command.Parameters.AddWithValue("$query", fts);
        using var rows = command.ExecuteReader();
        rows.Read();
        return (rows.GetInt64(0), rows.GetInt64(1));
    }

    static List<FacetValue> Facet(SqliteConnection connection, string matching, string fts, DocumentFilter filter, string unit, string value, string by, string join = "", string order = "2 DESC, 1")
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {value}, count(DISTINCT {unit}) {matching} {join} WHERE search MATCH $query AND {filter.Where(command)} GROUP BY {by} ORDER BY {order} LIMIT 30";
        command.Parameters.AddWithValue("$query", fts);
        var values = new List<FacetValue>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (!rows.IsDBNull(0))
                values.Add(new FacetValue(rows.GetValue(0).ToString()!, rows.GetInt64(1)));
        return values;
    }
}
