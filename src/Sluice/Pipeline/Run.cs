using System.Globalization;
using Microsoft.Extensions.Logging;
using Sluice.Zones;

namespace Sluice.Pipeline;

/// <summary>How far a run has come: records of one stage, and of how many if that is known.</summary>
public readonly record struct Progress(string Source, string Stage, string Shard, long Done, long? Of);

/// <summary>One invocation: its lake, its clock, its log, its progress. Nothing else may tell the time.</summary>
public sealed class Run
{
    public Run(Lake lake, TimeProvider clock, ILogger log, Action<Progress>? progress = null, bool dryRun = false)
    {
        (Lake, Clock, Log, DryRun) = (lake, clock, log, dryRun);
        Report = progress ?? (_ => { });
        Started = clock.GetUtcNow();
        Id = NewId();
    }

    /// <summary><c>YYYY-MM-DD_HHMMSS</c> of the start, with a suffix if another run began in the same second.</summary>
    public string Id { get; }

    public Lake Lake { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public Action<Progress> Report { get; }

    /// <summary>Nothing may be written, not even a log.</summary>
    public bool DryRun { get; }

    public DateTimeOffset Started { get; }

    string NewId()
    {
        var name = Started.UtcDateTime.ToString("yyyy-MM-dd_HHmmss", CultureInfo.InvariantCulture);
        var candidate = name;
        for (var n = 2; File.Exists(Path.Combine(Lake.Runs, candidate + ".json")) || Directory.Exists(Path.Combine(Lake.Runs, candidate)); n++)
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
        return candidate;
    }
}
