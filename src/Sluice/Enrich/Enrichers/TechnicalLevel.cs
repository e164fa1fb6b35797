using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>Research, Tutorial or Overview, by terms that occur in the text; an arXiv paper is research.</summary>
public sealed class TechnicalLevel : IEnricher
{
    static readonly string[] Research =
        ["theorem", "proof", "lemma", "corollary", "methodology", "experimental setup", "we propose", "our contribution", "novel approach"];

    static readonly string[] Tutorial =
    [
        "introduction to", "beginner", "how to", "step by step", "tutorial", "getting started", "for example", "let's",
        "first, second, third",
    ];

    public string Method => "level_terms@1";

    public IReadOnlyList<string> Fields { get; } = ["technical_level"];

    public void Write(Reading document, JsonLineBuilder enriched) => enriched.Name("technical_level"u8).String(LevelOf(document));

    static string LevelOf(Reading document)
    {
        if (document.Collection == "arxiv")
            return "Research";
        var research = Reading.CountTerms(document.LowerText, Research);
        var tutorial = Reading.CountTerms(document.LowerText, Tutorial);
        if (research > tutorial && research >= 2)
            return "Research";
        return tutorial > research && tutorial >= 2 ? "Tutorial" : "Overview";
    }
}
