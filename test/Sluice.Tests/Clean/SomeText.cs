using System.Globalization;
using System.Text;
using Sluice.Clean;

namespace Sluice.Tests.Clean;

/// <summary>Texts for cleaners: damaged by a seeded hand, in all the ways that cleaners know and some that they do not.</summary>
static class SomeText
{
    static readonly string[] Pieces =
    [
        "a", "word", "Word", "é", "e", "n", " ", "  ", "\t", "\n", "\n\n", "\n \n", "\r", "\r\n", "\u0301", "\u030a", "\u0338", "\u00a0", "漢", "\uac00", "\u1100", "\u1161", "\u11a8", "\u2000", "\u1e9b\u0323", "\U0001d15e",
        "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u2060", "\u2061", "\ufe0f", "\u0000", "\u0008", "\f", "\u000b", "\u000e", "\u0085", "\u0092", "\u009d", "👩", "🏽", "नि", "م", "ا",
        "â€™", "â€", "œ", "Ã©", "Ã", "Â", "Â\u00a0", "Ãƒ", "Ã¢â‚¬â„¢", "Ð¿Ñ€", "ï¬\u0081", "€", "™", "’", "“", "–", "É", "â\u0080\u0099", "Å¡", "ß",
        "&", "amp;", "lt;", "gt;", "&lt;", "&gt;", "&amp;", "&#39;", "&quot;", "&eacute;", "&#x2212;", "&#0;", "&#38;", "#108;", "&nbsp;", "&nosuch;", ";", "#",
        "ﬁ", "ﬀ", "ﬆ", "\ufffd", "\uf001", "find", "speci", "ed", "specified", "-", "-\n", "align", "ment", "tion", "\u00ad\n", "self", "facing",
        "`", "``", "```", "```\n", "\n```\n", "~~~\n", "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{align}", "\\end{align}", "\\", "|", "\n| a | b |\n", "\n|---|---|\n", "\n    ", "- ", "1. ",
        "<", ">", "<@", "@>", "(@", "@)", "<b>", "</b>", "<p>", "</p>", "<sup>", "</sup>", "1", "2", "<br>", "<iframe src=\"https://example.org/x\" title=\"T\"></iframe>", "<table>", "</table>", "<math>", "</math>", "<code>", "</code>",
    ];

    public static string Of(Random random) => random.Next(3) == 0
        ? Some.Utf16(random, 40)
        : string.Concat(random.GetItems(Pieces, random.Next(25)));

    public static readonly string[] Collections = ["", "alignment_newsletter", "aisafety.info", "special_docs", "arxiv"];

    public static (string Text, bool Changed) Cleaned(ICleaner cleaner, string text, string field = "text", string collection = "")
    {
        var repair = new TextRepair();
        repair.Load(text.AsSpan(), field, collection);
        var changed = repair.Clean(cleaner, report: null) > 0;
        return (repair.Span.ToString(), changed);
    }

    /// <summary>How many letters, digits and mathematical symbols there are; what no cleaner may change silently.</summary>
    public static (int Letters, int Digits, int Symbols) Counts(string text)
    {
        var (letters, digits, symbols) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter:
                    letters++;
                    break;
                case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber:
                    digits++;
                    break;
                case UnicodeCategory.MathSymbol:
                    symbols++;
                    break;
            }
        return (letters, digits, symbols);
    }
}
