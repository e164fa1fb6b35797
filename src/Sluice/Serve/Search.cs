using System.Net;
using Microsoft.Data.Sqlite;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>A document that matches, and where.</summary>
/// <param name="Score">BM25, larger is better.</param>
/// <param name="TitleHtml">The title, escaped, with hits in <c>&lt;mark&gt;</c>.</param>
/// <param name="SnippetHtml">The best passage, escaped, with hits in <c>&lt;mark&gt;</c>.</param>
public sealed record SearchHit(DocumentSummary Document, double Score, string TitleHtml, string SnippetHtml);

/// <summary>One value of a facet and how many of the matches have it.</summary>
public sealed record FacetValue(string Value, long Count);

/// <summary>A page of matches; facets count all matches, not the page.</summary>
public sealed record SearchPage(
    string Release, string Query, long Total, IReadOnlyList<SearchHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets, int? Next);

/// <summary>Full-text search over the current release.</summary>
public sealed class Search(Catalog catalog)
{
    const string Open = "\u0001", Close = "\u0002";

    // Title, authors and tags say more about a document than a word in its text.
    const string Rank = "bm25(search, 10.0, 5.0, 3.0, 1.0)";

    /// <exception cref="CorrectTheCallException">The query has no word, or nothing is published.</exception>
    public SearchPage Query(string query, DocumentFilter filter, int limit = Catalog.DefaultLimit, int skip = 0)
    {
        var release = catalog.Current();
        filter.CheckedFor(release);
        var fts = SearchQuery.ToFts(query);
        limit = Math.Clamp(limit, 1, Catalog.LargestLimit);
        skip = Math.Max(0, skip);
        using var connection = release.Open();
        var total = Facet(connection, fts, filter, "'all'", "count(*)", "").FirstOrDefault()?.Count ?? 0;
        var facets = new Dictionary<string, IReadOnlyList<FacetValue>>(StringComparer.Ordinal)
        {
            ["collection"] = Facet(connection, fts, filter, "d.collection", "count(*)", ""),
            ["year"] = Facet(connection, fts, filter, "d.year", "count(*)", "", "1 DESC"),
            ["tag"] = Facet(connection, fts, filter, "t.tag", "count(*)", "JOIN tags t ON t.row = d.row"),
        };

        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {DocumentSummary.Columns}, d.offset, d.length, -{Rank} FROM search JOIN documents d ON d.row = search.rowid WHERE search MATCH $query AND {filter.Where(command)} ORDER BY {Rank}, d.row LIMIT {limit} OFFSET {skip}";
        command.Parameters.AddWithValue("$query", fts);
        var found = new List<(DocumentSummary Summary, double Score, byte[] Line)>();
        using (var rows = command.ExecuteReader())
            while (rows.Read())
                found.Add((DocumentSummary.From(rows, connection), rows.GetDouble(12), release.Read(rows.GetInt64(10), rows.GetInt32(11))));
        return new SearchPage(release.Id, query, total, Highlight(found, fts), facets, skip + found.Count < total ? skip + found.Count : null);
    }

    static List<FacetValue> Facet(SqliteConnection connection, string fts, DocumentFilter filter, string value, string count, string join, string order = "2 DESC, 1")
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {value}, {count} FROM search JOIN documents d ON d.row = search.rowid {join} WHERE search MATCH $query AND {filter.Where(command)} GROUP BY 1 ORDER BY {order} LIMIT 30";
        command.Parameters.AddWithValue("$query", fts);
        var values = new List<FacetValue>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (!rows.IsDBNull(0))
                values.Add(new FacetValue(rows.GetValue(0).ToString()!, rows.GetInt64(1)));
        return values;
    }

    // The index holds no text, so the page's few documents are indexed once more in memory: hits are then marked by
    // the very tokenizer that found them.
    static List<SearchHit> Highlight(List<(DocumentSummary Summary, double Score, byte[] Line)> found, string fts)
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        Execute(memory, """CREATE VIRTUAL TABLE page USING fts5(title, authors, tags, text, tokenize="porter unicode61 remove_diacritics 2")""");
        using (var insert = memory.CreateCommand())
        {
            insert.CommandText = "INSERT INTO page (rowid, title, authors, tags, text) VALUES ($row, $title, $authors, $tags, $text)";
            var line = new RecordLine();
            for (var i = 0; i < found.Count; i++)
            {
                line.Read(found[i].Line, out _);
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("$row", i);
                insert.Parameters.AddWithValue("$title", WithoutMarks(found[i].Summary.Title));
                insert.Parameters.AddWithValue("$authors", string.Join('\n', found[i].Summary.Authors));
                insert.Parameters.AddWithValue("$tags", Tags(line));
                insert.Parameters.AddWithValue("$text", WithoutMarks(line.GetString("text"u8) ?? ""));
                insert.ExecuteNonQuery();
            }
        }
        using var command = memory.CreateCommand();
        command.CommandText = "SELECT rowid, highlight(page, 0, $open, $close), snippet(page, 3, $open, $close, '…', 40) FROM page WHERE page MATCH $query";
        command.Parameters.AddWithValue("$open", Open);
        command.Parameters.AddWithValue("$close", Close);
        command.Parameters.AddWithValue("$query", fts);
        var marked = new Dictionary<long, (string Title, string Snippet)>();
        using (var rows = command.ExecuteReader())
            while (rows.Read())
                marked[rows.GetInt64(0)] = (Mark(rows.GetString(1)), Mark(rows.GetString(2)));
        return [.. found.Select((hit, i) => marked.TryGetValue(i, out var html)
            ? new SearchHit(hit.Summary, hit.Score, html.Title, html.Snippet)
            : new SearchHit(hit.Summary, hit.Score, Mark(WithoutMarks(hit.Summary.Title)), ""))];
    }

    static string Tags(RecordLine line)
    {
        if (!line.TryGet("tags"u8, out var tags) || tags.Kind != JsonKind.Array)
            return "";
        var all = new List<string>();
        foreach (var tag in tags.Items())
            if (tag.Kind == JsonKind.String)
                all.Add(tag.GetString());
        return string.Join('\n', all);
    }

    // The two characters that stand for <mark> must not come from a record.
    static string WithoutMarks(string text) =>
        text.Replace(Open, "", StringComparison.Ordinal).Replace(Close, "", StringComparison.Ordinal);

    static string Mark(string text) =>
        WebUtility.HtmlEncode(text).Replace(Open, "<mark>", StringComparison.Ordinal).Replace(Close, "</mark>", StringComparison.Ordinal)
            .Replace("&#1;", "<mark>", StringComparison.Ordinal).Replace("&#2;", "</mark>", StringComparison.Ordinal);

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
