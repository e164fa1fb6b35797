namespace Sluice.Validate;

/// <summary>How to validate a source.</summary>
public sealed record ValidateOptions
{
    /// <summary>A schema file. Default null: the one that the registry names.</summary>
    public string? Schema { get; init; }

    /// <summary>
    /// Largest share of rejected records, in percent, with which a dump is still promoted. Default null: rejects alone
    /// stop nothing.
    /// </summary>
    public double? MaxInvalid { get; init; }
}
