using System.Runtime.CompilerServices;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>A row that was rejected.</summary>
/// <param name="Codes">The first error, under which it is counted, then its other codes.</param>
public sealed record RejectedRow(ValidatedPart Part, string File, long Line, string? Id, IReadOnlyList<string> Codes)
{
    /// <summary>Where upstream shows the row, or null.</summary>
    public string? Link => Part.LinkTo(File, Line);

    /// <summary>Every row that is counted under a code, in order; only one is in memory at a time.</summary>
    public static async IAsyncEnumerable<RejectedRow> ReadAsync(ValidationReport report, string code, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var part in report.Parts)
        {
            var row = new Gathered();
            await foreach (var finding in FindingsFile.ReadAsync(part.Findings, cancel))
            {
                if (!row.Is(finding))
                {
                    if (row.FirstError == code)
                        yield return row.ToRow(part);
                    row.Begin(finding);
                }
                row.Add(finding);
            }
            if (row.FirstError == code)
                yield return row.ToRow(part);
        }
    }

    sealed class Gathered
    {
        readonly List<string> _codes = [];
        string _file = "";
        long _line;
        string? _id;

        public string? FirstError { get; private set; }

        public bool Is(FindingLine finding) => finding.Number == _line && finding.File == _file;

        public void Begin(FindingLine finding)
        {
            (_file, _line, _id, FirstError) = (finding.File, finding.Number, Finding.Shorten(finding.Id), null);
            _codes.Clear();
        }

        public void Add(FindingLine finding)
        {
            _codes.Add(finding.Code);
            if (finding.IsError)
                FirstError ??= finding.Code;
        }

        public RejectedRow ToRow(ValidatedPart part) =>
            new(part, _file, _line, Finding.Shorten(_id), [FirstError!, .. _codes.Distinct(StringComparer.Ordinal).Where(code => code != FirstError)]);
    }
}
