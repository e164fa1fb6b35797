using System.Text;
using Sluice.Records;

namespace Sluice.Clean.Cleaners;

/// <summary>Unicode normalization form C: one spelling for each accented letter. A text with a lone surrogate is left as it is.</summary>
public sealed class UnicodeForm : ICleaner
{
    public string Name => "nfc@1";

    public bool LooksAt(string field) => field != "url";

    public bool Clean(TextBuffer text)
    {
        if (Ascii.IsValid(text.Span) || HasLoneSurrogate(text.Span) || text.Span.IsNormalized(NormalizationForm.FormC))
            return false;
        text.Load(text.ToString().Normalize(NormalizationForm.FormC));
        return true;
    }

    static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0;)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
                return true;
            text = text[(at + length)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }
        return false;
    }
}
