using System.Text;
using SQLitePCL;
using Sluice.Records;

namespace Sluice.Publish;

/// <summary>
/// <c>search.sqlite</c>: a full-text index (FTS5, porter stems) over the release, with the columns that lists and
/// facets need. It holds no text: it points into <c>documents.jsonl</c>, <c>local/texts.jsonl</c> and <c>duplicates.jsonl</c>. Same documents, same bytes. Its indexes are
/// there from the start: made at the end, each would sort a column of the whole release in memory.
/// </summary>
public sealed class SearchIndexWriter : IDisposable
{
    readonly sqlite3 _db;
    readonly sqlite3_stmt _document, _author, _tag, _text;
    byte[] _utf8 = new byte[1 << 16];
    long _row;

    static SearchIndexWriter() => Batteries_V2.Init();

    public SearchIndexWriter(string path)
    {
        Check(raw.sqlite3_open(path, out _db));
        Execute("""
            PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -1000;
            CREATE TABLE documents (
              row INTEGER PRIMARY KEY, document_id TEXT NOT NULL, id TEXT NOT NULL, collection TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
              day TEXT NOT NULL, precision TEXT NOT NULL, year INTEGER, month INTEGER, tier TEXT, words INTEGER, offset INTEGER NOT NULL, length INTEGER NOT NULL,
              work TEXT NOT NULL, cluster_offset INTEGER, cluster_length INTEGER, text_state TEXT NOT NULL, local_offset INTEGER, local_length INTEGER, license TEXT);
            CREATE TABLE authors (row INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL);
            CREATE TABLE tags (row INTEGER NOT NULL, tag TEXT NOT NULL);
            CREATE VIRTUAL TABLE search USING fts5(title, authors, tags, text, content='', tokenize="porter unicode61 remove_diacritics 2");
            CREATE UNIQUE INDEX documents_by_document_id ON documents (document_id);
            CREATE INDEX documents_by_work ON documents (work);
            CREATE INDEX documents_by_id ON documents (id);
            CREATE INDEX documents_by_day ON documents (day DESC, row);
            CREATE INDEX documents_by_collection ON documents (collection, year);
            CREATE INDEX authors_by_name ON authors (name COLLATE NOCASE, row);
            CREATE INDEX authors_by_row ON authors (row, position);
            CREATE INDEX tags_by_tag ON tags (tag COLLATE NOCASE, row);
            CREATE INDEX tags_by_row ON tags (row);
            BEGIN;
            """);
        _document = Prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _author = Prepare("INSERT INTO authors VALUES (?, ?, ?)");
        _tag = Prepare("INSERT INTO tags VALUES (?, ?)");
        _text = Prepare("INSERT INTO search (rowid, title, authors, tags, text) VALUES (?, ?, ?, ?, ?)");
    }

