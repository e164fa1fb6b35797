using Sluice.Records;
using static Sluice.Validate.Reports.ReportText;

namespace Sluice.Validate.Reports;

/// <summary>The report as a Markdown page: counts, examples, and every rejected row.</summary>
public static class MarkdownReport
{
    /// <param name="to">Its line end must be LF.</param>
    public static async Task WriteAsync(ValidationReport report, TextWriter to, CancellationToken cancel)
    {
        var counts = report.Counts;
        await to.WriteLineAsync($"# Validation of {Markdown(report.Of)}\n");
        if (report.About.Length > 0)
            await to.WriteLineAsync(Markdown(report.About) + "\n");
        await to.WriteLineAsync("| read | valid | invalid | warnings |\n|--:|--:|--:|--:|");
        await to.WriteLineAsync($"| {Number(counts.Read)} | {Number(counts.Valid)} | {Number(counts.Invalid)} | {Number(counts.Warnings)} |");
        await WriteCodesAsync(report, to);
        await WriteChangesAsync(report, to);
        await WriteCollectionsAsync(report, to);
        foreach (var code in report.Codes)
            await WriteExamplesAsync(report, code, to);
        if (counts.Invalid > 0)
            await WriteRejectedAsync(report, to, cancel);
    }

    static async Task WriteCodesAsync(ValidationReport report, TextWriter to)
    {
        await to.WriteLineAsync("\n## Findings by code\n");
        if (report.Codes.Count == 0)
        {
            await to.WriteLineAsync("Nothing was found.");
            return;
        }
        await to.WriteLineAsync("| code | severity | findings | rejected | meaning |\n|---|---|--:|--:|---|");
        foreach (var code in report.Codes)
            await to.WriteLineAsync($"| {MarkdownCode(code.Code)} | {SeverityOf(code)} | {Number(code.Count)} | {Number(code.Rejected)} | {Markdown(code.Known?.Meaning ?? "")} |");
    }

    static async Task WriteChangesAsync(ValidationReport report, TextWriter to)
    {
        if (report.Against is not { } against)
            return;
        await to.WriteLineAsync($"\n## Against {Markdown(against.What)}\n");
        if (against.Read is { } read)
            await to.WriteLineAsync($"{Number(read)} records were read then, {Number(report.Counts.Read)} now.\n");
        await to.WriteLineAsync("| code | before | now | change |\n|---|--:|--:|--:|");
        foreach (var change in report.Changes)
            await to.WriteLineAsync($"| {MarkdownCode(change.Code)} | {Number(change.Before)} | {Number(change.Now)} | {Signed(change.By)} |");
    }

    static async Task WriteCollectionsAsync(ValidationReport report, TextWriter to)
    {
        await to.WriteLineAsync("\n## By collection\n\n| collection | read | valid | invalid | findings |\n|---|--:|--:|--:|---|");
        foreach (var (source, name, counts) in report.Collections)
            await to.WriteLineAsync($"| {(report.HasSeveralSources ? Markdown(source) + ", " : "")}{(name.Length == 0 ? "(none)" : Markdown(name))} | {Number(counts.Read)} | {Number(counts.Valid)} | {Number(counts.Invalid)} | {string.Join(", ", counts.Findings.Select(pair => $"{Number(pair.Value)} {MarkdownCode(pair.Key)}"))} |");
    }

    static async Task WriteExamplesAsync(ValidationReport report, CodeReport code, TextWriter to)
    {
        await to.WriteLineAsync($"\n## {MarkdownCode(code.Code)}\n");
        await to.WriteLineAsync($"{(code.Known is { } known ? $"{Markdown(known.Meaning)} {Markdown(known.Remedy)} " : "")}{(code.Count > code.Examples.Count ? $"The first {code.Examples.Count} of {Number(code.Count)}:" : "All of them:")}\n");
        await to.WriteLineAsync("| file | line | id | pointer | found | expected |\n|---|--:|---|---|---|---|");
        foreach (var example in code.Examples)
            await to.WriteLineAsync($"| {FileOf(report, example.Part, example.File)} | {LineOf(example.Line, example.Link)} | {Markdown(example.Id ?? "")} | {MarkdownCode(example.Pointer)} | {Markdown(example.Found ?? "")} | {Markdown(example.Expected)} |");
    }

    static async Task WriteRejectedAsync(ValidationReport report, TextWriter to, CancellationToken cancel)
    {
        await to.WriteLineAsync("\n## Rejected rows");
        foreach (var code in report.Codes.Where(code => code.Rejected > 0))
        {
            await to.WriteLineAsync($"\n### {MarkdownCode(code.Code)}: {Number(code.Rejected)}\n\n| file | line | id | also |\n|---|--:|---|---|");
            await foreach (var row in RejectedRow.ReadAsync(report, code.Code, cancel))
                await to.WriteLineAsync($"| {FileOf(report, row.Part, row.File)} | {LineOf(row.Line, row.Link)} | {Markdown(row.Id ?? "")} | {string.Join(", ", row.Codes.Skip(1).Select(MarkdownCode))} |");
        }
    }

    static string SeverityOf(CodeReport code) => code.Severity == Severity.Error ? "error" : "warning";

    static string FileOf(ValidationReport report, ValidatedPart part, string file) => (report.HasSeveralSources ? Markdown(part.Source) + ", " : "") + Markdown(file);

    static string LineOf(long line, string? link) => link is null ? Number(line) : $"[{Number(line)}](<{link}>)";
}
