using System.Net;
using System.Text;
using SQLitePCL;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>Something private that is left in a finished release; what it says is told nowhere.</summary>
/// <param name="File">Relative to the release, with forward slashes.</param>
/// <param name="Line">1-based; the row for a table of the index.</param>
/// <param name="Document">The document id of a line that has one.</param>
public sealed record Residue(PrivacyClass Class, string File, long Line, string? Document);

/// <summary>
/// Reads every file of a finished release as a stranger would and looks for what the gate should have taken out. It knows
/// nothing of the gate, its detectors, or the records.
/// </summary>
public sealed class ResidueScan(IReadOnlyList<IDetector> detectors)
{
    readonly TextBuffer _text = new();
    readonly List<PrivateSpan> _found = [];
    readonly List<Residue> _left = [];

    /// <exception cref="GateFailedException">Something is left; the message says of which class, where, and what to do, and nothing of what it is.</exception>
    public static async Task EnsureCleanAsync(string folder, string release, IReadOnlyList<IDetector> detectors, CancellationToken cancel)
    {
        var left = await new ResidueScan(detectors).OfAsync(folder, cancel);
        if (left.Count == 0)
            return;
        var classes = string.Join(", ", left.GroupBy(residue => residue.Class).OrderBy(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} × {group.Key.Name()}")));
        var places = string.Join("; ", left.Take(5).Select(residue => FormattableString.Invariant($"{residue.File} line {residue.Line}{(residue.Document is null ? "" : $" ({residue.Document})")}")));
        throw new GateFailedException(FormattableString.Invariant(
            $"{FindingCode.PrivacyResidue}: release {release} still holds what looks private ({classes}), at {places}{(left.Count > 5 ? $" and {left.Count - 5} more places" : "")}. What it is, is not printed. Nothing was published. Look at the record in the enriched zone; `sluice forget ID` takes it out, and an upstream edit and a new run mend it; if it only looks private, please report it without its text."));
    }

    /// <summary>All that is left, file by file.</summary>
    public async Task<IReadOnlyList<Residue>> OfAsync(string folder, CancellationToken cancel)
    {
        _left.Clear();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (Path.GetExtension(path) == ".sqlite")
                Index(path, file);
            else
                await TextAsync(path, file, cancel);
        }
        return [.. _left];
    }

    async Task TextAsync(string path, string file, CancellationToken cancel)
    {
        var isJson = Path.GetExtension(path) is ".jsonl" or ".json";
        var isPage = Path.GetExtension(path) == ".html";
        using var reader = new LineReader(File.OpenRead(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        var record = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
        {
            var before = _left.Count;
            if (isJson)
                Strings(row.Bytes.Span, file, row.Place.Line);
            else
                Judge(isPage ? WebUtility.HtmlDecode(Encoding.UTF8.GetString(row.Bytes.Span)) : Encoding.UTF8.GetString(row.Bytes.Span), file, row.Place.Line);
            if (_left.Count > before && isJson && record.Read(row.Bytes, out _) && record.GetString("document_id"u8) is { } id && !IsPrivate(id))
                for (var i = before; i < _left.Count; i++)
                    _left[i] = _left[i] with { Document = id };
        }
    }

    // An id may be one itself.
    bool IsPrivate(string id)
    {
        _found.Clear();
        foreach (var detector in detectors)
            detector.Find(id, _found);
        return _found.Count > 0;
    }

    // Any JSON, also a line out of the middle of a document.
    void Strings(ReadOnlySpan<byte> line, string file, long number)
    {
        for (var at = 0; line[at..].IndexOf((byte)'"') is var quote and >= 0;)
        {
            var start = at + quote + 1;
            var end = start;
            while (line[end..].IndexOfAny((byte)'"', (byte)'\\') is var stop and >= 0 && line[end + stop] == '\\')
                end = Math.Min(end + stop + 2, line.Length);
            end = line[end..].IndexOf((byte)'"') is var close and >= 0 ? end + close : line.Length;
            _text.Load(line[start..end]);
            Judge(_text.Span, file, number);
            at = Math.Min(end + 1, line.Length);
        }
    }

    void Judge(ReadOnlySpan<char> text, string file, long number)
    {
        _found.Clear();
        foreach (var detector in detectors)
            detector.Find(text, _found);
        foreach (var span in _found)
            _left.Add(new Residue(span.Class, file, number, null));
    }

    // An index has no texts, but titles, addresses, names and tags; that of local/ has words alone, which are those of texts.jsonl and documents.jsonl.
    void Index(string path, string file)
    {
        Batteries_V2.Init();
        if (raw.sqlite3_open_v2(path, out var db, raw.SQLITE_OPEN_READONLY, null) is var opened && opened != raw.SQLITE_OK)
            throw Unreadable(path, db, opened);
        using (db)
        {
            if (Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('documents', 'authors', 'tags')", _ => { }) > 0)
                Query("SELECT row, title FROM documents UNION ALL SELECT row, url FROM documents UNION ALL SELECT row, name FROM authors UNION ALL SELECT row, tag FROM tags",
                    row => Judge(raw.sqlite3_column_text(row, 1).utf8_to_string() ?? "", file, raw.sqlite3_column_int64(row, 0)));
        }

        // What cannot be read is not clean.
        long Query(string sql, Action<sqlite3_stmt> each)
        {
            if (raw.sqlite3_prepare_v2(db, sql, out var rows) is var prepared && prepared != raw.SQLITE_OK)
                throw Unreadable(path, db, prepared);
            using (rows)
            {
                var (count, step) = (0L, 0);
                for (; (step = raw.sqlite3_step(rows)) == raw.SQLITE_ROW; count++)
                    each(rows);
                return step == raw.SQLITE_DONE ? count : throw Unreadable(path, db, step);
            }
        }
    }

    static CheckTheMachineException Unreadable(string path, sqlite3 db, int result) =>
        new($"{path} cannot be read: {raw.sqlite3_errmsg(db).utf8_to_string()} (SQLite {result}).");
}
