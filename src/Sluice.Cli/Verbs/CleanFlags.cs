using System.CommandLine;
using Sluice.Clean;

namespace Sluice.Cli.Verbs;

/// <summary>What of cleaning can be chosen, for every verb that cleans or needs the same bytes again.</summary>
sealed class CleanFlags
{
    readonly Option<bool> _asciiView = new("--ascii-view") { Description = "Give each record the field ascii: title, text and authors in ASCII" };

    public void AddTo(Command verb) => verb.Options.Add(_asciiView);

    public CleanOptions Read(Call call)
    {
        call.Take(_asciiView, "ascii_view");
        return new CleanOptions { AsciiView = call.Settings.IsOn("ascii_view") };
    }
}
