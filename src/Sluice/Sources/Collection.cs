namespace Sluice.Sources;

/// <summary>One collection of a source: upstream's <c>source</c> value on its records, and how its records are read.</summary>
/// <param name="File">The upstream file that holds it.</param>
/// <param name="DateBasis">What upstream's date really is: <c>published</c> (the default), <c>submitted</c>, <c>last_edited</c>, <c>last_commit</c> …</param>
/// <param name="DatePrecision">Null: as written. <c>year</c>: a first of January stands for the whole year.</param>
/// <param name="DateFormats">Forms of dates besides ISO 8601 that it writes (<see cref="Records.DateFormat"/>); a date in no form is not read.</param>
/// <param name="Fields">The field map: which of upstream's fields stands for one of ours that is absent or null.</param>
/// <param name="AuthorSeparator">What stands between names where <c>authors</c> is one string; null: such a string is ill-typed.</param>
/// <param name="ExtraFields">Fields beyond the schema's that it is known to send; any other is drift.</param>
/// <param name="Values">By field, the values that it is known to send; any other is drift.</param>
/// <param name="Holds">Null for works; <c>summaries</c>: each record summarises another work, whose address and title it has.</param>
/// <param name="Quirks">What a reader should know, a sentence each.</param>
/// <param name="Rights">Under which terms its texts stand; null where nobody has found out.</param>
/// <param name="Separators">By field, what stands between the items of a list that is written as one string; <c>authors</c> has a name of its own for it.</param>
/// <param name="Links">Columns of free text that hold addresses: all go to <c>links</c>, and the first is <c>url</c> where a record has none.</param>
/// <param name="KnownGaps">What of it upstream's files lack, a sentence each; a release's statement says so.</param>
public sealed record Collection(
    string Name,
    string File,
    string Title,
    string? DateBasis = null,
    string? DatePrecision = null,
    IReadOnlyList<string>? DateFormats = null,
    SortedDictionary<string, string>? Fields = null,
    string? AuthorSeparator = null,
    IReadOnlyList<string>? ExtraFields = null,
    SortedDictionary<string, IReadOnlyList<string>>? Values = null,
    IReadOnlyList<string>? Quirks = null,
    string? Holds = null,
    Terms? Rights = null,
    IReadOnlyList<string>? KnownGaps = null,
    SortedDictionary<string, string>? Separators = null,
    IReadOnlyList<string>? Links = null)
{
    public const string Summaries = "summaries";

    [System.Text.Json.Serialization.JsonIgnore]
    public bool HoldsSummaries => Holds == Summaries;

    /// <summary>Whether it is a file's path in a dataset, and leads nowhere else.</summary>
    public static bool IsFileName(string file) => file.Length > 0 && !file.Split('/').Any(part => part is "" or "." or "..") && !file.AsSpan().ContainsAny('\\', '\0') && !System.IO.Path.IsPathRooted(file);

    /// <summary>Where a file of a dataset lies in a folder.</summary>
    /// <exception cref="Records.CorrectTheCallException">Its name leads elsewhere.</exception>
    public static string PathIn(string folder, string file) =>
        IsFileName(file) ? System.IO.Path.Combine(folder, file) : throw new Records.CorrectTheCallException($"file is '{file}', expected a file's path in the dataset.");
}
