using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// Unicode normalization form C: one spelling for each accented letter. Korean written letter by letter becomes
/// syllables, which are fewer. A text with a lone surrogate is left as it is.
/// </summary>
public sealed class UnicodeForm : ICleaner
{
    public string Name => "nfc@1";

    public bool ChangesLetters => true;

    public Dirt Signs => Dirt.Form;

    public bool LooksAt(string field) => field != "url";

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        if (Ascii.IsValid(chars) || HasLoneSurrogate(chars) || chars.Contains(NoCharacter) || chars.IsNormalized(NormalizationForm.FormC))
            return;
        // Between two characters that begin anew nothing is composed or put in order, so that each stretch can be normalized alone.
        for (int start = 0, end; start < chars.Length; start = end)
        {
            end = start + LengthAt(chars, start);
            while (end < chars.Length && !BeginsAnew(chars, end))
                end += LengthAt(chars, end);
            if (Ascii.IsValid(chars[start..end]) || chars[start..end].IsNormalized(NormalizationForm.FormC))
                continue;
            text.Replace(start, end - start, chars[start..end].ToString().Normalize(NormalizationForm.FormC));
        }
    }

    // The one code point that the normalization of the framework refuses to read.
    const char NoCharacter = '\uFFFE';

    static int LengthAt(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at]) ? 2 : 1;

    // What may be composed with something before it is a mark, or the vowel or the last letter of a Korean syllable.
    static bool BeginsAnew(ReadOnlySpan<char> text, int at)
    {
        if (text[at] < '\u0300')
            return true;
        if (text[at] is >= '\u1160' and <= '\u11FF')
            return false;
        Rune.DecodeFromUtf16(text[at..], out var rune, out _);
        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
    }

    static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0;)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done)
                return true;
            text = text[(at + length)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }
        return false;
    }
}
