using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Sources.Scaffolds;

/// <summary>
/// Rows with upstream's columns and made-up contents: three that must become records, and one without a date. Of upstream
/// itself they have only the columns and the form of its dates.
/// </summary>
/// <param name="first">Rows of the source's collections before this one: no two of its rows say the same.</param>
sealed class FixtureRows(Collection collection, IReadOnlyList<string>? key, TableSample sample, int first = 0)
{
    const int Good = 3;

    /// <summary>How many rows there are.</summary>
    public const int Count = Good + 1;

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    string Column(string ours) => collection.Fields?.GetValueOrDefault(ours) ?? ours;

    /// <summary>In the form of upstream's file.</summary>
    public byte[] File()
    {
        var rows = Enumerable.Range(1, Count);
        if (collection.File.EndsWith(UpstreamRows.Csv, StringComparison.Ordinal))
            return CsvText.Of(sample.Columns, rows.Select(row => (IReadOnlyList<string?>)[.. sample.Columns.Select(column => Cell(column, row))]), sample.Delimiter, sample.Encoding);
        var objects = rows.Select(row => new JsonObject(sample.Columns.Select(column => KeyValuePair.Create(column, Value(column, row)))).ToJsonString(Json)).ToList();
        return Encoding.UTF8.GetBytes(collection.File.EndsWith(UpstreamRows.JsonLines, StringComparison.Ordinal) ? string.Concat(objects.Select(one => one + "\n")) : $"[\n{string.Join(",\n", objects)}\n]\n");
    }

    /// <summary>A line for each of the rows that must become records: the fields that matter.</summary>
    public IEnumerable<string> Expected()
    {
        for (var row = 1; row <= Good; row++)
        {
            var expected = new JsonObject
            {
                ["id"] = sample.Columns.Contains("id", StringComparer.Ordinal) ? Cell("id", row) : RowKey.Of([.. (key ?? []).Select(column => sample.Columns.Contains(column, StringComparer.Ordinal) ? Cell(column, row) : null)]),
                ["title"] = Cell(Column("title"), row),
                ["date_published"] = IsoOf(Cell(Column("date_published"), row)),
            };
            var addresses = sample.Columns.Contains("url", StringComparer.Ordinal) ? Cell("url", row) : collection.Links is { Count: > 0 } links ? Cell(links[0], row) : null;
            expected["url"] = addresses?.Split(", ")[0];
            yield return expected.ToJsonString(Json);
        }
    }

    string? IsoOf(string? date)
    {
        if (date is null)
            return null;
        if (PublicationDate.TryReadIso(date, out var iso) == DateReading.Read)
            return iso.Iso;
        foreach (var form in collection.DateFormats ?? [])
            if (DateFormat.Parse(form).TryRead(date, out iso) == DateReading.Read)
                return iso.Iso;
        return null;
    }

    string? Cell(string column, int row) => Value(column, row) is JsonValue one ? one.ToString() : null;

    JsonNode? Value(string column, int row)
    {
        var number = first + row;
        if (column == "id")
            return $"made-up-{number}";
        if (column == "source")
            return collection.Name;
        if (column == Column("date_published") || column == Column("occurred_at"))
            return row > Good ? null : DateOf(column, row);
        if (column == Column("title"))
            return $"A made-up record, number {number}";
        if (column == Column("text"))
            return $"Café words – “quoted” – of record {number}, which nobody wrote.";
        if (column == "url")
            return $"https://example.org/{number}";
        if (collection.Links?.Contains(column, StringComparer.Ordinal) == true)
            return column != collection.Links[0] ? $"https://example.com/{number}" : row == 1 ? $"https://example.org/{number}, https://example.net/{number}" : $"https://example.org/{number}";
        if (column == Column("doi"))
            return $"10.5555/made.up.{number}";
        if (key?.Contains(column, StringComparer.Ordinal) == true && !sample.Typed.ContainsKey(column))
            return $"made-up-{number}";
        // A list stays a list, and a number a number.
        if (sample.Typed.GetValueOrDefault(column) is { } typed)
            return Like(JsonNode.Parse(typed), column == Column("authors") ? "Example" : "made up", number);
        if (column == Column("authors"))
            return $"Ann Example {number}{collection.AuthorSeparator ?? ","} Bo Example {number}";
        if (column == Column("tags"))
            return $"made up {number}{collection.Separators?.GetValueOrDefault("tags") ?? ","} fixture";
        return sample.Values(column) is { Count: > 0 } values && values.All(value => double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _)) ? $"{number}" : $"made up {number}";
    }

    static JsonNode? Like(JsonNode? node, string words, int number) => node switch
    {
        JsonArray { Count: > 0 } list => new JsonArray([.. list.Take(2).Select((item, i) => Like(item, i == 0 ? words : words + " too", number))]),
        JsonObject named => new JsonObject(named.Select(pair => KeyValuePair.Create(pair.Key, Like(pair.Value, words, number)))),
        JsonValue one when one.GetValueKind() == JsonValueKind.String => $"{words} {number}",
        JsonValue one when one.GetValueKind() == JsonValueKind.Number => number,
        _ => node?.DeepClone(),
    };

    // Upstream's own dates that can be read: their form is what is tried.
    string? DateOf(string column, int row) =>
        sample.Values(column).Where(value => IsoOf(value) is not null).Distinct(StringComparer.Ordinal).Take(Good).ToList() is { Count: > 0 } dates ? dates[(row - 1) % dates.Count] : $"2024-0{row}-15";
}
