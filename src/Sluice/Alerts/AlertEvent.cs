using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Records;

namespace Sluice.Alerts;

/// <summary>One thing that happened to a source, or to the lake: it opens once, is told once, and closes when all that belongs to it is well again.</summary>
/// <param name="Source">Null for the lake as a whole.</param>
/// <param name="Code">What it opened with.</param>
/// <param name="OpenedAt">RFC 3339, UTC.</param>
/// <param name="Run">The run that showed it; null for what only the clock decides.</param>
public sealed record AlertEvent(string Id, string? Source, string Code, string OpenedAt, string? Run, string Found, string Expected)
{
    public string? ClosedAt { get; set; }

    /// <summary>Other codes that came with it or followed from it; they open nothing of their own.</summary>
    public List<string> Also { get; init; } = [];

    /// <summary>True once its alert waits in the outbox, or nobody was to be told.</summary>
    public bool Queued { get; set; }

    /// <summary>The channels, by name, for which it waits or that have it. One that is set later still gets what is open.</summary>
    public List<string> QueuedFor { get; init; } = [];

    /// <summary>True once its end waits in the outbox, or nobody was to be told. Of an open event: the end of before, which was none.</summary>
    public bool EndQueued { get; set; }

    /// <summary>The channels, by name, for which its end waits or that have it.</summary>
    public List<string> EndQueuedFor { get; init; } = [];

    /// <summary>Source, code and opening give the same id on every machine, so that a receiver knows an alert that comes twice.</summary>
    public static string IdOf(string? source, string code, DateTimeOffset opened) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{code}\n{Provenance.Timestamp(opened)}")))[..32];

    internal static DateTimeOffset InstantOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
