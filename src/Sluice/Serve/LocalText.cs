using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>What a release keeps on this machine: the text, and other fields, of a document that is served without them.</summary>
static class LocalText
{
    /// <summary>Names the fields that were put back into a document.</summary>
    public const string Field = "shown_locally";

    /// <summary>Where a document's line stands in the local file: two columns of the index; null if it has none.</summary>
    public static (long Offset, int Length)? PlaceIn(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : (row.GetInt64(column), row.GetInt32(column + 1));

    /// <summary>The document with what was withheld, and a field that names it.</summary>
    public static byte[] PutBack(byte[] document, byte[] local)
    {
        var (line, withheld) = (Read(document), Read(local));
        var edit = new LineEdit().Begin(line);
        var names = new List<string>();
        for (var i = 0; i < withheld.FieldCount; i++)
        {
            var name = JsonText.Decode(withheld.NameOf(i));
            var bytes = Encoding.UTF8.GetBytes(name);
            if (name == "document_id" || withheld.IndexOf(bytes) != i)
                continue;
            names.Add(name);
            var (at, value) = (line.IndexOf(bytes), withheld.ValueOf(i).Bytes.ToArray());
            if (at >= 0)
                edit.Replace(at, value);
            else
                edit.Append(name, value);
        }
        return edit.Append(Field, JsonSerializer.SerializeToUtf8Bytes(names)).Apply().ToArray();
    }

    /// <summary>The document as it is, its text null whatever stands there.</summary>
    public static byte[] Without(byte[] document)
    {
        var line = Read(document);
        return line.IndexOf("text"u8) is var at and >= 0 && line.Fields[at].Kind != JsonKind.Null ? new LineEdit().Begin(line).Replace(at, "null"u8.ToArray()).Apply().ToArray() : document;
    }

    /// <summary>The text of a line, in whichever file it stands; empty if it has none.</summary>
    public static string Of(byte[] line) => Read(line).GetString("text"u8) ?? "";

    static RecordLine Read(byte[] line)
    {
        var record = new RecordLine();
        return record.Read(line, out var fault) ? record
            : throw new GateFailedException($"A line of the release cannot be read at byte {fault.Offset}: expected {fault.Expected}. Run `sluice verify --all`.");
    }
}
