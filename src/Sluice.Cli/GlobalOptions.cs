using System.CommandLine;

namespace Sluice.Cli;

/// <summary>Options that every verb takes.</summary>
static class GlobalOptions
{
    public static readonly Option<string?> Lake = new("--lake") { Description = "The lake's folder (SLUICE_LAKE; default ./lake)", HelpName = "DIR", Recursive = true };
    public static readonly Option<bool> Json = new("--json") { Description = "One JSON document on stdout", Recursive = true };
    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Only errors on stderr", Recursive = true };
    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "More on stderr", Recursive = true };

    public static readonly IReadOnlyList<Option> All = [Lake, Json, Quiet, Verbose];
}
