using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Validate.Reports;

namespace Sluice.Cli.Verbs;

/// <summary>
/// <c>--report FILE</c>, as JSON, Markdown or HTML by the file's ending. Findings are spooled beside it, so that a
/// report has no cap; the file appears whole or not at all.
/// </summary>
sealed class FindingReport : IDisposable
{
    static readonly byte[] LineFeed = "\n"u8.ToArray();

    readonly string _path;
    readonly string _spoolPath;
    readonly string _aside;
    readonly FileStream _spool;
    readonly JsonLineBuilder _json = new();

    FindingReport(string path)
    {
        (_path, _spoolPath, _aside) = (path, path + ".findings-aside", path + ".aside");
        _spool = new FileStream(_spoolPath, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
    }

    /// <summary>Opens its spool, so that what is wrong with the path is known before the work.</summary>
    /// <param name="input">The file that is validated, which a report must not replace; null for a dump.</param>
    /// <exception cref="CorrectTheCallException">Another ending, no such folder, a folder itself, or the input.</exception>
    /// <exception cref="CheckTheMachineException">The folder cannot be written.</exception>
    public static FindingReport To(string path, string? input)
    {
        if (path.Length == 0)
            throw new CorrectTheCallException("--report names no file. Expected one that ends in .json, .md or .html.");
        var full = Path.GetFullPath(path);
        if (Path.GetExtension(path) is not (".json" or ".md" or ".html"))
            throw new CorrectTheCallException($"--report {path}: expected a file that ends in .json, .md or .html.");
        if (input is not null && IsSame(full, Path.GetFullPath(input)))
            throw new CorrectTheCallException($"--report {path} is the file that is to be validated, and would replace it. Name another.");
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new CorrectTheCallException($"--report {path}: there is no folder {Path.GetDirectoryName(full)}. Make it, or name a file in one that is there.");
        if (Directory.Exists(full))
            throw new CorrectTheCallException($"--report {path} is a folder. Name a file in it.");
        try
        {
            return new FindingReport(full);
        }
        catch (Exception e) when (CheckTheMachineException.IsMeant(e))
        {
            throw new CheckTheMachineException($"--report {path} cannot be written: {e.Message} Name another folder, or mend its permissions.", e);
        }
    }

    // By another name, too: a link leads to the same file.
    static bool IsSame(string report, string input) =>
        string.Equals(Resolved(report), Resolved(input), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    static string Resolved(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;

    public void Add(Finding finding, Site site)
    {
        finding.WriteTo(_json.Clear(), site);
        _spool.Write(_json.Bytes);
        _spool.Write(LineFeed);
    }

    /// <param name="summary">As <c>--json</c> prints it.</param>
    /// <param name="tree">Where upstream's files can be looked at, or null.</param>
    public async Task FinishAsync(JsonObject summary, CheckSummary counts, string source, string of, string? tree, CancellationToken cancel)
    {
        await _spool.DisposeAsync();
        var part = new ValidatedPart(source, of, tree, _spoolPath, counts.Collections.ToDictionary(pair => pair.Key, pair => pair.Value.Kept, StringComparer.Ordinal));
        if (Path.GetExtension(_path) == ".json")
        {
            await using var to = new FileStream(_aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            await JsonReport.WriteAsync(summary, [part], to, cancel);
        }
        else
        {
            var report = await ValidationReport.OfAsync(of, $"Against the schema {summary["schema"]}.", [part], null, cancel);
            await ReportFiles.WriteTextAsync(_aside, to => Path.GetExtension(_path) == ".md" ? MarkdownReport.WriteAsync(report, to, cancel) : HtmlReport.WriteAsync(report, to, cancel));
        }
        File.Move(_aside, _path, overwrite: true);
    }

    public void Dispose()
    {
        _spool.Dispose();
        File.Delete(_spoolPath);
        File.Delete(_aside);
    }
}
