using Sluice.Records;

namespace Sluice.Pipeline;

/// <summary>A threshold that was set was passed: the stage's balance is known, and nothing was promoted. Exit 1.</summary>
public sealed class GateTrippedException(string message, StageReport report) : StopException(1, message)
{
    public StageReport Report { get; } = report;
}
