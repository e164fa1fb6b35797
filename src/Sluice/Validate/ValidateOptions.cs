namespace Sluice.Validate;

/// <summary>How to validate a source.</summary>
public sealed record ValidateOptions
{
    /// <summary>A schema file. Default null: the one that the registry names.</summary>
    public string? Schema { get; init; }

    /// <summary>With how much that is wrong a dump is still promoted. Default: rejects alone stop nothing.</summary>
    public Threshold Threshold { get; init; } = new();

    /// <summary>Report every field with a character beyond ASCII. Default false.</summary>
    public bool Ascii { get; init; }

    /// <summary>
    /// When a record that does not say it was read, for judging dates in the future. Default null: such a record's date
    /// is not judged.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The rules and plug-ins of users (<see cref="Rules.CustomChecks.Load"/>). Default null: none.</summary>
    public Rules.CustomChecks? Custom { get; init; }
}
