using System.CommandLine;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice enrich [SOURCE]</c></summary>
static class EnrichVerb
{
    public static Command Create() => StageVerb.Create("enrich",
        "Cleaned to enriched: adds derived facts, each with its method.\n\nExample: sluice enrich alignment_research",
        (_, flow, run, sources, cancel) => StageVerb.PromoteAsync("enrich", flow, run, sources, cancel));
}
