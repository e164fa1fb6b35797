using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>
/// The documents of the current release: lists with filters, and single documents. Follows <c>serveable/current</c>, and
/// the tombstones: what was forgotten is gone at once, not with the next release.
/// </summary>
/// <param name="servesAll">Also show what the release does not hand on, such as texts without a basis. For this machine only.</param>
public sealed class Catalog(Lake lake, bool servesAll = false)
{
    public const int DefaultLimit = 20;
    public const int LargestLimit = 200;

    // UTF-16 units of a tombstone's reason that are shown.
    const int LongestReason = 500;

    readonly Lock _lock = new();
    ReleaseReader? _reader;
    Tombstones _tombstones = Tombstones.None;
    (DateTime, long) _tombstonesStamp;
    ShownRelease? _shown;

    public Lake Lake => lake;

    public bool ServesAll => servesAll;

    /// <exception cref="CorrectTheCallException">Nothing has been published yet.</exception>
    public ReleaseReader Current()
    {
        var id = lake.CurrentRelease
            ?? throw new CorrectTheCallException($"{lake.Root} has no release yet. Run `sluice run` first.");
        lock (_lock)
            return _reader?.Id == id ? _reader : _reader = new ReleaseReader(lake, id);
    }

    /// <summary>The current release without what was forgotten since it was made.</summary>
    /// <exception cref="CorrectTheCallException">Nothing has been published yet.</exception>
    /// <exception cref="GateFailedException">A tombstone cannot be read.</exception>
    public ShownRelease Shown()
    {
        var release = Current();
        lock (_lock)
        {
            var tombstones = TombstonesNow();
            return _shown?.Release == release && _shown.Tombstones == tombstones ? _shown : _shown = new ShownRelease(release, tombstones);
        }
    }

    // Read anew when the file was written.
    Tombstones TombstonesNow()
    {
        var file = new FileInfo(Tombstones.PathOf(lake));
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (stamp == _tombstonesStamp)
            return _tombstones;
        try
        {
            (_tombstones, _tombstonesStamp) = (Tombstones.Read(lake), stamp);
        }
        catch (CorrectTheCallException unreadable)
        {
            // No mistake of whoever asks: until it is mended nobody knows what must not be shown.
            throw new GateFailedException(unreadable.Message);
        }
        return _tombstones;
    }

    /// <summary>That of a record that was forgotten, by its document id, or by upstream's id if no document has that one; else null. A long reason is cut.</summary>
    public Tombstone? Forgotten(string id) =>
        TombstoneOf(id) is not { } gone ? null : gone.Reason.Length <= LongestReason ? gone
        : gone with { Reason = gone.Reason[..(LongestReason - (char.IsHighSurrogate(gone.Reason[LongestReason - 2]) ? 2 : 1))] + "…" };

    Tombstone? TombstoneOf(string id)
    {
        Tombstones tombstones;
        lock (_lock)
            tombstones = TombstonesNow();
        if (tombstones.All.Count == 0)
            return null;
        if ((tombstones.Find(id) ?? (lake.CurrentRelease is null ? null : Shown().TombstoneOf(id))) is { } gone)
            return gone;
        var (source, upstreamId) = DocumentId.Parse(id) is { Source.Length: > 0 } named ? (named.Source, named.UpstreamId) : (null, id);
        var meant = tombstones.All.Where(tombstone => (source is null || source == tombstone.Source) && tombstone.UpstreamIds.Contains(upstreamId, StringComparer.Ordinal)).Take(2).ToList();
        return meant.Count == 1 && (lake.CurrentRelease is null || Find(id) is null) ? meant[0] : null;
    }

