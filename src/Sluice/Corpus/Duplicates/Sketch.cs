namespace Sluice.Corpus.Duplicates;

/// <summary>
/// A MinHash of a text's shingles in one hash a shingle: they are thrown into bins, each bin keeps the smallest, and only
/// while some bin is empty the shingles are thrown again by another hash, each round behind all earlier ones. Two bins are
/// equal with the probability of the Jaccard similarity, for short texts as for long ones.
/// Source: S. Dahlgaard, M. B. T. Knudsen, M. Thorup, Fast Similarity Sketching, FOCS 2017.
/// </summary>
static class Sketch
{
    /// <summary>Bins in a band: all of them must be equal.</summary>
    public const int Rows = 3;

    /// <summary>Any of them makes two texts candidates: 99.8 % of pairs at a Jaccard similarity of 0.45, 0.5 % at 0.04.</summary>
    public const int Bands = 64;

    public const int Bins = Bands * Rows;

    // Round 0 has 31 bits a value; a later round is marked and has 22.
    const uint Later = 0x8000_0000;

    /// <summary>Fills all bins; a text without a shingle leaves them at their largest value.</summary>
    public static void Fill(ReadOnlySpan<ulong> shingles, Span<uint> bins)
    {
        bins.Fill(uint.MaxValue);
        if (shingles.IsEmpty)
            return;
        foreach (var shingle in shingles)
        {
            ref var bin = ref bins[BinOf(shingle)];
            var value = (uint)shingle >> 1;
            if (value < bin)
                bin = value;
        }
        for (var round = 1u; bins.Contains(uint.MaxValue); round++)
            foreach (var shingle in shingles)
            {
                var thrown = WordHash.Mix(shingle + round * 0x9E37_79B9_7F4A_7C15);
                // After so many rounds each shingle goes to every bin in turn, so that none stays empty.
                ref var bin = ref bins[round < Bins ? BinOf(thrown) : (int)(round - Bins)];
                var value = Later | round << 22 | (uint)thrown >> 10;
                if (value < bin)
                    bin = value;
            }
    }

    static int BinOf(ulong hash) => (int)((hash >> 32) * Bins >> 32);

    /// <summary>The key of a band: equal where its bins are.</summary>
    public static ulong BandOf(ReadOnlySpan<uint> rows) => WordHash.Mix(WordHash.Mix(rows[0] | (ulong)rows[1] << 32) ^ rows[2]);

    /// <summary>The chance that two texts of this Jaccard similarity become candidates.</summary>
    public static double Detects(double jaccard) => 1 - Math.Pow(1 - Math.Pow(jaccard, Rows), Bands);
}
