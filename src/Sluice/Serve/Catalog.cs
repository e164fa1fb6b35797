using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>The documents of the current release: lists with filters, and single documents. Follows <c>serveable/current</c>.</summary>
public sealed class Catalog(Lake lake)
{
    public const int DefaultLimit = 20;
    public const int LargestLimit = 200;

    readonly Lock _lock = new();
    ReleaseReader? _reader;

    public Lake Lake => lake;

    /// <exception cref="CorrectTheCallException">Nothing has been published yet.</exception>
    public ReleaseReader Current()
    {
        var id = lake.CurrentRelease
            ?? throw new CorrectTheCallException($"{lake.Root} has no release yet. Run `sluice run` first.");
        lock (_lock)
            return _reader?.Id == id ? _reader : _reader = new ReleaseReader(lake, id);
    }

    /// <summary>Newest first. A cursor comes from the page before and holds only within its release.</summary>
    /// <exception cref="CorrectTheCallException">The cursor is none of this release's.</exception>
    public DocumentPage List(DocumentFilter filter, int limit = DefaultLimit, string? cursor = null)
    {
        var release = Current();
        filter.CheckedFor(release);
        using var connection = release.Open();
        using var count = connection.CreateCommand();
        count.CommandText = $"SELECT count(*) FROM documents d WHERE {filter.Where(count)}";
        var total = (long)count.ExecuteScalar()!;

        using var command = connection.CreateCommand();
        var where = filter.Where(command);
        if (cursor is not null)
        {
            var (day, row) = ReadCursor(release.Id, cursor);
            where += " AND (d.day < $day OR (d.day = $day AND d.row > $row))";
            command.Parameters.AddWithValue("$day", day);
            command.Parameters.AddWithValue("$row", row);
        }
        limit = Math.Clamp(limit, 1, LargestLimit);
        command.CommandText = $"SELECT {DocumentSummary.Columns} FROM documents d WHERE {where} ORDER BY d.day DESC, d.row LIMIT {limit + 1}";
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
        return new DocumentPage(release.Id, total, documents, next);
    }

    /// <summary>A document's line by its document id, or by upstream's id if only one has it; null if there is none.</summary>
    public byte[]? Find(string id)
    {
        var release = Current();
        using var connection = release.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT offset, length FROM documents WHERE document_id = $id UNION ALL SELECT offset, length FROM documents WHERE id = $id LIMIT 2";
        command.Parameters.AddWithValue("$id", id);
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return null;
        var (offset, length) = (rows.GetInt64(0), rows.GetInt32(1));
        return rows.Read() ? null : release.Read(offset, length);
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
