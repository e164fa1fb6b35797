using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>The predecessor's three grades by terms that occur in title or text.</summary>
public sealed class SafetyRelevance : IEnricher
{
    static readonly string[] High =
    [
        "alignment", "existential", "x-risk", "doom", "superintelligence", "mesa-optimization", "inner alignment",
        "outer alignment", "reward hacking", "deceptive alignment", "treacherous turn",
    ];

    static readonly string[] Medium =
        ["safety", "robustness", "interpretability", "transparency", "fairness", "bias", "explainability", "verification"];

    public string Method => "safety_terms@1";

    public IReadOnlyList<string> Fields { get; } = ["safety_relevance"];

    public void Write(Reading document, JsonLineBuilder enriched)
    {
        var high = document.CountTermsInTitleAndText(High);
        var grade = high >= 2 ? "High"
            : high == 1 || document.CountTermsInTitleAndText(Medium) >= 3 ? "Medium"
            : "Low";
        enriched.Name("safety_relevance"u8).String(grade);
    }
}
