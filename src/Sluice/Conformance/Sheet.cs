using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Conformance;

/// <summary>The rows of one file of a source, read so that a check can change them, and written back in the same form.</summary>
public sealed class Sheet
{
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly SourceEntry _source;

    Sheet(SourceEntry source, Collection collection, IEnumerable<string> columns, IEnumerable<JsonObject> rows) =>
        (_source, Collection, Columns, Rows) = (source, collection, [.. columns], [.. rows]);

    public Collection Collection { get; }

    public string File => Collection.File;

    public bool IsCsv => File.EndsWith(UpstreamRows.Csv, StringComparison.Ordinal);

    /// <summary>Of CSV the header; else every name that a row has.</summary>
    public List<string> Columns { get; }

    public List<JsonObject> Rows { get; }

    /// <summary>The column that stands for a field of ours.</summary>
    public string ColumnOf(string ours) => Collection.Fields?.GetValueOrDefault(ours) is { } theirs && !Columns.Contains(ours, StringComparer.Ordinal) ? theirs : ours;

    /// <summary>A column whose edit makes the same record another text; null if there is none.</summary>
    public string? Editable => new[] { "text", "abstract", "title" }.Select(ColumnOf).Concat(Columns)
        .FirstOrDefault(column => Columns.Contains(column, StringComparer.Ordinal) && !IsKey(column) && column is not ("source" or "url") && column != ColumnOf("date_published")
            && column != ColumnOf("occurred_at") && column != ColumnOf("doi") && Collection.Links?.Contains(column, StringComparer.Ordinal) != true && Rows.All(row => row[column] is null or JsonValue));

    bool IsKey(string column) => column == "id" || _source.Key?.Contains(column, StringComparer.Ordinal) == true;

    public string? IdOf(JsonObject row) =>
        row["id"] is JsonValue id ? id.ToString() : RowKey.Of([.. (_source.Key ?? []).Select(column => row[column]?.ToString())]);

    /// <summary>All cells of a row in one text.</summary>
    public string SaidBy(JsonObject row) => string.Join('\u001F', Columns.Select(column => row[column]?.ToString()));

    /// <summary>The same rows, to be changed by themselves.</summary>
    public Sheet With(Action<Sheet> change)
    {
        var copy = new Sheet(_source, Collection, Columns, Rows.Select(row => row.DeepClone().AsObject()));
        change(copy);
        return copy;
    }

    /// <summary>The same rows, each date that only the mapping reads written as Extract reads it too: what a check changes is kept by the first stage already.</summary>
    public Sheet Dated() => With(dated =>
    {
        var (column, forms) = (ColumnOf("date_published"), Collection.DateFormats ?? []);
        foreach (var row in dated.Rows)
            if (row[column]?.ToString() is { } date && PublicationDate.TryRead(date, out _) != DateReading.Read)
                foreach (var form in forms)
                    if (DateFormat.Parse(form).TryRead(date, out var read) == DateReading.Read)
                        row[column] = read.Iso;
    });

    public void Set(int row, string column, string? value)
    {
        if (!Columns.Contains(column, StringComparer.Ordinal))
            Columns.Add(column);
        Rows[row][column] = value;
    }

    public void Rename(Func<string, string> to)
    {
        for (var i = 0; i < Columns.Count; i++)
            Columns[i] = to(Columns[i]);
        for (var i = 0; i < Rows.Count; i++)
            Rows[i] = new JsonObject(Rows[i].Select(pair => KeyValuePair.Create(to(pair.Key), pair.Value?.DeepClone())));
    }

    /// <summary>One more row, like another but with an id of its own.</summary>
    public void AddLike(int row, int number)
    {
        var copy = Rows[row].DeepClone().AsObject();
        foreach (var column in Columns.Where(IsKey))
            copy[column] = $"{copy[column]} {number}";
        Rows.Add(copy);
    }

    /// <summary>In the form of upstream's file.</summary>
    /// <param name="encoding">Of CSV: <c>windows-1252</c>; default UTF-8.</param>
    public byte[] Bytes(string? encoding = null)
    {
        if (IsCsv)
            return CsvText.Of(Columns, Rows.Select(row => (IReadOnlyList<string?>)[.. Columns.Select(column => row[column]?.ToString())]), _source.Delimiter, encoding);
        var rows = Rows.Select(row => row.ToJsonString(Json)).ToList();
        return Encoding.UTF8.GetBytes(File.EndsWith(UpstreamRows.JsonLines, StringComparison.Ordinal) ? string.Concat(rows.Select(row => row + "\n")) : $"[{string.Join(",\n", rows)}]\n");
    }

    /// <summary>Reads what can be read; a row that is broken is left out.</summary>
    public static Sheet Read(SourceEntry source, Collection collection, byte[] content)
    {
        if (collection.File.EndsWith(UpstreamRows.Csv, StringComparison.Ordinal))
            return ReadCsv(source, collection, content);
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var rows = collection.File.EndsWith(UpstreamRows.JsonLines, StringComparison.Ordinal) ? text.Split('\n').Select(Parsed).OfType<JsonObject>().ToList()
            : Parsed(text) switch
            {
                JsonArray list => [.. list.OfType<JsonObject>()],
                JsonObject one => one.Select(pair => pair.Value).OfType<JsonArray>().FirstOrDefault(list => list.FirstOrDefault() is JsonObject)?.OfType<JsonObject>().ToList() ?? [one],
                _ => [],
            };
        return new Sheet(source, collection, rows.SelectMany(row => row.Select(pair => pair.Key)).Distinct(StringComparer.Ordinal), rows.Select(row => row.DeepClone().AsObject()));
    }

    static JsonNode? Parsed(string text)
    {
        try
        {
            var node = string.IsNullOrWhiteSpace(text) ? null : JsonNode.Parse(text);
            // A name that is there twice shows only when somebody asks.
            _ = (node as JsonObject)?.Count;
            return node;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    static Sheet ReadCsv(SourceEntry source, Collection collection, byte[] content)
    {
        var (cells, text) = (new CsvCells((source.Table ?? TableTerms.None).DelimiterByte), new CellText());
        var (columns, rows) = (new List<string>(), new List<JsonObject>());
        for (var rest = content.AsSpan(content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0); !rest.IsEmpty;)
        {
            cells.Clear();
            var (at, lines) = (0, 0L);
            if (!cells.Take(rest, ref at, ref lines))
            {
                at = rest.Length;
                cells.End(rest);
            }
            var values = new List<string>();
            for (var i = 0; i < cells.Count; i++)
                values.Add(text.Of(rest[cells[i].Start..Math.Max(cells[i].Start, cells[i].End)], cells[i].Doubled, out _).ToString());
            rest = rest[at..];
            if (columns.Count == 0)
                columns = [.. values.Select((name, i) => name.Trim() is { Length: > 0 } given ? given : $"column_{i + 1}")];
            else if (values.Count == columns.Count)
                rows.Add(new JsonObject(columns.Zip(values).DistinctBy(pair => pair.First, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.First, pair.Second.Length == 0 ? null : (JsonNode?)pair.Second))));
        }
        return new Sheet(source, collection, columns.Distinct(StringComparer.Ordinal), rows);
    }
}
