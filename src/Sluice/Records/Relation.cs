namespace Sluice.Records;

/// <summary>
/// How a record stands to the one that represents its work. The names are public (`sluice duplicates`); a copy is the
/// same work again, all others are works of their own that are related to it.
/// </summary>
public static class Relation
{
    /// <summary>The canonical record itself, or the same text again.</summary>
    public const string Same = "same";

    /// <summary>The same post on another site.</summary>
    public const string CrossPost = "cross-post";

    /// <summary>The preprint of a published work.</summary>
    public const string PreprintOf = "preprint-of";

    /// <summary>Another version: revised, published, shortened or with another frame around it.</summary>
    public const string VersionOf = "version-of";

    /// <summary>A part of the work: its text is contained in it.</summary>
    public const string ExcerptOf = "excerpt-of";

    /// <summary>Somebody's summary of the work.</summary>
    public const string SummaryOf = "summary-of";

    public const string TranslationOf = "translation-of";

    /// <summary>Points to the work, or shares a key with it without being it.</summary>
    public const string LinkTo = "link-to";

    public static IReadOnlyList<string> All { get; } = [Same, CrossPost, PreprintOf, VersionOf, ExcerptOf, SummaryOf, TranslationOf, LinkTo];

    /// <summary>Whether it is the same work: copies count and are found as one.</summary>
    public static bool IsCopy(string relation) => relation is Same or CrossPost or PreprintOf or VersionOf;
}
