using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>
/// Turns the bytes of a cell into text without losing or inventing a character: what is valid UTF-8 is read as that, and
/// each other byte as Windows-1252 reads it. ISO-8859-1 is never used: browsers mean Windows-1252 by it too.
/// </summary>
sealed class CellText
{
    char[] _chars = new char[256];
    byte[] _plain = new byte[256];

    /// <summary>The cell's text; valid until the next.</summary>
    /// <param name="cell">What stands between the quotes, or between the delimiters.</param>
    /// <param name="doubled">True if a quote in it is written twice.</param>
    /// <param name="mixed">Whether a byte of it is not UTF-8.</param>
    public ReadOnlySpan<char> Of(ReadOnlySpan<byte> cell, bool doubled, out bool mixed)
    {
        if (doubled)
            cell = Single(cell);
        if (_chars.Length < cell.Length)
            _chars = new char[cell.Length * 2];
        mixed = !Utf8.IsValid(cell);
        return _chars.AsSpan(0, mixed ? Decode(cell) : Encoding.UTF8.GetChars(cell, _chars));
    }

    int Decode(ReadOnlySpan<byte> cell)
    {
        var length = 0;
        while (!cell.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(cell, out var rune, out var used) == OperationStatus.Done)
            {
                length += rune.EncodeToUtf16(_chars.AsSpan(length));
                cell = cell[used..];
                continue;
            }
            _chars[length++] = Windows1252.CharOf(cell[0]);
            cell = cell[1..];
        }
        return length;
    }

    ReadOnlySpan<byte> Single(ReadOnlySpan<byte> cell)
    {
        if (_plain.Length < cell.Length)
            _plain = new byte[cell.Length * 2];
        var length = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            _plain[length++] = cell[i];
            if (cell[i] == (byte)'"')
                i++;
        }
        return _plain.AsSpan(0, length);
    }
}
