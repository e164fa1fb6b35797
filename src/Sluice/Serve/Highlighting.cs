using System.Net;
using Microsoft.Data.Sqlite;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>A work on a page of matches, before its words are marked.</summary>
/// <param name="Copy">The copy that matched in the stead of <paramref name="Shown"/>, or null.</param>
/// <param name="Line">Of the record that matched.</param>
/// <param name="Text">Its text, null where it must not be shown.</param>
readonly record struct FoundWork(DocumentSummary Shown, double Score, DocumentSummary? Copy, byte[] Line, string? Text)
{
    public DocumentSummary Matched => Copy ?? Shown;
}

/// <summary>
/// Marks the words that were found. The index holds no text, so the page's few documents are indexed once more in
/// memory: hits are then marked by the very tokenizer that found them.
/// </summary>
static class Highlighting
{
    const string Open = "\u0001", Close = "\u0002";

    public static List<SearchHit> Of(IReadOnlyList<FoundWork> found, string query)
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
                insert.Parameters.AddWithValue("$title", WithoutMarks(found[i].Matched.Title));
                insert.Parameters.AddWithValue("$authors", string.Join('\n', found[i].Matched.Authors));
                insert.Parameters.AddWithValue("$tags", Tags(line));
                insert.Parameters.AddWithValue("$text", WithoutMarks(found[i].Text ?? ""));
                insert.ExecuteNonQuery();
            }
        }
        var marked = new Dictionary<long, (string Title, string Snippet)>();
        // Where the text is not shown, a title is marked by the words it has itself.
        Read(SearchQuery.AnyOf(query), found.Any(hit => hit.Text is null));
        Read(SearchQuery.ToFts(query), true);
        return [.. found.Select((hit, i) =>
        {
            var (title, snippet) = marked.TryGetValue(i, out var html) ? html : (null, "");
            return new SearchHit(hit.Shown, hit.Score, hit.Copy is null && title is not null ? title : Mark(WithoutMarks(hit.Shown.Title)), hit.Text is null ? "" : snippet, hit.Copy);
        })];

        void Read(string fts, bool isNeeded)
        {
            using var command = memory.CreateCommand();
            command.CommandText = "SELECT rowid, highlight(page, 0, $open, $close), snippet(page, 3, $open, $close, '…', 40) FROM page WHERE page MATCH $query";
            command.Parameters.AddWithValue("$open", Open);
            command.Parameters.AddWithValue("$close", Close);
            command.Parameters.AddWithValue("$query", fts);
            using var rows = isNeeded ? command.ExecuteReader() : null;
            while (rows?.Read() == true)
                marked[rows.GetInt64(0)] = (Mark(rows.GetString(1)), Mark(rows.GetString(2)));
        }
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