    /// <summary>
    /// Newest first. A work is listed once: by the record that stands for it if that passes the filter, else by its newest
    /// copy that does. A cursor comes from the page before and holds only within its release.
    /// </summary>
    /// <param name="copies">List each record instead.</param>
    /// <exception cref="CorrectTheCallException">The cursor is none of this release's.</exception>
    public DocumentPage List(DocumentFilter filter, int limit = DefaultLimit, string? cursor = null, bool copies = false)
    {
        var shown = Shown();
        var release = shown.Release;
        filter = filter.CheckedFor(shown);
        using var connection = release.Open();
        var (works, records) = Count(connection, filter);

        using var command = connection.CreateCommand();
        var where = filter.Where(command);
        // The record that stands for a work is found at once; only for a copy its work is looked at.
        if (!copies)
            where += $" AND (d.document_id = {filter.Work()} OR NOT EXISTS (SELECT 1 FROM documents o INDEXED BY documents_by_work WHERE o.work = d.work AND {filter.Where(command, "o")} AND (o.document_id = o.work OR o.day > d.day OR (o.day = d.day AND o.row < d.row))))";
        if (cursor is not null)
        {
            var (day, row) = ReadCursor(release.Id, cursor);
            where += " AND (d.day < $day OR (d.day = $day AND d.row > $row))";
            command.Parameters.AddWithValue("$day", day);
            command.Parameters.AddWithValue("$row", row);
        }
        limit = Math.Clamp(limit, 1, LargestLimit);
        command.CommandText = $"SELECT {DocumentSummary.ColumnsFor(filter)} FROM documents d WHERE {where} ORDER BY d.day DESC, d.row LIMIT {limit + 1}";
        var documents = new List<DocumentSummary>();
        string? next = null;
        (string Day, long Row) last = default;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (documents.Count == limit)
            {
                next = WriteCursor(release.Id, last.Day!, last.Row);
                break;
            }
            documents.Add(DocumentSummary.From(rows, connection));
            last = (rows.GetString(5), rows.GetInt64(0));
        }
        return new DocumentPage(release.Id, copies ? records : works, records, documents, next);
    }

    static (long Works, long Records) Count(SqliteConnection connection, DocumentFilter filter)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(DISTINCT {filter.Work()}), count(*) FROM documents d WHERE {filter.Where(command)}";
        using var rows = command.ExecuteReader();
        rows.Read();
        return (rows.GetInt64(0), rows.GetInt64(1));
    }

    /// <summary>
    /// A document's line by its document id, or by upstream's id if only one has it; null if there is none, or it was
    /// forgotten. What is not handed on is put back where the catalog shows all: <c>shown_locally</c> names it.
    /// </summary>
    public byte[]? Find(string id)
    {
        var shown = Shown();
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT document_id, text_state, offset, length, local_offset, local_length FROM documents WHERE document_id = $id UNION ALL SELECT document_id, text_state, offset, length, local_offset, local_length FROM documents WHERE id = $id LIMIT 2";
        command.Parameters.AddWithValue("$id", id);
        using var rows = command.ExecuteReader();
        if (!rows.Read() || shown.IsForgotten(rows.GetString(0)))
            return null;
        var (isServed, offset, length, local) = (rows.GetString(1) == TextState.Served, rows.GetInt64(2), rows.GetInt32(3), LocalText.PlaceIn(rows, 4));
        if (rows.Read())
            return null;
        var line = shown.Release.Read(offset, length);
        return servesAll && shown.Release.ReadLocal(local) is { } withheld ? LocalText.PutBack(line, withheld) : isServed ? line : LocalText.Without(line);
    }

    /// <summary>What a list says of a document; null if the release does not hold it, or it was forgotten.</summary>
    public DocumentSummary? Summary(string documentId)
    {
        var shown = Shown();
        var filter = new DocumentFilter().For(shown);
        using var connection = shown.Release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {DocumentSummary.ColumnsFor(filter)} FROM documents d WHERE d.document_id = $id AND {filter.Where(command)}";
        command.Parameters.AddWithValue("$id", documentId);
        using var rows = command.ExecuteReader();
        return rows.Read() ? DocumentSummary.From(rows, connection) : null;
    }

    static string WriteCursor(string release, string day, long row) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{release}|{day}|{row}")));

    static (string Day, long Row) ReadCursor(string release, string cursor)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
            if (parts.Length == 3 && parts[0] == release && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var row))
                return (parts[1], row);
        }
        catch (FormatException)
        {
        }
        throw new CorrectTheCallException($"The cursor does not belong to release {release}. Start again without it.");
    }
}
