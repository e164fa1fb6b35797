using Sluice.Records;

namespace Sluice.Validate.Reports;

/// <summary>Records and findings counted. <c>read = valid + invalid</c>; a record may have several findings.</summary>
public sealed class ReportCounts
{
    public long Read => Valid + Invalid;

    public long Valid { get; set; }

    public long Invalid { get; set; }

    /// <summary>Findings that are warnings, of valid and of invalid records.</summary>
    public long Warnings { get; set; }

    /// <summary>Findings by code.</summary>
    public SortedDictionary<string, long> Findings { get; } = new(StringComparer.Ordinal);
}

/// <summary>One collection of one source; <paramref name="Name"/> is empty for records without one.</summary>
public sealed record CollectionReport(string Source, string Name, ReportCounts Counts);

/// <summary>One finding to look at.</summary>
public sealed record Example(ValidatedPart Part, string File, long Line, string? Id, string Pointer, string? Found, string Expected)
{
    /// <summary>Where upstream shows the row, or null.</summary>
    public string? Link => Part.LinkTo(File, Line);
}

/// <summary>All findings of one code.</summary>
/// <param name="Rejected">Records that are counted as rejected under it: it is the first error of each.</param>
public sealed record CodeReport(string Code, Severity Severity, long Count, long Rejected, IReadOnlyList<Example> Examples)
{
    /// <summary>What the catalogue says of it; null for a code that it does not know.</summary>
    public FindingCode? Known { get; } = FindingCode.All.FirstOrDefault(known => known.Code == Code);
}

/// <summary>What a report is compared with.</summary>
/// <param name="What">For people, such as <c>run 2026-01-31_020000</c>.</param>
/// <param name="Read">How many records had been read then; null if that is not known.</param>
/// <param name="Findings">By code.</param>
public sealed record Against(string What, long? Read, SortedDictionary<string, long> Findings);

/// <summary>One code, then and now.</summary>
public readonly record struct Change(string Code, long Before, long Now)
{
    public long By => Now - Before;
}

/// <summary>What a validation found, small enough to hold: the findings themselves stay in the files of its parts.</summary>
public sealed record ValidationReport
{
    /// <summary>Up to so many findings of each code are shown.</summary>
    public const int ExamplesPerCode = 5;

    /// <summary>What was validated, such as <c>release 0f3a…</c> or a file's name.</summary>
    public required string Of { get; init; }

    /// <summary>One sentence more: which dumps, as of when. May be empty.</summary>
    public required string About { get; init; }

    public required IReadOnlyList<ValidatedPart> Parts { get; init; }

    public required ReportCounts Counts { get; init; }

    /// <summary>By source.</summary>
    public required SortedDictionary<string, ReportCounts> Sources { get; init; }

    /// <summary>By source, then by name.</summary>
    public required IReadOnlyList<CollectionReport> Collections { get; init; }

    /// <summary>Errors first, then the more frequent.</summary>
    public required IReadOnlyList<CodeReport> Codes { get; init; }

    /// <summary>The last report, or null if this is the first.</summary>
    public Against? Against { get; init; }

    /// <summary>Every code of now or then, by name; empty if there is nothing to compare with.</summary>
    public IReadOnlyList<Change> Changes => Against is null ? [] :
        [.. Counts.Findings.Keys.Union(Against.Findings.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(code => new Change(code, Against.Findings.GetValueOrDefault(code), Counts.Findings.GetValueOrDefault(code)))];

    /// <summary>True if records of more than one source are in it, so that a file's name alone does not tell.</summary>
    public bool HasSeveralSources => Sources.Count > 1;

    /// <summary>Reads the findings of all parts once.</summary>
    public static async Task<ValidationReport> OfAsync(string of, string about, IReadOnlyList<ValidatedPart> parts, Against? against, CancellationToken cancel)
    {
        var tally = new ReportTally();
        foreach (var part in parts)
            await tally.AddAsync(part, cancel);
        return tally.ToReport() with { Of = of, About = about, Parts = parts, Against = against };
    }
}
