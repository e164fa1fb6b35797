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
        var provenance = line.TryGet(Provenance.Utf8, out var found) && found.Kind == JsonKind.Object ? Read(found.Bytes.ToArray()) : null;
        var (edit, inside) = (new LineEdit().Begin(line), provenance is null ? null : new LineEdit().Begin(provenance));
        var names = new List<string>();
        for (var i = 0; i < withheld.FieldCount; i++)
        {
            var name = JsonText.Decode(withheld.NameOf(i));
            if (name == "document_id" || withheld.IndexOf(Encoding.UTF8.GetBytes(name)) != i)
                continue;
            names.Add(name);
            // A member of the provenance is named by its path.
            if (inside is not null && name.StartsWith(Provenance.Field + ".", StringComparison.Ordinal))
                Put(inside, provenance!, name[(Provenance.Field.Length + 1)..], withheld.ValueOf(i));
            else
                Put(edit, line, name, withheld.ValueOf(i));
        }
        if (inside is { IsEmpty: false })
            edit.Replace(line.IndexOf(Provenance.Utf8), inside.Apply());
        return edit.Append(Field, JsonSerializer.SerializeToUtf8Bytes(names)).Apply().ToArray();
    }

    static void Put(LineEdit edit, RecordLine line, string name, JsonView value)
    {
        if (line.IndexOf(Encoding.UTF8.GetBytes(name)) is var at and >= 0)
            edit.Replace(at, value.Bytes.ToArray());
        else
            edit.Append(name, value.Bytes.ToArray());
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
