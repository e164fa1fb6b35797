using System.Buffers;
using System.Text;
using Sluice.Records;

namespace Sluice.Clean;

/// <summary>How sure it is that characters are UTF-8 that was read as Windows-1252 or Latin-1.</summary>
enum Misreading
{
    /// <summary>They are not the bytes of any character that is likely here.</summary>
    None,

    /// <summary>They are, but could be meant as they stand: <c>É”</c> at the end of a quotation.</summary>
    Possible,

    /// <summary>They are, and nobody writes them so.</summary>
    Certain,
}

/// <summary>
/// The characters at one place read back as bytes: which character these are in UTF-8, and whether that is plausible.
/// The bytes of that character, read by the same encoding again, are exactly what stood there.
/// </summary>
static class MisreadSpan
{
    // Typography that stands behind any word, and signs that stand behind some.
    static readonly SearchValues<char> Closing = SearchValues.Create("\u2018\u2019\u201A\u201C\u201D\u201E\u2026\u2013\u2014\u2039\u203A\u00AB\u00BB\u00A0");
    static readonly SearchValues<char> Signs = SearchValues.Create("\u2020\u2021\u2022\u2122\u2030\u00AA\u00AD\u00B0\u00B1\u00B2\u00B3\u00B4\u00B7\u00B9\u00BA\u00AE\u00A9\u00A7");

    /// <param name="length">How many characters the one character takes, 2 to 4.</param>
    public static Misreading At(ReadOnlySpan<char> text, int at, out int length, out Rune rune)
    {
        rune = default;
        if ((length = Decode(text[at..], out rune)) == 0 || GroupOf(rune.Value) is var group && group == Group.Unlikely)
            return Misreading.None;
        var tail = text.Slice(at + 1, length - 1);
        // The end of another damaged place says nothing about this one.
        var before = at > 0 && (text[at - 1] < '\u0080' || !IsEndOfOne(text, at)) ? text[at - 1] : ' ';
        var isOdd = tail.ContainsAnyExcept(Closing) && IsOdd(tail);
        // Controls come only from text that was misread before: then their bytes are controls here too.
        if (rune.Value < 0xA0 && tail[0] is < '\u0080' or > '\u009F')
            return Misreading.None;
        return group switch
        {
            Group.Picture => Misreading.Certain,
            Group.Typography => tail.ContainsAnyExcept(Closing) ? Misreading.Certain : Misreading.Possible,
            Group.Latin => OfLatin(text, at, length, before, tail, isOdd),
            Group.Vietnamese => isOdd || (tail.ContainsAnyExcept(Closing) && IsLetterAt(text, at + 3)) ? Misreading.Certain : Misreading.Possible,
            Group.Greek => (isOdd || Signs.Contains(tail[0])) && !char.IsUpper(before) ? Misreading.Certain : OfScript(text, at, length, group),
            Group.Mark => isOdd && char.IsLetter(before) ? Misreading.Certain : Misreading.Possible,
            _ => OfScript(text, at, length, group),
        };
    }

    static Misreading OfLatin(ReadOnlySpan<char> text, int at, int length, char before, ReadOnlySpan<char> tail, bool isOdd)
    {
        if (isOdd && !(char.IsUpper(before) && tail[0] == '\u20AC'))
            return Misreading.Certain;
        var isBeforeWord = IsLetterAt(text, at + length) && char.IsLower(text[at + length]);
        if (char.IsUpper(before) || Closing.Contains(before))
            return isBeforeWord && Signs.Contains(tail[0]) ? Misreading.Certain : Misreading.Possible;
        if (text[at] is '\u00C2' && (tail[0] == '\u00A0' || Signs.Contains(tail[0])))
            return IsExponent(tail[0]) && !char.IsLetterOrDigit(before) ? Misreading.Possible : Misreading.Certain;
        if (text[at] is '\u00C3' && (Signs.Contains(tail[0]) || (tail[0] == '\u00A0' && !IsLetterAt(text, at + length))))
            return char.IsLetter(before) || isBeforeWord || (char.IsWhiteSpace(before) && !IsExponent(tail[0])) ? Misreading.Certain : Misreading.Possible;
        if (text[at] is '\u00C2' && char.IsLower(before))
            return Misreading.Certain;
        // `Å’s`: a letter with its apostrophe.
        var isApostrophe = tail[0] == '\u2019' && isBeforeWord && !IsLetterAt(text, at + length + 1);
        return isBeforeWord && !isApostrophe && (char.IsLower(before) || !char.IsLetter(before)) && tail[0] != '\u00A0' ? Misreading.Certain : Misreading.Possible;
    }

