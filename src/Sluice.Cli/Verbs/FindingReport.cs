using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary>
/// <c>--report FILE</c>: every finding as JSON, or counts with examples as Markdown or HTML, by the file's ending.
/// Findings are spooled to disk, so that a report has no cap.
/// </summary>
sealed class FindingReport : IDisposable
{
    const int ExamplesPerCode = 5;

    readonly string _path;
    readonly string _spoolPath;
    readonly FileStream _spool;
    readonly JsonLineBuilder _json = new();
    readonly SortedDictionary<string, List<string[]>> _examples = new(StringComparer.Ordinal);
    bool _any;

    FindingReport(string path)
    {
        _path = path;
        _spoolPath = path + ".aside";
        _spool = new FileStream(_spoolPath, FileMode.Create, FileAccess.ReadWrite);
    }

    public static FindingReport To(string path) =>
        Path.GetExtension(path) is ".json" or ".md" or ".html"
            ? new FindingReport(path)
            : throw new CorrectTheCallException($"--report {path}: expected a file that ends in .json, .md or .html.");

    public void Add(Finding finding, Site site)
    {
        finding.WriteTo(_json.Clear(), site);
        _spool.Write(_any ? ",\n"u8 : "\n"u8);
        _spool.Write(_json.Bytes);
        _any = true;
        if (!_examples.TryGetValue(finding.Code, out var examples))
            _examples[finding.Code] = examples = [];
        if (examples.Count < ExamplesPerCode)
            examples.Add([site.Place.File, site.Place.Line.ToString(CultureInfo.InvariantCulture), finding.Pointer, finding.Found ?? "", finding.Expected]);
    }

    public void Finish(JsonObject summary, CheckSummary counts)
    {
        using (var to = new FileStream(_path, FileMode.Create, FileAccess.Write))
        {
            if (Path.GetExtension(_path) == ".json")
            {
                to.Write(Encoding.UTF8.GetBytes("{\"summary\":" + summary.ToJsonString(ReceiptJson.Options) + ",\n\"findings\":["));
                _spool.Position = 0;
                _spool.CopyTo(to);
                to.Write("\n]}\n"u8);
            }
            else
            {
                to.Write(Encoding.UTF8.GetBytes(Path.GetExtension(_path) == ".md" ? Markdown(summary, counts) : Html(summary, counts)));
            }
        }
        Dispose();
    }

    string Markdown(JsonObject summary, CheckSummary counts)
    {
        var page = new StringBuilder($"# Validation of {summary["dump"]}\n\n{counts.Read} read, {counts.Valid} valid, {counts.Invalid} invalid, {counts.Warnings} warnings.\n\n| finding | count |\n|---|--:|\n");
        foreach (var (code, count) in counts.Findings)
            page.Append(CultureInfo.InvariantCulture, $"| `{code}` | {count} |\n");
        foreach (var (code, examples) in _examples)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {code}\n\n| file | line | pointer | found | expected |\n|---|--:|---|---|---|\n");
            foreach (var example in examples)
                page.Append("| ").AppendJoin(" | ", example.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" "))).Append(" |\n");
        }
        return page.ToString();
    }

    string Html(JsonObject summary, CheckSummary counts)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Validation</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8886;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Validation of {WebUtility.HtmlEncode(summary["dump"]!.ToString())}</h1><p>{counts.Read} read, {counts.Valid} valid, {counts.Invalid} invalid, {counts.Warnings} warnings.</p>");
        foreach (var (code, count) in counts.Findings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{code}: {count}</h2><table><tr><th>file<th>line<th>pointer<th>found<th>expected");
            foreach (var example in _examples[code])
                page.Append("<tr><td>").AppendJoin("<td>", example.Select(WebUtility.HtmlEncode));
            page.Append("</table>");
        }
        return page.Append("</html>\n").ToString();
    }

    public void Dispose()
    {
        _spool.Dispose();
        File.Delete(_spoolPath);
    }
}
