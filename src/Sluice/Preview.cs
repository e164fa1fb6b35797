using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Validate;

namespace Sluice;

/// <summary>
/// What the record stages would make of an extraction, for a dry run: the same judgement, record by record, with
/// nothing written. Only Validate rejects.
/// </summary>
sealed class Preview(Validation validation)
{
    readonly RawRecord _record = new();
    readonly Document _document = new();
    readonly Tally _tally = new();

    public void See(ReadOnlyMemory<byte> raw, Place place)
    {
        _record.Line.Read(raw, out _);
        _record.Place = place;
        _tally.Read++;
        var findings = validation.Judge(_record, _document);
        _tally.Count(findings);
        if (findings.Any(finding => finding.Severity == Severity.Error))
            _tally.CountRejected(findings);
    }

    public IReadOnlyList<StageReport> Reports
    {
        get
        {
            var kept = _tally.Read - _tally.Rejected.Values.Sum();
            return
            [
                new StageReport("validate", validation.Id.Version, _tally.Read, kept, _tally.Rejected, _tally.Findings, 0, Skipped: false),
                .. new[] { new Clean.Cleaning().Id, new Enrich.Enrichment().Id }.Select(stage =>
                    new StageReport(stage.Name, stage.Version, kept, kept, new(StringComparer.Ordinal), new(StringComparer.Ordinal), 0, Skipped: false)),
            ];
        }
    }
}
