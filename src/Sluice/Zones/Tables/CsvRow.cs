using System.Globalization;
using System.Text;
using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>
/// Makes the JSON object of a record: <c>id</c> and <c>source</c> where no column has that name, then a string for each
/// cell, null for an empty one, under the header's names in the header's order.
/// </summary>
sealed class CsvRow(string file, TableTerms terms)
{
    readonly JsonLineBuilder _json = new();
    readonly CellText _text = new();
    readonly List<string> _mixed = [];
    string[] _names = [];
    int[] _key = [];

    public int Columns => _names.Length;

    public bool HasHeader => _names.Length > 0;

    /// <summary>A name that is blank becomes <c>column_n</c>; of two that are the same the second becomes <c>name_2</c>.</summary>
    public void SetHeader(ReadOnlySpan<byte> record, CsvCells cells)
    {
        var names = new List<string>();
        for (var i = 0; i < cells.Count; i++)
        {
            var name = _text.Of(record[cells[i].Start..cells[i].End], cells[i].Doubled, out _).Trim().ToString();
            var free = name = name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"column_{i + 1}");
            for (var n = 2; names.Contains(free, StringComparer.Ordinal); n++)
                free = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            names.Add(free);
        }
        _names = [.. names];
        _key = [.. (terms.Key ?? []).Select(column => names.IndexOf(column))];
    }

    /// <param name="whole">False if the file ends inside quotes.</param>
    /// <returns>A line of JSON; or the record's own bytes, and what is wrong with them.</returns>
    public (ReadOnlyMemory<byte> Line, JsonFault? Fault) Of(ReadOnlyMemory<byte> record, CsvCells cells, bool whole)
    {
        if (ForgottenRows.IsMarker(record.Span))
            return (record, null);
        if (!HasHeader)
            return (record, new JsonFault(0, "a header, with a name for each cell"));
        if (!whole)
            return (record, new JsonFault(record.Length, "a quote that ends the cell before the file does"));
        if (cells.Broken >= 0)
            return (record, new JsonFault(cells.Broken, "a delimiter or the line's end behind a closing quote"));
        if (cells.Count != _names.Length)
            return (record, new JsonFault(record.Length, string.Create(CultureInfo.InvariantCulture, $"{_names.Length} cells, as the header has, and not {cells.Count},")));
        return (Build(record.Span, cells), null);
    }

    ReadOnlyMemory<byte> Build(ReadOnlySpan<byte> record, CsvCells cells)
    {
        _json.Clear().BeginObject();
        if (_key.Length > 0 && !_names.Contains("id", StringComparer.Ordinal) && IdOf(record, cells) is { } id)
            _json.Name("id"u8).String(id);
        if (terms.Of(file) is { } known && !_names.Contains("source", StringComparer.Ordinal))
            _json.Name("source"u8).String(known.Collection);
        _mixed.Clear();
        for (var i = 0; i < _names.Length; i++)
        {
            var cell = cells[i];
            if (cell.End <= cell.Start)
            {
                _json.Name(_names[i]).Raw("null"u8);
                continue;
            }
            _json.Name(_names[i]).String(_text.Of(record[cell.Start..cell.End], cell.Doubled, out var mixed));
            if (mixed)
                _mixed.Add(_names[i]);
        }
        if (_mixed.Count > 0 && !terms.IsWindows1252)
        {
            _json.Name(TableTerms.DecodedField).BeginArray();
            foreach (var name in _mixed)
                _json.String(name);
            _json.EndArray();
        }
        return _json.EndObject().Memory;
    }

    string? IdOf(ReadOnlySpan<byte> record, CsvCells cells)
    {
        var values = new string?[_key.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = _key[i] < 0 ? null : _text.Of(record[cells[_key[i]].Start..cells[_key[i]].End], cells[_key[i]].Doubled, out _).ToString();
        return RowKey.Of(values);
    }
}
