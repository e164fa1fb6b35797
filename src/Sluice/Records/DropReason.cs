namespace Sluice.Records;

/// <summary>Why Extract did not keep a row, in the order in which it asks.</summary>
public enum DropReason
{
    MalformedJson,
    Forgotten,
    MissingDate,
    UnreadableDate,
    BeforeMinDate,
    AfterMaxDate,
    SourceNotSelected,
    NoKeyword,
    TooShort,
}

/// <summary>The written names of the drop reasons, and which of them are upstream's fault.</summary>
public static class DropReasons
{
    public static IReadOnlyList<DropReason> All { get; } = Enum.GetValues<DropReason>();

    public static string Name(this DropReason reason) => reason switch
    {
        DropReason.MalformedJson => "malformed_json",
        DropReason.Forgotten => "forgotten",
        DropReason.MissingDate => "missing_date",
        DropReason.UnreadableDate => "unreadable_date",
        DropReason.BeforeMinDate => "before_min_date",
        DropReason.AfterMaxDate => "after_max_date",
        DropReason.SourceNotSelected => "source_not_selected",
        DropReason.NoKeyword => "no_keyword",
        DropReason.TooShort => "too_short",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>True for upstream's faults, whose bytes also wait in quarantine; false for what a filter, or whoever had a record forgotten, chose to leave out.</summary>
    public static bool IsDefective(this DropReason reason) =>
        reason is DropReason.MalformedJson or DropReason.MissingDate or DropReason.UnreadableDate;
}
