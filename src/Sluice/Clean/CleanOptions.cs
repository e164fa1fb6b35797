namespace Sluice.Clean;

/// <summary>What of cleaning can be chosen.</summary>
public sealed record CleanOptions
{
    /// <summary>Whether each record gets the field <c>ascii</c>: title, text and authors in ASCII. Default: no.</summary>
    public bool AsciiView { get; init; }
}
