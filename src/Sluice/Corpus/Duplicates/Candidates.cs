namespace Sluice.Corpus.Duplicates;

/// <summary>Two texts worth a closer look, by their place in the list of records; <paramref name="A"/> is the smaller.</summary>
/// <param name="Equal">Bins that are equal.</param>
/// <param name="Rare">Bins that are equal by a shingle which few texts have.</param>
/// <param name="RareEither">Bins in which either has a shingle that few texts have.</param>
readonly record struct Candidate(int A, int B, short Equal, short Rare, short RareEither)
{
    // So many rare shingles must there be to speak at all.
    const int EnoughRare = 3;
    const double LeastRareShare = 0.4;

    public double Jaccard => (double)Equal / Sketch.Bins;

    /// <summary>
    /// Whether the two share something that few texts have, or have too little of it to tell. Two texts that only have a frame
    /// in common share nothing of the kind.
    /// </summary>
    public bool AgreesInWhatIsRare => RareEither < EnoughRare || Rare >= EnoughRare || (double)Rare / RareEither >= LeastRareShare * Jaccard;
}

/// <summary>
/// Finds pairs of similar texts among many without comparing each with each: texts that agree in all bins of a band fall
/// into one bucket. A bucket with more texts than <see cref="DuplicateOptions.CommonTo"/> holds what is common to many (a
/// footer, a licence) and pairs nobody; so does a bin's value, which then counts for nothing in its pair.
/// </summary>
sealed class Candidates(SketchFile sketches, DuplicateOptions options)
{
    const int BandsAtOnce = 8;
    const int BinsAtOnce = BandsAtOnce * Sketch.Rows;

    // What a sketch must show for the texts to be read: well below what is asked of the texts themselves.
    const double LeastJaccard = 0.25, LeastContainment = 0.6, LeastOfExcerpt = 0.04;

    // So many pairs a text may come of what is common to many, and so many may be read again. Texts that are put together
    // from a small stock of passages have far more, and they say nothing.
    const int CommonPairs = 4, Readings = 2;

    readonly HashSet<int> _common = [];
    long _commonPairs;

    /// <summary>Texts in buckets that were passed over, and the largest of these.</summary>
    public int CommonTexts => _common.Count;

    public int LargestBucket { get; private set; }

    /// <summary>Pairs that were passed over because there were too many of their kind.</summary>
    public long PassedOver { get; private set; }

