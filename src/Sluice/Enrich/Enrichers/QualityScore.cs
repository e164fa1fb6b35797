using System.Text.RegularExpressions;
using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>
/// The predecessor's score and tier: +3 arXiv or Distill, +1 authors, +2 not a newsletter, +1 over 5,000 and +1 over
/// 10,000 characters, +1 up to 2019, +0.5 tags. A from 7, B from 4, C from 2, else D. Kept to be compared with.
/// </summary>
public sealed partial class QualityScore : IEnricher
{
    public string Method => "predecessor_score@1";

    public IReadOnlyList<string> Fields { get; } = ["quality_score", "quality_tier"];

    public void Write(Reading document, JsonLineBuilder enriched)
    {
        var score = (document.Collection is "arxiv" or "distill" ? 3 : 0)
            + (document.HasAuthors ? 1 : 0)
            + (IsNewsletter(document) ? 0 : 2)
            + (document.TextLength > 5000 ? 1 : 0)
            + (document.TextLength > 10_000 ? 1 : 0)
            + (document.Day is { Year: <= 2019 } ? 1 : 0)
            + (document.Tags.Count > 0 ? 0.5 : 0);
        enriched.Name("quality_score"u8).OneDecimal(score)
            .Name("quality_tier"u8).String(score >= 7 ? "A" : score >= 4 ? "B" : score >= 2 ? "C" : "D");
    }

    static bool IsNewsletter(Reading document) =>
        TitlePattern().IsMatch(document.LowerTitle)
        || IsLinksFor(document.LowerTitle)
        || HeadPattern().IsMatch(document.LowerText[..UnitsOf(document.Text, 500)]);

    // "links for" and a word, whose first character is a code point and not a UTF-16 unit.
    static bool IsLinksFor(ReadOnlySpan<char> title)
    {
        const string Words = "links for ";
        for (var at = title.IndexOf(Words, StringComparison.Ordinal); at >= 0; at = title.IndexOf(Words, StringComparison.Ordinal))
        {
            title = title[(at + Words.Length)..];
            if (WordCharacters.RunAt(title, 0) > 0)
                return true;
        }
        return false;
    }

    // The first `scalars` code points, in UTF-16 units.
    static int UnitsOf(ReadOnlySpan<char> text, int scalars)
    {
        var at = 0;
        for (; at < text.Length && scalars > 0; scalars--)
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        return at;
    }

    [GeneratedRegex(@"\[an #\d+\]|newsletter|linkpost|link post|weekly.*digest|monthly.*roundup|weekly.*review|monthly.*review|^links:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TitlePattern();

    [GeneratedRegex(@"\[an #\d+\]|alignment newsletter", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadPattern();
}
