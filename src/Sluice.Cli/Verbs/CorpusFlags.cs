using System.CommandLine;
using System.Globalization;
using Sluice.Records;

namespace Sluice.Cli.Verbs;

/// <summary>The settings of the whole-corpus stages.</summary>
sealed class CorpusFlags
{
    const int MostWorkers = 64;

    readonly Option<string?> _workers = new("--workers") { Description = "Threads that read texts when copies are looked for", HelpName = "N" };

    public void AddTo(Command verb) => verb.Options.Add(_workers);

    public int Read(Call call)
    {
        call.Take(_workers, "workers");
        return Workers(call);
    }

    /// <summary>What the settings say, or as many as the machine has, up to 8. The outcome does not depend on it.</summary>
    /// <exception cref="CorrectTheCallException">It is no number from 1 to 64.</exception>
    public static int Workers(Call call) =>
        call.Settings.OrNull("workers") is not { } said ? Math.Clamp(Environment.ProcessorCount, 1, 8)
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var workers) && workers is >= 1 and <= MostWorkers ? workers
        : throw new CorrectTheCallException($"{call.Settings.Said("workers")} is '{said}'. Expected a number from 1 to {MostWorkers}.");
}
