namespace Sluice.Corpus.Duplicates;

/// <summary>
/// Three words in a row, as hashes: what texts are compared by. Three, because a text with 15 of 100 words changed
/// still has a Jaccard similarity of 0.44 by them, and unrelated texts have next to none.
/// </summary>
static class Shingles
{
    /// <summary>Words in a shingle.</summary>
    public const int Width = 3;

    /// <summary>Fills <paramref name="into"/>, which must hold as many as there are words; returns how many there are. A text of one or two words has one.</summary>
    public static int Of(ReadOnlySpan<ulong> words, Span<ulong> into)
    {
        if (words.Length < Width)
        {
            if (words.Length > 0)
                into[0] = WordHash.Mix(words[0] * 3 + words[^1]);
            return Math.Min(words.Length, 1);
        }
        for (var i = 0; i + 2 < words.Length; i++)
            into[i] = WordHash.Mix(words[i] * 0xA24B_AED4_963E_E407 + (words[i + 1] ^ (words[i + 2] << 31 | words[i + 2] >> 33)) * 0x9FB2_1C65_1E98_DF25);
        return words.Length - 2;
    }
}
