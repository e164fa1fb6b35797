using System.CommandLine;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice clean [SOURCE]</c></summary>
static class CleanVerb
{
    public static Command Create() => StageVerb.Create("clean",
        "Validated to cleaned: repairs texts, leaves every other byte alone.\n\nExample: sluice clean alignment_research",
        (_, flow, run, sources, cancel) => StageVerb.PromoteAsync("clean", flow, run, sources, cancel), new CleanFlags());
}
