using System.Text;
using SQLitePCL;
using Sluice.Records;

namespace Sluice.Publish;

/// <summary>
/// <c>search.sqlite</c>: a full-text index over what a release hands on, with the columns that lists and facets need. It
/// points into <c>documents.jsonl</c>, <c>local/texts.jsonl</c> and <c>duplicates.jsonl</c>. And <c>local/search.sqlite</c>: the
/// same words and those of all other texts, which is kept with these texts. Same documents, same bytes. The indexes are
/// there from the start: made at the end, each would sort a column of the whole release in memory.
/// </summary>
sealed class SearchIndexWriter : IDisposable
{
    readonly string _localPath;
    readonly SqliteWriter _file, _local;
    readonly WordIndex _served, _all;
    readonly sqlite3_stmt _document, _author, _tag;
    byte[] _utf8 = new byte[1 << 16];
    long _row;
    bool _isComplete = true;

    /// <param name="localPath">Of the index over all texts; its folder must be there.</param>
    public SearchIndexWriter(string path, string localPath)
    {
        _localPath = localPath;
        (_file, _local) = (new SqliteWriter(path), new SqliteWriter(localPath));
        _file.Execute("""
            CREATE TABLE documents (
              row INTEGER PRIMARY KEY, document_id TEXT NOT NULL, id TEXT NOT NULL, collection TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
              day TEXT NOT NULL, precision TEXT NOT NULL, year INTEGER, month INTEGER, tier TEXT, words INTEGER, offset INTEGER NOT NULL, length INTEGER NOT NULL,
              work TEXT NOT NULL, cluster_offset INTEGER, cluster_length INTEGER, text_state TEXT NOT NULL, local_offset INTEGER, local_length INTEGER, license TEXT);
            CREATE TABLE authors (row INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL);
            CREATE TABLE tags (row INTEGER NOT NULL, tag TEXT NOT NULL);
            CREATE UNIQUE INDEX documents_by_document_id ON documents (document_id);
            CREATE INDEX documents_by_work ON documents (work);
            CREATE INDEX documents_by_id ON documents (id);
            CREATE INDEX documents_by_day ON documents (day DESC, row);
            CREATE INDEX documents_by_collection ON documents (collection, year);
            CREATE INDEX authors_by_name ON authors (name COLLATE NOCASE, row);
            CREATE INDEX authors_by_row ON authors (row, position);
            CREATE INDEX tags_by_tag ON tags (tag COLLATE NOCASE, row);
            CREATE INDEX tags_by_row ON tags (row);
            """);
        (_served, _all) = (new WordIndex(_file), new WordIndex(_local));
        _document = _file.Prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _author = _file.Prepare("INSERT INTO authors VALUES (?, ?, ?)");
        _tag = _file.Prepare("INSERT INTO tags VALUES (?, ?)");
        _file.Execute("BEGIN;");
        _local.Execute("BEGIN;");
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
        _file.Step(_document);
        AddWords(whole, title, AddList(line, "authors"u8, _author, ordered: true), AddList(line, "tags"u8, _tag, ordered: false), state == TextState.Served);
    }

    void AddWords(RecordLine line, string title, string authors, string tags, bool isServed)
    {
        line.TryGetString("text"u8, out var text);
        if (text.Contains((byte)'\\'))
        {
            if (_utf8.Length < text.Length)
                _utf8 = new byte[text.Length];
            text = _utf8.AsSpan(0, JsonText.DecodeUtf8(text, _utf8));
        }
        _served.Add(_row, title, authors, tags, isServed ? text : []);
        _all.Add(_row, title, authors, tags, text);
        _isComplete &= isServed;
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
            _file.Step(insert);
            all.Append(text).Append('\n');
        }
        return all.ToString();
    }

    /// <summary>Commits and closes both. Where every text is served the second one says nothing more, and is taken away.</summary>
    public void Finish()
    {
        _file.Finish();
        _local.Finish();
        if (_isComplete)
            File.Delete(_localPath);
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

    public void Dispose()
    {
        _file.Dispose();
        _local.Dispose();
    }
}
