namespace Sluice.Retention;

/// <summary>For how long what is no longer needed stays.</summary>
public sealed record RetentionOptions
{
    public const int DefaultReleases = 12;

    /// <summary>Age from which a dump may go to the archive. Null: never. Default 90 days.</summary>
    public TimeSpan? ArchiveAfter { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How many of the newest releases stay. 0: all. Default 12.</summary>
    public int KeepReleases { get; init; } = DefaultReleases;

    /// <summary>How long a release stays that a person approved. Default 90 days.</summary>
    public TimeSpan KeepApproved { get; init; } = TimeSpan.FromDays(90);
}
