namespace Sluice.Corpus.Duplicates;

/// <summary>What decides that records are copies, and when the machine must not decide. All shares are 0 to 1.</summary>
public sealed record DuplicateOptions
{
    /// <summary>Most records that may be joined without a person's word; default 50. A larger group is left apart and reported.</summary>
    public int LargestCluster { get; init; } = 50;

    /// <summary>Most of a collection that may vanish into other records on the evidence of texts and titles alone; default 0.3. Shared keys do not count.</summary>
    public double LargestShare { get; init; } = 0.3;

    /// <summary>Below so many lost records <see cref="LargestShare"/> is not asked; default 50.</summary>
    public int SmallestLoss { get; init; } = 50;

    /// <summary>Texts of fewer words are compared only as a whole; default 20.</summary>
    public int FewestWords { get; init; } = 20;

    /// <summary>From this Jaccard similarity on a text is the same; default 0.95. Below it is another version.</summary>
    public double SameJaccard { get; init; } = 0.95;

    /// <summary>Words of both texts that must stand in shared shingles for one to be a version of the other; default 0.7.</summary>
    public double NearCoverage { get; init; } = 0.7;

    /// <summary>Words of a text that must stand in shared shingles for it to be a part of the other; default 0.9.</summary>
    public double PartCoverage { get; init; } = 0.9;

    /// <summary>
    /// Words of a version that may stand in passages of its own; default 0.1. Changes here and there leave short runs without
    /// a counterpart, another text with the same frame leaves long ones.
    /// </summary>
    public double MostInGaps { get; init; } = 0.1;

    /// <summary>
    /// What more texts than this have in common says nothing about two of them; default 32. Equal texts count once.
    /// </summary>
    public int CommonTo { get; init; } = 32;

    /// <summary>All of them, canonically.</summary>
    public string Canonical => FormattableString.Invariant(
        $"cluster {LargestCluster} share {LargestShare} loss {SmallestLoss} words {FewestWords} same {SameJaccard} near {NearCoverage} part {PartCoverage} gaps {MostInGaps} common {CommonTo}");
}