    // Of scripts whose letters are everyday pairs elsewhere, two in a row, and one of them odd.
    static Misreading OfScript(ReadOnlySpan<char> text, int at, int length, Group group)
    {
        var isOdd = IsOdd(text.Slice(at + 1, length - 1));
        var start = at;
        // The letters in front of it count too, so that all of a word are judged alike.
        for (var back = Longest(text, start, group); back > 0; back = Longest(text, start, group))
            start -= back;
        var (sequences, next) = (0, start);
        while (next < text.Length && Decode(text[next..], out var rune) is var more && more > 0 && GroupOf(rune.Value) == group)
        {
            isOdd |= IsOdd(text.Slice(next + 1, more - 1));
            sequences++;
            next += more;
        }
        return sequences > 1 && isOdd ? Misreading.Certain : Misreading.Possible;
    }

    static int Longest(ReadOnlySpan<char> text, int end, Group group)
    {
        for (var length = 3; length >= 2; length--)
            if (end >= length && Decode(text[(end - length)..end], out var rune) == length && GroupOf(rune.Value) == group)
                return length;
        return 0;
    }

    static bool IsExponent(char c) => c is '\u00B2' or '\u00B3' or '\u00B9';

    static bool IsEndOfOne(ReadOnlySpan<char> text, int end)
    {
        for (var length = 2; length <= Math.Min(4, end); length++)
            if (Decode(text[(end - length)..end], out _) == length)
                return true;
        return false;
    }

    static bool IsLetterAt(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsLetter(text[at]);

    static bool IsOdd(ReadOnlySpan<char> tail)
    {
        foreach (var c in tail)
            if (!Closing.Contains(c) && !Signs.Contains(c))
                return true;
        return false;
    }

    static int Decode(ReadOnlySpan<char> text, out Rune rune)
    {
        rune = default;
        var length = text[0] switch { >= '\u00C2' and <= '\u00DF' => 2, >= '\u00E0' and <= '\u00EF' => 3, >= '\u00F0' and <= '\u00F4' => 4, _ => 0 };
        if (length == 0 || text.Length < length)
            return 0;
        Span<byte> bytes = [(byte)text[0], 0, 0, 0];
        var (isWindows, isLatin) = (true, true);
        for (var i = 1; i < length; i++)
        {
            if (Windows1252.ByteOf(text[i]) is var b && b < 0x80)
                return 0;
            bytes[i] = (byte)b;
            isWindows &= Windows1252.CharOf((byte)b) == text[i];
            isLatin &= text[i] <= '\u00FF';
        }
        // One encoding must have read all of it, or it does not come back as it stood.
        return (isWindows || isLatin) && Rune.DecodeFromUtf8(bytes[..length], out rune, out var taken) == OperationStatus.Done && taken == length ? length : 0;
    }

    enum Group { Unlikely, Latin, Mark, Greek, Cyrillic, Hebrew, Arabic, Indic, Vietnamese, Typography, EastAsian, Picture }

    static Group GroupOf(int scalar) => scalar switch
    {
        >= 0x80 and <= 0x17F or 0x192 or >= 0x218 and <= 0x21B or 0x2C6 or 0x2DC => Group.Latin,
        >= 0x300 and <= 0x36F => Group.Mark,
        >= 0x386 and <= 0x3FF => Group.Greek,
        >= 0x400 and <= 0x45F or 0x490 or 0x491 => Group.Cyrillic,
        >= 0x5D0 and <= 0x5EA => Group.Hebrew,
        >= 0x60C and <= 0x6F9 => Group.Arabic,
        >= 0x900 and <= 0xE7F => Group.Indic,
        >= 0x1E00 and <= 0x1EFF => Group.Vietnamese,
        >= 0x2000 and <= 0x27FF or >= 0x2900 and <= 0x2BFF => Group.Typography,
        >= 0x3000 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 or >= 0xFF01 and <= 0xFF5E => Group.EastAsian,
        >= 0xFB00 and <= 0xFB06 or 0xFE0F or 0xFEFF or 0xFFFD or >= 0x1D400 and <= 0x1D7FF or >= 0x1F000 and <= 0x1FAFF => Group.Picture,
        _ => Group.Unlikely,
    };
}