    /// <summary>Adds a document.</summary>
    /// <param name="line">What is served of it; this may be shown.</param>
    /// <param name="whole">Holds its text, which may be searched, served or not.</param>
    /// <param name="served">Where its line stands in <c>documents.jsonl</c>.</param>
    /// <param name="state">One of <see cref="TextState"/>.</param>
    /// <param name="license">Of its text: SPDX id, or <c>NOASSERTION</c>.</param>
    /// <param name="local">Where its line stands in <c>local/texts.jsonl</c>; null where its text is served.</param>
    public void Add(RecordLine line, RecordLine whole, (long Offset, int Length) served, string state, string license, (long Offset, int Length)? local, WorkPlace work)
    {
        _row++;
        var title = line.GetString("title"u8) ?? "";
        var date = line.GetString("date_published"u8) ?? "";
        line.TryGet("enriched"u8, out var enriched);
        raw.sqlite3_bind_int64(_document, 1, _row);
        Bind(_document, 2, line.GetString("document_id"u8));
        Bind(_document, 3, line.GetString("id"u8));
        Bind(_document, 4, line.GetString("source"u8));
        Bind(_document, 5, title);
        Bind(_document, 6, line.GetString("url"u8));
        Bind(_document, 7, date.Length >= 10 ? date[..10] : date);
        Bind(_document, 8, line.GetString("date_precision"u8) ?? "day");
        BindNumber(_document, 9, enriched, "year"u8);
        BindNumber(_document, 10, enriched, "month"u8);
        Bind(_document, 11, enriched.TryGetMember("quality_tier"u8, out var tier) && tier.Kind == JsonKind.String ? tier.GetString() : null);
        BindNumber(_document, 12, enriched, "word_count"u8);
        raw.sqlite3_bind_int64(_document, 13, served.Offset);
        raw.sqlite3_bind_int64(_document, 14, served.Length);
        Bind(_document, 15, work.Work);
        BindNumber(_document, 16, work.Cluster?.Offset);
        BindNumber(_document, 17, work.Cluster?.Length);
        Bind(_document, 18, state);
        BindNumber(_document, 19, local?.Offset);
        BindNumber(_document, 20, local?.Length);
        Bind(_document, 21, license);
        Step(_document);
        AddText(whole, title, AddList(line, "authors"u8, _author, ordered: true), AddList(line, "tags"u8, _tag, ordered: false));
    }

    void AddText(RecordLine line, string title, string authors, string tags)
    {
        raw.sqlite3_bind_int64(_text, 1, _row);
        Bind(_text, 2, title);
        Bind(_text, 3, authors);
        Bind(_text, 4, tags);
        line.TryGetString("text"u8, out var body);
        if (body.Contains((byte)'\\'))
        {
            if (_utf8.Length < body.Length)
                _utf8 = new byte[body.Length];
            body = _utf8.AsSpan(0, JsonText.DecodeUtf8(body, _utf8));
        }
        raw.sqlite3_bind_text(_text, 5, body);
        Step(_text);
    }

    string AddList(RecordLine line, ReadOnlySpan<byte> field, sqlite3_stmt insert, bool ordered)
    {
        if (!line.TryGet(field, out var list) || list.Kind != JsonKind.Array)
            return "";
        var all = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items())
        {
            if (item.Kind != JsonKind.String || item.GetString() is not { Length: > 0 } text || !seen.Add(text))
                continue;
            raw.sqlite3_bind_int64(insert, 1, _row);
            if (ordered)
                raw.sqlite3_bind_int64(insert, 2, seen.Count);
            Bind(insert, ordered ? 3 : 2, text);
            Step(insert);
            all.Append(text).Append('\n');
        }
        return all.ToString();
    }

    /// <summary>Commits; the file is whole.</summary>
    public void Finish() => Execute("COMMIT;");

    sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement));
        return statement;
    }

    void Step(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement), raw.SQLITE_DONE);
        raw.sqlite3_reset(statement);
    }

    static void Bind(sqlite3_stmt statement, int index, string? text)
    {
        if (text is null)
            raw.sqlite3_bind_null(statement, index);
        else
            raw.sqlite3_bind_text(statement, index, text);
    }

    static void BindNumber(sqlite3_stmt statement, int index, JsonView enriched, ReadOnlySpan<byte> name) =>
        BindNumber(statement, index, enriched.TryGetMember(name, out var value) && System.Buffers.Text.Utf8Parser.TryParse(value.Bytes, out long number, out _) ? number : null);

    static void BindNumber(sqlite3_stmt statement, int index, long? number)
    {
        if (number is { } known)
            raw.sqlite3_bind_int64(statement, index, known);
        else
            raw.sqlite3_bind_null(statement, index);
    }

    void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    void Check(int result, int expected = raw.SQLITE_OK)
    {
        if (result != expected)
            throw new CheckTheMachineException($"The search index cannot be written: {raw.sqlite3_errmsg(_db).utf8_to_string()} (SQLite {result}).");
    }

    public void Dispose()
    {
        _document.Dispose();
        _author.Dispose();
        _tag.Dispose();
        _text.Dispose();
        _db.Dispose();
    }
}
