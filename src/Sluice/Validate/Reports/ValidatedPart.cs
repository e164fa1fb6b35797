namespace Sluice.Validate.Reports;

/// <summary>A dump or a bare file that was validated, and where its findings lie while a report is made of them.</summary>
/// <param name="Source">The registry's name of the source; empty for a bare file.</param>
/// <param name="Dump">The dump's name, or the file's.</param>
/// <param name="Tree">Where upstream's files can be looked at, <c>&lt;source_url&gt;/blob/&lt;revision&gt;</c>; null if nowhere.</param>
/// <param name="Findings">The path of a file of findings, in the order of the rows.</param>
/// <param name="Kept">Valid records by collection; empty stands for records without one.</param>
public sealed record ValidatedPart(string Source, string Dump, string? Tree, string Findings, IReadOnlyDictionary<string, long> Kept)
{
    /// <summary>Where upstream shows a line of one of its files, or null.</summary>
    public string? LinkTo(string file, long line) =>
        Tree is not null && Uri.TryCreate(Tree, UriKind.Absolute, out var tree) && (tree.Scheme is "https" or "http")
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{tree.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}#L{line}")
            : null;
}
