using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>Counts while findings stream by: a few numbers a code and a collection, and a handful of examples.</summary>
sealed class ReportTally
{
    readonly ReportCounts _all = new();
    readonly SortedDictionary<string, ReportCounts> _sources = new(StringComparer.Ordinal);
    readonly SortedDictionary<(string Source, string Name), ReportCounts> _collections = new(Comparer<(string Source, string Name)>.Create((a, b) =>
        string.CompareOrdinal(a.Source, b.Source) is var bySource and not 0 ? bySource : string.CompareOrdinal(a.Name, b.Name)));
    readonly SortedDictionary<string, Code> _codes = new(StringComparer.Ordinal);

    public async Task AddAsync(ValidatedPart part, CancellationToken cancel)
    {
        SourceOf(part.Source);
        foreach (var (collection, kept) in part.Kept)
            foreach (var counts in CountsOf(part.Source, collection))
                counts.Valid += kept;
        var (file, line, isRejected) = ("", 0L, false);
        await foreach (var finding in FindingsFile.ReadAsync(part.Findings, cancel))
        {
            var (code, isError, counts) = (finding.Code, finding.IsError, CountsOf(part.Source, finding.Collection ?? ""));
            if (finding.Number != line || finding.File != file)
                (file, line, isRejected) = (finding.File, finding.Number, false);
            var ofCode = CodeOf(code, isError);
            ofCode.Add(part, finding);
            ofCode.Rejected += isError && !isRejected ? 1 : 0;
            foreach (var count in counts)
            {
                count.Findings[code] = count.Findings.GetValueOrDefault(code) + 1;
                count.Warnings += isError ? 0 : 1;
                count.Invalid += isError && !isRejected ? 1 : 0;
            }
            isRejected |= isError;
        }
    }

    public ValidationReport ToReport() => new()
    {
        Of = "",
        About = "",
        Parts = [],
        Counts = _all,
        Sources = _sources,
        Collections = [.. _collections.Select(pair => new CollectionReport(pair.Key.Source, pair.Key.Name, pair.Value))],
        Codes = [.. _codes.Select(pair => new CodeReport(pair.Key, pair.Value.Severity, pair.Value.Count, pair.Value.Rejected, pair.Value.Examples))
            .OrderByDescending(code => code.Severity).ThenByDescending(code => code.Count).ThenBy(code => code.Code, StringComparer.Ordinal)],
    };

    // What one finding or record adds to: everything, its source, its collection.
    ReportCounts[] CountsOf(string source, string collection)
    {
        if (!_collections.TryGetValue((source, collection), out var ofCollection))
            _collections[(source, collection)] = ofCollection = new ReportCounts();
        return [_all, SourceOf(source), ofCollection];
    }

    ReportCounts SourceOf(string source)
    {
        if (!_sources.TryGetValue(source, out var of))
            _sources[source] = of = new ReportCounts();
        return of;
    }

    Code CodeOf(string code, bool isError)
    {
        if (!_codes.TryGetValue(code, out var of))
            _codes[code] = of = new Code();
        of.Severity = isError ? Severity.Error : of.Severity;
        return of;
    }

    sealed class Code
    {
        public Severity Severity { get; set; }

        public long Count { get; private set; }

        public long Rejected { get; set; }

        public List<Example> Examples { get; } = [];

        public void Add(ValidatedPart part, FindingLine finding)
        {
            if (Count++ < ValidationReport.ExamplesPerCode)
                Examples.Add(new Example(part, finding.File, finding.Number, Finding.Shorten(finding.Id), Finding.Shorten(finding.Pointer)!, finding.Found, finding.Expected));
        }
    }
}
