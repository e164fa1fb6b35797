using System.Text;
using Sluice.Zones.Tables;

namespace Sluice.Sources.Scaffolds;

/// <summary>Writes CSV (RFC 4180): a cell is quoted where it must be, and a record ends in LF.</summary>
static class CsvText
{
    public static byte[] Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows, string? delimiter, string? encoding)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(columns))
            text.AppendJoin(delimiter ?? ",", row.Select(cell => Quoted(cell ?? "", delimiter ?? ","))).Append('\n');
        return encoding == TableTerms.Windows1252 ? Windows1252Bytes(text.ToString()) : Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Quoted(string cell, string delimiter) =>
        cell.Contains(delimiter, StringComparison.Ordinal) || cell.AsSpan().ContainsAny('"', '\n', '\r') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>As Windows-1252 writes it; what it has no byte for stays UTF-8.</summary>
    public static byte[] Windows1252Bytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var one = rune.IsBmp && !rune.IsAscii ? Records.Windows1252.ByteOf((char)rune.Value) : -1;
            if (one >= 0)
                bytes.Add((byte)one);
            else
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
        }
        return [.. bytes];
    }
}
