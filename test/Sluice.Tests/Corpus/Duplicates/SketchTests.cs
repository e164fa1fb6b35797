using Sluice.Corpus.Duplicates;

namespace Sluice.Tests.Corpus.Duplicates;

public sealed class SketchTests
{
    static uint[] Of(IEnumerable<ulong> shingles)
    {
        var bins = new uint[Sketch.Bins];
        Sketch.Fill(shingles.ToArray(), bins);
        return bins;
    }

    static ulong[] Some(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64())];

    static bool AreCandidates(uint[] one, uint[] other) =>
        Enumerable.Range(0, Sketch.Bands).Any(band => Sketch.BandOf(one.AsSpan(band * Sketch.Rows, Sketch.Rows)) == Sketch.BandOf(other.AsSpan(band * Sketch.Rows, Sketch.Rows)));

    [Fact]
    public void At_a_similarity_of_0_45_at_least_99_pairs_in_100_become_candidates()
    {
        Assert.True(Sketch.Detects(0.45) >= 0.99);
        Assert.True(Sketch.Detects(0.04) < 0.01);
    }

    [Theory]
    [InlineData(40), InlineData(200), InlineData(3000)]
    public void Pairs_are_found_as_often_as_the_formula_says_for_short_texts_and_long(int size)
    {
        const int Pairs = 400;
        var random = new Random(size);
        int found = 0, strangers = 0;
        for (var i = 0; i < Pairs; i++)
        {
            // J = s / (2n - s) = 0.45 where s = 0.62 n.
            var shared = Some(random, (int)Math.Ceiling(size * 0.6207));
            var (one, other) = (Of([.. shared, .. Some(random, size - shared.Length)]), Of([.. shared, .. Some(random, size - shared.Length)]));
            found += AreCandidates(one, other) ? 1 : 0;
            strangers += AreCandidates(one, Of(Some(random, size))) ? 1 : 0;
        }
        Assert.True(found >= 0.99 * Pairs, $"{found} of {Pairs}");
        Assert.True(strangers <= 2, $"{strangers} of {Pairs}");
    }

    [Theory]
    [InlineData(0.2), InlineData(0.5), InlineData(0.9)]
    public void Equal_bins_tell_the_similarity(double jaccard)
    {
        var random = new Random(5);
        double equal = 0;
        const int Pairs = 60, Size = 700;
        for (var i = 0; i < Pairs; i++)
        {
            var shared = Some(random, (int)(2 * Size * jaccard / (1 + jaccard)));
            var (one, other) = (Of([.. shared, .. Some(random, Size - shared.Length)]), Of([.. shared, .. Some(random, Size - shared.Length)]));
            equal += one.Zip(other).Count(bins => bins.First == bins.Second);
        }
        Assert.InRange(equal / (Pairs * Sketch.Bins), jaccard - 0.02, jaccard + 0.02);
    }

    [Fact]
    public void Order_and_repetition_do_not_matter_and_no_bin_stays_empty()
    {
        ulong[] shingles = [3, 1, 4, 1, 5, 9, 2, 6];
        Assert.Equal(Of(shingles), Of(shingles.Reverse().Concat(shingles)));
        Assert.DoesNotContain(uint.MaxValue, Of([7]));
        Assert.All(Of([]), bin => Assert.Equal(uint.MaxValue, bin));
    }

    [Fact]
    public void The_sketch_of_a_text_is_the_same_on_every_machine() =>
        Assert.Equal(0x8D32_1290UL, Of([1, 2, 3]).Aggregate(17UL, (hash, bin) => (hash * 31 + bin) & 0xFFFF_FFFF));
}
