namespace Sluice.Clean;

/// <summary>Kinds of markup that collections leave in their texts.</summary>
[Flags]
public enum LeftOver
{
    None = 0,

    /// <summary>The newsletter's own links: <c>&lt;@words@&gt;(@title@)</c>.</summary>
    NewsletterLinks = 1,

    /// <summary>Embedded frames of HTML, with their address and title.</summary>
    Frames = 2,

    /// <summary>HTML of plain text: emphasis, paragraphs, line breaks, raised and lowered digits.</summary>
    Tags = 4,
}

/// <summary>Which collection leaves which markup in which field. What is not listed is Markdown, and markup in it is meant.</summary>
/// <param name="Collection">Upstream's <c>source</c>, or null for any.</param>
public sealed record LeftOverRule(string? Collection, string Field, LeftOver Kinds)
{
    public static IReadOnlyList<LeftOverRule> All { get; } =
    [
        new("alignment_newsletter", "text", LeftOver.NewsletterLinks),
        // The newsletter's summaries are attached to other collections' records.
        new(null, "summaries", LeftOver.NewsletterLinks),
        new(null, "summary", LeftOver.NewsletterLinks),
        new("aisafety.info", "text", LeftOver.Frames),
        // Abstracts as publishers' databases give them.
        new("special_docs", "text", LeftOver.Tags),
        new("special_docs", "abstract", LeftOver.Tags),
        new("arxiv", "abstract", LeftOver.Tags),
        new(null, "title", LeftOver.Tags),
    ];

    public static LeftOver Of(string collection, string field)
    {
        var kinds = LeftOver.None;
        foreach (var rule in All)
            if (rule.Field == field && (rule.Collection is null || rule.Collection == collection))
                kinds |= rule.Kinds;
        return kinds;
    }
}
