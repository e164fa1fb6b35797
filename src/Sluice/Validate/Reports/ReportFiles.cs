using System.Text;

namespace Sluice.Validate.Reports;

/// <summary>The three forms of a report side by side: <c>validation.json</c>, <c>validation.md</c>, <c>validation.html</c>.</summary>
public static class ReportFiles
{
    public const string Json = "validation.json";
    public const string Markdown = "validation.md";
    public const string Html = "validation.html";

    /// <summary>In order of name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Html, Json, Markdown];

    /// <summary>Writes all three into a folder that is there.</summary>
    public static async Task WriteAsync(ValidationReport report, string folder, CancellationToken cancel)
    {
        await using (var json = Create(Path.Combine(folder, Json)))
            await JsonReport.WriteAsync(report, json, cancel);
        await WriteTextAsync(Path.Combine(folder, Markdown), to => MarkdownReport.WriteAsync(report, to, cancel));
        await WriteTextAsync(Path.Combine(folder, Html), to => HtmlReport.WriteAsync(report, to, cancel));
    }

    /// <summary>Writes a page as UTF-8 with LF, whatever the system.</summary>
    public static async Task WriteTextAsync(string path, Func<TextWriter, Task> write)
    {
        await using var file = Create(path);
        await using var to = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
        await write(to);
    }

    static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
}
