using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>Words (maximal runs of word characters), minutes at 225 words each, paragraphs between blank lines.</summary>
public sealed class TextMeasures : IEnricher
{
    const double WordsAMinute = 225;

    public string Method => "text_measures@1";

    public IReadOnlyList<string> Fields { get; } = ["word_count", "reading_time_minutes", "paragraph_count"];

    public void Write(Reading document, JsonLineBuilder enriched)
    {
        var words = CountWords(document.Text);
        enriched.Name("word_count"u8).Number(words)
            .Name("reading_time_minutes"u8).Number(document.Text.IsEmpty ? 0 : Math.Max(1, (long)Math.Round(words / WordsAMinute, MidpointRounding.ToEven)))
            .Name("paragraph_count"u8).Number(CountParagraphs(document.Text));
    }

    static long CountWords(ReadOnlySpan<char> text)
    {
        long words = 0;
        var inWord = false;
        var ascii = WordCharacters.Ascii;
        for (var i = 0; i < text.Length;)
        {
            var units = 1;
            var c = text[i];
            var isWord = c < ascii.Length ? ascii[c] : WordCharacters.IsAt(text, i, out units);
            words += isWord & !inWord ? 1 : 0;
            inWord = isWord;
            i += units;
        }
        return words;
    }

    // Pieces between "\n\s*\n" that hold more than white space: a paragraph begins where ink follows a blank line.
    static long CountParagraphs(ReadOnlySpan<char> text)
    {
        long paragraphs = 0;
        var lineFeeds = 2;
        foreach (var c in text)
        {
            if (c == '\n')
                lineFeeds++;
            else if (!IsSpace(c))
            {
                if (lineFeeds >= 2)
                    paragraphs++;
                lineFeeds = 0;
            }
        }
        return paragraphs;
    }

    // Python's \s also has the four information separators.
    static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
}
