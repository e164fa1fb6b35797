namespace Sluice.Corpus.Duplicates;

/// <summary>Two texts held against each other, shingle by shingle. All shares are 0 to 1.</summary>
/// <param name="Jaccard">Shingles of both, of those of either.</param>
/// <param name="InB">Shingles of A that B has too, of those of A.</param>
/// <param name="InA">Shingles of B that A has too, of those of B.</param>
/// <param name="CoverageA">Words of A that stand in a shared shingle.</param>
/// <param name="CoverageB">Words of B that stand in a shared shingle.</param>
/// <param name="GapsA">Words of A that stand in a long run of which B has nothing: passages of its own, not single changes.</param>
/// <param name="GapsB">Words of B that stand in a long run of which A has nothing.</param>
/// <param name="WordsA">Of A.</param>
/// <param name="WordsB">Of B.</param>
/// <param name="FewestDistinct">Different shingles of the one that has fewer.</param>
readonly record struct TextMeasure(double Jaccard, double InB, double InA, double CoverageA, double CoverageB, double GapsA, double GapsB, int WordsA, int WordsB, int FewestDistinct)
{
    /// <summary>Of the smaller text in the larger one.</summary>
    public double Containment => Math.Max(InA, InB);

    /// <summary>With A and B in each other's place.</summary>
    public TextMeasure Turned => new(Jaccard, InA, InB, CoverageB, CoverageA, GapsB, GapsA, WordsB, WordsA, FewestDistinct);
}

/// <summary>What two texts are to each other.</summary>
enum TextRelation
{
    Unrelated,

    /// <summary>A is a part of B, and B has more.</summary>
    PartOfB,

    /// <summary>B is a part of A, and A has more.</summary>
    PartOfA,

    /// <summary>The same with changes all over.</summary>
    Version,

    Same,
}

/// <summary>Judges a measure by the options.</summary>
static class TextJudgement
{
    /// <param name="candidate">What the sketches say of what is rare; null for texts that were compared for another reason.</param>
    public static TextRelation Of(TextMeasure measure, Candidate? candidate, DuplicateOptions options)
    {
        // So few words, or so few that are not the same again and again as in a table of numbers, are anybody's.
        if (Math.Min(measure.WordsA, measure.WordsB) < options.FewestWords || measure.FewestDistinct < options.FewestWords)
            return measure.Jaccard == 1 && measure.WordsA == measure.WordsB ? TextRelation.Same : TextRelation.Unrelated;
        // Two texts with the same frame share what many others have as well, and nothing else.
        if (candidate is { AgreesInWhatIsRare: false })
            return TextRelation.Unrelated;
        if (measure.CoverageA >= options.NearCoverage && measure.CoverageB >= options.NearCoverage
            && measure.GapsA <= options.MostInGaps && measure.GapsB <= options.MostInGaps)
            return measure.Jaccard >= options.SameJaccard ? TextRelation.Same : TextRelation.Version;
        if (measure.CoverageA >= options.PartCoverage && measure.WordsA <= measure.WordsB)
            return TextRelation.PartOfB;
        return measure.CoverageB >= options.PartCoverage ? TextRelation.PartOfA : TextRelation.Unrelated;
    }
}
