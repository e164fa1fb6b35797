namespace Sluice.Records;

/// <summary>Whether a release holds a document's text. Every document is in one of the three.</summary>
public static class TextState
{
    /// <summary>It is there: its licence is known and allows it.</summary>
    public const string Served = "served";

    /// <summary>It is not: something that is known forbids it.</summary>
    public const string Withheld = "withheld";

    /// <summary>It is not: nobody has said that it may be.</summary>
    public const string Unknown = "unknown";

    public static IReadOnlyList<string> All { get; } = [Served, Withheld, Unknown];
}
