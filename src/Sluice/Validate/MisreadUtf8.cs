using System.Buffers;
using System.Text;

namespace Sluice.Validate;

/// <summary>
/// Finds UTF-8 that was read as Windows-1252 or Latin-1. It turns characters back into bytes, and where these are
/// UTF-8 for something plausible, it asks whether the characters could have been meant as they stand: Ã, Å or é before
/// a quotation mark, a dash or a no-break space is how people write.
/// </summary>
static class MisreadUtf8
{
    // What Windows-1252 has at 0x80 to 0x9F; the five bytes it leaves open come back as C1 controls.
    const string Windows1252 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    // Stand after any word: quotation marks, dashes, an ellipsis, a no-break space.
    const string Punctuation = "\u2018\u2019\u201A\u201C\u201D\u201E\u2026\u2013\u2014\u2039\u203A\u00AB\u00BB\u00A0";

    // Stand after a symbol or a unit: footnote marks, exponents, signs.
    const string Marks = "\u2020\u2021\u2022\u2122\u2030\u00AA\u00AD\u00B0\u00B1\u00B2\u00B3\u00B4\u00B7\u00B9\u00BA";

    static readonly SearchValues<char> IsPunctuation = SearchValues.Create(Punctuation);
    static readonly SearchValues<char> IsMark = SearchValues.Create(Marks);

    /// <summary>The first stretch at or after <paramref name="from"/>, or -1.</summary>
    public static int Find(ReadOnlySpan<char> text, int from, out int length)
    {
        for (var at = from; at < text.Length; at += Math.Max(1, length))
        {
            var next = text[at..].IndexOfAnyInRange('\u00C2', '\u00F4');
            if (next < 0)
                break;
            at += next;
            length = Run(text[at..], out var first, out var sequences);
            if (length > 0 && IsMisread(text, at, length, first, sequences))
                return at;
        }
        length = 0;
        return -1;
    }

    // How many characters from here on are UTF-8 of one script's letters or symbols, and of how many.
    static int Run(ReadOnlySpan<char> text, out int first, out int sequences)
    {
        int length = 0, scalar;
        (first, sequences) = (0, 0);
        while ((scalar = Scalar(text[length..], out var taken)) > 0 && (sequences == 0 || ScriptOf(scalar) == ScriptOf(first)))
        {
            if (sequences++ == 0)
                first = scalar;
            length += taken;
        }
        return length;
    }

    static int Scalar(ReadOnlySpan<char> text, out int length)
    {
        length = text.IsEmpty ? 0 : text[0] switch { >= '\u00C2' and <= '\u00DF' => 2, >= '\u00E0' and <= '\u00EF' => 3, >= '\u00F0' and <= '\u00F4' => 4, _ => 0 };
        if (length == 0 || text.Length < length)
            return -1;
        Span<byte> bytes = [(byte)text[0], 0, 0, 0];
        for (var i = 1; i < length; i++)
        {
            var c = text[i];
            var low = c is >= '\u0080' and <= '\u00BF' ? c : c > '\u00FF' && Windows1252.IndexOf(c) is var index && index >= 0 ? 0x80 + index : 0;
            if (low == 0)
                return -1;
            bytes[i] = (byte)low;
        }
        return Rune.DecodeFromUtf8(bytes[..length], out var rune, out _) == OperationStatus.Done ? rune.Value : -1;
    }

    enum Script { None, Latin1Sign, Latin, Combining, Greek, Alone, Typography, Vietnamese, Picture, Cyrillic, Hebrew, Arabic, Indic, EastAsian }

    static Script ScriptOf(int scalar) => scalar switch
    {
        >= 0xA0 and <= 0xBF => Script.Latin1Sign,
        >= 0xC0 and <= 0x17F or >= 0x218 and <= 0x21B => Script.Latin,
        >= 0x300 and <= 0x36F => Script.Combining,
        >= 0x384 and <= 0x3FF => Script.Greek,
        >= 0x400 and <= 0x45F => Script.Cyrillic,
        >= 0x5D0 and <= 0x5EA => Script.Hebrew,
        >= 0x60C and <= 0x6F9 => Script.Arabic,
        >= 0x900 and <= 0x0E7F => Script.Indic,
        >= 0x1E00 and <= 0x1EFF => Script.Vietnamese,
        >= 0x2000 and <= 0x27FF or >= 0x2900 and <= 0x2BFF => Script.Typography,
        >= 0x3000 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 => Script.EastAsian,
        >= 0xFB00 and <= 0xFB06 or 0xFEFF or 0xFFFD => Script.Alone,
        >= 0xFF01 and <= 0xFF5E => Script.EastAsian,
        >= 0x1D400 and <= 0x1D7FF or >= 0x1F000 and <= 0x1FAFF => Script.Picture,
        _ => Script.None,
    };

    static bool IsMisread(ReadOnlySpan<char> text, int at, int length, int first, int sequences)
    {
        var script = ScriptOf(first);
        var (before, after) = (at > 0 ? text[at - 1] : ' ', at + length < text.Length ? text[at + length] : ' ');
        var tail = text.Slice(at + 1, length - 1);
        // Characters that nobody writes after an accented capital: ƒ, ¡, ¼, €, a control character.
        var isOdd = HasOddFollower(text.Slice(at, length));
        var isPlainWord = !char.IsUpper(before) && (char.IsLower(before) || char.IsLetter(after));
        return script switch
        {
            Script.None => false,
            Script.Alone or Script.Picture => true,
            Script.Latin1Sign => tail[0] is '\u00B2' or '\u00B3' or '\u00B9' ? char.IsLower(before) || char.IsDigit(before)
                : isOdd || (!char.IsUpper(before) && (IsMark.Contains(tail[0]) || char.IsLower(before) || (tail[0] == '\u00A0' && before != '\u00AB'))),
            Script.Latin => isOdd || (tail[0] is '\u2013' or '\u2014' ? char.IsLower(before)
                : isPlainWord || (tail[0] == '\u00A0' && after == ' ' && char.IsWhiteSpace(before)) || (char.IsUpper(before) && char.IsLower(after) && sequences == 1)),
            Script.Combining => isOdd && char.IsLetter(before),
            Script.Greek => isOdd || sequences > 1 || IsMark.Contains(tail[0]),
            Script.Typography => tail.ContainsAnyExcept(IsPunctuation) && (isOdd || !char.IsLetter(before) || char.IsLetter(after)),
            Script.Vietnamese => isOdd || (tail.ContainsAnyExcept(IsPunctuation) ? char.IsLetter(after) || sequences > 1 : char.IsLower(after)),
            _ => sequences > 1 && tail.ContainsAnyExcept(IsPunctuation),
        };
    }

    static bool HasOddFollower(ReadOnlySpan<char> run)
    {
        foreach (var c in run[1..])
            if (c is < '\u00C2' or > '\u00F4' && !IsPunctuation.Contains(c) && !IsMark.Contains(c))
                return true;
        return false;
    }
}