    /// <summary>The pairs in order. <paramref name="texts"/> are places in <paramref name="records"/>, in order, each with another text.</summary>
    public List<Candidate> Among(IReadOnlyList<RecordFacts> records, IReadOnlyList<int> texts)
    {
        var placeOf = new int[sketches.Count];
        Array.Fill(placeOf, -1);
        foreach (var text in texts)
            placeOf[records[text].Sketch] = text;
        var common = new CommonBins(records.Count);
        var counts = new ushort[Math.Max(1024, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)texts.Count * 2))];
        var worthALook = new HashSet<ulong>();
        for (var first = 0; first < Sketch.Bins; first += BinsAtOnce)
        {
            var columns = ColumnsOf(first, placeOf, texts.Count);
            for (var bin = 0; bin < BinsAtOnce; bin++)
                common.Mark(first + bin, columns.Bins.AsSpan(bin * texts.Count, texts.Count), columns.Places, counts, options.CommonTo);
            var pairs = new List<ulong>();
            for (var band = 0; band < BandsAtOnce; band++)
                AddPairs(columns, first, band, common, pairs);
            pairs.Sort();
            // Unrelated texts meet in one band at the most, so that little is weighed twice.
            foreach (var pair in Weigh(records, pairs, common: null))
                worthALook.Add((ulong)pair.A << 32 | (uint)pair.B);
        }
        List<Candidate> candidates = [.. Weigh(records, worthALook.Order(), common)];
        // Likeness alone is no sign: what is rare must agree as well.
        candidates.RemoveAll(pair => !pair.AgreesInWhatIsRare);
        var most = Math.Max(1000, Readings * texts.Count);
        if (candidates.Count <= most)
            return candidates;
        PassedOver += candidates.Count - most;
        return [.. candidates.OrderByDescending(pair => pair.Rare).ThenByDescending(pair => pair.Equal).ThenBy(pair => pair.A).ThenBy(pair => pair.B).Take(most).OrderBy(pair => pair.A).ThenBy(pair => pair.B)];
    }

    // The bins from `first` on, column by column, of all texts in reading order.
    (uint[] Bins, int[] Places) ColumnsOf(int first, int[] placeOf, int count)
    {
        var bins = new uint[BinsAtOnce * count];
        var places = new int[count];
        int entry = 0, row = 0;
        foreach (var sketch in sketches.ReadAll())
        {
            if (placeOf[entry++] is var place and >= 0)
            {
                for (var bin = 0; bin < BinsAtOnce; bin++)
                    bins[bin * count + row] = sketch[first + bin];
                places[row++] = place;
            }
        }
        return (bins, places);
    }

    void AddPairs((uint[] Bins, int[] Places) columns, int first, int band, CommonBins common, List<ulong> pairs)
    {
        var count = columns.Places.Length;
        var keys = new ulong[count];
        var places = (int[])columns.Places.Clone();
        Span<uint> rows = stackalloc uint[Sketch.Rows];
        for (var i = 0; i < count; i++)
        {
            for (var row = 0; row < Sketch.Rows; row++)
                rows[row] = columns.Bins[(band * Sketch.Rows + row) * count + i];
            keys[i] = Sketch.BandOf(rows);
        }
        Array.Sort(keys, places);
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && keys[end] == keys[start];)
                end++;
            if (end - start == 1)
                continue;
            var ofBucket = (long)(end - start) * (end - start - 1) / 2;
            if (end - start > options.CommonTo)
                PassOver(places.AsSpan(start, end - start));
            else if (IsCommon(places[start], first + band * Sketch.Rows, common) && (_commonPairs += ofBucket) > (long)CommonPairs * count)
                PassedOver += ofBucket;
            else
                for (var i = start; i < end; i++)
                    for (var j = i + 1; j < end; j++)
                        pairs.Add(places[i] < places[j] ? (ulong)places[i] << 32 | (uint)places[j] : (ulong)places[j] << 32 | (uint)places[i]);
        }
    }

    static bool IsCommon(int text, int bin, CommonBins common)
    {
        for (var row = 0; row < Sketch.Rows; row++)
            if (!common.Is(text, bin + row))
                return false;
        return true;
    }

    void PassOver(ReadOnlySpan<int> bucket)
    {
        LargestBucket = Math.Max(LargestBucket, bucket.Length);
        foreach (var text in bucket)
            _common.Add(text);
    }

    // Those of the pairs, which are in order, that are worth a look; what is rare is only counted where it is known.
    IEnumerable<Candidate> Weigh(IReadOnlyList<RecordFacts> records, IEnumerable<ulong> pairs, CommonBins? common)
    {
        uint[] one = new uint[Sketch.Bins], other = new uint[Sketch.Bins];
        var (held, last) = (-1, ulong.MaxValue);
        foreach (var pair in pairs)
        {
            if (pair == last)
                continue;
            var (a, b) = ((int)(pair >> 32), (int)(uint)(last = pair));
            if (a != held)
                sketches.Read(records[held = a].Sketch, one);
            sketches.Read(records[b].Sketch, other);
            var (equal, rare, either) = (0, 0, 0);
            for (var bin = 0; bin < Sketch.Bins; bin++)
            {
                var isEqual = one[bin] == other[bin];
                var isRare = common is not null && (!common.Is(a, bin) || !common.Is(b, bin));
                equal += isEqual ? 1 : 0;
                rare += isEqual && isRare ? 1 : 0;
                either += isRare ? 1 : 0;
            }
            var candidate = new Candidate(a, b, (short)equal, (short)rare, (short)either);
            if (IsWorthALook(candidate, records[a].Words, records[b].Words))
                yield return candidate;
        }
    }

    static bool IsWorthALook(Candidate pair, int wordsOfA, int wordsOfB)
    {
        // |A ∩ B| = J (|A| + |B|) / (1 + J).
        var shared = pair.Jaccard * (wordsOfA + wordsOfB) / (1 + pair.Jaccard);
        return pair.Jaccard >= LeastJaccard || (pair.Jaccard >= LeastOfExcerpt && shared >= LeastContainment * Math.Min(wordsOfA, wordsOfB));
    }
}

/// <summary>Which bins of which texts hold a value that many texts have there: 24 bytes a text.</summary>
sealed class CommonBins(int texts)
{
    readonly ulong[] _bits = new ulong[texts * Sketch.Bins / 64];

    public bool Is(int text, int bin) => (_bits[text * (Sketch.Bins / 64) + bin / 64] >> (bin % 64) & 1) != 0;

    /// <summary>Counts the values of one bin and marks those of more than <paramref name="most"/> texts. Counts are by hash: one that is far below the mark never passes for one above it.</summary>
    public void Mark(int bin, ReadOnlySpan<uint> values, ReadOnlySpan<int> places, ushort[] counts, int most)
    {
        Array.Clear(counts);
        var mask = (ulong)counts.Length - 1;
        foreach (var value in values)
            if (counts[WordHash.Mix(value) & mask] is var count && count < ushort.MaxValue)
                counts[WordHash.Mix(value) & mask] = (ushort)(count + 1);
        for (var i = 0; i < values.Length; i++)
            if (counts[WordHash.Mix(values[i]) & mask] > most)
                _bits[places[i] * (Sketch.Bins / 64) + bin / 64] |= 1UL << (bin % 64);
    }
}
