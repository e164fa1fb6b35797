using Sluice.Records;
using static Sluice.Validate.Reports.ReportText;

namespace Sluice.Validate.Reports;

/// <summary>The report as one HTML page that needs nothing else: no script, no other file, light and dark, fit to be printed.</summary>
public static class HtmlReport
{
    /// <param name="to">Its line end must be LF.</param>
    public static async Task WriteAsync(ValidationReport report, TextWriter to, CancellationToken cancel)
    {
        var title = Html($"Validation of {report.Of}");
        await to.WriteLineAsync("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        await to.WriteLineAsync($"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n{ReportStyle.Sheet}</style>\n</head>\n<body>");
        await to.WriteLineAsync($"<header>\n<h1>{title}</h1>");
        if (report.About.Length > 0)
            await to.WriteLineAsync($"<p class=\"quiet\">{Html(report.About)}</p>");
        await to.WriteLineAsync("</header>\n<main>");
        await WriteCountsAsync(report.Counts, to);
        await WriteCodesAsync(report, to);
        await WriteCollectionsAsync(report, to);
        if (report.Codes.Count > 0)
            await to.WriteLineAsync("<h2 id=\"examples\">Examples</h2>");
        foreach (var code in report.Codes)
            await WriteExamplesAsync(report, code, to);
        if (report.Counts.Invalid > 0)
            await WriteRejectedAsync(report, to, cancel);
        await to.WriteLineAsync("</main>\n</body>\n</html>");
    }

    static async Task WriteCountsAsync(ReportCounts counts, TextWriter to)
    {
        await to.WriteLineAsync("<dl class=\"counts\">");
        foreach (var (name, value, tone) in new[] { ("read", counts.Read, ""), ("valid", counts.Valid, "good"), ("invalid", counts.Invalid, "bad"), ("warnings", counts.Warnings, "odd") })
            await to.WriteLineAsync($"<div class=\"{(value == 0 ? "" : tone)}\"><dt>{name}</dt><dd>{Number(value)}</dd></div>");
        await to.WriteLineAsync("</dl>");
        if (counts.Read > 0)
            await to.WriteLineAsync($"<p class=\"share\" role=\"img\" aria-label=\"{Percent(counts.Valid, counts.Read)} of the records are valid\"><span style=\"width:{Width(counts.Valid, counts.Read)}\"></span></p>\n<p class=\"quiet\">{Percent(counts.Valid, counts.Read)} of the records are valid.</p>");
    }

    static async Task WriteCodesAsync(ValidationReport report, TextWriter to)
    {
        if (report.Codes.Count == 0 && report.Changes.Count == 0)
        {
            await to.WriteLineAsync($"<p class=\"calm\">{(report.Counts.Read == 0 ? "No record was read, so there is nothing to find." : "Nothing was found: no error, no warning.")}</p>");
            return;
        }
        var then = report.Against;
        await to.WriteLineAsync("<h2 id=\"codes\">Findings by code</h2>");
        if (then is not null)
            await to.WriteLineAsync($"<p>Compared with {Html(then.What)}{(then.Read is { } read ? $", when {Number(read)} records were read" : "")}.</p>");
        await to.WriteLineAsync($"<table class=\"codes\">\n<caption>Each code, how often it was found, and how many records are rejected for it</caption>\n<thead><tr><th scope=\"col\">Code</th><th scope=\"col\">Severity</th><th scope=\"col\" class=\"n\">Findings</th>{(then is null ? "" : "<th scope=\"col\" class=\"n\">Before</th><th scope=\"col\" class=\"n\">Change</th>")}<th scope=\"col\" class=\"n\">Rejected</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>");
        var most = report.Codes.Select(code => code.Count).DefaultIfEmpty().Max();
        foreach (var code in report.Codes)
            await to.WriteLineAsync($"<tr><th scope=\"row\"><a href=\"#{Anchor(code.Code)}\">{Html(code.Code)}</a></th><td>{Pill(code.Severity)}</td><td class=\"n\">{Number(code.Count)}<span class=\"bar {Tone(code.Severity)}\" style=\"width:{Width(code.Count, most)}\"></span></td>{Then(then, code.Code, code.Count)}<td class=\"n\">{(code.Rejected == 0 ? "\u2013" : Number(code.Rejected))}</td><td>{Html(code.Known?.Meaning ?? "")}</td></tr>");
        foreach (var gone in report.Changes.Where(change => change.Now == 0))
            await to.WriteLineAsync($"<tr><th scope=\"row\">{Html(gone.Code)}</th><td></td><td class=\"n\">0</td>{Then(then, gone.Code, 0)}<td class=\"n\">\u2013</td><td>Not found any more.</td></tr>");
        await to.WriteLineAsync("</tbody>\n</table>");
    }

    static async Task WriteCollectionsAsync(ValidationReport report, TextWriter to)
    {
        await to.WriteLineAsync("<h2 id=\"collections\">By collection</h2>\n<table>\n<caption>Records of each collection, upstream\u2019s <code>source</code></caption>");
        await to.WriteLineAsync($"<thead><tr>{(report.HasSeveralSources ? "<th scope=\"col\">Source</th>" : "")}<th scope=\"col\">Collection</th><th scope=\"col\" class=\"n\">Read</th><th scope=\"col\" class=\"n\">Valid</th><th scope=\"col\" class=\"n\">Invalid</th><th scope=\"col\">Findings</th></tr></thead>\n<tbody>");
        foreach (var (source, name, counts) in report.Collections)
            await to.WriteLineAsync($"<tr>{(report.HasSeveralSources ? $"<td>{Html(source)}</td>" : "")}<th scope=\"row\">{(name.Length == 0 ? "<i>none</i>" : Html(name))}</th><td class=\"n\">{Number(counts.Read)}</td><td class=\"n\">{Number(counts.Valid)}</td><td class=\"n{(counts.Invalid > 0 ? " bad" : "")}\">{Number(counts.Invalid)}</td><td>{string.Join(" ", counts.Findings.Select(pair => $"<span class=\"tag\">{Number(pair.Value)} <a href=\"#{Anchor(pair.Key)}\">{Html(pair.Key)}</a></span>"))}</td></tr>");
        await to.WriteLineAsync("</tbody>\n</table>");
    }

    static async Task WriteExamplesAsync(ValidationReport report, CodeReport code, TextWriter to)
    {
        await to.WriteLineAsync($"<section id=\"{Anchor(code.Code)}\">\n<h3><code>{Html(code.Code)}</code> {Pill(code.Severity)}</h3>");
        if (code.Known is { } known)
            await to.WriteLineAsync($"<p>{Html(known.Meaning)} <span class=\"quiet\">{Html(known.Remedy)}</span></p>");
        await to.WriteLineAsync($"<table class=\"examples\">\n<caption>{(code.Count > code.Examples.Count ? $"The first {code.Examples.Count} of {Number(code.Count)}" : $"All {Number(code.Count)}")}{(code.Rejected > 0 ? $"; <a href=\"#rejected-{Anchor(code.Code)}\">{Number(code.Rejected)} rejected for it</a>" : "")}</caption>\n<thead><tr><th scope=\"col\">Where</th><th scope=\"col\">Id</th><th scope=\"col\">Pointer</th><th scope=\"col\">Found</th><th scope=\"col\">Expected</th></tr></thead>\n<tbody>");
        foreach (var example in code.Examples)
            await to.WriteLineAsync($"<tr><th scope=\"row\">{Where(report, example.Part, example.File, example.Line, example.Link)}</th><td><code>{Html(example.Id ?? "\u2013")}</code></td><td><code>{Html(example.Pointer)}</code></td><td>{(example.Found is null ? "<i>nothing</i>" : Html(example.Found))}</td><td>{Html(example.Expected)}</td></tr>");
        await to.WriteLineAsync("</tbody>\n</table>\n</section>");
    }

    static async Task WriteRejectedAsync(ValidationReport report, TextWriter to, CancellationToken cancel)
    {
        await to.WriteLineAsync($"<h2 id=\"rejected\">Rejected rows</h2>\n<p>All {Number(report.Counts.Invalid)}, under the first error of each.</p>");
        foreach (var code in report.Codes.Where(code => code.Rejected > 0))
        {
            await to.WriteLineAsync($"<table class=\"rejected\" id=\"rejected-{Anchor(code.Code)}\">\n<caption><a href=\"#{Anchor(code.Code)}\"><code>{Html(code.Code)}</code></a>: {Number(code.Rejected)}</caption>\n<thead><tr><th scope=\"col\">Where</th><th scope=\"col\">Id</th><th scope=\"col\">Found besides</th></tr></thead>\n<tbody>");
            await foreach (var row in RejectedRow.ReadAsync(report, code.Code, cancel))
                await to.WriteLineAsync($"<tr><th scope=\"row\">{Where(report, row.Part, row.File, row.Line, row.Link)}</th><td><code>{Html(row.Id ?? "\u2013")}</code></td><td>{string.Join(", ", row.Codes.Skip(1).Select(Html))}</td></tr>");
            await to.WriteLineAsync("</tbody>\n</table>");
        }
    }

    static string Where(ValidationReport report, ValidatedPart part, string file, long line, string? link)
    {
        var where = $"{(report.HasSeveralSources ? Html(part.Source) + ", " : "")}{Html(file)}:{line.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        return link is null ? where : $"<a href=\"{Html(link)}\" rel=\"noreferrer\">{where}</a>";
    }

    static string Then(Against? then, string code, long now) =>
        then is null ? "" : $"<td class=\"n\">{Number(then.Findings.GetValueOrDefault(code))}</td><td class=\"n\">{Signed(now - then.Findings.GetValueOrDefault(code))}</td>";

    static string Pill(Severity severity) => $"<span class=\"pill {Tone(severity)}\">{(severity == Severity.Error ? "error" : "warning")}</span>";

    static string Tone(Severity severity) => severity == Severity.Error ? "bad" : "odd";

    static string Width(long part, long whole) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(whole, 1):0.##}%");

    // Never rounded to all or to none.
    static string Percent(long part, long whole) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(part == whole ? 100 : Math.Min(99.9, Math.Floor(1000.0 * part / whole) / 10)):0.#} %");
}
