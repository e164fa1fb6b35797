using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Cli.Verbs;

/// <summary>What <c>--serve-all</c> overrides, said before anything is shown.</summary>
static class Overrides
{
    public static string Told(Catalog catalog)
    {
        if (catalog.Lake.CurrentRelease is null)
            return "--serve-all: there is no release yet.";
        var shown = catalog.Shown();
        if (!shown.Release.HasLocal)
            return $"--serve-all changes nothing: release {shown.Release.Id} has no folder local/ with the texts that are not handed on.";
        var (unknown, withheld) = (shown.Manifest.Text.GetValueOrDefault(TextState.Unknown), shown.Manifest.Text.GetValueOrDefault(TextState.Withheld));
        return $"--serve-all shows, on this machine only, {Count(unknown)} without a basis and {Count(withheld)} withheld by rights or privacy. Do not hand them on.";
    }

    static string Count(long count) => $"{count} {(count == 1 ? "text" : "texts")}";
}
