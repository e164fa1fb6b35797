using SQLitePCL;

namespace Sluice.Publish;

/// <summary>
/// The table <c>search</c> (FTS5, porter stems) in a file of its own or with other tables. It keeps no text, but each word and
/// its place, from which the text can be put together again: what must not be handed on must not be added to a file that is.
/// </summary>
sealed class WordIndex
{
    readonly SqliteWriter _file;
    readonly sqlite3_stmt _insert;

    public WordIndex(SqliteWriter file)
    {
        _file = file;
        file.Execute("""CREATE VIRTUAL TABLE search USING fts5(title, authors, tags, text, content='', tokenize="porter unicode61 remove_diacritics 2");""");
        _insert = file.Prepare("INSERT INTO search (rowid, title, authors, tags, text) VALUES (?, ?, ?, ?, ?)");
    }

    /// <param name="text">UTF-8; empty where only what describes the document may be found.</param>
    public void Add(long row, string title, string authors, string tags, ReadOnlySpan<byte> text)
    {
        raw.sqlite3_bind_int64(_insert, 1, row);
        raw.sqlite3_bind_text(_insert, 2, title);
        raw.sqlite3_bind_text(_insert, 3, authors);
        raw.sqlite3_bind_text(_insert, 4, tags);
        raw.sqlite3_bind_text(_insert, 5, text);
        _file.Step(_insert);
    }
}
