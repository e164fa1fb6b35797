using System.Globalization;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.not_english</c> (a warning): judged by small words, as <c>the</c> and <c>of</c>, and by scripts. Silent below
/// about 50 words, and where nothing speaks for another language: a table or a program is not prose, but not foreign.
/// A look at the middle of the text settles most; only what does not look English there is read on.
/// </summary>
public sealed class TextIsEnglish : ICheck
{
    const int LeastWords = 50, LeastLetters = 100, Glance = 600, Longest = 20_000;

    static readonly WordSet English = new(
        "the of and to in that it for on with by this are we from or at which be have has not can they their our you will would if how what there more these than but all also when about into its your some other");

    // German, French, Spanish, Portuguese, Italian, Dutch, Indonesian, Swedish, without what is English too.
    static readonly WordSet Foreign = new(
        "der die das und nicht ist ein eine zu den dem mit von sich auf für im auch werden dass wird sind oder wie "
        + "le la les des et est une dans que qui pour pas sur du au aux avec sont ce cette il elle nous par plus "
        + "el los las y un con para del se es lo como su más pero "
        + "os da do em um uma não dos das mais por ao são "
        + "di che è per una non della gli sono nel "
        + "het een van dat op te zijn niet met voor aan ook "
        + "yang dan untuk dengan ini itu dari pada tidak adalah och att det som för av inte har med till de en");

    public IReadOnlyList<string> Codes => ["text.not_english"];

    public void Check(Reading reading, List<Finding> findings)
    {
        // A body has at most six bytes for each UTF-16 unit: beyond this the text has a middle to look at.
        if (reading.TextBody.Length > 2 * 6 * Glance && LooksEnglish(reading.Part(reading.TextBody.Length / 2, Glance), 20))
            return;
        var text = reading.Text;
        if (text.Length < LeastLetters || (text.Length > 2 * Glance && LooksEnglish(text.Slice(text.Length / 2, Glance), 15)))
            return;
        var tally = new Tally();
        tally.Read(text[..Math.Min(text.Length, Longest)]);
        if (tally.Verdict() is { } found)
            findings.Add(Finding.Warning("text.not_english", "/text", found, "a text in English"));
    }

    static bool LooksEnglish(ReadOnlySpan<char> text, int leastPercent)
    {
        var glance = new Tally();
        glance.Read(text);
        return glance.Words >= LeastWords && glance.English * 100 > glance.Words * leastPercent && glance.English > glance.Foreign;
    }

    struct Tally
    {
        public int Words, English, Foreign;
        int _letters, _beyondAscii, _beyondLatin;

        public void Read(ReadOnlySpan<char> text)
        {
            var (word, length) = (0UL, 0);
            foreach (var c in text)
            {
                if (char.IsAsciiLetter(c) || (c > '\u007F' && char.IsLetter(c)))
                {
                    _letters++;
                    if (c > '\u007F')
                    {
                        _beyondAscii++;
                        _beyondLatin += IsBeyondLatin(c) ? 1 : 0;
                    }
                    var lower = c < '\u0080' ? (char)(c | 0x20) : char.ToLowerInvariant(c);
                    // What is beyond Latin-1 is in no set: it makes the word too long for one.
                    length += lower <= '\u00FF' ? 1 : WordSet.Longest + 1;
                    word = (word << 8) | (byte)lower;
                    continue;
                }
                if (length > 0)
                    Count(word, length);
                (word, length) = (0, 0);
            }
            if (length > 0)
                Count(word, length);
        }

        void Count(ulong word, int length)
        {
            Words++;
            if (length > WordSet.Longest)
                return;
            if (TextIsEnglish.English.Contains(word))
                English++;
            else if (TextIsEnglish.Foreign.Contains(word))
                Foreign++;
        }

        public readonly string? Verdict()
        {
            if (_letters >= LeastLetters && _beyondLatin * 2 > _letters)
                return $"{Percent(_beyondLatin, _letters)} % of the letters are not Latin";
            if (Words < LeastWords)
                return null;
            if (English * 100 < Words * 8 && Foreign * 100 > Words * 12)
                return $"{Percent(Foreign, Words)} % of the words are small words of other languages, {Percent(English, Words)} % of English";
            return English * 100 < Words * 3 && _beyondAscii * 100 > _letters * 2
                ? $"{Percent(English, Words)} % of the words are small words of English, {Percent(_beyondAscii, _letters)} % of the letters have accents"
                : null;
        }

        static string Percent(int part, int whole) => (100L * part / whole).ToString(CultureInfo.InvariantCulture);

        // Greek is left out on purpose up to a half of the letters: papers are full of it.
        static bool IsBeyondLatin(char c) => c >= '\u0370' && c is not (>= '\u1D00' and <= '\u1EFF') and not (>= '\u2100' and <= '\u218F') and not (>= '\uFB00' and <= '\uFB06') and not (>= '\uFF21' and <= '\uFF5A');
    }
}
