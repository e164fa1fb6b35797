using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>How an extraction ended.</summary>
public enum ExtractStatus
{
    Failed,
    Partial,
    Sample,
    Complete,
    Unchanged,
}

/// <summary>What an extraction did, to the row.</summary>
/// <param name="Dump">Relative to the lake, or null if none was made.</param>
/// <param name="Because">One sentence: why this status, or why nothing is new.</param>
public sealed record ExtractReport(
    string Source, string Revision, ExtractMode Mode, ExtractStatus Status, IReadOnlyList<DumpFile> Files,
    DumpCounts Counts, string? Dump, string Because, IReadOnlyList<string> Explained)
{
    /// <summary>0; 1 if it stopped before committing; 4 if files are missing.</summary>
    public int ExitCode => Status switch { ExtractStatus.Failed => 1, ExtractStatus.Partial => 4, _ => 0 };
}
