using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate;

/// <summary>The outcome of checking a file. <c>read = valid + invalid</c>.</summary>
public sealed record CheckSummary(long Read, long Valid, long Invalid, long Warnings, SortedDictionary<string, long> Findings)
{
    /// <summary>By upstream's <c>source</c>; empty for records without one, and for lines that are none.</summary>
    public required SortedDictionary<string, CollectionCount> Collections { get; init; }
}

/// <summary>
/// Only checks and reports: a JSON Lines file, or a dump's raw rows under upstream's own coordinates. Writes nothing
/// and needs no lake.
/// </summary>
public sealed class FileCheck(Validation validation)
{
    /// <param name="place">Gives a row's place; default the file's own line and byte offset.</param>
    /// <param name="report">Told of every finding, and which record it is about.</param>
    public async Task<CheckSummary> RunAsync(
        LineReader reader, Func<RecordLine, Place, Place>? place, Action<Finding, Site>? report, CancellationToken cancel)
    {
        var (record, document) = (new RawRecord(), new Document());
        var codes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (collections, noRecord) = (new CollectionTally(), new RecordLine());
        long read = 0, invalid = 0, warnings = 0;
        await foreach (var row in reader.RowsAsync(cancel))
        {
            read++;
            IReadOnlyList<Finding> findings;
            var at = row.Place;
            if (!row.TooLong && record.Line.Read(row.Bytes, out var fault))
            {
                at = record.Place = place?.Invoke(record.Line, row.Place) ?? row.Place;
                findings = validation.Judge(record, document);
            }
            else
            {
                findings = [Unparsable(row)];
            }
            var site = findings.Count > 0 && !row.TooLong && record.Line.FieldCount > 0 ? Site.Of(at, record.Line) : new Site(at);
            foreach (var finding in findings)
            {
                codes[finding.Code] = codes.GetValueOrDefault(finding.Code) + 1;
                warnings += finding.Severity == Severity.Warning ? 1 : 0;
                report?.Invoke(finding, site);
            }
            var isValid = findings.All(finding => finding.Severity != Severity.Error);
            invalid += isValid ? 0 : 1;
            collections.Count(site.Collection is null && !isValid ? noRecord : record.Line, isValid);
        }
        return new CheckSummary(read, read - invalid, invalid, warnings, codes) { Collections = collections.ToCounts() };
    }

    static Finding Unparsable(UpstreamRow row)
    {
        if (row.TooLong)
            return Finding.Error("json.line_too_long", "", "more than 64 MiB", "a line of at most 64 MiB");
        var line = new RecordLine();
        line.Read(row.Bytes, out var fault);
        var around = System.Text.Encoding.UTF8.GetString(row.Bytes.Span[Math.Max(0, Math.Min(fault.Offset, row.Bytes.Length) - 20)..Math.Min(row.Bytes.Length, fault.Offset + 20)]);
        if (fault.Expected == "valid UTF-8")
            return Finding.Error("encoding.invalid_utf8", "", around, $"valid UTF-8 at byte {fault.Offset} of the line");
        var scanner = new JsonScanner(row.Bytes.Span);
        if (scanner.SkipValue(out var kind, out _) && kind != JsonKind.Object && scanner.Peek() == 0)
            return Finding.Error("json.not_an_object", "", kind.ToString().ToLowerInvariant() + ": " + around, "one JSON object");
        return Finding.Error("json.malformed", "", around.Length == 0 ? "the end of the line" : around, $"{fault.Expected} at byte {fault.Offset} of the line");
    }
}
