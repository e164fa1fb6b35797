using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// Characters without width and control characters leave, where they say nothing: tab and line feed stay; joiners stay in
/// emoji and in scripts that need them, the zero-width space between words of scripts without spaces, direction marks in
/// texts that hold letters written from right to left. Form feed, line tabulation and next line are line ends; a
/// zero-width space between digits is a space, so that two numbers do not become one.
/// Invisible operators of mathematics and variation selectors always stay, and so does all code.
/// </summary>
public sealed class InvisibleCharacters : ICleaner
{
    static readonly SearchValues<char> Looked = SearchValues.Create(
        [.. Range(0, 0x1F).Except("\t\n\r"), .. Range(0x7F, 0x9F), '\u00AD', '\u061C', .. Range(0x200B, 0x200F), .. Range(0x202A, 0x202E), '\u2060', .. Range(0x2066, 0x206F), '\uFEFF']);

    public string Name => "invisible@1";

    public bool ChangesLetters => false;

    public Dirt Signs => Dirt.Invisible;

    public bool LooksAt(string field) => field is not ("url" or "doi");

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        bool? isRightToLeft = null;
        for (var at = 0; chars[at..].IndexOfAny(Looked) is var step && step >= 0; at++)
        {
            at += step;
            var stays = chars[at] switch
            {
                '\u200B' => Beside(chars, at, IsWithoutSpaces),
                '\u200C' => Beside(chars, at, IsJoining),
                '\u200D' => Beside(chars, at, IsJoining) || IsInEmoji(chars, at),
                '\u061C' or '\u200E' or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' => isRightToLeft ??= HoldsRightToLeft(chars),
                _ => false,
            };
            if (!stays && !text.Protects(at, Protected.Fence | Protected.Backticks))
                text.Replace(at, 1, chars[at] is '\f' or '\v' or '\u0085' ? "\n" : KeepsNumbersApart(chars, at) ? " " : "");
        }
    }

    // Of several zero-width spaces in a row the first becomes the space.
    static bool KeepsNumbersApart(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != '\u200B' || at == 0 || !char.IsDigit(text[at - 1]))
            return false;
        var next = text[at..].IndexOfAnyExcept('\u200B');
        return next > 0 && char.IsDigit(text[at + next]);
    }

    static IEnumerable<char> Range(int from, int to) => Enumerable.Range(from, to - from + 1).Select(c => (char)c);

    static bool Beside(ReadOnlySpan<char> text, int at, Func<int, bool> isMeant) => isMeant(Before(text, at)) || isMeant(After(text, at));

    static int Before(ReadOnlySpan<char> text, int at) => Rune.DecodeLastFromUtf16(text[..at], out var rune, out _) == OperationStatus.Done ? rune.Value : 0;

    static int After(ReadOnlySpan<char> text, int at) => Rune.DecodeFromUtf16(text[(at + 1)..], out var rune, out _) == OperationStatus.Done ? rune.Value : 0;

    // Thai, Lao, Myanmar, Khmer, Tai Tham, Japanese, Chinese.
    static bool IsWithoutSpaces(int c) => c is >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF or >= 0x1A20 and <= 0x1AAF or >= 0x3040 and <= 0x30FF or >= 0x4E00 and <= 0x9FFF;

    // Arabic and its kin, N'Ko, Indic scripts, Tibetan, Myanmar, Khmer, Mongolian.
    static bool IsJoining(int c) => c is >= 0x0600 and <= 0x08FF or >= 0x0900 and <= 0x0DFF or >= 0x0F00 and <= 0x109F or >= 0x1780 and <= 0x18AF or >= 0xA840 and <= 0xA8FF or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC;

    static bool IsInEmoji(ReadOnlySpan<char> text, int at)
    {
        // Behind a pictograph there may be its variation selector.
        var before = at > 0 && text[at - 1] == '\uFE0F' ? Before(text, at - 1) : Before(text, at);
        return IsPictograph(before) && IsPictograph(After(text, at));
    }

    static bool IsPictograph(int c) => c is >= 0x1F000 and <= 0x1FAFF or >= 0x2190 and <= 0x21FF or >= 0x2300 and <= 0x27BF or >= 0x2B00 and <= 0x2BFF;

    static bool HoldsRightToLeft(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF
                && Rune.IsLetter(rune))
                return true;
        return false;
    }
}
